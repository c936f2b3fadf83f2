"""The offers of a case: who sells what, at what price, freight and lead time."""

import pandas as pd

from stockposture.history.profile.assumptions import Assumptions
from stockposture.history.stretches.stretches import Stretches
from stockposture.history.suppliers.lead_times import lead_times
from stockposture.history.suppliers.prices import freight_per_unit, unit_prices
from stockposture.history.suppliers.routine_orders import routine_orders
from stockposture_models.tables.days import DAYS_A_MONTH


def offers_of(deliveries: pd.DataFrame, stretches: Stretches, assumptions: Assumptions) -> pd.DataFrame:
    """Return one offer for every item and supplier that delivered it.

    Items without any price have no offer.

    Parameters
    ----------
    deliveries
        All deliveries with the supplier's ``region``, also of items that are not kept: they tell of their
        suppliers.
    stretches
        When what was disrupted: no routine.
    assumptions
        Thresholds and fill-ins.

    Returns
    -------
    DataFrame
        Columns of :class:`~stockposture_models.tables.offer.Offer` that differ from their defaults,
        ``region``, ``price_from``, ``freight_from``, and what :func:`lead_times` says of its figures. The incumbent of
        an item is the supplier of most units in its recent deliveries.
    """
    offers = deliveries[["sku", "supplier", "region"]].drop_duplicates(["sku", "supplier"])
    offers = offers.sort_values(["sku", "supplier"], ignore_index=True)
    offers = offers.join(unit_prices(offers, deliveries, assumptions.price_months))
    offers = offers[offers["unit_price"].notna()].reset_index(drop=True)
    orders = routine_orders(deliveries, stretches)
    timed = lead_times(offers, orders, mean=assumptions.lead_time_days, sd=assumptions.lead_time_sd)
    freight = freight_per_unit(offers, deliveries, least=assumptions.min_observations, share=assumptions.freight_share)
    offers = offers.join(timed).join(freight)
    offers["order_cost"] = float(assumptions.order_cost)
    offers["incumbent"] = _incumbent(offers, deliveries, assumptions.price_months)
    return offers


def _incumbent(offers: pd.DataFrame, deliveries: pd.DataFrame, months: int) -> pd.Series:
    """Return whether each offer is the one that delivered most units of its item of late."""
    newest = deliveries.groupby("sku")["received"].transform("max")
    late = deliveries[~((newest - deliveries["received"]).dt.days > months * DAYS_A_MONTH)]
    units = late.groupby(["sku", "supplier"])[["quantity"]].sum().reset_index()
    units = units.sort_values(["sku", "quantity", "supplier"], ascending=[True, False, True])
    most = units.drop_duplicates("sku")[["sku", "supplier"]].assign(most=1.0)
    return offers[["sku", "supplier"]].merge(most, on=["sku", "supplier"], how="left")["most"].notna()
