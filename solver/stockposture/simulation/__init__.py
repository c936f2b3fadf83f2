"""A plan lived through, day by day: what its promises come to."""
