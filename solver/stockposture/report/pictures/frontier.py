"""The efficient frontier as a picture: cost, postures and the worth of one more unit against the limit."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from stockposture.frontiers.result import Frontier
from stockposture.report.figures import percent
from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.style import BLUE, GREEN, GREY, INK, PALE, VERMILLION
from stockposture.report.pictures.ticks import few_ticks, short_amount
from stockposture.report.pictures.words import money

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Curves of a grid that are drawn; those between are left out, evenly.
MOST_CURVES = 6
_POSTURES = {"jit": VERMILLION, "hybrid": PALE, "jic": BLUE}
_LOOKS = (
    (BLUE, "o", "-"),
    (VERMILLION, "D", "--"),
    (GREEN, "s", "-."),
    (GREY, "^", ":"),
    (INK, "v", "-"),
    (BLUE, "x", "--"),
)


def frontier_picture(found: Frontier) -> Picture:
    """Return relevant cost, items by posture, and what one more unit saves, against what the plans use of the limit.

    Parameters
    ----------
    found
        The frontier; of a grid, a curve for each space limit (the postures are those without or under the loosest).
    """
    planned = found.planned
    is_capital = found.swept[0] == "capital"
    use, other = ("capital", "space_cap") if is_capital else ("space_m3", "capital_cap")
    unit = money(found.currency)
    used_unit = unit if is_capital else "m3"
    curves = _curves(planned, other)

    def draw(figure: "Figure") -> None:
        cost, postures, worth = figure.subplots(1, 3)
        for panel in (cost, postures, worth):
            panel.set_xlabel(f"{'working capital tied up' if is_capital else 'space used'}, {used_unit}")
            few_ticks(panel.xaxis, 5)
        cost.set_title(f"Relevant cost, {unit} a year")
        worth.set_title(f"What one more {used_unit} saves, {unit} a year")
        postures.set_title("Items by posture")
        for (label, curve), (colour, marker, line) in zip(curves, _LOOKS, strict=False):
            look: dict[str, Any] = {"color": colour, "marker": marker, "linestyle": line, "markersize": 4}
            cost.plot(curve[use], curve["relevant_cost"], label=label, **look)
            worth.plot(curve[use], curve["capital_price" if is_capital else "space_price"], label=label, **look)
        for row in found.knees.to_dict("records"):
            _knee(cost, float(row[use]), float(row["relevant_cost"]))
        few_ticks(cost.yaxis, 6)
        few_ticks(worth.yaxis, 6)
        worth.set_ylim(bottom=0.0)
        if curves:
            _mix(postures, curves[-1][1], use)
        if len(curves) > 1:
            cost.legend(title="space limit, m3" if is_capital else f"capital cap, {unit}")

    return Picture(
        name="frontier",
        title="What the limit costs: the efficient frontier",
        description=_description(found, use, used_unit, unit),
        draw=draw,
        width=13.0,
        height=4.5,
    )


def _curves(planned: pd.DataFrame, other: str) -> list[tuple[str, pd.DataFrame]]:
    """Return a curve for each of the other limit, each with its words, the loosest last."""
    groups = [
        ("none" if np.isnan(float(cap)) else short_amount(float(cap)), rows)  # type: ignore[arg-type]
        for cap, rows in planned.groupby(other, dropna=False, sort=True)
    ]
    if len(groups) > MOST_CURVES:
        groups = [groups[place] for place in np.linspace(0, len(groups) - 1, MOST_CURVES).round().astype(int)]
    return groups


def _mix(panel: "Axes", curve: pd.DataFrame, use: str) -> None:
    """Stack the items of each posture; few points as bars would hide how far apart they lie."""
    counts = [curve[f"items_{name}"].to_numpy(np.float64) for name in _POSTURES]
    panel.stackplot(
        curve[use].to_numpy(np.float64), counts, labels=list(_POSTURES), colors=list(_POSTURES.values()),
        edgecolor="white", linewidth=0.8, hatch=["//", "", "\\\\"],
    )  # fmt: skip
    few_ticks(panel.yaxis, 6, whole=True)
    panel.set_ylim(0.0, max(float(sum(counts)[0]), 1.0) if len(curve) else 1.0)  # type: ignore[index]
    panel.legend(loc="lower right", frameon=True, facecolor="white", framealpha=0.9)


def _knee(panel: "Axes", x: float, y: float) -> None:
    panel.plot([x], [y], marker="o", markersize=11, markerfacecolor="none", markeredgecolor=INK, linestyle="")
    panel.annotate(f"knee: {short_amount(x)}", (x, y), xytext=(10, 12), textcoords="offset points", fontweight="bold")


def _description(found: Frontier, use: str, used_unit: str, unit: str) -> str:
    planned = found.planned
    missed = len(found.points) - len(planned)
    none = f" No plan at {missed:,} of {len(found.points):,} points." if missed else ""
    if planned.empty:
        return f"No plan fits any of {len(found.points):,} limits."
    low, high = planned.iloc[0], planned.iloc[int(planned["relevant_cost"].argmin())]
    knees = found.knees
    knee = (
        f" The knee, up to which more pays well, is at {short_amount(float(knees.iloc[-1][use]))} {used_unit}."
        if len(knees)
        else ""
    )
    dear, cheap = (
        f"{short_amount(float(row['relevant_cost']))} {unit} a year with {short_amount(float(row[use]))} {used_unit}"
        for row in (low, high)
    )
    return (
        f"{found.items:,} items under {len(planned):,} limits: relevant cost from {dear} to {cheap}; each plan is "
        f"within {percent(float(planned['gap'].max()))} of the best possible.{knee}{none}"
    )
