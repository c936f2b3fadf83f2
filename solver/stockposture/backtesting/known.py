"""What was known on a day: the history before it, and nothing else."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd

from stockposture.backtesting.spans import spans
from stockposture.history.history import History


def known_before(history: History, day: dt.date) -> History:
    """Return the part of a history that was known as a day began.

    - Demand: what was wanted before the day; of a table of months or weeks, those that were over.
    - Deliveries: those received before it, whole. Of those ordered before it and received later, or never, what is
      known is that something is on order: item, supplier, day of the order, and the promise if that day has passed.
      Nothing of it has been delivered, so the quantity is 0; price and freight are blank. (A promise for a later day
      is left out as well: promises may have been rewritten since, to the day of receipt.) Lines without an order day
      received later are not known of.
    - Suppliers and items: those that appear in what is left. Their other columns (region, weight) are taken as known.

    Parameters
    ----------
    history
        Checked history tables.
    day
        The first day that is not known.
    """
    split = pd.Timestamp(day)
    demand = history.demand[spans(history.demand["date"])[1] < split].reset_index(drop=True)
    lines = history.deliveries
    # NaT is before nothing: comparisons with it are false.
    arrived = lines["received"] < split
    on_order = ~arrived & (lines["ordered"] < split)
    deliveries = lines[arrived | on_order].copy()
    waiting = on_order[arrived | on_order]
    deliveries.loc[waiting, "received"] = pd.NaT
    deliveries.loc[waiting & ~(deliveries["promised"] < split), "promised"] = pd.NaT
    deliveries.loc[waiting, "quantity"] = 0.0
    deliveries.loc[waiting, ["unit_price", "freight"]] = np.nan
    suppliers = history.suppliers[history.suppliers["supplier"].isin(deliveries["supplier"])]
    items = history.items[history.items["sku"].isin([*demand["sku"].unique(), *deliveries["sku"].unique()])]
    return replace(
        history,
        demand=demand,
        deliveries=deliveries.reset_index(drop=True),
        suppliers=suppliers.reset_index(drop=True),
        items=items.reset_index(drop=True),
    )
