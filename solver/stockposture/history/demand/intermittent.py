"""Size-and-interval methods for intermittent demand: Croston, Syntetos-Boylan, Teunter-Syntetos-Babai.

Each returns the forecast of one period after the last. ``nan`` stands for periods in which the item was not yet
there; a period counts as one with demand if its net demand is above 0.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def croston(demand: Numbers, size_smoothing: float = 0.1, interval_smoothing: float = 0.1) -> Numbers:
    r"""Return Croston's forecast, :math:`z / x`: smoothed size over smoothed interval.

    Both are smoothed in periods with demand only and start at the first size and the first interval. Croston, J.
    (1972), Forecasting and stock control for intermittent demands, Operational Research Quarterly 23, 289-303.

    Parameters
    ----------
    demand
        (n, periods) demand per period.
    size_smoothing, interval_smoothing
        Smoothing constants of :math:`z` and :math:`x`.

    Returns
    -------
    (n,)
        Demand per period; 0 without any demand.

    >>> croston(np.array([[0.0, 0, 3, 0, 4, 0, 0, 0, 2, 0]]), 0.5, 0.2).round(6)
    array([0.904605])
    """
    count = len(demand)
    size, interval, since = np.zeros(count), np.zeros(count), np.zeros(count)
    for now in demand.T:
        since += ~np.isnan(now)
        hit = now > 0
        first = hit & (interval == 0)
        later = hit & ~first
        size += np.where(later, size_smoothing * (now - size), 0.0)
        interval += np.where(later, interval_smoothing * (since - interval), 0.0)
        size[first], interval[first] = now[first], since[first]
        since[hit] = 0.0
    return np.divide(size, interval, out=np.zeros(count), where=interval > 0)


def sba(demand: Numbers, size_smoothing: float = 0.1, interval_smoothing: float = 0.1) -> Numbers:
    r"""Return the Syntetos-Boylan approximation, Croston's forecast times :math:`1 - \beta / 2`.

    Croston's is too high because the inverse of a mean interval is not the mean of the inverse; :math:`\beta` is the
    smoothing constant of the interval. Syntetos, A. A. and Boylan, J. E. (2005), The accuracy of intermittent demand
    estimates, International Journal of Forecasting 21, 303-314.

    >>> sba(np.array([[0.0, 0, 3, 0, 4, 0, 0, 0, 2, 0]]), 0.5, 0.2).round(6)
    array([0.814145])
    """
    return croston(demand, size_smoothing, interval_smoothing) * (1 - interval_smoothing / 2)


def tsb(demand: Numbers, size_smoothing: float = 0.1, chance_smoothing: float = 0.1) -> Numbers:
    r"""Return the forecast of Teunter, Syntetos and Babai, :math:`p z`: chance of demand times its size.

    The chance is smoothed in every period, so an item no longer wanted fades out. It starts at one over the first
    interval, the size at the first size. Teunter, R. H., Syntetos, A. A. and Babai, M. Z. (2011), Intermittent demand:
    linking forecasting to inventory obsolescence, European Journal of Operational Research 214, 606-615.

    >>> tsb(np.array([[0.0, 0, 3, 0, 4, 0, 0, 0, 2, 0]]), 0.3, 0.1).round(6)
    array([0.911135])
    """
    hits = demand > 0
    there = ~np.isnan(demand)
    any_hit = hits.any(axis=1)
    at = hits.argmax(axis=1)
    row = np.arange(len(demand))
    size = np.where(any_hit, demand[row, at], 0.0)
    interval = (there & (np.arange(demand.shape[1]) <= at[:, np.newaxis])).sum(axis=1)
    chance = np.where(any_hit, 1.0 / np.maximum(interval, 1), 0.0)
    for now, hit, here in zip(demand.T, hits.T, there.T, strict=True):
        size += np.where(hit, size_smoothing * (now - size), 0.0)
        chance += np.where(here & any_hit, chance_smoothing * (hit - chance), 0.0)
    return chance * size
