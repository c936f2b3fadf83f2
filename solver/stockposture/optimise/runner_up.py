"""The best choice an item did not get: another posture, or other suppliers, with limits priced in."""

from dataclasses import dataclass

import numpy as np

from stockposture.optimise.curves import Curves, refine
from stockposture.optimise.incumbent import Incumbent
from stockposture.optimise.prices import Prices, priced
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.terms import Floats, Ints

#: Differences of costs below this part, or this much a year, are none: the runner-up is as good.
ROUNDING, NOTHING = 1e-9, 1e-3
#: The nearest candidates by their first few buffers compete with finer ones, so many rounds of quarter steps.
_NEAREST, _ROUNDS = 4, 4


@dataclass(frozen=True)
class RunnersUp:
    """One runner-up an item.

    Parameters
    ----------
    row
        (items,) candidate, -1 where the item has no other posture or suppliers to choose.
    extra_cost
        (items,) what it would cost more than the chosen one, limits at their prices, currency/yr; nan without one.
    """

    row: Ints
    extra_cost: Floats


def runners_up(problem: Problem, curves: Curves, prices: Prices, plan: Incumbent) -> RunnersUp:
    """Return each item's best other posture or suppliers.

    The use of limits counts at their prices; a supplier whose onboarding or fee the plan does not pay yet counts with
    all of it.
    """
    chosen = problem.candidates.take(plan.points.row)
    unpaid = np.append(np.where(plan.opened, 0.0, problem.opening_cost), 0.0)
    limits_only = Prices(prices.limit, np.zeros_like(prices.pair))

    def compared(among: Curves) -> tuple[Floats, Ints, Ints]:
        """Return cost at the nodes (inf for the chosen posture and suppliers), each row's item, rows in order."""
        mine = problem.candidates.take(among.rows)
        same = mine.posture == chosen.posture[mine.item]
        same &= (mine.offers == chosen.offers[mine.item]).all(axis=1)
        fees = unpaid[problem.openings(among.rows)].sum(axis=1)
        cost = priced(problem, among, limits_only) + np.where(same, np.inf, fees)[:, np.newaxis]
        cost = np.where(among.distinct, cost, np.inf)
        return cost, mine.item, np.lexsort((among.rows, cost.min(axis=1), mine.item))

    _, item, order = compared(curves)
    place = np.arange(len(order)) - np.searchsorted(item[order], item[order])
    curves = curves.take(np.sort(order[place < _NEAREST]))
    for _ in range(_ROUNDS):
        cost, _, _ = compared(curves)
        segment, least = np.arange(cost.shape[1] - 1), cost.argmin(axis=1)[:, np.newaxis]
        beside = ((segment == least) | (segment == least - 1)) & np.isfinite(cost.min(axis=1))[:, np.newaxis]
        curves = refine(problem, curves, beside & (np.diff(curves.buffer, axis=1) > 1), pieces=4)
    cost, item, order = compared(curves)
    best = order[np.searchsorted(item[order], np.arange(problem.item_count))]
    least_cost = cost[best].min(axis=1)
    exists = np.isfinite(least_cost)
    price = np.append(prices.limit, 0.0)
    points = plan.points
    of_plan = points.cost + (price[points.limit] * points.use).sum(axis=1)
    extra = told(least_cost - of_plan, of_plan)
    return RunnersUp(np.where(exists, curves.rows[best], -1), np.where(exists, extra, np.nan))


def told(extra: Floats, of_plan: Floats) -> Floats:
    """Return what runners-up cost more, next to nothing as 0; nan stays."""
    with np.errstate(invalid="ignore"):
        next_to_nothing = extra <= np.maximum(ROUNDING * np.abs(of_plan), NOTHING)
    return np.where(next_to_nothing, 0.0, extra)
