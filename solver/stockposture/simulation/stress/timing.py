"""How long items live before an event, and how long they are watched from its first day."""

import numpy as np

from stockposture.simulation.arrays import Floats, Ints
from stockposture.simulation.stress.happening import Happening, mean_lead
from stockposture.simulation.world import World

#: Lives before the event; an item gets the shortest in which it forgets that it began full.
LIVES = np.array([200, 400, 800, 1_600, 3_000])
#: Congestion forgets in so many deviations of the lead time (the queue is at most half busy; the slowest part of
#: its memory fades in 6.7), outages in so many mean lengths.
_CONGESTION, _OUTAGE = 15.0, 5.0
#: Days watched beyond the event: orders sent on its last day arrive, and so do those that follow from them.
_ORDERS, _DEVIATIONS, _MORE = 2.0, 4.0, 30.0
MOST_WATCHED = 3_650


def warm_up_days(world: World) -> Ints:
    """Return (n,) how long each item lives at least before the event, days."""
    outage = np.append(_outage_days(world), 0.0)[world.supplier].max(axis=1)
    needed = world.interval + (2.0 * mean_lead(world) + _CONGESTION * _lead_sd(world)).max(axis=1)
    days: Ints = LIVES[np.minimum(np.searchsorted(LIVES, np.maximum(needed, _OUTAGE * outage)), len(LIVES) - 1)]
    return days


def horizon_days(happening: Happening, world: World) -> int:
    """Return how many days are watched from the first of what happens.

    That is the event, and twice what an order takes at the worst (review interval, mean lead time and four
    deviations, and what the event adds) of the items that it touches, and 30 days; 3,650 at most.

    Parameters
    ----------
    happening
        The event.
    world
        The plan's items.
    """
    if not len(happening.rows):
        return happening.days
    touched = world.take(happening.rows)
    order = (mean_lead(touched) + _DEVIATIONS * _lead_sd(touched) + happening.extra_lead).max(axis=1)
    beyond = _ORDERS * float((order + touched.interval).max()) + _MORE
    return int(max(happening.days, min(happening.days + np.ceil(beyond), MOST_WATCHED)))


def _lead_sd(world: World) -> Floats:
    """Return (n, 2) deviations of the lead time, days: sqrt(rho (2 - rho)) / eta; 0 where there is no congestion."""
    spread = np.sqrt(world.rho * (2.0 - world.rho))
    sd: Floats = np.divide(spread, world.eta, out=np.zeros_like(spread), where=world.rho > 0.0)
    return sd


def _outage_days(world: World) -> Floats:
    """Return (m,) mean length of the longer kind of outage, own or the region's, that a supplier has."""
    own = np.where(world.supplier_rate > 0.0, world.supplier_days, 0.0)
    regional = np.append(np.where(world.region_rate > 0.0, world.region_days, 0.0), 0.0)
    days: Floats = np.maximum(own, regional[world.supplier_region])
    return days
