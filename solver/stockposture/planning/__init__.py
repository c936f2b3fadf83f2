"""The verb ``solve``: from a case to a verified plan, in the way that fits its size."""
