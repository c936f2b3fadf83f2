"""The items of a case: demand, stockout cost, space, criticality."""

import numpy as np
import pandas as pd

from stockposture.history.profile.assumptions import Assumptions

WAREHOUSE = "network"


def items_of(
    moments: pd.DataFrame, offers: pd.DataFrame, known: pd.DataFrame, assumptions: Assumptions
) -> pd.DataFrame:
    """Return the items of a case.

    Parameters
    ----------
    moments
        By ``sku``: ``demand_mean``, ``demand_sd`` and what else is known of them; the items to keep, each with an
        offer.
    offers
        ``sku``, ``unit_price``, ``incumbent``.
    known
        The history's items table, all its columns; may be empty.
    assumptions
        Thresholds and fill-ins.

    Returns
    -------
    DataFrame
        Columns of :class:`~stockposture_models.tables.item.Item` that differ from their defaults, those of
        ``moments``, and ``weight_from``, ``volume_from``. A unit short costs ``stockout_multiple`` times the
        incumbent's price plus ``premium_freight`` times the unit's weight.
    """
    items = moments.reset_index()
    items = items.merge(known, on="sku", how="left")
    items["description"] = items["description"].fillna("").astype(str)
    weighed = items["unit_weight_kg"].notna()
    assumed = assumptions.unit_weight_kg
    if assumed is None:
        assumed = float(items["unit_weight_kg"].median()) if weighed.any() else 0.0
    weight = items["unit_weight_kg"].fillna(assumed)
    measured = items["unit_volume"].notna()
    items["weight_from"] = np.where(weighed, "items.csv", "assumed")
    items["volume_from"] = np.where(measured, "items.csv", "weight")
    items["unit_volume"] = items["unit_volume"].fillna(weight / assumptions.kg_per_m3)
    items["stockout_cost"] = (
        assumptions.stockout_multiple * items["sku"].map(_reference_price(offers))
        + assumptions.premium_freight * weight
    )
    first_line = items["first_line"].fillna(value=False).astype(bool)
    items["criticality"] = np.where(first_line, assumptions.criticality_first_line, assumptions.criticality_other)
    items["shortage"] = assumptions.shortage.value
    items["obsolescence_rate"] = float(assumptions.obsolescence_rate)
    items["warehouse"] = WAREHOUSE
    return items.drop(columns=["first_line", "unit_weight_kg", "unit_price"])


def _reference_price(offers: pd.DataFrame) -> pd.Series:
    """Return each item's price today, by ``sku``."""
    cheapest = offers.groupby("sku")["unit_price"].min()
    today = offers[offers["incumbent"]].drop_duplicates("sku").set_index("sku")["unit_price"]
    return today.reindex(cheapest.index).fillna(cheapest)
