"""One item of a plan explained: what its choice costs, what else it could have been, and what would change it."""
