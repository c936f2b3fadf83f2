"""The summary: totals, counts, fees and the proof, recomputed."""

from collections import Counter

import numpy as np
import pandas as pd

from stockposture.verify.costs import DAYS_PER_YEAR, cheapest_purchase, split_labels
from stockposture.verify.decisions import Decisions
from stockposture.verify.differences import RELATIVE, Floats, one_differs
from stockposture.verify.limits import Limit
from stockposture_models.plan.summary import Status, Summary
from stockposture_models.tables.case import Case

#: Difference that summing a catalogue in another order makes, relative to what is summed.
_SUMMING = 1e-12


def wrong_totals(
    decisions: Decisions, case: Case, figures: dict[str, Floats], limits: list[Limit], summary: Summary
) -> list[str]:
    """Return where the summary says something else than its rows and the tables give."""
    costs = {part: float(figures[f"{part}_cost"].sum()) for part in ("purchase", "ordering", "carrying", "stockout")}
    costs["supplier"], said = _fees(decisions, case, summary)
    costs["overflow"] = sum(limit.overflow_cost for limit in limits)
    total = sum(costs.values())
    costs["relevant"] = total - float(cheapest_purchase(case).sum())
    # Overflow is a small difference of two large numbers, priced.
    rented = sum(RELATIVE * (abs(limit.use) + abs(limit.cap)) * limit.rent for limit in limits if limit.overflow > 0)
    floor = _SUMMING * total + rented
    for part, ours in costs.items():
        said += one_differs(f"costs.{part}", getattr(summary.costs, part), ours, floor)
    said += one_differs("total_cost", summary.total_cost, total, rented)
    said += one_differs("capital", summary.capital, figures["capital"].sum(), _SUMMING * costs["purchase"])
    said += one_differs("space_m3", summary.space_m3, figures["space_m3"].sum())
    demand = float(DAYS_PER_YEAR * case.items["demand_mean"].sum())
    short = float(figures["short_units_per_year"].sum())
    said += one_differs("fill_rate", summary.fill_rate, 1.0 - short / demand if demand else 1.0)
    said += _proof(total, costs["relevant"], floor, case, summary)
    return said + _counts(decisions, case, summary)


def _fees(d: Decisions, case: Case, summary: Summary) -> tuple[float, list[str]]:
    """Return what the used suppliers' onboarding and fees cost, and where the summary has it wrong."""
    used = np.zeros(len(case.suppliers), dtype=np.bool_)
    used[d.supplier[d.used]] = True
    table = case.suppliers.loc[used]
    pairs = table[["onboarding_cost", "annual_fee"]].to_numpy(dtype=np.float64).tolist()
    fees = dict(zip(table["supplier"], pairs, strict=True))
    said: list[str] = []
    listed = Counter(fee.supplier for fee in summary.supplier_fees)
    said += [f"supplier_fees: {name}: listed {times} times" for name, times in listed.items() if times > 1]
    for fee in summary.supplier_fees:
        if fee.supplier not in fees:
            said.append(f"supplier_fees: {fee.supplier}: no item uses it")
            continue
        onboarding, annual = fees[fee.supplier]
        said += one_differs(f"supplier_fees: {fee.supplier}: onboarding_cost", fee.onboarding_cost, onboarding)
        said += one_differs(f"supplier_fees: {fee.supplier}: annual_fee", fee.annual_fee, annual)
    said += [
        f"supplier_fees: {name}: missing, it costs {sum(pair)!r}"
        for name, pair in fees.items()
        if any(pair) and name not in listed
    ]
    return float(sum(map(sum, fees.values()))), said


def _proof(total: float, relevant: float, floor: float, case: Case, summary: Summary) -> list[str]:
    """Check gap = (total - bound) / relevant (0 without costs), bound <= total, and status against gap."""
    said: list[str] = []
    above = summary.lower_bound - total
    if above > RELATIVE * max(relevant, 0.0) + floor:
        said.append(f"lower_bound: plan says {summary.lower_bound!r}, more than its total cost {total!r}")
    gap = max(0.0, -above) / relevant if relevant > 0 else 0.0
    rounding = 1e-9 + (floor / relevant if relevant > 0 else 0.0)
    said += one_differs("gap", summary.gap, gap, rounding)
    asked = case.settings.mip_gap
    is_within = summary.status is Status.WITHIN_GAP
    if (is_within and summary.gap > asked + rounding) or (not is_within and summary.gap < asked - rounding):
        said.append(f"status: plan says {summary.status.value!r}, its gap is {summary.gap!r}, asked for was {asked!r}")
    return said


def _counts(d: Decisions, case: Case, summary: Summary) -> list[str]:
    said: list[str] = []
    if summary.items != len(case.items):
        said.append(f"items: plan says {summary.items}, the case has {len(case.items)}")
    if summary.candidates < len(case.items):
        said.append(f"candidates: plan says {summary.candidates}, each of {len(case.items)} items needs one")
    counted = {
        "posture_counts": (summary.posture_counts, pd.Series(d.posture).value_counts()),
        "split_counts": (summary.split_counts, split_labels(d, case).value_counts()),
    }
    for name, (claimed, ours) in counted.items():
        real = {str(key): int(count) for key, count in ours.items()}
        if {key: count for key, count in claimed.items() if count} != real:
            said.append(f"{name}: plan says {claimed}, recomputed {real}")
    return said
