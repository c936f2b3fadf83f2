"""Stock over time of chosen items, with the days short marked."""

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.style import BLUE, GREEN, GREY, PALE, VERMILLION
from stockposture.report.pictures.ticks import few_ticks, short_amount
from stockposture.report.pictures.words import isolated, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Items in one picture: more would be neither told apart nor printed.
MOST_ITEMS = 12
#: Days in one picture: two years.
DAYS_SHOWN = 730


def stock_over_time(trace: pd.DataFrame, items: pd.DataFrame, *, most_days: int = DAYS_SHOWN) -> Picture:
    """Return the picture of the stock of some items, day by day of one simulated run.

    Of a run longer than ``most_days`` those days in a row are shown in which the items are short most often, and the
    words say so: years without a shortage would show nothing of how one comes about.

    Parameters
    ----------
    trace
        ``day``, ``sku``, ``on_hand`` [units, once arrivals are in], ``short`` [units short on the day]; the same days,
        without a gap, for each item; any order.
    items
        The items to show, one panel each in this order: ``sku``, ``order_up_to`` [units], ``buffer_units``.
    most_days
        Days shown at most.

    Raises
    ------
    ValueError
        No item, more than :data:`MOST_ITEMS`, or an item without days in the trace.
    """
    if not 0 < len(items) <= MOST_ITEMS:
        raise ValueError(f"{len(items):,} items to draw; from 1 to {MOST_ITEMS} fit into a picture -> choose fewer")
    series = [_days_of(trace, str(sku)) for sku in items["sku"]]
    start = busiest(np.sum([days["short"].to_numpy(dtype=float) > 0 for days in series], axis=0), most_days)
    shown = [days.iloc[start : start + most_days] for days in series]
    levels = items[["order_up_to", "buffer_units"]].to_numpy(dtype=float)
    names = [words(str(sku)) for sku in items["sku"]]
    accounts = [_account(part, days) for part, days in zip(shown, series, strict=True)]
    which = "day of the simulated run, after its start-up"
    if len(shown[0]) < len(series[0]):
        which += f": the {len(shown[0]):,} of {len(series[0]):,} with most shortages"

    def draw(figure: "Figure") -> None:
        panels = figure.subplots(len(series), 1, sharex=True, squeeze=False)[:, 0]
        for panel, days, (order_up_to, buffer) in zip(panels, shown, levels, strict=True):
            _panel(panel, days, float(order_up_to), float(buffer))
        for panel, name, account in zip(panels, names, accounts, strict=True):
            # Two texts: a name written from right to left would turn the words beside it.
            panel.set_title(name, loc="left")
            panel.set_title(account, loc="right", fontweight="normal")
        panels[-1].set_xlabel(which)
        figure.supylabel("stock on hand, units", fontsize="medium")
        _legend(figure)

    told = " ".join(f"{isolated(name)}: {account}." for name, account in zip(names, accounts, strict=True))
    return Picture(
        name="stock-over-time",
        title="Stock over time",
        description=f"Stock on hand, {which}. {told}",
        draw=draw,
        height=1.1 + 1.9 * len(series),
    )


def busiest(counts: npt.NDArray[np.int64], length: int) -> int:
    """Return the first of so many days in a row with the largest sum of counts, the middle one where several tie.

    >>> busiest(np.array([0, 0, 0, 1, 1, 0, 0, 0]), 4)
    2
    >>> busiest(np.array([0, 0]), 4), busiest(np.zeros(9, dtype=int), 4)
    (0, 0)
    """
    if len(counts) <= length or not counts.any():
        return 0
    sums = np.concatenate(([0], np.cumsum(counts)))
    windows = sums[length:] - sums[:-length]
    ties = np.flatnonzero(windows == windows.max())
    return int(ties[len(ties) // 2])


def _days_of(trace: pd.DataFrame, sku: str) -> pd.DataFrame:
    days = trace.loc[trace["sku"] == sku].sort_values("day")
    if days.empty:
        raise ValueError(f"item {sku!r} has no days in the trace -> trace it first")
    return days


def _account(shown: pd.DataFrame, days: pd.DataFrame) -> str:
    if not (days["short"] > 0).any():
        return f"never short in {len(days):,} days"
    count, units = int((shown["short"] > 0).sum()), short_amount(float(shown["short"].sum()))
    told = f"short on {count:,} of {len(shown):,} days, {units} {'unit' if units == '1' else 'units'}"
    if len(shown) == len(days):
        return told
    return f"{told}; on {int((days['short'] > 0).sum()):,} of all {len(days):,}"


def _panel(panel: "Axes", days: pd.DataFrame, order_up_to: float, buffer: float) -> None:
    day = days["day"].to_numpy(dtype=float)
    on_hand = days["on_hand"].to_numpy(dtype=float)
    is_short = days["short"].to_numpy(dtype=float) > 0
    edges = np.append(day, day[-1] + 1.0)  # a day is as wide as a day, the last one too
    panel.stairs(on_hand, edges, fill=True, color=PALE, zorder=1)
    panel.stairs(on_hand, edges, color=BLUE, linewidth=1.0, zorder=3)
    panel.axhline(order_up_to, color=GREY, linestyle="--", linewidth=1.0, zorder=2)
    panel.axhline(buffer, color=GREEN, linestyle=":", linewidth=1.6, zorder=2)
    top = 1.12 * max(order_up_to, buffer, float(on_hand.max()), 1e-9)
    starts, ends = _spells(is_short)
    if len(starts):
        left, width = edges[starts], edges[ends] - edges[starts]
        panel.broken_barh(
            list(zip(left, width, strict=True)), (0, top), facecolor=VERMILLION, alpha=0.3, linewidth=0, zorder=2
        )
        panel.plot(
            left + width / 2,
            np.full(len(left), 0.96 * top),
            "v",
            color=VERMILLION,
            markersize=5,
            zorder=4,
            clip_on=False,
        )
    panel.set_ylim(0, top)
    panel.set_xlim(edges[0], edges[-1])
    few_ticks(panel.xaxis, 8, whole=True)
    few_ticks(panel.yaxis, 4)


def _spells(is_short: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return where runs of days short begin, and where the day after each is.

    >>> starts, ends = _spells(np.array([True, False, True, True]))
    >>> starts.tolist(), ends.tolist()
    ([0, 2], [1, 4])
    """
    turns = np.diff(np.concatenate(([0], is_short.astype(np.int8), [0])))
    return np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)


def _legend(figure: "Figure") -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Line2D([], [], color=BLUE),
        Line2D([], [], color=GREY, linestyle="--"),
        Line2D([], [], color=GREEN, linestyle=":", linewidth=1.6),
        (Patch(facecolor=VERMILLION, alpha=0.3), Line2D([], [], color=VERMILLION, marker="v", linestyle="")),
    ]
    figure.legend(
        handles,
        ["stock on hand", "order-up-to level (stock and orders under way)", "buffer", "days short"],
        loc="outside upper left",
        ncols=4,
    )
