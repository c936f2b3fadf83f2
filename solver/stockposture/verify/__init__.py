"""The independent verifier: recomputes a plan from the tables alone."""

from stockposture.verify.decisions import Unread
from stockposture.verify.exceptions import rules_broken
from stockposture.verify.plan import require_verified, verify_plan, verify_whole
from stockposture.verify.rows import RowsVerdict, verify_rows

__all__ = ["RowsVerdict", "Unread", "require_verified", "rules_broken", "verify_plan", "verify_rows", "verify_whole"]
