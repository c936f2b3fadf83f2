"""Fragility: how easily an item's supply is upset, 1 to 5."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture_models.tables.case import Case
from stockposture_models.tables.links import positions_in

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: What makes supply fragile, in the order of the columns of :attr:`Supply.signs`.
SIGNS = ("single source", "single region", "long or erratic lead time", "outage exposure")


@dataclass(frozen=True)
class Supply:
    """Facts of each item's supply; n items.

    Parameters
    ----------
    suppliers, regions
        (n,) how many offer it, and in how many regions they sit; a supplier without a region is one of its own.
    lead_time_days, lead_time_cv
        (n,) shortest mean lead time among its offers, days, and least deviation over mean among them.
    outage_days_per_year
        (n,) days a year that the least exposed of its suppliers is down, its region's outages in.
    time_to_recover
        (n,) mean length of the longest single outage that can strike one of its suppliers, days; 0 if none can.
    signs
        (n, 4) which of :data:`SIGNS` it shows.
    """

    suppliers: Ints
    regions: Ints
    lead_time_days: Floats
    lead_time_cv: Floats
    outage_days_per_year: Floats
    time_to_recover: Floats
    signs: Flags

    @property
    def fragility(self) -> NDArray[np.int8]:
        """(n,) 1 and one more for each sign."""
        level: NDArray[np.int8] = (1 + self.signs.sum(axis=1)).astype(np.int8)
        return level


def supply_of(case: Case) -> Supply:
    """Return what is known of the supply of each item, and which signs of fragility it shows.

    An item shows a sign where even its best offer does:

    - *single source*: one supplier offers it (Kraljic, "Purchasing must become supply management", Harvard Business
      Review 61, 1983: few suppliers are the first mark of supply risk);
    - *single region*: all its suppliers sit in one region, and one event stops them all; so does an item with one
      supplier (Craighead, Blackhurst, Rungtusanatham and Handfield, "The severity of supply chain disruptions",
      Decision Sciences 38, 2007: density);
    - *long or erratic lead time*: the shortest mean is over ``long_lead_time_days`` or the least deviation over mean
      over ``erratic_lead_time`` (Zsidisin, "A grounded definition of supply risk", J. Purchasing and Supply
      Management 9, 2003, counts late and uneven delivery among its sources);
    - *outage exposure*: even the least exposed supplier is down on ``outage_days_per_year`` or more (Tomlin, "On the
      value of mitigation and contingency strategies", Management Science 52, 2006: uptime and length of outages).

    Each weighs the same: fragility is 1 plus their number. The thresholds are settings and choices of this house, not
    the papers'.
    """
    settings, offers, suppliers, regions = case.settings.segments, case.offers, case.suppliers, case.regions
    supplier = positions_in(offers["supplier"], suppliers["supplier"])
    region = positions_in(suppliers["region"], regions["region"])
    own_rate, own_days = (_floats(suppliers[name]) for name in ("disruption_rate", "disruption_days"))
    # The last entry stands for no region: -1 finds it.
    region_rate, region_days = (
        np.append(_floats(regions[name]), 0.0) for name in ("disruption_rate", "disruption_days")
    )
    down = own_rate * own_days + (region_rate * region_days)[region]
    longest = np.maximum(np.where(own_rate > 0, own_days, 0.0), np.where(region_rate > 0, region_days, 0.0)[region])
    lead, lead_sd = _floats(offers["lead_time_days"]), _floats(offers["lead_time_sd"])
    # A lead time of no days that varies is as erratic as can be.
    cv = np.divide(lead_sd, lead, out=np.where(lead_sd > 0, np.inf, 0.0), where=lead > 0)

    first, count = case.first_offer[:-1], np.diff(case.first_offer)
    # Regions by name: one that no table describes is one all the same.
    names = positions_in(suppliers["region"], suppliers["region"])
    alone = np.where((suppliers["region"] == "").to_numpy(dtype=np.bool_), -1 - np.arange(len(suppliers)), names)
    place = alone[supplier]
    kinds = _distinct(np.repeat(np.arange(len(count)), count), place, len(count))
    shortest, steadiest = _least(lead, first), _least(cv, first)
    exposed = _least(down[supplier], first)
    signs = [
        count == 1,
        kinds == 1,
        (shortest > settings.long_lead_time_days) | (steadiest > settings.erratic_lead_time),
        exposed >= max(settings.outage_days_per_year, np.finfo(np.float64).tiny),
    ]
    return Supply(
        suppliers=count,
        regions=kinds,
        lead_time_days=shortest,
        lead_time_cv=steadiest,
        outage_days_per_year=exposed,
        time_to_recover=np.maximum.reduceat(longest[supplier], first) if len(first) else np.empty(0),
        signs=np.stack(signs, axis=1),
    )


def _least(values: Floats, first: Ints) -> Floats:
    """Return the least of each item's offers."""
    least: Floats = np.minimum.reduceat(values, first) if len(first) else np.empty(0)
    return least


def _distinct(item: Ints, place: Ints, items: int) -> Ints:
    """Return how many different places each item has, (items,)."""
    order = np.lexsort((place, item))
    item, place = item[order], place[order]
    new = np.ones(len(item), dtype=np.bool_)
    new[1:] = (item[1:] != item[:-1]) | (place[1:] != place[:-1])
    return np.bincount(item[new], minlength=items)


def _floats(column: "pd.Series[float]") -> Floats:
    return np.asarray(column, dtype=np.float64)
