"""How the cost of a year is spread over simulated years, with what the plan promises."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.style import BLUE, GREEN, INK, PALE, VERMILLION
from stockposture.report.pictures.ticks import few_ticks, short_amount
from stockposture.report.pictures.words import money

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COSTS = {
    "relevant_cost": "relevant cost: what the plan decides",
    "stockout_cost": "stockout cost",
}

#: Bars at most.
_MOST_BARS = 60
#: Years further above the 95th percentile than so many times the middle nine tenths stand together in one bar.
_FAR = 3.0


def cost_distribution(years: "pd.DataFrame", promised: "Mapping[str, float]", currency: str = "") -> Picture:
    """Return the histograms of relevant cost and of stockout cost over simulated years.

    Parameters
    ----------
    years
        One row a simulated year: ``relevant_cost`` and ``stockout_cost``, currency.
    promised
        The plan's own figure a year for either name; a name that is not there is not marked.
    currency
        What to call it.

    Raises
    ------
    ValueError
        No simulated year.
    """
    costs = {name: years[name].to_numpy(dtype=float) for name in COSTS}
    if not len(years) or not all(np.isfinite(cost).all() for cost in costs.values()):
        raise ValueError("no simulated years with finite costs to draw -> simulate at least one year")
    unit = money(currency)

    def draw(figure: "Figure") -> None:
        panels = figure.subplots(1, len(costs))
        for panel, (name, cost) in zip(panels, costs.items(), strict=True):
            _panel(panel, cost, promised.get(name))
            panel.set_title(_capital(COSTS[name]))
            panel.set_xlabel(f"{name.replace('_', ' ')}, {unit} a year")
        panels[0].set_ylabel("simulated years")

    sentences = [_sentence(name, cost, promised.get(name), unit) for name, cost in costs.items()]
    return Picture(
        name="cost-distribution",
        title="Cost of a year, over simulated years",
        description=f"Histograms of {len(years):,} simulated years. {' '.join(sentences)}",
        draw=draw,
        width=11.0,
        height=4.4,
    )


def bins(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the edges of bars of one width that hold all but the years far out.

    As many as Rice's rule says, 2 n^(1/3), or Freedman's and Diaconis's, of width 2 IQR / n^(1/3), where those are
    more: costs with a long tail need them. Years far above the rest are left beyond the last edge.

    >>> bins(np.array([4.0, 4.0]))
    array([3.8, 4.2])
    >>> bins(np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]))
    array([0.  , 1.75, 3.5 , 5.25, 7.  ])
    """
    low, high = float(values.min()), float(values.max())
    middle_low, middle_high = np.percentile(values, [5, 95])
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        half = 0.05 * abs(low) or 0.5
        return np.array([low - half, low + half])
    limit = middle_high + _FAR * (middle_high - middle_low)
    if low < limit < high:
        high = float(limit)
    quarter, three_quarters = np.percentile(values, [25, 75])
    rice = np.ceil(2 * len(values) ** (1 / 3))
    step = 2 * (three_quarters - quarter) / len(values) ** (1 / 3)
    count = max(rice, np.ceil((high - low) / step)) if step > 0 else rice
    return np.linspace(low, high, int(min(_MOST_BARS, count)) + 1)


def _panel(panel: "Axes", cost: npt.NDArray[np.float64], promise: float | None) -> None:
    edges = bins(cost)
    beyond = cost > edges[-1]
    heights, _ = np.histogram(cost[~beyond], edges)
    panel.bar(edges[:-1], heights, np.diff(edges), align="edge", facecolor=PALE, edgecolor=BLUE, linewidth=0.6)
    if beyond.any():
        width = edges[1] - edges[0]
        where = edges[-1] + width
        panel.bar(where, beyond.sum(), width, align="edge", facecolor="white", edgecolor=BLUE, hatch="////")
        panel.annotate(
            f"{beyond.sum():,} further out, up to {short_amount(cost.max())}",
            (where + width, beyond.sum()),
            xytext=(0, 4),
            textcoords="offset points",
            ha="right",
            fontsize=8.5,
        )
    low, high = np.percentile(cost, [5, 95])
    lines = [
        panel.axvline(float(cost.mean()), color=INK, linewidth=1.8),
        panel.axvline(low, color=GREEN, linestyle=":", linewidth=1.8),
        panel.axvline(high, color=GREEN, linestyle="--", linewidth=1.4),
    ]
    labels = [
        f"mean {short_amount(float(cost.mean()))}",
        f"5th percentile {short_amount(low)}",
        f"95th percentile {short_amount(high)}",
    ]
    if promise is not None and np.isfinite(promise):
        lines.append(panel.axvline(promise, color=VERMILLION, linestyle="-.", linewidth=2.2))
        labels.append(f"promised {short_amount(promise)}")
    panel.legend(lines, labels, loc="upper left", bbox_to_anchor=(0.0, -0.16), ncols=2)
    panel.margins(y=0.12)
    few_ticks(panel.xaxis, 6)
    few_ticks(panel.yaxis, 7, whole=True)
    panel.grid(visible=False, axis="x")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _sentence(name: str, cost: npt.NDArray[np.float64], promise: float | None, unit: str) -> str:
    low, high = np.percentile(cost, [5, 95])
    told = (
        f"{_capital(name.replace('_', ' '))}: mean {short_amount(float(cost.mean()))} {unit}, "
        f"5th percentile {short_amount(low)}, 95th percentile {short_amount(high)}, highest {short_amount(cost.max())}"
    )
    return told + (f"; promised {short_amount(promise)}." if promise is not None and np.isfinite(promise) else ".")
