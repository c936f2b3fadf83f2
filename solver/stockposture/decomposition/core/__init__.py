"""From the best prices to a plan: the few items whose points are chosen together."""
