"""The verb ``compare``: plans side by side."""

from collections.abc import Mapping

import pandas as pd

from stockposture.comparison.apart import apart_words
from stockposture.comparison.changes import changes_of
from stockposture.comparison.items import differing_items
from stockposture.comparison.proofs import best_proofs
from stockposture.comparison.result import PLAN_COLUMNS, Comparison
from stockposture_models.plan.kpis import KPIS
from stockposture_models.plan.plan import Plan


def compare(plans: Mapping[str, Plan]) -> Comparison:
    """Set plans side by side.

    Parameters
    ----------
    plans
        Two or more by name; the first is the yardstick.

    Raises
    ------
    ValueError
        If there are fewer than two, or their currencies differ.
    """
    if len(plans) < 2:
        raise ValueError("one plan alone cannot be compared: give two or more")
    currencies = {name: plan.summary.currency for name, plan in plans.items()}
    if len(set(currencies.values())) > 1:
        named = ", ".join(f"{name} in {money or 'no named currency'}" for name, money in currencies.items())
        raise ValueError(f"plans of different currencies cannot be compared: {named}")
    (first_name, first), *others = plans.items()
    items, changes, notes = [], [], []
    for name, plan in others:
        differing, counts = differing_items(name, first, plan)
        items.append(differing)
        changes.append(changes_of(name, first, plan, differing, counts))
        notes += apart_words(first_name, first.case, name, plan.case)
        notes += _left_out(first_name, name, counts)
    return Comparison(
        plans=_totals(plans),
        limits=_limits(plans),
        changes=pd.DataFrame(changes),
        items=pd.concat(items, ignore_index=True),
        notes=tuple(notes),
        currency=first.summary.currency,
    )


def _totals(plans: Mapping[str, Plan]) -> pd.DataFrame:
    proofs = best_proofs(plans)
    rows = []
    for name, plan in plans.items():
        summary = plan.summary
        costs = summary.costs.model_dump()
        rows.append(
            {
                "plan": name,
                "status": summary.status.value,
                "items": summary.items,
                "total_cost": summary.total_cost,
                **{f"{part}_cost": cost for part, cost in costs.items()},
                "short_units_per_year": float(plan.items["short_units_per_year"].sum()),
                "space_m3": summary.space_m3,
                "gap": summary.gap,
                "lower_bound": summary.lower_bound,
                "proven_gap": proofs[name].gap,
                "proven_by": proofs[name].by,
                "limits_broken": sum(limit.excess > 0 for limit in summary.limits),
                "rules_broken": sum(summary.rules_broken.values()),
                **summary.posture_counts,
                **summary.split_counts,
                **plan.kpis.model_dump(),
            }
        )
    table = pd.DataFrame(rows)
    measured = [name for name in KPIS if name not in PLAN_COLUMNS]
    # A figure that no plan has is a column of numbers all the same.
    return table[[*PLAN_COLUMNS, *measured]].astype(dict.fromkeys(measured, "float64"))


def _limits(plans: Mapping[str, Plan]) -> pd.DataFrame:
    rows = [
        {"plan": name, **limit.model_dump(mode="json")} for name, plan in plans.items() for limit in plan.summary.limits
    ]
    columns = ["plan", "kind", "name", "unit", "use", "cap", "overflow", "overflow_cost", "excess", "shadow_price"]
    return pd.DataFrame(rows, columns=columns)


def _left_out(first: str, name: str, counts: Mapping[str, int]) -> list[str]:
    one_sided = ((counts["only_in_first"], first, name), (counts["only_here"], name, first))
    return [
        f"{'1 item is' if count == 1 else f'{count:,} items are'} in {here} only, not in {there}"
        for count, here, there in one_sided
        if count
    ]
