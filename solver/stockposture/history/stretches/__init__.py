"""Disrupted stretches and the stable ones between them: given, or found in the deliveries."""
