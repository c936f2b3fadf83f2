"""Which candidates may matter at prices in a box: bounds in place of the theory."""
