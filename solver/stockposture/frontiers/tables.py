"""The points of a frontier as tables."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from stockposture.frontiers.knee import knee
from stockposture.frontiers.point import Missed, Point
from stockposture_models.plan.kpis import KPIS
from stockposture_models.plan.summary import Costs, Summary
from stockposture_models.tables.limit_kind import LimitKind

_COSTS = tuple(f"{part}_cost" for part in Costs.model_fields if part != "relevant")
#: Key figures that are not columns of their own already.
_KPIS = tuple(name for name in KPIS if name not in ("capital", "fill_rate"))
_COUNTS = ("jit", "hybrid", "jic", "single", "dual", "nearshore")
#: Columns of the table of points, with their types.
POINTS = {
    "point": "int64",
    "capital_cap": "float64",
    "space_cap": "float64",
    "status": "str",
    **dict.fromkeys(("relevant_cost", "total_cost", *_COSTS, "lower_bound", "gap"), "float64"),
    **dict.fromkeys(("capital", "space_m3", "short_units_per_year", "fill_rate"), "float64"),
    **dict.fromkeys((f"items_{name}" for name in _COUNTS), "Int64"),
    **dict.fromkeys(("capital_price", "space_price"), "float64"),
    **dict.fromkeys(_KPIS, "float64"),
    "knee": "bool",
    "problem": "str",
}
#: Columns of the table of limits.
LIMITS = ("point", "kind", "name", "unit", "use", "cap", "overflow", "overflow_cost", "shadow_price")
#: Columns of the table of limits that cannot hold.
SHORTFALLS = ("point", "kind", "name", "unit", "allowed", "least_alone", "least_needed", "short_by")
_TEXTS = ("kind", "name", "unit")


def points_table(points: Sequence[Point | Missed], along: str) -> pd.DataFrame:
    """Return one row a point, in their order; where there is no plan, its figures are missing.

    Columns: ``point`` (from 1), ``capital_cap``, ``space_cap`` (missing: none), ``status``, what the plan costs
    (``relevant_cost``, ``total_cost`` and its parts ``purchase_cost`` ... ``overflow_cost``, currency/yr), how close to
    the best possible it is (``lower_bound``, ``gap``), what it takes (``capital``, ``space_m3``), what it misses
    (``short_units_per_year``, ``fill_rate``), how many items are of each posture and split, what one more unit of
    either limit saves (``capital_price``, ``space_price``), the key figures of docs/kpis.md, ``knee``, ``problem``.

    Parameters
    ----------
    points
        The points.
    along
        The limit whose knees are marked, under each of the other's: ``capital`` or ``space``.
    """
    rows = [_row(number, point) for number, point in enumerate(points, start=1)]
    table = pd.DataFrame(rows, columns=list(POINTS)).astype(POINTS)
    table["knee"] = _knees(table, along)
    return table


def _row(number: int, point: Point | Missed) -> dict[str, Any]:
    caps = {"capital_cap": _or_missing(point.caps.capital), "space_cap": _or_missing(point.caps.space)}
    if isinstance(point, Missed):
        return {"point": number, **caps, "status": point.status, "knee": False, "problem": point.problem}
    summary = point.summary
    return {
        "point": number,
        **caps,
        "status": summary.status.value,
        "relevant_cost": summary.costs.relevant,
        "total_cost": summary.total_cost,
        **{f"{part}_cost": getattr(summary.costs, part) for part in Costs.model_fields if part != "relevant"},
        "lower_bound": summary.lower_bound,
        "gap": summary.gap,
        "capital": summary.capital,
        "space_m3": summary.space_m3,
        "short_units_per_year": point.short_units,
        "fill_rate": summary.fill_rate,
        **{f"items_{name}": count for name, count in summary.posture_counts.items()},
        **{f"items_{name}": count for name, count in summary.split_counts.items()},
        "capital_price": _price(summary, LimitKind.CAPITAL),
        "space_price": _price(summary, LimitKind.SPACE),
        **{name: getattr(summary.kpis, name, None) for name in _KPIS},
        "knee": False,
        "problem": "",
    }


def _or_missing(cap: float) -> float:
    return cap if math.isfinite(cap) else math.nan


def _price(summary: Summary, kind: LimitKind) -> float:
    """Return what one more unit of the limit saves a year: nothing where there is no such limit."""
    return next((limit.shadow_price for limit in summary.limits if limit.kind is kind), 0.0)


def _knees(table: pd.DataFrame, along: str) -> "pd.Series[bool]":
    """Return where the knees are: along one limit, under each of the other's."""
    found = np.zeros(len(table), dtype=np.bool_)
    use, line = ("capital", "space_cap") if along == "capital" else ("space_m3", "capital_cap")
    has_plan = table["relevant_cost"].notna()
    for _, rows in table[has_plan].groupby(line, dropna=False):
        ordered = rows.sort_values(f"{along}_cap")
        place = knee(ordered[use].to_numpy(np.float64), ordered["relevant_cost"].to_numpy(np.float64))
        if place is not None:
            found[ordered.index[place]] = True
    return pd.Series(found)


def limits_table(points: Sequence[Point | Missed]) -> pd.DataFrame:
    """Return what each plan uses of each limit and what one more unit saves, columns :data:`LIMITS`."""
    rows = [
        {"point": number, **limit.model_dump(mode="json")}
        for number, point in enumerate(points, start=1)
        if isinstance(point, Point)
        for limit in point.summary.limits
    ]
    return _typed(rows, LIMITS)


def shortfalls_table(points: Sequence[Point | Missed]) -> pd.DataFrame:
    """Return the limits that cannot hold where no plan fits, columns :data:`SHORTFALLS`."""
    rows = [
        {"point": number, **shortfall}
        for number, point in enumerate(points, start=1)
        if isinstance(point, Missed)
        for shortfall in point.shortfalls
    ]
    return _typed(rows, SHORTFALLS)


def _typed(rows: list[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a table whose columns keep their types where there are no rows."""
    types = {name: "str" if name in _TEXTS else "int64" if name == "point" else "float64" for name in columns}
    return pd.DataFrame(rows, columns=list(columns)).astype(types)
