"""Points: single buffers of single candidates with their cost and uses, as the solver's columns need them."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stockposture.optimise.curves import Curves
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.economics import Economics
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.formulation.choices import Choices

#: Limits a candidate can touch: capital, all space, its warehouse, its two suppliers.
TOUCHED = 5


@dataclass(frozen=True)
class Points:
    """Single buffers of candidates.

    Parameters
    ----------
    row
        (p,) row of the candidate.
    buffer
        (p,) units.
    cost
        (p,) relevant cost, currency/yr.
    limit
        (p, 5) rows of the limits touched, -1 for none.
    use
        (p, 5) how much of each.
    """

    row: Ints
    buffer: Floats
    cost: Floats
    limit: NDArray[np.int64]
    use: Floats

    def __len__(self) -> int:
        return len(self.row)

    def take(self, rows: Ints | Flags) -> Self:
        """Return the given points."""
        return type(self)(self.row[rows], self.buffer[rows], self.cost[rows], self.limit[rows], self.use[rows])

    def joined(self, other: Self) -> Self:
        """Return both, without repetitions, ordered by candidate and buffer."""
        row = np.concatenate([self.row, other.row])
        buffer = np.concatenate([self.buffer, other.buffer])
        order = np.lexsort((buffer, row))
        fresh = np.ones(len(order), dtype=np.bool_)
        fresh[1:] = (np.diff(row[order]) != 0) | (np.diff(buffer[order]) != 0)
        order = order[fresh]
        return type(self)(
            row[order],
            buffer[order],
            np.concatenate([self.cost, other.cost])[order],
            np.concatenate([self.limit, other.limit])[order],
            np.concatenate([self.use, other.use])[order],
        )

    def limit_use(self, limits: int) -> Floats:
        """Return the total use of each limit by all the points, (m,)."""
        touched = self.limit >= 0
        total = np.bincount(self.limit[touched], weights=self.use[touched], minlength=limits)
        return total.astype(np.float64)


def points_at(problem: Problem, curves: Curves, chosen: Flags, lowered: Economics | None = None) -> Points:
    """Return the chosen nodes (n, k) of the curves, with other figures in place of theirs if given."""
    at, node = np.nonzero(chosen)
    return _points(problem, curves.rows[at], lowered or curves.economics, (at, node))


def points_of(problem: Problem, rows: Ints, buffer: Floats) -> Points:
    """Return one point for each of the candidates, evaluated at its buffer."""
    economics = problem.evaluate(rows, buffer[:, np.newaxis])
    return _points(problem, rows, economics, (np.arange(len(rows)), np.zeros(len(rows), dtype=np.int64)))


def choices_of(problem: Problem, points: Points, *, whole: bool) -> tuple[Choices, Ints]:
    """Return the solver's problem over the points (ordered by candidate), and each choice's candidate."""
    rows, choice = np.unique(points.row, return_inverse=True)
    touched = points.limit >= 0
    need, slot = np.nonzero(problem.pair[rows] >= 0)
    limits = problem.limits
    return (
        Choices(
            group=problem.candidates.item[rows],
            choice=choice.astype(np.int64),
            cost=points.cost,
            use_limit=points.limit[touched],
            use_point=np.nonzero(touched)[0],
            use=points.use[touched],
            cap=limits.cap,
            overflow=limits.overflow,
            overflow_cost=limits.overflow_cost,
            need_choice=need,
            need_opening=problem.pair_opening[problem.pair[rows][need, slot]],
            opening_cost=problem.opening_cost,
            whole=whole,
        ),
        rows,
    )


def _points(
    problem: Problem, rows: Ints, economics: Economics, at: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> Points:
    limits = problem.limits
    count = len(rows)
    of_suppliers = problem.supplier_limits(rows)
    limit = np.stack(
        [
            np.full(count, limits.capital),
            np.full(count, limits.space),
            problem.warehouse_limit(rows),
            of_suppliers[:, 0],
            of_suppliers[:, 1],
        ],
        axis=1,
    )
    capital, space, bought = economics.capital[at], economics.space[at], problem.purchases[rows]
    use = np.stack([capital, space, space, bought[:, 0], bought[:, 1]], axis=1)
    return Points(rows, economics.buffer[at], economics.relevant[at], limit, use)
