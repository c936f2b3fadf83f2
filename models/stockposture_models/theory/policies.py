"""The physics of many policies as plain arrays: what the theory needs to know, and nothing else."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Policies:
    """Physics of ``n`` policies; row ``i`` is one policy (item x order interval x split).

    Arrays with two columns describe the first and the second supplier; where only one is used the second
    has share 0 and the rest of its row is ignored.

    Parameters
    ----------
    demand_mean, demand_sd
        (n,) mean mu and standard deviation sigma of one day's demand, units.
    backorder
        (n,) bool; ``True`` where a short unit waits, ``False`` where it is lost or expedited.
    interval
        (n,) review interval T, days.
    share
        (n, 2) part a_j of every order that goes to supplier j; rows sum to 1.
    lead, lead_sd
        (n, 2) mean m and standard deviation s of the lead time, days.
    outage_rate, outage_days
        (n, 2) supplier's own outages per year and their mean length, days.
    region_rate, region_days
        (n, 2) outages per year of the supplier's region and their mean length, days.
    same_region
        (n,) bool; ``True`` where both suppliers sit in one region, whose outages strike them together.
    surge_fraction, surge_delay
        (n, 2) part of its own share supplier j can add while the other is down, and the days into an
        outage before it can.
    """

    demand_mean: Floats
    demand_sd: Floats
    backorder: NDArray[np.bool_]
    interval: Floats
    share: Floats
    lead: Floats
    lead_sd: Floats
    outage_rate: Floats
    outage_days: Floats
    region_rate: Floats
    region_days: Floats
    same_region: NDArray[np.bool_]
    surge_fraction: Floats
    surge_delay: Floats

    def __len__(self) -> int:
        return len(self.demand_mean)

    def take(self, rows: NDArray[np.integer] | NDArray[np.bool_] | slice) -> Self:
        """Return the given rows."""
        return type(self)(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    @property
    def mean_lead(self) -> Floats:
        """(n,) share-weighted mean lead time Lbar = sum_j a_j m_j, days."""
        weighted: Floats = (self.share * self.lead).sum(axis=1)
        return weighted


@dataclass(frozen=True)
class Drawn:
    """Physics of n policies whose suppliers are rows of a table of offers; the rest as in :class:`Policies`.

    Parameters
    ----------
    demand_mean, demand_sd, backorder, interval, same_region
        (n,) as there.
    share, rows
        (n, 2) shares, and rows of the table; any row where the share is 0.
    """

    demand_mean: Floats
    demand_sd: Floats
    backorder: NDArray[np.bool_]
    interval: Floats
    share: Floats
    rows: NDArray[np.int64]
    same_region: NDArray[np.bool_]


@dataclass(frozen=True)
class Response:
    """What the world gives for each policy and buffer; all arrays (n, k).

    Parameters
    ----------
    short_fraction
        Units short per unit demanded, 0..1.
    on_hand
        Mean on-hand stock, units.
    peak
        Mean over review cycles of the highest on-hand stock of the cycle, units.
    """

    short_fraction: Floats
    on_hand: Floats
    peak: Floats
