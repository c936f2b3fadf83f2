"""Prices on the limits and on openings: with them, each item decides alone."""

from dataclasses import dataclass

import numpy as np

from stockposture.optimise.curves import Curves
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.terms import Floats


@dataclass(frozen=True)
class Prices:
    """Multipliers of the relaxed rows; all at least 0.

    Parameters
    ----------
    limit
        (m,) what one more unit of each limit is worth a year.
    pair
        (pairs,) part of an opening's cost that an item is charged.
    """

    limit: Floats
    pair: Floats


def priced(problem: Problem, curves: Curves, prices: Prices) -> Floats:
    """Return relevant cost plus the priced use of every limit, (n, k)."""
    economics, rows, limits = curves.economics, curves.rows, problem.limits
    price = np.append(prices.limit, 0.0)  # the limit row -1 costs nothing
    space_price = price[limits.space] + price[problem.warehouse_limit(rows)]
    of_purchases = price[problem.supplier_limits(rows)] * problem.purchases[rows]
    fixed = of_purchases.sum(axis=1) + np.append(prices.pair, 0.0)[problem.pair[rows]].sum(axis=1)
    cost: Floats = (
        economics.relevant
        + price[limits.capital] * economics.capital
        + space_price[:, np.newaxis] * economics.space
        + fixed[:, np.newaxis]
    )
    return cost


def dual_constant(problem: Problem, prices: Prices) -> float:
    """Return what the prices earn outside the items: the bound is this plus each item's least priced cost.

    Caps cost their price; overflow and openings are bought wherever the prices on them exceed their cost.
    """
    limits = problem.limits
    cap = -float(prices.limit @ limits.cap)
    rented = float((limits.overflow * np.minimum(0.0, limits.overflow_cost - prices.limit)).sum())
    charged = np.bincount(problem.pair_opening, weights=prices.pair, minlength=len(problem.opening_cost))
    opened = float(np.minimum(0.0, problem.opening_cost - charged).sum())
    return cap + rented + opened
