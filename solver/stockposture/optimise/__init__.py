"""From a case to a proven plan."""
