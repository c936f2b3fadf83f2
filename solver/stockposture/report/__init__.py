"""Plans shown to people."""
