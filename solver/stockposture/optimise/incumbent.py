"""Plans in the search: one policy and whole-unit buffer an item, priced and checked against the limits."""

from dataclasses import dataclass

import numpy as np

from stockposture.optimise.points import Points, points_of
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.terms import Flags, Floats, Ints

#: Relative excess over a cap that is rounding of the sum, not use.
LIMIT_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Incumbent:
    """A plan that keeps every limit.

    Parameters
    ----------
    points
        One point an item, in the order of items.
    cost
        Relevant cost with overflow and openings, currency/yr.
    use, overflow
        (m,) use of each limit, and the part of it above the cap.
    opened
        (f,) which openings are paid.
    """

    points: Points
    cost: float
    use: Floats
    overflow: Floats
    opened: Flags


def assess(problem: Problem, rows: Ints, buffer: Floats) -> Incumbent | None:
    """Return the plan of these candidates and buffers (one an item), or ``None`` if it breaks a limit.

    Everything is evaluated afresh from the candidates: nothing is taken from the solver but the decision.
    """
    order = np.argsort(problem.candidates.item[rows], kind="stable")
    points = points_of(problem, rows[order], buffer[order])
    limits = problem.limits
    use = points.limit_use(len(limits))
    room = limits.cap + limits.overflow
    if (use > room + LIMIT_TOLERANCE * np.maximum(np.abs(room), np.abs(use))).any():
        return None
    overflow = np.clip(use - limits.cap, 0.0, limits.overflow)
    openings = problem.openings(points.row)
    opened = np.zeros(len(problem.opening_cost), dtype=np.bool_)
    opened[openings[openings >= 0]] = True
    cost = float(points.cost.sum()) + float(limits.overflow_cost @ overflow) + float(problem.opening_cost[opened].sum())
    return Incumbent(points, cost, use, overflow, opened)


def better(one: Incumbent | None, other: Incumbent | None) -> Incumbent | None:
    """Return the cheaper of two, the first on a tie."""
    if one is None or other is None:
        return one or other
    return other if other.cost < one.cost else one
