"""The largest use and the longest lead time seen, as the rule of (max x max) - (mean x mean) wants them."""

import numpy as np

from stockposture.history.history import History
from stockposture.rules.max_less_mean import Extremes
from stockposture_models.tables.case import Case


def extremes_of(known: History, case: Case) -> Extremes:
    """Return each item's largest use in a calendar month, and each offer's longest lead time, late ones included.

    Parameters
    ----------
    known
        What was known when the plans were made.
    case
        Items and offers, in their order.
    """
    month = known.demand["date"].dt.to_period("M")
    monthly = known.demand.groupby(["sku", month])["quantity"].sum().reset_index()
    per_day = (monthly["quantity"] / monthly["date"].dt.days_in_month).groupby(monthly["sku"]).max()
    use = case.items["sku"].map(per_day)
    lines = known.deliveries
    days = (lines["received"] - lines["ordered"]).dt.days.astype("float64")
    longest = days.groupby([lines["sku"], lines["supplier"]]).max().rename("longest").reset_index()
    lead = case.offers[["sku", "supplier"]].merge(longest, on=["sku", "supplier"], how="left")["longest"]
    return Extremes(use.to_numpy(dtype=np.float64), lead.to_numpy(dtype=np.float64))
