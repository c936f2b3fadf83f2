"""From a core to whole choices: large items first, each time with what is left mixed as the linear program likes.

At the optimum of the linear program at most as many items are mixed as there are limits. Rounding all of them at once
leaves the limits off by what large items use. So only the large ones are fixed first; the program over the rest makes
up for it at least cost, then the next smaller ones are fixed, until what is rounded last is next to nothing.
"""

from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.core_pool import CorePool
from stockposture.decomposition.core_repair import Room
from stockposture.decomposition.core_rounding import absorption, round_mixes
from stockposture.decomposition.terms import Terms
from stockposture.highs.arrays import CompiledModel
from stockposture.highs.params import HighsParams
from stockposture.highs.result import MipStatus
from stockposture.highs.rows import rows_of_entries
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.errors import SolverFaultError

#: Scaled coefficients below this are nothing: HiGHS would drop them in silence.
_NEGLIGIBLE = 1e-9
#: Points of an item that is not large that matter after the first linear program.
_FEW = 12
#: Weights above this are part of a mix.
_MIXED = 1e-6
#: What a unit beyond a limit costs in the linear program, in units of its worth.
_ELASTIC = 3.0
#: Moves tried of a rounding.
_MOVES = 100_000


@dataclass(frozen=True)
class Dived:
    """What came of a dive.

    Parameters
    ----------
    chosen
        (k,) one point (row of the core) an item.
    prices
        (m,) prices of the limits at the core's first linear program.
    """

    chosen: Ints
    prices: Floats


def dive(
    core: CorePool, room: Room, prices: Floats, session: HighsSession, *, grain: float, step: float, seed: int
) -> Dived:
    """Choose one point an item with all limits about used up; some may be a little over.

    Parameters
    ----------
    core, room
        What to choose from, and the limits.
    prices
        (m,) prices of the limits, by which amounts of different limits are compared.
    session
        The solver.
    grain
        Items whose moves are worth less than this, currency/yr, are all fixed at once.
    step
        Ratio of the sizes at which items are fixed, above 1.
    seed
        Seed of HiGHS and of random numbers.
    """
    first = core.least
    worth = room.worth
    size = np.maximum.reduceat((np.abs(core.use - core.use[first][core.row]) * prices).max(axis=1), first)
    chosen = np.full(len(core.item), -1, dtype=np.int64)
    used = core.rest_use.copy()
    first_prices, useful = prices, np.ones(len(core.row), dtype=np.bool_)
    level = float(size.max(initial=0.0))
    while (chosen < 0).any():
        free = chosen < 0
        level = min(level, float(size[free].max())) / step
        if level <= grain:
            level = -1.0
        points = np.flatnonzero(free[core.row] & useful)
        mix = _mix(core, room.terms, points, used, worth, session, seed)
        if free.all():
            first_prices = mix.prices
            useful = _useful(core, mix, size >= level / step)
        fixed = free & (size >= level)
        chosen = np.where(fixed, _round(core, points, mix, fixed, worth, grain, seed), chosen)
        used = core.rest_use + core.use[chosen[chosen >= 0]].sum(axis=0)
    return Dived(chosen, first_prices)


@dataclass(frozen=True)
class Mix:
    """Weights of the points, and prices of the limits, of a linear program's optimum."""

    weight: Floats
    prices: Floats


def _useful(core: CorePool, mix: Mix, large: Flags) -> Flags:
    """Return which points (q,) may matter after the first program: all of large items, of others the cheapest few."""
    priced = core.cost + core.use @ mix.prices - (mix.weight > _MIXED) * 1e-6 * np.abs(core.cost)
    order = np.lexsort((priced, core.row))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order)) - core.least[core.row[order]]
    useful: Flags = (place < _FEW) | large[core.row]
    return useful


def _mix(
    core: CorePool,
    terms: Terms,
    points: Ints,
    used: Floats,
    worth: Floats,
    session: HighsSession,
    seed: int,
) -> Mix:
    """Return the cheapest mix of these points; limits may be broken at a multiple of their worth."""
    rows, row = np.unique(core.row[points], return_inverse=True)
    items, count, m = len(rows), len(points), len(terms.cap)
    use = core.use[points]
    scale = np.maximum(use.max(axis=0, initial=0.0), 1e-12)
    place, limit = np.nonzero(np.abs(use) > _NEGLIGIBLE * scale)
    entries = [
        (row, np.arange(count), np.ones(count)),
        (items + limit, place, use[place, limit] / scale[limit]),
        (items + np.arange(m), count + np.arange(m), -np.ones(m)),
        (items + np.arange(m), count + m + np.arange(m), -np.ones(m)),
    ]
    at, column, value = (np.concatenate(part) for part in zip(*entries, strict=True))
    start, index, value = rows_of_entries(at, column, value, (items + m, count + 2 * m))
    low = np.minimum.reduceat(core.cost[points], np.searchsorted(row, np.arange(items)))
    cost = np.concatenate([core.cost[points] - low[row], terms.overflow_cost * scale, _ELASTIC * worth * scale])
    cost_scale = max(float(np.abs(cost).max(initial=0.0)), 1e-12) / 1e4
    model = CompiledModel(
        sense=1,
        offset=0.0,
        cost=np.where(np.abs(cost) > _NEGLIGIBLE * cost_scale, cost / cost_scale, 0.0),
        col_lower=np.zeros(len(cost)),
        col_upper=np.concatenate(
            [np.full(count, np.inf), np.minimum(terms.overflow / scale, 2.0 * items), np.full(m, np.inf)]
        ),
        integrality=np.zeros(len(cost), dtype=np.uint8),
        row_lower=np.concatenate([np.ones(items), np.full(m, -np.inf)]),
        row_upper=np.concatenate([np.ones(items), np.clip((terms.cap - used) / scale, -1e6, 2.0 * items)]),
        start=start,
        index=index,
        value=value,
    )
    result = session.solve_arrays(model, HighsParams(seed=seed))
    if result.status is not MipStatus.OPTIMAL or result.values is None or result.duals is None:
        raise SolverFaultError(f"the core's linear program ended {result.status}: {result.message}")
    return Mix(result.values[:count], np.maximum(0.0, -result.duals[items:] * cost_scale / scale))


def _round(core: CorePool, points: Ints, mix: Mix, fixed: Flags, worth: Floats, grain: float, seed: int) -> Ints:
    """Return (k,) the points that the items to be fixed are rounded to; what others hold means nothing."""
    priced = core.cost + core.use @ mix.prices
    rows, at = np.unique(core.row[points], return_index=True)
    least = np.full(len(core.item), np.inf)
    least[rows] = np.minimum.reduceat(priced[points], at)
    heaviest = points[np.lexsort((-mix.weight, core.row[points]))][at]
    base = np.zeros(len(core.item), dtype=np.int64)
    base[rows] = heaviest
    regret = np.maximum(priced - least[core.row], 0.0)
    mine, others = points[fixed[core.row[points]]], points[~fixed[core.row[points]]]
    matrix = absorption(core.row[others], regret[others], core.use[others] - core.use[base[core.row[others]]], worth)
    if len(others) == 0:
        matrix = np.diag(worth * worth) / grain
    items, row = np.unique(core.row[mine], return_inverse=True)
    first = np.searchsorted(row, np.arange(len(items) + 1))
    start = np.searchsorted(mine, base[items])
    weighted = mix.weight[fixed[core.row[points]]]
    imbalance = core.use[base[items]].sum(axis=0) - weighted @ core.use[mine]
    hot = max(grain, float(imbalance @ matrix @ imbalance) / max(1, len(worth)))
    taken = round_mixes(
        first,
        regret[mine],
        core.limit[mine],
        core.limit_use[mine],
        start,
        imbalance,
        matrix,
        hot,
        0.01 * min(grain, hot),
        _MOVES,
        seed,
    )
    chosen = np.full(len(core.item), -1, dtype=np.int64)
    chosen[items] = mine[taken]
    return chosen
