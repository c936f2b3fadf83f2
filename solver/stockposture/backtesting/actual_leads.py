"""The lead time an order placed on a given day would have had: that of the nearest actual orders."""

import datetime as dt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Days = NDArray[np.int64]

#: An actual order tells of orders placed within so many days of it: a quarter either way.
WINDOW = 91
#: Pools from narrow to wide: the item's own orders from the supplier, all of the supplier's, all of its region's.
POOLS = (("sku", "supplier"), ("supplier",), ("region",))


def actual_leads(
    offers: pd.DataFrame, deliveries: pd.DataFrame, *, first: dt.date, days: int
) -> tuple[Days, NDArray[np.int8]]:
    """Return the lead time of an order of each offer on each day.

    It is the lead time, order to receipt, of the actual order that was placed nearest to that day, within 91 days, from
    the narrowest pool that has one: the item's own from that supplier; the supplier's, of whatever item; its
    region's. Orders of one pool and day count as one, with their mean. Late deliveries count as they came: what is
    ordered while a supplier is down waits as long as what was actually ordered then. Where no pool has an order within
    91 days, or the whole history none, the offer's mean lead time stands.

    Parameters
    ----------
    offers
        ``sku``, ``supplier``, ``region``, ``lead_time_days``; one row each.
    deliveries
        All deliveries of the history, before and after the split, with ``region``.
    first, days
        The first day and how many.

    Returns
    -------
    leads
        (offers, days) whole days.
    pool
        (offers, days) 0, 1, 2 for the pools in order, 3 for the offer's mean.
    """
    timed = deliveries[deliveries["ordered"].notna() & deliveries["received"].notna()]
    timed = timed.assign(
        day=(timed["ordered"] - pd.Timestamp(first)).dt.days,
        lead=(timed["received"] - timed["ordered"]).dt.days.astype("float64"),
    )
    mean = np.rint(offers["lead_time_days"].to_numpy(dtype=np.float64)).astype(np.int64)
    leads = np.repeat(mean[:, np.newaxis], days, axis=1)
    source = np.full(leads.shape, len(POOLS), dtype=np.int8)
    asked = np.arange(days)
    for number, keys in reversed(list(enumerate(POOLS))):
        usable = timed[(timed[list(keys)] != "").all(axis=1)]
        daily = usable.groupby([*keys, "day"], sort=True)["lead"].mean().reset_index()
        found = {key: _nearest(group, asked) for key, group in daily.groupby(list(keys), sort=False)}
        for row, key in enumerate(offers[list(keys)].itertuples(index=False, name=None)):
            if key in found:
                near, lead = found[key]
                leads[row, near], source[row, near] = lead[near], number
    return leads, source


def _nearest(orders: pd.DataFrame, asked: Days) -> tuple[NDArray[np.bool_], Days]:
    """Return (days,) which days have an order near, and the lead time of the nearest, the earlier of two."""
    day, lead = orders["day"].to_numpy(), np.rint(orders["lead"].to_numpy()).astype(np.int64)
    after = np.searchsorted(day, asked).clip(0, len(day) - 1)
    before = (after - 1).clip(0)
    place = np.where(np.abs(asked - day[before]) <= np.abs(day[after] - asked), before, after)
    return np.abs(day[place] - asked) <= WINDOW, lead[place]
