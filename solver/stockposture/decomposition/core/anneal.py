"""Rounding a mix by simulated annealing: all items at once, what is beyond a limit at a price that rises.

Kirkpatrick, Gelatt and Vecchi (1983), "Optimization by simulated annealing". The linear program says where to begin and
what the limits are worth; while it is hot, limits may be broken at little more than their prices.
"""

import numpy as np

from stockposture.decomposition.core.moves import difference
from stockposture.decomposition.core.pool import CorePool
from stockposture.decomposition.core.repair import Room
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled

#: Price of what is beyond a limit, in units of its worth: at first and in the end.
_BEYOND = (1.2, 2.0)
#: Temperatures in units of the grain, at first and in the end, of each try.
HEATS = ((0.1, 0.01), (0.03, 0.003), (0.3, 0.03))
#: Moves tried.
_MOVES = 200_000


def anneal(core: CorePool, room: Room, start: Ints, prices: Floats, *, heats: tuple[float, float], seed: int) -> Ints:
    """Return (k,) one point an item of about least cost; limits may be a little over.

    Parameters
    ----------
    core, room
        What to choose from, and the limits.
    start
        (k,) points to start from.
    prices
        (m,) prices of the limits.
    heats
        Temperatures at first and in the end, currency/yr.
    seed
        Of the random numbers.
    """
    terms = room.terms
    return _annealed(
        np.append(core.least, len(core.row)),
        core.cost,
        core.limit,
        core.limit_use,
        start,
        core.totals(start)[1],
        terms.cap,
        terms.overflow,
        terms.overflow_cost,
        np.maximum(room.worth, prices),
        _BEYOND[0],
        _BEYOND[1],
        *heats,
        _MOVES,
        seed,
    )


@compiled
def _annealed(
    first: Ints,
    cost: Floats,
    limit: Ints,
    use: Floats,
    start: Ints,
    total: Floats,
    cap: Floats,
    overflow: Floats,
    rent: Floats,
    worth: Floats,
    beyond: float,
    beyond_end: float,
    hot: float,
    cold: float,
    moves: int,
    seed: int,
) -> Ints:
    """Return the points after so many moves tried; ``total`` (m,) is the use with the first points."""
    np.random.seed(seed)  # noqa: NPY002 - numba's own generator, seeded anew in every call
    rows = np.empty(2 * limit.shape[1], dtype=np.int64)
    change = np.zeros(len(cap))
    x, used = start.copy(), total.copy()
    cooling, rise = (cold / hot) ** (1.0 / moves), (beyond_end / beyond) ** (1.0 / moves)
    heat, times = hot, beyond
    for _ in range(moves):
        heat *= cooling
        times *= rise
        i = np.random.randint(len(x))  # noqa: NPY002
        # The points of an item stand best first: good ones are tried more often.
        b = first[i] + int(np.random.random() ** 2 * (first[i + 1] - first[i]))  # noqa: NPY002
        a = x[i]
        if a == b:
            continue
        worse = cost[b] - cost[a]
        count = difference(limit, use, a, b, rows, change)
        for r in range(count):
            at = rows[r]
            before, after = used[at] - cap[at], used[at] + change[at] - cap[at]
            if before <= 0.0 and after <= 0.0:
                continue
            if overflow[at] > 0.0:
                worse += rent[at] * (min(overflow[at], max(0.0, after)) - min(overflow[at], max(0.0, before)))
            worse += times * worth[at] * (max(0.0, after - overflow[at]) - max(0.0, before - overflow[at]))
        if worse > 0.0 and np.random.random() >= np.exp(-worse / heat):  # noqa: NPY002
            continue
        x[i] = b
        for r in range(count):
            used[rows[r]] += change[rows[r]]
    return x
