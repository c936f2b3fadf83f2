"""Offers of items that no delivery tells of: a known or assumed price, an assumed supplier and lead time."""

import numpy as np
import pandas as pd

from stockposture.history.profile.assumptions import Assumptions

#: The supplier behind such offers.
UNKNOWN_SUPPLIER = "(not known)"


def assumed_offers(sku: pd.Index, known: pd.DataFrame, assumptions: Assumptions) -> pd.DataFrame:
    """Return an offer of each item whose price is known or assumed.

    Parameters
    ----------
    sku
        Items without an offer.
    known
        The history's items table: ``sku``, ``unit_price``.
    assumptions
        ``unit_price`` (none: only known prices count), ``freight_share``, ``lead_time_days``, ``lead_time_sd``,
        ``order_cost``.

    Returns
    -------
    DataFrame
        As :func:`~stockposture.history.suppliers.offers.offers_of` returns them; the sources are ``items.csv`` or
        ``assumed`` for prices, blank (assumed) for the rest.
    """
    listed = known.drop_duplicates("sku").set_index("sku")["unit_price"]
    own = listed[listed > 0].reindex(sku)
    assumed = np.nan if assumptions.unit_price is None else assumptions.unit_price
    price = own.fillna(assumed)
    offers = pd.DataFrame(
        {
            "sku": sku.to_numpy(),
            "supplier": UNKNOWN_SUPPLIER,
            "region": "",
            "unit_price": price.to_numpy(dtype=np.float64),
            "price_from": np.where(own.notna(), "items.csv", "assumed"),
            "lead_time_days": float(assumptions.lead_time_days),
            "lead_time_sd": float(assumptions.lead_time_sd),
            "lead_time_from": "",
            "freight_per_unit": assumptions.freight_share * price.to_numpy(dtype=np.float64),
            "freight_from": "",
            "order_cost": float(assumptions.order_cost),
            "incumbent": True,
        }
    )
    return offers[offers["unit_price"].notna()].reset_index(drop=True)
