"""The best that is known of each plan: a bound of another one holds for it too, if it keeps the other's limits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from stockposture.comparison.apart import apart
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.summary import Status

#: Part of a cap that is rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Proof:
    """How far a plan is from the best possible at most.

    Parameters
    ----------
    gap
        (total cost - bound) / relevant cost; nan where nothing is proven.
    by
        The plan whose bound it is; empty for none.
    """

    gap: float
    by: str


def best_proofs(plans: Mapping[str, Plan]) -> dict[str, Proof]:
    """Return the best proof of each plan among the bounds of all.

    A lower bound holds for every plan of its case that keeps its limits and rules: so a plan that was only priced has
    a proven gap as soon as a solved one stands beside it.
    """
    proofs = {}
    for name, plan in plans.items():
        known = [
            Proof(_gap(plan, other.summary.lower_bound), by)
            for by, other in plans.items()
            if other.summary.status is not Status.PRICED and (by == name or _bound_holds(other, plan))
        ]
        proofs[name] = min(known, key=lambda proof: proof.gap, default=Proof(math.nan, ""))
    return proofs


def _gap(plan: Plan, bound: float) -> float:
    relevant = plan.summary.costs.relevant
    return max(0.0, plan.summary.total_cost - bound) / relevant if relevant > 0 else 0.0


def _bound_holds(solved: Plan, plan: Plan) -> bool:
    """Return whether a plan is one of those that the bound of a solved one is of."""
    asked, used = solved.summary, plan.summary
    pairs = ((asked.capital_cap, used.capital), (asked.space_cap, used.space_m3))
    keeps = all(cap is None or use <= cap * (1 + _ROUNDING) for cap, use in pairs)
    is_sound = not used.rules_broken and not any(limit.excess > 0 for limit in used.limits if limit.name)
    return keeps and is_sound and not apart(solved.case, plan.case)
