"""What the rows of a plan add up to: all that limits and summary need of them, part by part."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

import numpy as np
import pandas as pd

from stockposture.verify.costs import DAYS_PER_YEAR, cheapest_purchase, split_labels
from stockposture.verify.decisions import Decisions, Ints
from stockposture.verify.differences import Flags, Floats
from stockposture_models.tables.case import Case
from stockposture_models.tables.links import positions_in

#: Columns of ``plan.csv`` that are added up.
_ADDED = (
    "capital",
    "space_m3",
    "short_units_per_year",
    "purchase_cost",
    "ordering_cost",
    "carrying_cost",
    "stockout_cost",
)


@dataclass(frozen=True)
class Sums:
    """Sums over some rows of a plan.

    Parameters
    ----------
    items
        How many rows.
    figures
        Sums of columns of ``plan.csv``, of ``demand`` (units/yr) and of ``cheapest`` (all demand at the items'
        cheapest landed prices, currency/yr).
    space
        (warehouses,) m3 used in each.
    bought
        (suppliers,) what is bought from each, currency/yr.
    used
        (suppliers,) whether an item uses it.
    postures, splits
        Items of each.
    """

    items: int
    figures: Mapping[str, float]
    space: Floats
    bought: Floats
    used: Flags
    postures: Mapping[str, int]
    splits: Mapping[str, int]


def sums_of(decisions: Decisions, case: Case, figures: Mapping[str, Floats]) -> Sums:
    """Return the sums over the rows of a case, or a part of one.

    Parameters
    ----------
    decisions, case
        What was decided, for what.
    figures
        Recomputed figures of the rows.
    """
    d = decisions
    mean = case.items["demand_mean"].to_numpy()
    place = positions_in(case.items["warehouse"], case.warehouses["warehouse"])
    kept = place >= 0
    # Sum 365 mu a_j price_j, what is bought a year.
    bought = DAYS_PER_YEAR * mean[:, np.newaxis] * d.share * d.of_offer(case, "unit_price")
    used = np.zeros(len(case.suppliers), dtype=np.bool_)
    used[d.supplier[d.used]] = True
    return Sums(
        items=len(mean),
        figures={
            **{name: float(figures[name].sum()) for name in _ADDED},
            "demand": float(DAYS_PER_YEAR * mean.sum()),
            "cheapest": float(cheapest_purchase(case).sum()),
        },
        space=_summed(place[kept], figures["space_m3"][kept], len(case.warehouses)),
        bought=_summed(d.supplier[d.used], bought[d.used], len(case.suppliers)),
        used=used,
        postures=_counted(d.rows["posture"]),
        splits=_counted(split_labels(d, case)),
    )


def added(parts: Iterable[Sums]) -> Sums:
    """Return the sums of several parts together."""
    every = list(parts)
    return Sums(
        items=sum(part.items for part in every),
        figures={name: fsum(part.figures[name] for part in every) for name in every[0].figures},
        space=np.sum([part.space for part in every], axis=0),
        bought=np.sum([part.bought for part in every], axis=0),
        used=np.any([part.used for part in every], axis=0),
        postures=sum((Counter(part.postures) for part in every), Counter()),
        splits=sum((Counter(part.splits) for part in every), Counter()),
    )


def _counted(names: "pd.Series[str]") -> dict[str, int]:
    return {str(name): int(count) for name, count in names.value_counts().items()}


def _summed(place: Ints, values: Floats, count: int) -> Floats:
    """Return (count,) the sum of the values of each place."""
    return np.bincount(place, weights=values, minlength=count).astype(np.float64)
