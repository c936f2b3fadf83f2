"""The summary: totals, counts, fees and the proof, recomputed."""

from collections import Counter

import numpy as np

from stockposture.verify.differences import RELATIVE, one_differs
from stockposture.verify.limits import Limit
from stockposture.verify.sums import Sums
from stockposture_models.plan.summary import Status, Summary
from stockposture_models.tables.case import Case

#: Difference that summing a catalogue in another order makes, relative to what is summed.
_SUMMING = 1e-12


def wrong_totals(sums: Sums, case: Case, limits: list[Limit], summary: Summary) -> list[str]:
    """Return where the summary says something else than its rows and the tables give."""
    costs = {part: sums.figures[f"{part}_cost"] for part in ("purchase", "ordering", "carrying", "stockout")}
    costs["supplier"], said = _fees(sums, case, summary)
    costs["overflow"] = sum(limit.overflow_cost for limit in limits)
    total = sum(costs.values())
    costs["relevant"] = total - sums.figures["cheapest"]
    # Overflow is a small difference of two large numbers, priced.
    rented = sum(RELATIVE * (abs(limit.use) + abs(limit.cap)) * limit.rent for limit in limits if limit.overflow > 0)
    floor = _SUMMING * total + rented
    for part, ours in costs.items():
        said += one_differs(f"costs.{part}", getattr(summary.costs, part), ours, floor)
    said += one_differs("total_cost", summary.total_cost, total, rented)
    said += one_differs("capital", summary.capital, sums.figures["capital"], _SUMMING * costs["purchase"])
    said += one_differs("space_m3", summary.space_m3, sums.figures["space_m3"])
    demand, short = sums.figures["demand"], sums.figures["short_units_per_year"]
    said += one_differs("fill_rate", summary.fill_rate, 1.0 - short / demand if demand else 1.0)
    said += _proof(total, costs["relevant"], floor, case, summary)
    return said + _counts(sums, case, summary)


def _fees(sums: Sums, case: Case, summary: Summary) -> tuple[float, list[str]]:
    """Return what the used suppliers' onboarding and fees cost, and where the summary has it wrong."""
    table = case.suppliers.loc[sums.used]
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
    """Check gap = (total - bound) / relevant (0 without costs), bound <= total, and status against gap.

    Of a priced plan nothing is proven but that no plan buys a year's demand below its cheapest landed price.
    """
    said: list[str] = []
    above = summary.lower_bound - total
    if above > RELATIVE * max(relevant, 0.0) + floor:
        said.append(f"lower_bound: plan says {summary.lower_bound!r}, more than its total cost {total!r}")
    gap = max(0.0, -above) / relevant if relevant > 0 else 0.0
    rounding = 1e-9 + (floor / relevant if relevant > 0 else 0.0)
    said += one_differs("gap", summary.gap, gap, rounding)
    asked = case.settings.mip_gap
    if summary.status is Status.PRICED:
        return said + one_differs("lower_bound", summary.lower_bound, total - relevant, floor)
    is_within = summary.status is Status.WITHIN_GAP
    if (is_within and summary.gap > asked + rounding) or (not is_within and summary.gap < asked - rounding):
        said.append(f"status: plan says {summary.status.value!r}, its gap is {summary.gap!r}, asked for was {asked!r}")
    return said


def _counts(sums: Sums, case: Case, summary: Summary) -> list[str]:
    said: list[str] = []
    if summary.items != len(case.items):
        said.append(f"items: plan says {summary.items}, the case has {len(case.items)}")
    if summary.candidates < len(case.items):
        said.append(f"candidates: plan says {summary.candidates}, each of {len(case.items)} items needs one")
    counted = {
        "posture_counts": (summary.posture_counts, sums.postures),
        "split_counts": (summary.split_counts, sums.splits),
    }
    for name, (claimed, real) in counted.items():
        if {key: count for key, count in claimed.items() if count} != real:
            said.append(f"{name}: plan says {claimed}, recomputed {dict(real)}")
    return said
