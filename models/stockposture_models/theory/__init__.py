"""The theory: expected shortage, stock and cost of a policy in the world we price."""
