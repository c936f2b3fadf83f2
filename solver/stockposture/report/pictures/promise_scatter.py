"""What the plan promises of each item against what the simulation gives."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.promise_points import MOST_POINTS, Points, Scale, once_a_dot, points_of, scale_of
from stockposture.report.pictures.style import BLUE, GREY, VERMILLION
from stockposture.report.pictures.ticks import short_amount, tick
from stockposture.report.pictures.words import SHORT_NAME, isolated, money, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Measures shown, with what a year adds to their unit.
MEASURES = {"relevant_cost": " a year", "stockout_cost": " a year", "capital": ""}

#: Points (1/72 inch) from a named item to its number.
_LEADER = 38.0
#: Inches: the picture, and what is left for the lists below its panels.
_HEIGHT, _BELOW = 6.0, 1.15


def promise_scatter(items: pd.DataFrame, disagreements: pd.DataFrame, currency: str = "") -> Picture:
    """Return promised against simulated relevant cost, stockout cost and capital of every item.

    Parameters
    ----------
    items
        ``sku`` and of each of :data:`MEASURES` ``promised_m``, ``m`` and ``m_half_width`` (95 % interval).
    disagreements
        ``sku``, ``measure``: items promised outside the interval, the largest first.
    currency
        What to call it.
    """
    points = {measure: points_of(items, disagreements, measure) for measure in MEASURES}
    unit = money(currency)

    def draw(figure: "Figure") -> None:
        # The lists below the panels have their place, and no part in the layout: long names would squeeze the panels.
        figure.set_layout_engine("constrained", rect=(0.0, _BELOW / _HEIGHT, 1.0, 1.0 - _BELOW / _HEIGHT))
        panels = figure.subplots(1, len(points))
        for panel, (measure, of) in zip(panels, points.items(), strict=True):
            scale = scale_of(of)
            _panel(panel, of, scale)
            panel.set_title(_called(measure))
            panel.set_xlabel(f"promised, {unit}{MEASURES[measure]}")
            panel.set_ylabel(f"simulated, {unit}{MEASURES[measure]}")
            panel.annotate(
                _list(of, scale),
                (0.0, 0.0),
                xycoords="axes fraction",
                xytext=(0, -40),
                textcoords="offset points",
                va="top",
                fontsize=8.5,
                annotation_clip=False,
                in_layout=False,
            )
        _legend(figure)

    told = [_sentence(measure, of, unit) for measure, of in points.items()]
    return Picture(
        name="promise-and-truth",
        title="Promised against simulated, item by item",
        description=f"Scatter of {len(items):,} items; on the diagonal the promise came true. {' '.join(told)}",
        draw=draw,
        width=13.0,
        height=_HEIGHT,
    )


def _panel(panel: "Axes", points: Points, scale: Scale) -> None:
    low, high = scale.low, scale.high
    if scale.is_log:
        panel.set_xscale("log")
        panel.set_yscale("log")
    panel.set_xlim(low, high)
    panel.set_ylim(low, high)
    panel.set_box_aspect(1)
    panel.plot([low, high], [low, high], color=GREY, linewidth=1.0, zorder=2)
    for disagree, colour, marker in ((False, BLUE, "o"), (True, VERMILLION, "D")):
        kept = once_a_dot(points, scale, np.flatnonzero(points.disagrees == disagree))
        if not len(kept):
            continue  # the layout takes a line without points for one at the corner of the picture
        x, y = (np.clip(values[kept], low, high) for values in (points.promised, points.simulated))
        half = points.half_width[kept]
        is_image = len(points.sku) > MOST_POINTS
        ends = np.clip(points.simulated[kept] + np.array([[-1.0], [1.0], [np.nan]]) * half, low, high)
        # One line with gaps: a line for each item would make the file several times as large.
        panel.plot(
            np.repeat(x, 3), ends.T.ravel(), color=colour, linewidth=0.8, alpha=0.6, rasterized=is_image, zorder=3
        )
        panel.plot(
            x, y, marker, color=colour, markersize=3.5, alpha=0.8, linestyle="", clip_on=False, zorder=4,
            rasterized=is_image,
        )  # fmt: skip
    _number(panel, points, scale)
    panel.minorticks_off()
    panel.xaxis.set_major_formatter(tick)
    panel.yaxis.set_major_formatter(tick)


def _number(panel: "Axes", points: Points, scale: Scale) -> None:
    """Write the numbers of the named items on leaders that fan out from the diagonal, none over another."""
    where = np.clip([points.promised[points.named], points.simulated[points.named]], scale.low, scale.high).T
    is_above = where[:, 1] >= where[:, 0]
    for side, steepness, sign in ((is_above, (15.0, 75.0), 1.0), (~is_above, (75.0, 15.0), -1.0)):
        from_left = np.flatnonzero(side)[np.argsort(where[side, 0], kind="stable")]
        angles = np.radians(np.linspace(*steepness, len(from_left)) if len(from_left) > 1 else [45.0])
        for at, angle in zip(from_left, angles, strict=False):
            panel.annotate(
                str(at + 1),
                where[at],
                xytext=(-sign * _LEADER * np.cos(angle), sign * _LEADER * np.sin(angle)),
                textcoords="offset points",
                ha="center",
                va="center",
                fontsize=8.5,
                fontweight="bold",
                arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.7, "shrinkA": 0.0, "shrinkB": 2.0},
                zorder=5,
            )


def _list(points: Points, scale: Scale) -> str:
    """Return the words below a panel: who disagrees, and what stands at the edge."""
    count = int(points.disagrees.sum())
    lines = [f"{count:,} of {len(points.sku):,} promised outside the interval" + (":" if count else "")]
    lines += [
        f"{number}  {isolated(words(str(points.sku[at]), SHORT_NAME))}: promised {short_amount(points.promised[at])}, "
        f"simulated {short_amount(points.simulated[at])}"
        for number, at in enumerate(points.named, start=1)
    ]
    below = int((np.minimum(points.promised, points.simulated) < scale.low).sum()) if scale.is_log else 0
    if below:
        lines.append(f"{below:,} below {short_amount(scale.low)} (0 among them) at the edge")
    return "\n".join(lines)


def _called(measure: str) -> str:
    return measure.replace("_", " ").capitalize()


def _sentence(measure: str, points: Points, unit: str) -> str:
    total = (
        f"{_called(measure)} of all items: promised {short_amount(points.promised.sum())} {unit}"
        f"{MEASURES[measure]}, simulated {short_amount(points.simulated.sum())}"
    )
    return f"{total}; {int(points.disagrees.sum()):,} of {len(points.sku):,} items outside the interval."


def _legend(figure: "Figure") -> None:
    from matplotlib.lines import Line2D

    figure.legend(
        [
            Line2D([], [], color=BLUE, marker="o", markersize=4, linewidth=0.8),
            Line2D([], [], color=VERMILLION, marker="D", markersize=4, linewidth=0.8),
            Line2D([], [], color=GREY),
        ],
        ["item, with its 95 % interval", "promised outside the interval", "promised = simulated"],
        loc="outside upper left",
        ncols=3,
    )
