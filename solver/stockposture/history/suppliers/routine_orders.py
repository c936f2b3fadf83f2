"""The orders that tell of routine lead times."""

import pandas as pd

from stockposture.history.stretches.stretches import Source, Stretches

#: Orders as old as this quantile of what a supplier's took are settled: those still open among them are few.
SETTLED = 0.95


def routine_orders(deliveries: pd.DataFrame, stretches: Stretches) -> pd.DataFrame:
    """Return the orders that tell of routine: those of no disrupted stretch, old enough to be settled.

    Lines of one order that arrive together are one order. Those placed so late that they could well be open at the
    end of the history are left out, received or not: else only the quick among them would count. Of what is older and
    still open, the end is expected after one more mean congestion (it has no memory).

    Parameters
    ----------
    deliveries
        ``sku``, ``supplier``, ``region``, ``ordered``, ``received`` (``datetime64``).
    stretches
        When what was disrupted. Of found ones, orders placed within are no routine; of given ones also those under way
        when they began.

    Returns
    -------
    DataFrame
        ``sku``, ``supplier``, ``region``, ``ordered``, ``days``.
    """
    columns = ["sku", "supplier", "region", "ordered", "received"]
    orders = deliveries.loc[deliveries["ordered"].notna(), columns].drop_duplicates()
    last = deliveries[["ordered", "received"]].max().max()
    where = {"regions": orders["region"], "suppliers": orders["supplier"]}
    given = Stretches(stretches.table[stretches.table["source"] == Source.GIVEN])
    disrupted = stretches.covers(orders["ordered"], **where) | given.covers(orders["received"], **where)
    orders = orders[~disrupted]
    received = orders["received"].notna()
    days = (orders["received"].fillna(last) - orders["ordered"]).dt.days.astype("float64")
    usual = days.groupby(orders["supplier"]).transform("quantile", SETTLED)
    settled = (last - orders["ordered"]).dt.days >= usual
    congestion = days.groupby([orders["sku"], orders["supplier"]]).transform("std").fillna(0.0) / 0.75**0.5
    days += congestion.where(~received, 0.0)
    kept: pd.DataFrame = orders.assign(days=days)[settled].drop(columns="received").reset_index(drop=True)
    return kept
