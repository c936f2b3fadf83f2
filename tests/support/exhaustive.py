"""Exhaustive search over all candidates and a fine grid of whole-unit buffers; for cases of a few items."""

from dataclasses import dataclass

import numpy as np

from stockposture.optimise.points import Points, points_of
from stockposture.optimise.problem import Problem

#: Relative excess over a cap that is rounding of the sum.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Partial:
    """All ways to decide the first few items that may still lead to a best plan; one row each."""

    cost: np.ndarray  # (w,)
    use: np.ndarray  # (w, m)
    opened: np.ndarray  # (w, f) bool


def all_points(problem: Problem, steps: int) -> Points:
    """Return every candidate at all its whole units if there are at most ``steps``, else at that many, ends included."""
    candidates = problem.candidates
    rows, buffers = [], []
    for row, (lower, upper) in enumerate(zip(candidates.lower, candidates.upper, strict=True)):
        grid = np.unique(np.round(np.linspace(lower, upper, min(steps, int(upper - lower) + 1))))
        rows.append(np.full(len(grid), row))
        buffers.append(grid)
    return points_of(problem, np.concatenate(rows), np.concatenate(buffers))


def least_cost(problem: Problem, points: Points, *, below: float = np.inf) -> float:
    """Return the cost of the cheapest plan among the points that keeps every limit; inf if none is cheaper than ``below``."""
    limits = problem.limits
    room = limits.cap + limits.overflow
    use = np.zeros((len(points), len(limits)))
    for column in range(points.limit.shape[1]):
        touched = np.flatnonzero(points.limit[:, column] >= 0)
        np.add.at(use, (touched, points.limit[touched, column]), points.use[touched, column])
    openings = problem.openings(points.row)
    opened = np.zeros((len(points), len(problem.opening_cost)), dtype=bool)
    for column in range(2):
        needs = np.flatnonzero(openings[:, column] >= 0)
        opened[needs, openings[needs, column]] = True
    item = problem.candidates.item[points.row]

    cheapest = np.array([points.cost[item == i].min() for i in range(problem.item_count)])

    ways = Partial(np.zeros(1), np.zeros((1, len(limits))), np.zeros((1, opened.shape[1]), dtype=bool))
    for i in range(problem.item_count):
        mine = np.flatnonzero(item == i)
        kept = mine[undominated(points.cost[mine], use[mine], opened[mine])]
        pairs = len(ways.cost) * len(kept)
        total = Partial(
            (ways.cost[:, None] + points.cost[kept]).ravel(),
            (ways.use[:, None, :] + use[kept]).reshape(pairs, len(limits)),
            (ways.opened[:, None, :] | opened[kept]).reshape(pairs, opened.shape[1]),
        )
        rest = sum((use[item == j].min(axis=0) for j in range(i + 1, problem.item_count)), np.zeros(len(limits)))
        fits = (total.use + rest <= room + ROUNDING * np.maximum(1.0, np.abs(room))).all(axis=1)
        fits &= total.cost + cheapest[i + 1 :].sum() + total.opened @ problem.opening_cost < below
        total = Partial(total.cost[fits], total.use[fits], total.opened[fits])
        keep = undominated(total.cost, total.use, total.opened)
        ways = Partial(total.cost[keep], total.use[keep], total.opened[keep])
    if len(ways.cost) == 0:
        return np.inf
    rent = (np.clip(ways.use - limits.cap, 0.0, None) * limits.overflow_cost).sum(axis=1)
    return float((ways.cost + rent + ways.opened @ problem.opening_cost).min())


def undominated(cost: np.ndarray, use: np.ndarray, opened: np.ndarray) -> np.ndarray:
    """Return the rows that no other row beats in cost, every use and every opening."""
    figures = np.column_stack([cost, use, opened.astype(float)])
    order = np.lexsort(figures.T[::-1])
    figures = figures[order]
    kept: list[int] = []
    front = np.empty((0, figures.shape[1]))
    for row, values in enumerate(figures):
        if len(front) and (front <= values).all(axis=1).any():
            continue
        front = np.vstack([front, values])
        kept.append(row)
    return order[kept]
