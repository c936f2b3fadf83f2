"""Actual demand of a period, a number for each item and day."""

import numpy as np
import pandas as pd

from stockposture.backtesting.period import Period
from stockposture.backtesting.spans import spans
from stockposture_models.candidates.terms import Floats


def demand_of(demand: pd.DataFrame, skus: pd.Series, period: Period) -> Floats:
    """Return (items, days) the units demanded.

    Rows of one day add up; days without a row are zeros; a row of a table of months or weeks is spread evenly over its
    days. Returns are netted: what comes back on a day is taken off the demand of that day and the next ones.

    Parameters
    ----------
    demand
        ``date``, ``sku``, ``quantity``.
    skus
        The items, in order; demand of others is left out.
    period
        The days.
    """
    begin, last = (((day - pd.Timestamp(period.start)).dt.days).to_numpy() for day in spans(demand["date"]))
    item = pd.Index(skus).get_indexer(demand["sku"])
    inside = (last >= 0) & (begin < period.days) & (item >= 0)
    begin, last, item = begin[inside], last[inside], item[inside]
    each = demand["quantity"].to_numpy(dtype=np.float64)[inside] / (last - begin + 1)
    # A row adds to the days from its first on, and takes as much away from the day after its last.
    steps = np.zeros((len(skus), period.days + 1))
    np.add.at(steps, (item, np.maximum(begin, 0)), each)
    np.add.at(steps, (item, np.minimum(last + 1, period.days)), -each)
    units = np.cumsum(steps[:, :-1], axis=1)
    # What adding up leaves where nothing is wanted is rounding.
    units[np.abs(units) <= 1e-9 * np.abs(steps).max(axis=1, keepdims=True, initial=0.0)] = 0.0
    if (units >= 0).all():
        return units
    # What has been asked for and not come back, so far: demand is where this reaches a new height.
    net = np.maximum.accumulate(np.maximum(np.cumsum(units, axis=1), 0.0), axis=1)
    return np.diff(net, axis=1, prepend=0.0)
