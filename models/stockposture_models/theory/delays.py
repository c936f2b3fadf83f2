"""What delays an order: congestion, a supplier's own outages, its region's; six causes a policy."""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.lead_time import congestion, whole_days
from stockposture_models.theory.outages import outages
from stockposture_models.theory.policies import Floats, Policies

CAUSES_PER_SUPPLIER = 3  #: own outages, its region's, congestion, in this order
REGION = 1
CONGESTION = 2


class Delays(NamedTuple):
    """Causes of delay of n policies: columns 0 to 2 of the first supplier, 3 to 5 of the second.

    A cause delays an order with probability ``probability`` by ``least`` + Exp(``mean``) days. Outages of
    one region common to both suppliers stand in column 1 only and strike both.

    Parameters
    ----------
    base
        (n, 2) lead time without any delay, days.
    probability, mean, least
        (n, 6) chance that an order is delayed by the cause, and by how long, days.
    cycles
        (n, 6) review interval over ``mean``: 1 - exp(-cycles) of the orders delayed are the first ones so
        delayed.
    clustered
        (n, 6) chance rho that a delay is followed by another of its cluster.
    relief, relief_after
        (n, 6) part of the order that the other supplier takes over in an outage, and the days from its
        beginning until that shows in the stock.
    common
        (n,) whether column 1 strikes both suppliers.
    """

    base: Floats
    probability: Floats
    mean: Floats
    least: Floats
    cycles: Floats
    clustered: Floats
    relief: Floats
    relief_after: Floats
    common: Floats


def delays(policies: Policies, calibration: Calibration) -> Delays:
    """Return the causes of delay of each policy; a supplier of share 0 delays nothing."""
    p = policies
    used = p.share > 0.0
    both = used[:, 0] & used[:, 1]
    common: Floats = (p.same_region & both).astype(np.float64)
    crowd = whole_days(congestion(p.lead, p.lead_sd))
    own = outages(p.outage_rate, p.outage_days)
    region = outages(p.region_rate, p.region_days)
    interval = p.interval[:, None]

    # Congestion beyond x lasts 1 / eta days at a time and comes in clusters, the busy periods of the queue;
    # a lead time short against congestion tells the excursions of a cluster apart.
    apart = np.exp(-calibration.cluster * crowd.eta * crowd.base)
    clusters = crowd.rho * (1.0 - apart)

    none = np.zeros_like(p.share)
    only_once = np.stack([np.ones(len(p)), 1.0 - common], axis=1)
    probability = _columns(own.down, region.down * only_once, crowd.rho) * np.repeat(used, 3, axis=1)

    # The other supplier takes over ``taken`` of each order from ``surge_delay`` days into the outage; what
    # is ordered there arrives after that supplier's lead time instead of this one's.
    other_share, other_base = p.share[:, ::-1], crowd.base[:, ::-1]
    taken = np.where(both[:, None], np.minimum(p.share, p.surge_fraction[:, ::-1] * other_share), 0.0)
    after = p.surge_delay[:, ::-1] + np.maximum(other_base - crowd.base, 0.0) + 0.5 * interval
    region_taken = np.where(common[:, None] > 0.0, 0.0, taken)
    return Delays(
        base=np.where(used, crowd.base, 0.0),
        probability=probability,
        mean=_columns(own.mean, region.mean, 1.0 / crowd.eta),
        least=_columns(own.least, region.least, crowd.least),
        cycles=_columns(interval / own.mean, interval / region.mean, interval * crowd.eta),
        clustered=_columns(none, none, clusters),
        relief=_columns(taken, region_taken, none),
        relief_after=_columns(after, after, none),
        common=common,
    )


def _columns(own: Floats, region: Floats, crowd: Floats) -> Floats:
    """Interleave (n, 2) arrays of three causes to (n, 6)."""
    stacked: Floats = np.stack([own, region, crowd], axis=2).reshape(len(own), 2 * CAUSES_PER_SUPPLIER)
    return stacked
