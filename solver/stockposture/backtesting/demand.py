"""Actual demand of a period, a number for each item and day."""

import numpy as np
import pandas as pd

from stockposture.backtesting.period import Period
from stockposture_models.candidates.terms import Floats


def demand_of(demand: pd.DataFrame, skus: pd.Series, period: Period) -> Floats:
    """Return (items, days) the units demanded.

    Rows of one day add up; days without a row are zeros. Returns are netted: what comes back on a day is taken off the
    demand of that day and the next ones.

    Parameters
    ----------
    demand
        ``date``, ``sku``, ``quantity``.
    skus
        The items, in order; demand of others is left out.
    period
        The days.
    """
    day = (demand["date"] - pd.Timestamp(period.start)).dt.days.to_numpy()
    item = pd.Index(skus).get_indexer(demand["sku"])
    inside = (day >= 0) & (day < period.days) & (item >= 0)
    units = np.zeros((len(skus), period.days))
    np.add.at(units, (item[inside], day[inside]), demand["quantity"].to_numpy(dtype=np.float64)[inside])
    if (units >= 0).all():
        return units
    # What has been asked for and not come back, so far: demand is where this reaches a new height.
    net = np.maximum.accumulate(np.maximum(np.cumsum(units, axis=1), 0.0), axis=1)
    return np.diff(net, axis=1, prepend=0.0)
