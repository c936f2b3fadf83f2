"""Exhaustive search over all candidates and a fine grid of whole-unit buffers; for cases of a few items."""

from dataclasses import dataclass

import numpy as np

from stockposture.optimise.points import Points, points_of
from stockposture.optimise.problem import Problem

#: Relative excess over a cap that is rounding of the sum.
ROUNDING = 1e-9
#: More rows than this are not worth comparing with one another.
MOST_COMPARED = 3_000


@dataclass(frozen=True)
class Partial:
    """All ways to decide the first few items that may still lead to a best plan; one row each."""

    cost: np.ndarray  # (w,)
    use: np.ndarray  # (w, m)
    opened: np.ndarray  # (w, f) bool


def all_points(problem: Problem, steps: int) -> Points:
    """Return every candidate at all its whole units, or at ``steps`` of them if there are more."""
    candidates = problem.candidates
    rows, buffers = [], []
    for row, (lower, upper) in enumerate(zip(candidates.lower, candidates.upper, strict=True)):
        grid = np.unique(np.round(np.linspace(lower, upper, min(steps, int(upper - lower) + 1))))
        rows.append(np.full(len(grid), row))
        buffers.append(grid)
    return points_of(problem, np.concatenate(rows), np.concatenate(buffers))


def least_cost(problem: Problem, points: Points, *, prices: np.ndarray | None = None, below: float = np.inf) -> float:
    """Return the cost of the cheapest plan of the points that keeps every limit; inf if none is below ``below``.

    ``prices`` (m,), any numbers of 0 or more, only make it faster: a partial plan is dropped when what it costs with
    its use of limits priced, plus the least that the rest can cost so, exceeds ``below``. True whatever the prices.
    """
    limits = problem.limits
    prices = np.zeros(len(limits)) if prices is None else prices
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
    priced = points.cost + use @ prices
    earned = -prices @ limits.cap - np.maximum(0.0, prices - limits.overflow_cost) @ limits.overflow
    least = np.array([priced[item == i].min() for i in range(problem.item_count)])
    kept = np.flatnonzero(priced - least[item] + least.sum() + earned < below)

    ways = Partial(np.zeros(1), np.zeros((1, len(limits))), np.zeros((1, opened.shape[1]), dtype=bool))
    for i in range(problem.item_count):
        mine = kept[item[kept] == i]
        mine = mine[undominated(points.cost[mine], use[mine], opened[mine])]
        pairs = len(ways.cost) * len(mine)
        total = Partial(
            (ways.cost[:, None] + points.cost[mine]).ravel(),
            (ways.use[:, None, :] + use[mine]).reshape(pairs, len(limits)),
            (ways.opened[:, None, :] | opened[mine]).reshape(pairs, opened.shape[1]),
        )
        rest = sum((use[item == j].min(axis=0) for j in range(i + 1, problem.item_count)), np.zeros(len(limits)))
        may = (total.use + rest <= room + ROUNDING * np.maximum(1.0, np.abs(room))).all(axis=1)
        may &= (
            total.cost + total.use @ prices + least[i + 1 :].sum() + earned + total.opened @ problem.opening_cost
            < below
        )
        total = Partial(total.cost[may], total.use[may], total.opened[may])
        keep = undominated(total.cost, total.use, total.opened)
        ways = Partial(total.cost[keep], total.use[keep], total.opened[keep])
    if len(ways.cost) == 0:
        return np.inf
    rent = (np.clip(ways.use - limits.cap, 0.0, None) * limits.overflow_cost).sum(axis=1)
    return float((ways.cost + rent + ways.opened @ problem.opening_cost).min())


def undominated(cost: np.ndarray, use: np.ndarray, opened: np.ndarray) -> np.ndarray:
    """Return the rows that no other row beats in cost, every use and every opening; all where there are many."""
    figures = np.column_stack([cost, use, opened.astype(float)])
    if len(figures) > MOST_COMPARED:
        return np.arange(len(figures))
    order = np.lexsort(figures.T[::-1])
    figures = figures[order]
    kept: list[int] = []
    for row, values in enumerate(figures):
        if not kept or not (figures[kept] <= values).all(axis=1).any():
            kept.append(row)
    return order[kept]
