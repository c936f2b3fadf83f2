"""From history to a case."""
