"""Best prices on the limits, by column generation.

The master linear program mixes the points found so far; its duals are prices; at these prices every item looks for
the node it would rather have, over all its candidates at once (numpy). When no item finds a better one the prices are
those of the whole relaxation (Dantzig and Wolfe 1960). The relaxation's value over nodes lies above the bound over
whole curves, which :mod:`stockposture.optimise.bounds` gives at the same prices.
"""

from dataclasses import dataclass

import numpy as np

from stockposture.highs.arrays import CompiledModel
from stockposture.highs.params import HighsParams, Presolve
from stockposture.highs.result import MipStatus
from stockposture.highs.rows import rows_of_entries
from stockposture.highs.session import HighsSession
from stockposture.optimise.curves import Curves
from stockposture.optimise.points import Points, points_at
from stockposture.optimise.prices import Prices, dual_constant, priced
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.terms import Flags, Floats
from stockposture_models.errors import SolverFaultError

#: Scaled coefficients below this are nothing: HiGHS would drop them in silence.
_NEGLIGIBLE = 1e-9

#: Most rounds of pricing; each adds at most one point an item.
MOST_ROUNDS = 200


@dataclass(frozen=True)
class Relaxation:
    """The relaxation over the nodes known so far.

    Parameters
    ----------
    prices
        Prices on limits and openings.
    cost
        Value of the master program, currency/yr.
    points
        The columns generated.
    """

    prices: Prices
    cost: float
    points: Points


def relax(
    problem: Problem,
    curves: Curves,
    session: HighsSession,
    *,
    start: Points,
    tolerance: float,
    elastic: bool = False,
) -> Relaxation:
    """Solve the relaxation over the nodes of the curves.

    Parameters
    ----------
    problem, curves
        What to choose from.
    session
        The solver.
    start
        Points to begin with, at least one an item; unless ``elastic``, a mix of them must keep the limits.
    tolerance
        Stop when the prices are known to be worth this close to the best, currency/yr.
    elastic
        Let limits be broken, each at a price of 1 per its scale (for problems without costs of their own).

    Raises
    ------
    SolverFaultError
        If HiGHS does not solve a master program to the end.
    """
    points = start
    distinct = curves.distinct
    scale = _limit_scales(problem, points)
    item = problem.candidates.item[curves.rows]
    first = np.searchsorted(item, np.arange(problem.item_count))
    best = -np.inf
    best_prices = Prices(np.zeros(len(problem.limits)), np.zeros(len(problem.pair_opening)))
    for _ in range(MOST_ROUNDS):
        value, prices, own = _solve_master(problem, points, scale, session, elastic=elastic)
        cost = np.where(distinct, priced(problem, curves, prices), np.inf)
        node = cost.argmin(axis=1)
        of_candidate = cost[np.arange(len(cost)), node]
        of_item = np.minimum.reduceat(of_candidate, first)
        bound = float(of_item.sum()) + dual_constant(problem, prices)
        if bound > best:
            best, best_prices = bound, prices
        if value - best <= tolerance:
            break
        wanted = (of_candidate == of_item[item]) & (of_item < own - 1e-9 * np.abs(own) - 1e-12)[item]
        if not wanted.any():
            break
        chosen = np.zeros(cost.shape, dtype=np.bool_)
        chosen[wanted, node[wanted]] = True
        known = len(points)
        points = points.joined(points_at(problem, curves, chosen))
        if len(points) == known:
            break
    return Relaxation(best_prices, value, points)


def least_cost_points(problem: Problem, curves: Curves) -> Points:
    """Return each item's cheapest node, limits ignored."""
    return points_at(problem, curves, _argmin_per_item(problem, curves, curves.economics.relevant))


def least_use_points(problem: Problem, curves: Curves) -> Points:
    """Return each item's nodes of least capital and least space: the starts of a search for any plan that fits."""
    chosen = _argmin_per_item(problem, curves, curves.economics.capital)
    chosen |= _argmin_per_item(problem, curves, curves.economics.space)
    return points_at(problem, curves, chosen)


def _argmin_per_item(problem: Problem, curves: Curves, values: Floats) -> Flags:
    """Return a mask with one node an item: its least value."""
    item = problem.candidates.item[curves.rows]
    node = values.argmin(axis=1)
    least = values[np.arange(len(values)), node]
    order = np.lexsort((np.arange(len(least)), least, item))
    firsts = order[np.unique(item[order], return_index=True)[1]]
    chosen = np.zeros(values.shape, dtype=np.bool_)
    chosen[firsts, node[firsts]] = True
    return chosen


def _limit_scales(problem: Problem, points: Points) -> Floats:
    """Return the unit in which each limit's row is written: its cap or the largest use, whichever is larger."""
    limits = problem.limits
    scale = np.maximum(np.abs(limits.cap), 1e-9)
    touched = points.limit >= 0
    np.maximum.at(scale, points.limit[touched], np.abs(points.use[touched]))
    return scale


def _solve_master(
    problem: Problem, points: Points, scale: Floats, session: HighsSession, *, elastic: bool
) -> tuple[float, Prices, Floats]:
    """Return the master's value, its prices, and what each item pays at these prices.

    Rows: one an item (weights sum to 1), one a limit, one an (item, opening) pair. Columns: the points, overflow and
    slack of each limit (in units of its scale), openings.
    """
    limits, items, pairs = problem.limits, problem.item_count, len(problem.pair_opening)
    count, m, f = len(points), len(limits), len(problem.opening_cost)
    pair = problem.pair[points.row]
    touched, needed = points.limit >= 0, pair >= 0
    limit_rows, pair_rows = items + np.arange(m), items + m + np.arange(pairs)
    entries = [
        (problem.candidates.item[points.row], np.arange(count), np.ones(count)),
        (
            items + points.limit[touched],
            np.nonzero(touched)[0],
            points.use[touched] / scale[points.limit[touched]],
        ),
        (items + m + pair[needed], np.nonzero(needed)[0], np.ones(int(needed.sum()))),
        (limit_rows, count + np.arange(m), -np.ones(m)),
        (limit_rows, count + m + np.arange(m), -np.ones(m)),
        (pair_rows, count + 2 * m + problem.pair_opening, -np.ones(pairs)),
    ]
    rows, columns, values = (np.concatenate(part) for part in zip(*entries, strict=True))
    kept = np.abs(values) > _NEGLIGIBLE
    shape = (items + m + pairs, count + 2 * m + f)
    start, index, value = rows_of_entries(rows[kept], columns[kept], values[kept], shape)
    slack_price = np.ones(m) if elastic else np.zeros(m)
    costs = np.concatenate([points.cost, limits.overflow_cost * scale, slack_price, problem.opening_cost])
    cost_scale = max(float(np.abs(costs).max(initial=0.0)), _NEGLIGIBLE)
    costs = np.where(np.abs(costs) > _NEGLIGIBLE * cost_scale, costs / cost_scale, 0.0)
    most_slack = np.full(m, np.inf if elastic else 0.0)
    # A unit of scale an item is more than can be rented, however much may be.
    most_overflow = np.minimum(limits.overflow / scale, 2.0 * items)
    model = CompiledModel(
        sense=1,
        offset=0.0,
        cost=costs,
        col_lower=np.zeros(len(costs)),
        col_upper=np.concatenate([np.full(count, np.inf), most_overflow, most_slack, np.ones(f)]),
        integrality=np.zeros(len(costs), dtype=np.uint8),
        row_lower=np.concatenate([np.ones(items), np.full(m + pairs, -np.inf)]),
        row_upper=np.concatenate([np.ones(items), limits.cap / scale, np.zeros(pairs)]),
        start=start,
        index=index,
        value=value,
    )
    result = session.solve_arrays(model, HighsParams(seed=problem.case.settings.seed))
    if result.status is not MipStatus.OPTIMAL:
        # Nearly parallel points can stall the simplex after presolve; the plain program is easier on it.
        result = session.solve_arrays(
            model, HighsParams(seed=problem.case.settings.seed, presolve=Presolve.OFF, options=(("solver", "ipm"),))
        )
    if result.status is not MipStatus.OPTIMAL or result.duals is None or result.objective is None:
        raise SolverFaultError(f"the master program ended {result.status}: {result.message}")
    duals = result.duals * cost_scale
    prices = Prices(
        limit=np.maximum(0.0, -duals[limit_rows] / scale),
        pair=np.maximum(0.0, -duals[pair_rows]),
    )
    return result.objective * cost_scale, prices, duals[:items]
