"""Disrupted stretches over the time from order to receipt: what was left out of routine."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from stockposture.history.stretches.stretches import Scope, Stretches
from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.style import BLUE, GREY, VERMILLION
from stockposture.report.pictures.ticks import few_ticks
from stockposture.report.pictures.words import isolated, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Regions in one picture, those with most orders.
MOST_REGIONS = 6
#: Orders drawn of a region: more make no other picture.
MOST_ORDERS = 4000


def stretches_picture(stretches: Stretches, deliveries: pd.DataFrame, suppliers: pd.DataFrame) -> Picture:
    """Return the picture of disrupted stretches, a panel a region.

    Every dot is an order: the day it was placed, and how long it took over what its offer usually takes (the median).
    Dots of orders that count as routine are round; others are crosses. Bands are stretches of the region, or of
    everything, with hatching where they were given.

    Parameters
    ----------
    stretches
        When what was disrupted.
    deliveries
        ``sku``, ``supplier``, ``ordered``, ``received``.
    suppliers
        ``supplier``, ``region``.

    Raises
    ------
    ValueError
        No order with both days.
    """
    orders = deliveries[deliveries["ordered"].notna() & deliveries["received"].notna()]
    if orders.empty:
        raise ValueError("no order with the days it was placed and received: nothing to draw")
    orders = orders.merge(suppliers[["supplier", "region"]], on="supplier", how="left")
    days = (orders["received"] - orders["ordered"]).dt.days.astype("float64")
    usual = days.groupby([orders["sku"], orders["supplier"]]).transform("median").clip(lower=1.0)
    routine = ~stretches.covers(orders["ordered"], regions=orders["region"], suppliers=orders["supplier"])
    orders = orders.assign(ratio=days / usual, routine=routine)
    regions = orders["region"].value_counts().head(MOST_REGIONS).index.tolist()
    top = float(np.quantile(orders["ratio"], 0.995)) * 1.1

    def draw(figure: "Figure") -> None:
        panels = figure.subplots(len(regions), 1, sharex=True, squeeze=False)[:, 0]
        for panel, region in zip(panels, regions, strict=True):
            of_region = orders[orders["region"] == region]
            _panel(panel, of_region.iloc[:: 1 + len(of_region) // MOST_ORDERS], _bands(stretches, region), top)
            panel.set_title(words(region) or "no region")
        figure.supylabel("days from order to receipt, over the offer's median", fontsize="medium")
        _legend(figure)

    told = " ".join(_sentence(orders, stretches, region) for region in regions)
    return Picture(
        name="stretches",
        title="Disrupted stretches",
        description=f"Orders by day and by how long they took over the usual, a panel a region. {told}",
        draw=draw,
        height=1.2 + 1.7 * len(regions),
    )


def _bands(stretches: Stretches, region: str) -> pd.DataFrame:
    """Return the stretches of a region and of everything."""
    table = stretches.table
    of_region = (table["scope"] == Scope.REGION) & (table["name"] == region)
    return table[of_region | (table["scope"] == Scope.ALL)]


def _panel(panel: "Axes", orders: pd.DataFrame, bands: pd.DataFrame, top: float) -> None:
    for start, end, source in bands[["start", "end", "source"]].itertuples(index=False):
        hatch = "///" if source == "given" else None
        panel.axvspan(start, end + pd.Timedelta(days=1), facecolor=VERMILLION, alpha=0.25, linewidth=0, hatch=hatch)
    panel.axhline(1.0, color=GREY, linewidth=0.8)
    routine = orders["routine"].to_numpy(dtype=bool)
    for rows, marker, color in ((routine, ".", BLUE), (~routine, "x", VERMILLION)):
        ratio: npt.NDArray[np.float64] = orders.loc[rows, "ratio"].clip(upper=top).to_numpy(dtype=np.float64)
        panel.plot(orders.loc[rows, "ordered"], ratio, marker, color=color, markersize=3.5, alpha=0.5)
    panel.set_ylim(0.0, top)
    few_ticks(panel.yaxis, 4)


def _legend(figure: "Figure") -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles = [
        Line2D([], [], marker=".", linestyle="", color=BLUE),
        Line2D([], [], marker="x", linestyle="", color=VERMILLION),
        Patch(facecolor=VERMILLION, alpha=0.25),
        Patch(facecolor=VERMILLION, alpha=0.25, hatch="///"),
    ]
    labels = ["routine order", "order of a disrupted stretch", "region disrupted: found", "given"]
    figure.legend(handles, labels, loc="outside upper left", ncols=4)


def _sentence(orders: pd.DataFrame, stretches: Stretches, region: str) -> str:
    of_region = orders[orders["region"] == region]
    left_out = int((~of_region["routine"]).sum())
    name = isolated(words(region)) if region else "No region"
    return (
        f"{name}: {len(_bands(stretches, region)):,} stretches, {left_out:,} of {len(of_region):,} orders within one."
    )
