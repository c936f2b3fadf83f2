"""The independent verifier: recomputes a plan from the tables alone."""

from stockposture.verify.plan import require_verified, verify_plan

__all__ = ["require_verified", "verify_plan"]
