"""What speaks against trusting the figures of an item's offers fully."""

import pandas as pd

from stockposture.history.confidence import Confidence, doubts
from stockposture.history.profile.assumed_offers import UNKNOWN_SUPPLIER


def offer_doubts(sku: pd.Series, offers: pd.DataFrame) -> pd.DataFrame:
    """Return a row for every item and reason: ``sku``, ``level``, ``reason``.

    Parameters
    ----------
    sku
        (n,) items.
    offers
        ``sku``, ``supplier``, ``lead_time_from``; blank where the lead time is assumed.
    """
    source = offers["lead_time_from"]
    unknown = offers["supplier"] == UNKNOWN_SUPPLIER
    no_delivery = sku.isin(offers["sku"][unknown].unique()).to_numpy()
    assumed = sku.isin(offers["sku"][(source == "") & ~unknown].unique()).to_numpy()
    own = sku.isin(offers["sku"][source == "offer"].unique()).to_numpy()
    low = {
        "no delivery: supplier and lead time assumed": no_delivery,
        "a lead time is assumed (--lead-time-days)": assumed,
    }
    medium = {"no offer has orders enough for a lead time of its own": ~own & ~no_delivery & ~assumed}
    found = [doubts(sku, low, Confidence.LOW), doubts(sku, medium, Confidence.MEDIUM)]
    return pd.concat(found, ignore_index=True)
