"""Standstills: spells in which nothing that was ordered left, until all of it did."""

import numpy as np
import pandas as pd

from stockposture.history.stretches.patience import MOST_WAIT


def waits(orders: pd.DataFrame, group: str) -> pd.DataFrame:
    """Return how long a group stood still, seen from every day on which something was ordered of it.

    An order that was held ``h`` days left by ``day + h`` at the latest, and what is ordered later leaves no sooner. So
    the earliest such day among all orders of that day or later is when the group delivered again; on most days it is
    the day itself.

    Parameters
    ----------
    orders
        ``day``, ``held``, ``open`` and the column below.
    group
        Column whose values are the groups; a blank is none.

    Returns
    -------
    DataFrame
        ``name`` (of the group), ``day``, ``until`` (first day it delivers again), ``wait`` [days], ``open`` (whether it
        is only known not to have delivered before ``until``), in the order of name and day.
    """
    orders = orders[orders[group] != ""]
    released = orders["day"] + orders["held"]
    # All that what is open tells together is the earliest day: what takes longer is overdue for less.
    together = released.where(orders["open"]).groupby(orders[group]).transform("min")
    released = released.mask(orders["open"], together)
    each = {"name": orders[group], "day": orders["day"], "until": released}
    days = pd.DataFrame(each | {"seen": released.mask(orders["open"], np.inf)})
    days = days.groupby(["name", "day"], sort=True).min().reset_index()
    backwards = days[::-1]
    for column in ("until", "seen"):
        days[column] = backwards[column].groupby(backwards["name"]).cummin()[::-1]
    days["wait"] = (days["until"] - days["day"]).clip(lower=0.0)
    days["open"] = days["until"] < days.pop("seen")
    return days


def standstills(days: pd.DataFrame, longest: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    """Return the spells in which a group stood still for longer than congestion explains.

    A spell is a run of order days with a wait of at least a third of that; it ends where a day waits less, and
    another begins where the wait jumps up by half of it. It counts if its longest wait does.

    Parameters
    ----------
    days
        As :func:`waits` returns them.
    longest
        By group: the longest wait that congestion explains, days.

    Returns
    -------
    spells
        ``name``, ``start`` (day of its first order), ``until`` (first day it delivers again), ``wait`` (the longest,
        days), ``first`` (whether nothing was ordered before: it may have begun before the history), ``open`` (whether
        it lasts), by its number.
    number
        Aligned with ``days``: the number of the spell each lies in, 0 for none.
    """
    limit = days["name"].map(longest).fillna(MOST_WAIT).astype("float64")
    waiting = days["wait"] >= np.maximum(limit / 3.0, 1.0)
    new_group = days["name"] != days["name"].shift()
    jumps = days["wait"] > days["wait"].shift() + limit / 2.0
    begins = waiting & (new_group | ~waiting.shift(fill_value=False) | jumps)
    number = begins.cumsum().where(waiting, 0)
    sums = {"name": "first", "day": "min", "until": "max", "wait": "max", "open": "last"}
    spells = days[waiting].groupby(number[waiting]).agg(sums).rename(columns={"day": "start"})
    spells["first"] = new_group[begins].to_numpy(dtype=bool)
    counts = spells["wait"] >= spells["name"].map(longest).fillna(MOST_WAIT).astype("float64")
    return spells[counts], number
