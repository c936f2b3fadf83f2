"""A frontier beside a plan: what the plan would cost under other limits."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from stockposture.frontiers.result import Frontier
from stockposture.report.charts.bars import Bar, Part, bars
from stockposture.report.charts.chart import Chart
from stockposture.report.charts.curves import Curve, Mark, curves
from stockposture.report.dossier.mixes import POSTURES
from stockposture.report.figures import counted, percent
from stockposture.report.pictures.ticks import short_amount
from stockposture.report.pictures.words import money
from stockposture_models.plan.plan import Plan

#: Curves of a grid, and bars of a frontier; those between are left out, evenly.
MOST_CURVES, MOST_BARS = 5, 20


def use_of(found: Frontier) -> tuple[str, str, str]:
    """Return what runs along a frontier: the column of its use, what people call it, its unit."""
    if found.swept[0] == "capital":
        return "capital", "working capital", money(found.currency)
    return "space_m3", "space", "m3"


def frontier_words(found: Frontier) -> str:
    """Return what a frontier says in a sentence or two."""
    planned, unit = found.planned, money(found.currency)
    use, what, used_unit = use_of(found)
    if planned.empty:
        return f"No plan fits any of {counted(len(found.points), 'limit')}."
    dear, cheap = (planned.loc[planned["relevant_cost"].agg(which)] for which in ("idxmax", "idxmin"))
    dear_cost, cheap_cost = (short_amount(float(row["relevant_cost"])) for row in (dear, cheap))
    plans, limits = counted(len(planned), "plan"), counted(len(found.points), "limit")
    words = [f"{plans} under {limits}, each within {percent(float(planned['gap'].max()))} of the best possible:"]
    words.append(
        f"from {dear_cost} {unit} a year with {short_amount(float(dear[use]))} {used_unit} of {what} to {cheap_cost} "
        f"with {short_amount(float(cheap[use]))}."
    )
    if len(found.knees):
        at = short_amount(float(found.knees.iloc[-1][use]))
        words.append(f"Up to the knee at {at} {used_unit} more of it pays well, beyond it pays less.")
    missed = len(found.points) - len(planned)
    if missed:
        words.append(f"No plan fits {missed:,} of the limits; the table says why.")
    return " ".join(words)


def frontier_charts(found: Frontier, plan: Plan | None = None) -> Iterator[Chart]:
    """Yield the frontier, with a plan on it if one is given, and its postures; nothing where there is no point."""
    planned, unit = found.planned, money(found.currency)
    if planned.empty:
        return
    use, what, used_unit = use_of(found)
    marks = [Mark(float(row[use]), float(row["relevant_cost"]), "knee") for _, row in found.knees.iterrows()]
    if plan is not None:
        here = plan.summary.capital if use == "capital" else plan.summary.space_m3
        marks.append(Mark(here, plan.summary.costs.relevant, "this plan"))
    yield curves(
        "frontier",
        "What the limit costs: the efficient frontier",
        frontier_words(found),
        _curves(planned, use, "space_cap" if use == "capital" else "capital_cap"),
        marks,
        (f"{what}, {used_unit}", f"relevant cost, {unit} a year"),
    )
    shown = planned.sort_values(use)
    shown = shown.iloc[_evenly(len(shown), MOST_BARS)]
    yield bars(
        "frontier-postures",
        f"Postures along the frontier, by {what} in {used_unit}",
        "How many items are jit, hybrid and jic in the plan under each of the limits.",
        [Part(name, name) for name in POSTURES],
        [
            Bar(short_amount(float(row[use])), [float(row[f"items_{name}"]) for name in POSTURES])
            for row in shown.to_dict("records")
        ],
        lambda count: f"{count:,.0f}",
    )


def _curves(planned: pd.DataFrame, use: str, other: str) -> list[Curve]:
    groups = [
        (float(cap), rows.sort_values(use))  # type: ignore[arg-type]
        for cap, rows in planned.groupby(other, dropna=False, sort=True)
    ]
    unit = " m3" if other == "space_cap" else ""
    return [
        Curve(
            "no other limit" if np.isnan(cap) else f"{short_amount(cap)}{unit}",
            list(zip(rows[use].tolist(), rows["relevant_cost"].tolist(), strict=True)),
        )
        for cap, rows in (groups[place] for place in _evenly(len(groups), MOST_CURVES))
    ]


def _evenly(count: int, most: int) -> list[int]:
    """Return which of so many are shown: all, or as many as fit, first and last among them.

    >>> _evenly(3, 5), _evenly(9, 3)
    ([0, 1, 2], [0, 4, 8])
    """
    return [int(place) for place in np.linspace(0, count - 1, min(count, most)).round()]
