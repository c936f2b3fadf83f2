"""The best choice an item did not get: another posture, or other suppliers, with limits priced in."""

from dataclasses import dataclass

import numpy as np

from stockposture.optimise.curves import Curves
from stockposture.optimise.points import Points
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


def runners_up(problem: Problem, curves: Curves, prices: Prices, chosen: Points) -> RunnersUp:
    """Return each item's best other posture or suppliers; ``chosen`` holds one point an item, in item order."""
    candidates = problem.candidates
    cost = np.where(curves.distinct, priced(problem, curves, prices), np.inf)
    of_candidate = cost.min(axis=1)
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
    charged = np.append(prices.pair, 0.0)[problem.pair[chosen.row]].sum(axis=1)
    of_plan = chosen.cost + (price[chosen.limit] * chosen.use).sum(axis=1) + charged
    extra = others[best] - of_plan
    extra = np.where(extra > _ROUNDING * np.abs(of_plan), extra, 0.0)
    extra = np.where(exists, extra, np.nan)
    return RunnersUp(np.where(exists, curves.rows[best], -1), extra)
