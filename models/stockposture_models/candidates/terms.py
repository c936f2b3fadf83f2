"""The case as arrays: what a candidate policy needs to know of its item and its offers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture_models.tables.case import Case
from stockposture_models.tables.item import Shortage
from stockposture_models.tables.settings import PostureName

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Order of the postures wherever they are numbered.
POSTURES = tuple(PostureName)


@dataclass(frozen=True)
class ItemTerms:
    """One entry an item, in the order of ``case.items``.

    Parameters
    ----------
    demand_mean, demand_sd
        Of one day, units.
    backorder
        Whether a unit short waits.
    stockout_cost
        Currency/unit short.
    volume
        m3/unit.
    holding, obsolescence
        1/yr; blank holding rates are the setting's.
    storage_cost
        Currency/m3/yr of the item's warehouse.
    warehouse
        Row of ``case.warehouses``, -1 for none.
    shelf_life
        Days, inf where unlimited.
    allowed
        (items, 3) whether each of :data:`POSTURES` may be chosen.
    cheapest
        Least unit price plus freight among the item's offers, currency/unit.
    """

    demand_mean: Floats
    demand_sd: Floats
    backorder: Flags
    stockout_cost: Floats
    volume: Floats
    holding: Floats
    obsolescence: Floats
    storage_cost: Floats
    warehouse: Ints
    shelf_life: Floats
    allowed: Flags
    cheapest: Floats


@dataclass(frozen=True)
class OfferTerms:
    """One entry an offer, in the order of ``case.offers`` (by item, then supplier).

    Parameters
    ----------
    item, supplier
        Row of ``case.items`` and ``case.suppliers``.
    price, freight
        Currency/unit.
    lead, lead_sd
        Days.
    order_cost
        Currency/order.
    moq
        Units/order.
    max_share
        Largest share of the item.
    payment_days
        Days until the supplier is paid.
    nearshore
        Whether the supplier is flagged nearshore.
    region
        Row of ``case.regions``, -1 for none.
    outage_rate, outage_days, region_rate, region_days
        Outages of the supplier and of its region, 1/yr and days.
    surge_fraction, surge_delay
        Part of its own share it can add, and days into an outage before it can.
    first, count
        (items,) row of each item's first offer, and how many it has.
    """

    item: Ints
    supplier: Ints
    price: Floats
    freight: Floats
    lead: Floats
    lead_sd: Floats
    order_cost: Floats
    moq: Floats
    max_share: Floats
    payment_days: Floats
    nearshore: Flags
    region: Ints
    outage_rate: Floats
    outage_days: Floats
    region_rate: Floats
    region_days: Floats
    surge_fraction: Floats
    surge_delay: Floats
    first: Ints
    count: Ints


def item_terms(case: Case) -> ItemTerms:
    """Return the items of a case as arrays."""
    items = case.items
    warehouse = _rows_of(items["warehouse"], case.warehouses["warehouse"])
    storage = np.append(case.warehouses["storage_cost"].to_numpy(np.float64), 0.0)
    offers = case.offers
    landed = (offers["unit_price"] + offers["freight_per_unit"]).groupby(offers["sku"]).min()
    return ItemTerms(
        demand_mean=_floats(items["demand_mean"]),
        demand_sd=_floats(items["demand_sd"]),
        backorder=(items["shortage"] == Shortage.BACKORDER.value).to_numpy(np.bool_),
        stockout_cost=_floats(items["stockout_cost"]),
        volume=_floats(items["unit_volume"]),
        holding=_floats(items["holding_rate"].fillna(case.settings.holding_rate)),
        obsolescence=_floats(items["obsolescence_rate"]),
        storage_cost=storage[warehouse],
        warehouse=warehouse,
        shelf_life=_floats(items["shelf_life_days"].fillna(np.inf)),
        allowed=_allowed(items["allowed_postures"]),
        cheapest=landed.reindex(items["sku"]).to_numpy(np.float64),
    )


def offer_terms(case: Case) -> OfferTerms:
    """Return the offers of a case as arrays, their suppliers' and regions' terms beside them."""
    offers, suppliers, regions = case.offers, case.suppliers, case.regions
    item = _rows_of(offers["sku"], case.items["sku"])
    supplier = _rows_of(offers["supplier"], suppliers["supplier"])
    of_supplier = suppliers.iloc[supplier].reset_index(drop=True)
    region = _rows_of(of_supplier["region"], regions["region"])
    region_rate = np.append(regions["disruption_rate"].to_numpy(np.float64), 0.0)
    region_days = np.append(regions["disruption_days"].to_numpy(np.float64), 0.0)
    count = np.bincount(item, minlength=len(case.items)).astype(np.int64)
    return OfferTerms(
        item=item,
        supplier=supplier,
        price=_floats(offers["unit_price"]),
        freight=_floats(offers["freight_per_unit"]),
        lead=_floats(offers["lead_time_days"]),
        lead_sd=_floats(offers["lead_time_sd"]),
        order_cost=_floats(offers["order_cost"]),
        moq=_floats(offers["moq"]),
        max_share=_floats(offers["max_share"]),
        payment_days=_floats(of_supplier["payment_days"]),
        nearshore=of_supplier["nearshore"].to_numpy(np.bool_),
        region=region,
        outage_rate=_floats(of_supplier["disruption_rate"]),
        outage_days=_floats(of_supplier["disruption_days"]),
        region_rate=region_rate[region],
        region_days=region_days[region],
        surge_fraction=_floats(of_supplier["surge_fraction"]),
        surge_delay=_floats(of_supplier["surge_delay_days"]),
        first=np.concatenate([[0], np.cumsum(count)[:-1]]).astype(np.int64),
        count=count,
    )


def _floats(column: "pd.Series[float]") -> Floats:
    return np.asarray(column, dtype=np.float64)


def _rows_of(names: "pd.Series[str]", table: "pd.Series[str]") -> Ints:
    """Return the row of each name in a table's key column, -1 where it is not there."""
    return pd.Index(table).get_indexer(pd.Index(names)).astype(np.int64)


def _allowed(postures: "pd.Series[str]") -> Flags:
    columns = [postures.str.contains(name.value, regex=False).to_numpy(np.bool_) for name in POSTURES]
    return np.stack(columns, axis=1)
