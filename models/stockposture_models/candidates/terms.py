"""The case as arrays: what a candidate policy needs to know of its item and its offers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture_models.tables.case import Case
from stockposture_models.tables.item import Shortage
from stockposture_models.tables.links import positions_in
from stockposture_models.tables.posture_name import PostureName

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
    warehouse = positions_in(items["warehouse"], case.warehouses["warehouse"])
    storage = np.append(_floats(case.warehouses["storage_cost"]), 0.0)
    landed = _floats(case.offers["unit_price"]) + _floats(case.offers["freight_per_unit"])
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
        cheapest=np.minimum.reduceat(landed, case.first_offer[:-1]) if len(items) else np.empty(0),
    )


def offer_terms(case: Case) -> OfferTerms:
    """Return the offers of a case as arrays, their suppliers' and regions' terms beside them."""
    offers, suppliers, regions = case.offers, case.suppliers, case.regions
    supplier = positions_in(offers["supplier"], suppliers["supplier"])
    region = positions_in(suppliers["region"], regions["region"])[supplier]
    region_rate = np.append(_floats(regions["disruption_rate"]), 0.0)
    region_days = np.append(_floats(regions["disruption_days"]), 0.0)
    first, count = case.first_offer[:-1], np.diff(case.first_offer)

    def of_supplier(column: str) -> Floats:
        return _floats(suppliers[column])[supplier]

    return OfferTerms(
        item=np.repeat(np.arange(len(count)), count),
        supplier=supplier,
        price=_floats(offers["unit_price"]),
        freight=_floats(offers["freight_per_unit"]),
        lead=_floats(offers["lead_time_days"]),
        lead_sd=_floats(offers["lead_time_sd"]),
        order_cost=_floats(offers["order_cost"]),
        moq=_floats(offers["moq"]),
        max_share=_floats(offers["max_share"]),
        payment_days=of_supplier("payment_days"),
        nearshore=suppliers["nearshore"].to_numpy(np.bool_)[supplier],
        region=region,
        outage_rate=of_supplier("disruption_rate"),
        outage_days=of_supplier("disruption_days"),
        region_rate=region_rate[region],
        region_days=region_days[region],
        surge_fraction=of_supplier("surge_fraction"),
        surge_delay=of_supplier("surge_delay_days"),
        first=first,
        count=count,
    )


def _floats(column: "pd.Series[float]") -> Floats:
    return np.asarray(column, dtype=np.float64)


def _allowed(postures: "pd.Series[str]") -> Flags:
    columns = [postures.str.contains(name.value, regex=False).to_numpy(np.bool_) for name in POSTURES]
    return np.stack(columns, axis=1)
