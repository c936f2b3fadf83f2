"""Items as points of promised against simulated, and the axes that hold them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

#: Disagreeing items named in a panel.
MOST_NAMED = 5
#: A measure whose largest value is so many times its smallest is drawn on logarithmic axes ...
_SPREAD = 100.0
#: ... of so many decades at most; what is smaller stands at their edge.
_MOST_DECADES = 6
#: Points beyond so many are drawn as dots of an image, and those on the same dot only once.
MOST_POINTS = 500
_DOTS = 700


@dataclass(frozen=True)
class Points:
    """One measure of the items: promised and simulated with half of the interval, (n,); who disagrees, by size."""

    sku: npt.NDArray[np.object_]
    promised: npt.NDArray[np.float64]
    simulated: npt.NDArray[np.float64]
    half_width: npt.NDArray[np.float64]
    disagrees: npt.NDArray[np.bool_]
    named: Sequence[int]


@dataclass(frozen=True)
class Scale:
    """The axes of a panel: the same both ways."""

    low: float
    high: float
    is_log: bool


def points_of(items: pd.DataFrame, disagreements: pd.DataFrame, measure: str) -> Points:
    """Return one measure of the items for which both figures are finite."""
    promised, simulated, half_width = (
        items[name].to_numpy(dtype=float) for name in (f"promised_{measure}", measure, f"{measure}_half_width")
    )
    keep = np.isfinite(promised) & np.isfinite(simulated)
    sku = items["sku"].to_numpy(dtype=object)[keep]
    listed = disagreements.loc[disagreements["measure"] == measure, "sku"].drop_duplicates()
    place = pd.Series(np.arange(len(sku)), index=sku)
    at = place.reindex(listed.astype(object)).dropna().to_numpy(dtype=np.intp)
    disagrees = np.zeros(len(sku), dtype=bool)
    disagrees[at] = True
    return Points(
        sku=sku,
        promised=promised[keep],
        simulated=simulated[keep],
        half_width=np.nan_to_num(half_width[keep], posinf=0.0),
        disagrees=disagrees,
        named=at[:MOST_NAMED].tolist(),
    )


def scale_of(points: Points) -> Scale:
    """Return the axes that hold all points: logarithmic where the positive ones span decades."""
    both = np.concatenate([points.promised, points.simulated])
    positive = both[both > 0]
    if not positive.size:
        return Scale(min(0.0, float(both.min(initial=0.0))) * 1.05, 1.0, is_log=False)
    high = float(positive.max())
    low = float(positive.min())
    if high < _SPREAD * low:
        return Scale(min(0.0, 1.05 * float(both.min())), 1.06 * high, is_log=False)
    return Scale(max(low / 1.6, high * 10.0**-_MOST_DECADES), 1.6 * high, is_log=True)


def once_a_dot(points: Points, scale: Scale, chosen: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return the chosen points without those that would only cover one another."""
    if len(chosen) <= MOST_POINTS:
        return chosen
    low, high = (np.log(scale.low), np.log(scale.high)) if scale.is_log else (scale.low, scale.high)
    cells = np.zeros(len(chosen), dtype=np.int64)
    for values in (points.promised[chosen], points.simulated[chosen]):
        inside = np.clip(values, scale.low, scale.high)
        part = ((np.log(inside) if scale.is_log else inside) - low) / (high - low)
        cells = cells * (_DOTS + 1) + (part * _DOTS).astype(np.int64)
    return chosen[np.sort(np.unique(cells, return_index=True)[1])]
