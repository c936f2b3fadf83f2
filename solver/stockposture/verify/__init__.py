"""The independent verifier: recomputes a plan from the tables alone."""
