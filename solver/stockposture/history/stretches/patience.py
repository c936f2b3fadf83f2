"""How long a wait must be to be more than congestion."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.history.stretches.orders import lower_quantiles

Floats = NDArray[np.float64]

#: Congestion alone explains a wait less often than this if it is likely an outage, and if it is surely one. What is
#: likely one is left out of routine; only sure ones are counted, or congestion would be counted as short outages.
LIKELY, SURE = 1e-3, 1e-4
#: Days are whole: no wait below this counts, and no series is steadier than half a day.
LEAST_WAIT, LEAST_SCALE = 3.0, 0.7
#: The longest wait that is asked for, days.
MOST_WAIT = 4096.0


def series_noise(orders: pd.DataFrame) -> pd.DataFrame:
    r"""Return how long the orders of every series are held by congestion.

    Taken as :math:`P(\text{held} > x) = \tfrac12 e^{-(x - q_{50}) / \theta}` beyond the median :math:`q_{50}`, with
    :math:`\theta = (q_{75} - q_{50}) / \ln 2`: quartiles, since outages are in the tail. It is how congestion is
    distributed in the world that plans are priced in.

    Parameters
    ----------
    orders
        As :func:`~stockposture.history.stretches.orders.held_orders` returns them.

    Returns
    -------
    DataFrame
        By ``series``: ``supplier``, ``region``, ``median``, ``scale`` [days], ``gap`` [mean days between orders].
    """
    groups = orders.groupby("series")
    median, upper = lower_quantiles(orders["series"].to_numpy(), orders["held"].to_numpy(dtype=np.float64), (0.5, 0.75))
    span = groups["day"].max() - groups["day"].min()
    noise = groups[["supplier", "region"]].first()
    return noise.assign(
        median=np.maximum(median, 0.0),
        scale=np.maximum((upper - median) / np.log(2.0), LEAST_SCALE),
        gap=(span / (groups["day"].nunique() - 1).clip(lower=1)).clip(lower=1.0),
    )


def longest_congestion(noise: pd.DataFrame, group: str, within: str | None = None, *, chance: float) -> pd.Series:
    r"""Return the wait beyond which congestion explains no wait of a whole group, days.

    If a group stands still for :math:`R` days, a series that orders every :math:`T` days first orders :math:`u`
    days into it, :math:`u` uniform, and is then held for :math:`R - u`. Congestion alone, independent between series,
    would do that to all that order with a probability whose logarithm is on average

    .. math:: -\sum \tfrac1T \int_{\max(R-T, 0)}^{R} (\ln 2 + (x - q_{50})^+ / \theta)\, 1_{x > q_{50}}\, dx.

    The answer is the :math:`R` where that is :math:`\ln` of the chance.

    Parameters
    ----------
    noise
        As :func:`series_noise` returns it.
    group
        Its column whose values are the groups.
    within
        A column of parts of a group. Their most telling part is left out, so that no part alone can speak for the
        group.
    chance
        How seldom congestion alone may explain a longer wait.

    Returns
    -------
    Series
        By group, at least :data:`LEAST_WAIT`; :data:`MOST_WAIT` where nothing would tell.
    """
    parts = noise[[group, within or group]].set_axis(["group", "part"], axis=1)
    codes = parts.groupby(["group", "part"], sort=True).ngroup().to_numpy(dtype=np.int64)
    outer, groups = pd.factorize(parts.drop_duplicates().sort_values(["group", "part"])["group"])
    low, high = np.full(len(groups), LEAST_WAIT), np.full(len(groups), MOST_WAIT)
    for _ in range(30):
        wait = (low + high) / 2
        told = np.bincount(codes, _evidence(noise, wait[outer][codes]), len(outer))
        total: Floats = np.bincount(outer, told, len(groups)).astype(np.float64)
        if within is not None:
            most = np.zeros(len(groups))
            np.maximum.at(most, outer, told)
            total = total - most
        enough = total >= -np.log(chance)
        low, high = np.where(enough, low, wait), np.where(enough, wait, high)
    return pd.Series(high, index=pd.Index(groups, dtype=object, name=group))


def told_against(orders: pd.DataFrame, noise: pd.DataFrame, within: str | None = None) -> pd.Series:
    """Return what the orders of every spell tell against congestion: minus the log of a chance.

    The first order of every series counts, and of those of a supplier that were placed on one day and arrived on one
    day only one: they went together.

    Parameters
    ----------
    orders
        Those placed in spells: ``spell``, ``wait`` [days until it was over], ``supplier``, ``region``, ``series``,
        ``day``, ``took``.
    noise, within
        As of :func:`longest_congestion`.

    Returns
    -------
    Series
        By spell.
    """
    first = orders.sort_values("day", kind="stable").drop_duplicates(["spell", "series"])
    each = noise.loc[first["series"], ["median", "scale"]].to_numpy(dtype=np.float64)
    beyond = first["wait"].to_numpy(dtype=np.float64) - each[:, 0]
    first = first.assign(told=np.where(beyond > 0, np.log(2.0) + beyond / each[:, 1], 0.0))
    first = first.sort_values("told", ascending=False, kind="stable")
    first = first.drop_duplicates(["spell", "supplier", "day", "took"])
    if within is None:
        return first.groupby("spell")["told"].sum()
    parts = first.groupby(["spell", within])["told"].sum().groupby("spell")
    return parts.sum() - parts.max()


def _evidence(noise: pd.DataFrame, wait: Floats) -> Floats:
    """Return what each series is expected to tell against congestion in a wait of so many days."""
    median, scale, gap = (noise[name].to_numpy(dtype=np.float64) for name in ("median", "scale", "gap"))

    def integral(x: Floats) -> Floats:
        beyond = np.maximum(x - median, 0.0)
        total: Floats = np.log(2.0) * beyond + beyond**2 / (2.0 * scale)
        return total

    told: Floats = (integral(wait) - integral(np.maximum(wait - gap, 0.0))) / gap
    return told
