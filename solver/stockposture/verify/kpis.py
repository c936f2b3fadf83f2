"""The key figures of a plan, worked out anew from the tables and the decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, fsum

import numpy as np
import pandas as pd

from stockposture.verify.costs import DAYS_PER_YEAR
from stockposture.verify.decisions import Decisions
from stockposture.verify.differences import Floats, one_differs
from stockposture.verify.sums import Sums
from stockposture_models.plan.summary import Summary
from stockposture_models.tables.case import Case
from stockposture_models.tables.links import positions_in

#: Where a stockout cost comes from if it may be that of bringing the unit another way: given as such, or not said.
_MAY_BE_EXPEDITED = ("", "expedite_premium")


@dataclass(frozen=True)
class KpiSums:
    """What some rows add to the key figures.

    Parameters
    ----------
    sums
        Sums over the rows.
    highest_short
        Largest part of an item's demand that is short.
    lines
        Of each product line the logarithm of the product, and the least, of what its items' shortages leave.
    """

    sums: Mapping[str, float]
    highest_short: float
    lines: Mapping[str, tuple[float, float]]


def kpi_sums(d: Decisions, case: Case, figures: Mapping[str, Floats]) -> KpiSums:
    """Return what the rows of a case, or a part of one, add to the key figures; ``figures`` are the recomputed ones."""
    items = case.items
    mean, on_hand = items["demand_mean"].to_numpy(dtype=np.float64), figures["on_hand_units"]
    price, freight = d.of_offer(case, "unit_price"), d.of_offer(case, "freight_per_unit")
    value, paid = (d.share * price).sum(axis=1), (d.share * freight).sum(axis=1)
    short = 1.0 - figures["fill_rate"]
    is_lost = (items["shortage"] == "lost").to_numpy(dtype=np.bool_)
    may_be_expedited = items["stockout_cost_from"].isin(_MAY_BE_EXPEDITED).to_numpy(dtype=np.bool_)
    # Of the buffer as much as mean stock leaves above cycle stock mu T / 2.
    buffer = np.minimum(np.maximum(on_hand - mean * d.interval / 2.0, 0.0), d.buffer)
    each = {
        "stock_value": value * on_hand,
        "demand_value": value * mean,
        "issued_value": value * mean * np.where(is_lost, 1.0 - short, 1.0),
        "buffer_capital": value * buffer,
        "buffer_carrying_cost": _yearly_keep(case, value) * buffer,
        "contracted": DAYS_PER_YEAR * mean * paid,
        "freight_above_cheapest": DAYS_PER_YEAR * mean * np.maximum(0.0, paid - _cheapest_offers_freight(case)),
        "expediting_cost": figures["stockout_cost"] * (is_lost & may_be_expedited),
        "short_parts": np.where(mean > 0, short, 0.0),
        "wanted": (mean > 0).astype(np.float64),
    }
    return KpiSums(
        {name: float(values.sum()) for name, values in each.items()},
        float(each["short_parts"].max(initial=0.0)),
        _lines(items["product_line"], np.clip(1.0 - short, 0.0, 1.0)),
    )


def added_kpis(parts: Iterable[KpiSums]) -> KpiSums:
    """Return the sums of several parts of a plan together."""
    every = list(parts)
    lines: dict[str, tuple[float, float]] = {}
    for part in every:
        for name, (logarithm, least) in part.lines.items():
            before = lines.get(name, (0.0, 1.0))
            lines[name] = (before[0] + logarithm, min(before[1], least))
    sums = {name: fsum(part.sums[name] for part in every) for name in every[0].sums}
    return KpiSums(sums, max(part.highest_short for part in every), lines)


def wrong_kpis(found: KpiSums, whole: Sums, summary: Summary) -> list[str]:
    """Return where the summary's key figures are not those recomputed; plans of older versions have none."""
    if summary.kpis is None:
        return []
    sums, demand = found.sums, whole.figures["demand"]
    freight = sums["contracted"] + sums["expediting_cost"]
    ups = [exp(logarithm) for logarithm, _ in found.lines.values()]
    ours = {
        "capital": whole.figures["capital"],
        "buffer_capital": sums["buffer_capital"],
        "buffer_carrying_cost": sums["buffer_carrying_cost"],
        "stock_turns": _part(DAYS_PER_YEAR * sums["issued_value"], sums["stock_value"]),
        "days_on_hand": _part(sums["stock_value"], sums["demand_value"]),
        "fill_rate": 1.0 - whole.figures["short_units_per_year"] / demand if demand else 1.0,
        "stockout_rate": _part(sums["short_parts"], sums["wanted"]) or 0.0,
        "highest_stockout_rate": found.highest_short,
        "production_uptime": _part(fsum(ups), len(ups)),
        "production_uptime_together": _part(fsum(least for _, least in found.lines.values()), len(ups)),
        "lowest_uptime": min(ups, default=None),
        "freight_cost": freight,
        "freight_above_cheapest": sums["freight_above_cheapest"],
        "expediting_cost": sums["expediting_cost"],
        "premium_freight_share": _part(sums["freight_above_cheapest"] + sums["expediting_cost"], freight),
    }
    # A small difference of two large numbers may be rounding alone; parts of a whole are rounded from one.
    floors = {
        "capital": 1e-12 * DAYS_PER_YEAR * sums["demand_value"],
        "freight_above_cheapest": 1e-12 * sums["contracted"],
        "buffer_capital": 1e-12 * sums["stock_value"],
        "buffer_carrying_cost": 1e-12 * summary.costs.carrying,
    }
    said: list[str] = []
    for name, recomputed in ours.items():
        claimed = getattr(summary.kpis, name)
        if claimed is None or recomputed is None:
            if claimed is not recomputed:
                said.append(f"kpis.{name}: plan says {claimed!r}, recomputed {recomputed!r}")
        else:
            said += one_differs(f"kpis.{name}", claimed, recomputed, floors.get(name, 1e-12))
    return said


def _part(above: float, below: float) -> float | None:
    return above / below if below > 0 else None


def _lines(names: "pd.Series[str]", up: Floats) -> dict[str, tuple[float, float]]:
    code, known = pd.factorize(names)
    with np.errstate(divide="ignore"):
        logarithm = np.bincount(code, weights=np.log(up), minlength=len(known))
    least = np.ones(len(known))
    np.minimum.at(least, code, up)
    both = zip(known, logarithm.tolist(), least.tolist(), strict=True)
    return {str(name): (total, smallest) for name, total, smallest in both if name != ""}


def _yearly_keep(case: Case, value: Floats) -> Floats:
    """Return (n,) what a unit in stock costs a year: capital, obsolescence and its room."""
    items, settings = case.items, case.settings
    holding = items["holding_rate"].fillna(settings.holding_rate).to_numpy(dtype=np.float64)
    place = positions_in(items["warehouse"], case.warehouses["warehouse"])
    rent = np.append(case.warehouses["storage_cost"].to_numpy(dtype=np.float64), 0.0)[place]
    cost: Floats = (holding + items["obsolescence_rate"].to_numpy()) * value + rent * items["unit_volume"].to_numpy()
    return cost


def _cheapest_offers_freight(case: Case) -> Floats:
    """Return (n,) freight of the offer that lands cheapest; among equal ones the least."""
    offers = case.offers
    item = np.repeat(np.arange(len(case.items)), np.diff(case.first_offer))
    landed = (offers["unit_price"] + offers["freight_per_unit"]).to_numpy(dtype=np.float64)
    freight = offers["freight_per_unit"].to_numpy(dtype=np.float64)
    order = np.lexsort((freight, landed, item))
    return np.asarray(freight[order[case.first_offer[:-1]]], dtype=np.float64)
