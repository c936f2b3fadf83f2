"""Classes of demand: smooth, erratic, intermittent, lumpy."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

#: Cut-offs of Syntetos, A. A., Boylan, J. E. and Croston, J. D. (2005), On the categorization of demand patterns,
#: Journal of the Operational Research Society 56, 495-503.
INTERVAL, SQUARED_CV = 1.32, 0.49


class DemandClass(StrEnum):
    """How often an item is wanted, and how evenly."""

    SMOOTH = "smooth"
    ERRATIC = "erratic"
    INTERMITTENT = "intermittent"
    LUMPY = "lumpy"
    NONE = "none"  #: not wanted at all


def interval_and_variation(demand: Numbers) -> tuple[Numbers, Numbers]:
    """Return the average demand interval and the squared coefficient of variation of demand sizes.

    Parameters
    ----------
    demand
        (n, periods) demand per period; ``nan`` where the item was not there.

    Returns
    -------
    interval
        (n,) periods per period with demand; ``inf`` without any.
    squared_cv
        (n,) of the sizes in periods with demand; 0 with fewer than two.
    """
    hits = demand > 0
    count = hits.sum(axis=1)
    with np.errstate(divide="ignore"):
        interval = (~np.isnan(demand)).sum(axis=1) / count
    sizes = np.where(hits, demand, 0.0)
    mean = sizes.sum(axis=1) / np.maximum(count, 1)
    squares = np.where(hits, (sizes - mean[:, np.newaxis]) ** 2, 0.0).sum(axis=1)
    variance = squares / np.maximum(count - 1, 1)
    return np.where(count == 0, np.inf, interval), np.divide(
        variance, mean**2, out=np.zeros(len(demand)), where=mean > 0
    )


def classify(interval: Numbers, squared_cv: Numbers) -> NDArray[np.str_]:
    """Return the :class:`DemandClass` of each item.

    >>> classify(np.array([1.0, 1.0, 2.0, 2.0, np.inf]), np.array([0.1, 1.0, 0.1, 1.0, 0.0])).tolist()
    ['smooth', 'erratic', 'intermittent', 'lumpy', 'none']
    """
    rare, uneven = interval >= INTERVAL, squared_cv >= SQUARED_CV
    names = np.array([DemandClass.SMOOTH, DemandClass.ERRATIC, DemandClass.INTERMITTENT, DemandClass.LUMPY], dtype=str)
    return np.where(np.isinf(interval), DemandClass.NONE.value, names[2 * rare + uneven])
