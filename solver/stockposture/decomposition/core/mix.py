"""The linear program over points: the cheapest mix of every item's points within the limits, and its prices."""

from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.core.interior import interior
from stockposture.decomposition.core.pool import CorePool
from stockposture.decomposition.core.uses import local_uses, most_used, touched_limits
from stockposture.decomposition.terms import Terms
from stockposture_models.candidates.terms import Floats, Ints

#: What a unit beyond a limit costs, in units of its worth.
_ELASTIC = 3.0
#: First distance from the best, part of what the points of an item differ by.
_SPREAD = 0.01
#: Distance from the best to stop at, part of the same; most steps.
_EXACT, _MOST_STEPS = 1e-5, 60


@dataclass(frozen=True)
class Mix:
    """A linear program's optimum.

    Parameters
    ----------
    weight
        (q,) weights of the points.
    prices
        (m,) prices of the limits.
    cost
        Cost of the mix, overflow and what is beyond the limits included, currency/yr.
    """

    weight: Floats
    prices: Floats
    cost: float


def mixed(core: CorePool, terms: Terms, points: Ints, used: Floats, worth: Floats, start: Floats) -> Mix:
    """Return the cheapest mix of some points; limits may be broken at a multiple of their worth.

    Parameters
    ----------
    core, terms
        The core, and the limits.
    points
        (q,) rows of the core, ascending: at least one of each item that is not fixed.
    used
        (m,) use of everything else.
    worth
        (m,) prices by which amounts of different limits are compared.
    start
        (m,) prices to start from.

    Notes
    -----
    By :func:`~stockposture.decomposition.core.interior.interior`. What it is off by makes a plan dearer, never wrong:
    weights only say where to round to.
    """
    row = core.row[points]
    begins = np.flatnonzero(np.diff(row, prepend=-1))
    first = np.append(begins, len(points))
    limit, use, cost = core.limit[points], core.limit_use[points], core.cost[points]
    most = most_used(first, limit, use, len(used))
    room = terms.cap - used
    # Limits that no mix can break say nothing.
    speaking = np.flatnonzero((most > room) & (most > 0))
    place = np.full(len(used), -1)
    place[speaking] = np.arange(len(speaking))
    scale = most[speaking] / len(begins)
    extra = cost - np.repeat(np.minimum.reduceat(cost, begins), np.diff(first))
    unit = max(float(extra.mean()), 1e-9)
    begin, which = touched_limits(first, limit, place)
    beyond = np.maximum(_ELASTIC * worth[speaking] * scale / unit, 1e-9)
    weight, price, _, _ = interior(
        first,
        begin,
        which,
        local_uses(first, limit, use, place, begin, which, scale),
        extra / unit,
        np.maximum(room[speaking] / scale, -1e6),
        np.zeros(len(scale)),
        np.minimum(terms.overflow[speaking] / scale, 2.0 * len(begins)),
        np.minimum(terms.overflow_cost[speaking] * scale / unit, beyond),
        beyond,
        start[speaking] * scale / unit,
        _SPREAD,
        _EXACT * len(begins),
        _MOST_STEPS,
    )
    prices = np.zeros(len(used))
    prices[speaking] = price * unit / scale
    over = np.maximum(used + weight @ core.use[points] - terms.cap, 0.0)
    rented = np.minimum(over, terms.overflow)
    beyond_cost = rented @ terms.overflow_cost + _ELASTIC * (over - rented) @ worth
    return Mix(weight, prices, float(weight @ cost + beyond_cost))
