"""The search for the best prices on the limits, at a sample of the items and at all."""
