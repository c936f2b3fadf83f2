"""What the items that differ come to."""

from collections.abc import Mapping

import pandas as pd

from stockposture.comparison.result import DECIDED
from stockposture_models.plan.plan import Plan

_MONEY = ("running_cost", "stockout_cost", "relevant_cost", "capital")


def changes_of(
    name: str, first: Plan, plan: Plan, differing: pd.DataFrame, counts: Mapping[str, int]
) -> dict[str, object]:
    """Return one row: how many items differ in what, and where the difference of cost comes from.

    ``relevant_cost_difference`` is the sum of ``of_items_that_differ``, ``of_other_items`` (nothing, if the plans are
    of one case) and ``of_fees_and_rent``.

    Parameters
    ----------
    name
        The plan's.
    first, plan
        The yardstick and the other.
    differing, counts
        Its items that differ, and how many in what.
    """
    before, after = first.summary.costs, plan.summary.costs
    whole = after.relevant - before.relevant
    of_items = float(differing["relevant_cost_difference"].sum())
    fees = (after.supplier + after.overflow) - (before.supplier + before.overflow)
    of_all_items = float(plan.items["relevant_cost"].sum() - first.items["relevant_cost"].sum())
    return {
        "plan": name,
        "items_that_differ": counts["items"],
        **{f"{each}_changed": counts[each] for each in DECIDED},
        "only_here": counts["only_here"],
        "only_in_first": counts["only_in_first"],
        "relevant_cost_difference": whole,
        "part_of_first": whole / before.relevant if before.relevant > 0 else float("nan"),
        "of_items_that_differ": of_items,
        "of_other_items": of_all_items - of_items,
        "of_fees_and_rent": fees,
        **{f"items_{each}_difference": float(differing[f"{each}_difference"].sum()) for each in _MONEY},
    }
