"""Unit price and freight per unit of every offer."""

import numpy as np
import pandas as pd

from stockposture.history.suppliers.pools import narrowest_pool, pick, pooled_sums
from stockposture_models.tables.days import DAYS_A_MONTH


def recent(deliveries: pd.DataFrame, months: int) -> pd.DataFrame:
    """Return the deliveries within so many months of their offer's last; open ones count as most recent."""
    received = deliveries["received"]
    last = received.groupby([deliveries["sku"], deliveries["supplier"]]).transform("max")
    age = (last - received).dt.days.astype("float64")
    return deliveries[~(age > months * DAYS_A_MONTH)]


def unit_prices(offers: pd.DataFrame, deliveries: pd.DataFrame, months: int) -> pd.DataFrame:
    """Return the quantity-weighted mean recent price of every offer.

    Where an offer shows no price, that of the item's other offers.

    Returns
    -------
    DataFrame
        Aligned with ``offers``: ``unit_price`` (``nan`` if the item shows none at all), ``price_from``
        (``offer``, ``item`` or blank).
    """
    priced = deliveries[(deliveries["unit_price"] > 0) & (deliveries["quantity"] > 0)]
    priced = recent(priced, months)
    spent = priced.assign(spent=priced["unit_price"] * priced["quantity"])
    own = _mean_price(offers, spent, ["sku", "supplier"])
    item = _mean_price(offers, spent, ["sku"])
    source = np.where(own.notna(), "offer", np.where(item.notna(), "item", ""))
    return pd.DataFrame({"unit_price": own.fillna(item), "price_from": source}, index=offers.index)


def _mean_price(offers: pd.DataFrame, spent: pd.DataFrame, keys: list[str]) -> pd.Series:
    sums = spent.groupby(keys)[["spent", "quantity"]].sum()
    price = (sums["spent"] / sums["quantity"]).rename("price").reset_index()
    return offers[keys].merge(price, on=keys, how="left")["price"]


def freight_per_unit(offers: pd.DataFrame, deliveries: pd.DataFrame, *, least: int, share: float) -> pd.DataFrame:
    """Return freight per unit of every offer, from the narrowest pool with enough lines.

    An offer's own freight is per unit; a wider pool's is a share of the value, times the offer's price.

    Parameters
    ----------
    offers
        ``sku``, ``supplier``, ``region``, ``unit_price``.
    deliveries
        With ``freight`` of the line, ``nan`` where not known.
    least
        Fewest lines of a pool.
    share
        Freight over price where no pool is large enough.

    Returns
    -------
    DataFrame
        Aligned with ``offers``: ``freight_per_unit``, ``freight_from``.
    """
    known = deliveries[deliveries["freight"].notna() & (deliveries["quantity"] > 0) & (deliveries["unit_price"] > 0)]
    observed = known[["sku", "supplier", "region", "quantity", "freight"]].assign(
        count=1.0, value=known["unit_price"] * known["quantity"]
    )
    sums = pooled_sums(offers, observed, ["count", "quantity", "value", "freight"])
    chosen = narrowest_pool(pd.DataFrame({name: pool["count"] for name, pool in sums.items()}), least)
    price = offers["unit_price"]
    per_unit = {name: pool["freight"] / pool["value"].where(pool["value"] > 0) * price for name, pool in sums.items()}
    per_unit["offer"] = sums["offer"]["freight"] / sums["offer"]["quantity"].where(sums["offer"]["quantity"] > 0)
    picked = pick(per_unit, chosen, float("nan")).fillna(share * price)
    return pd.DataFrame({"freight_per_unit": picked, "freight_from": chosen})
