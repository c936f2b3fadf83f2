"""What delays an order: congestion, a supplier's own outages, its region's; six causes a policy."""

import math
from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled_inner
from stockposture_models.theory.offer_table import OfferTable
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.quick_offers import SURGE_DELAY, SURGE_FRACTION

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


def new_delays(policies: int) -> Delays:
    """Return room for the causes of so many policies."""
    base, common = np.empty((policies, 2)), np.empty(policies)
    a, b, c, d, e, f, g = (np.empty((policies, 2 * CAUSES_PER_SUPPLIER)) for _ in range(7))
    return Delays(base, a, b, c, d, e, f, g, common)


@compiled_inner
def note_delays(
    i: int,
    one: int,
    other: int,
    share: Floats,
    interval: float,
    common: bool,  # noqa: FBT001 - compiled
    cluster: float,
    table: OfferTable,
    found: Delays,
) -> None:
    """Fill row ``i`` with the causes of delay of a policy; a supplier of share 0 delays nothing.

    Parameters
    ----------
    one, other
        Rows of the suppliers in the table.
    share
        (2,) their shares.
    interval
        Review interval, days.
    common
        Whether outages of the region strike both.
    cluster
        See :class:`~stockposture_models.theory.calibration.Calibration`.
    """
    found.common[i] = 1.0 if common else 0.0
    both = share[0] > 0.0 and share[1] > 0.0
    for j in range(2):
        own, rival = (one, other) if j == 0 else (other, one)
        found.base[i, j] = table.base[own]
        # The other supplier takes over ``taken`` of each order from ``surge_delay`` days into the outage; what is
        # ordered there arrives after that supplier's lead time instead of this one's.
        taken = min(share[j], table.quick.terms[rival, SURGE_FRACTION] * share[1 - j]) if both else 0.0
        later = max(table.base[rival] - table.base[own], 0.0)
        after = table.quick.terms[rival, SURGE_DELAY] + later + 0.5 * interval
        for c in range(CAUSES_PER_SUPPLIER):
            at = CAUSES_PER_SUPPLIER * j + c
            found.probability[i, at] = table.probability[own, c] if share[j] > 0.0 else 0.0
            found.mean[i, at], found.least[i, at] = table.mean[own, c], table.least[own, c]
            found.cycles[i, at] = interval * table.eta[own] if c == CONGESTION else interval / table.mean[own, c]
            found.clustered[i, at] = found.relief[i, at] = found.relief_after[i, at] = 0.0
            if c != CONGESTION:
                found.relief[i, at] = 0.0 if c == REGION and common else taken
                found.relief_after[i, at] = after
        if common and j == 1:
            found.probability[i, CAUSES_PER_SUPPLIER + REGION] = 0.0
        # Congestion beyond x lasts 1 / eta days at a time and comes in clusters, the busy periods of the queue; a lead
        # time short against congestion tells the excursions of a cluster apart.
        apart = math.exp(-cluster * table.eta[own] * table.base[own])
        at = CAUSES_PER_SUPPLIER * j + CONGESTION
        found.clustered[i, at] = table.probability[own, CONGESTION] * (1.0 - apart)
