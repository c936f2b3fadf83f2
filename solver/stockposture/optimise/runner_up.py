"""The best choice an item did not get: another posture, or other suppliers, with limits priced in."""

from dataclasses import dataclass

import numpy as np

from stockposture.optimise.curves import Curves
from stockposture.optimise.incumbent import Incumbent
from stockposture.optimise.prices import Prices, priced
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.terms import Floats, Ints

#: Relative difference of costs that is rounding: the runner-up is as good.
_ROUNDING = 1e-9


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
    candidates, chosen = problem.candidates, plan.points
    limits_only = Prices(prices.limit, np.zeros_like(prices.pair))
    cost = np.where(curves.distinct, priced(problem, curves, limits_only), np.inf)
    unpaid = np.append(np.where(plan.opened, 0.0, problem.opening_cost), 0.0)
    of_candidate = cost.min(axis=1) + unpaid[problem.openings(curves.rows)].sum(axis=1)
    item = candidates.item[curves.rows]
    of_chosen = chosen.row[item]
    same = (candidates.posture[curves.rows] == candidates.posture[of_chosen]) & (
        candidates.offers[curves.rows] == candidates.offers[of_chosen]
    ).all(axis=1)
    others = np.where(same, np.inf, of_candidate)
    order = np.lexsort((curves.rows, others, item))
    best = order[np.searchsorted(item[order], np.arange(problem.item_count))]
    exists = np.isfinite(others[best])
    price = np.append(prices.limit, 0.0)
    of_plan = chosen.cost + (price[chosen.limit] * chosen.use).sum(axis=1)
    extra = others[best] - of_plan
    extra = np.where(extra > _ROUNDING * np.abs(of_plan), extra, 0.0)
    return RunnersUp(np.where(exists, curves.rows[best], -1), np.where(exists, extra, np.nan))
