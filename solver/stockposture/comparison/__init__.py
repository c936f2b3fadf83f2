"""Plans side by side: totals, limits, and the items that differ, against the first of them."""
