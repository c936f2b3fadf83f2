"""All that one item may choose, with what the world gives for it, and the cheapest of any part of it, to the unit."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from stockposture.optimise.bounds import lowest_inside
from stockposture.optimise.curves import Curves, between, first_buffers, order_of
from stockposture.optimise.prices import Prices, priced
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import Economics, economics_of, policies_of, table_of
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.theory.policies import Drawn, Response
from stockposture_models.theory.respond import respond_drawn

#: Part of a cost by which a buffer between two that were looked at might be cheaper still.
PRECISION = 1e-7
#: Pieces a segment is cut into, and rounds of it: enough for any whole-unit band.
_PIECES, _ROUNDS = 8, 30


@dataclass(frozen=True)
class Cheapest:
    """The cheapest candidate and buffer of each of g groups.

    Parameters
    ----------
    cost
        (g,) priced cost, currency/yr; ``inf`` for an empty group.
    row
        (g,) candidate, -1 for none.
    buffer
        (g,) units.
    lowest
        (n,) what each candidate costs at least, currency/yr.
    """

    cost: Floats
    row: Ints
    buffer: Floats
    lowest: Floats


@dataclass(frozen=True)
class Menu:
    """Candidates of one item at some of their buffers.

    Parameters
    ----------
    candidates
        n candidates.
    buffer
        (n, k) units, ascending; rows with fewer repeat their last.
    response
        (n, k) what the world gives.
    """

    candidates: Candidates
    buffer: Floats
    response: Response

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Evaluate every candidate at its first few buffers."""
        buffer = first_buffers(problem.candidates)
        return cls(problem.candidates, buffer, _respond(problem, problem.candidates, buffer))

    def take(self, rows: Flags) -> Self:
        """Return some of the candidates."""
        return type(self)(
            self.candidates.take(rows), self.buffer[rows], Response(*(part[rows] for part in _parts(self.response)))
        )

    def moved(self, problem: Problem, touched: Flags) -> Self:
        """Return the menu with the ``touched`` (n,) candidates evaluated anew: their world has changed."""
        mine = problem.candidates.take(touched)
        nodes = first_buffers(mine)
        response = _respond(problem, mine, nodes)
        width = max(self.buffer.shape[1], nodes.shape[1])

        def put(before: Floats, after: Floats) -> Floats:
            values = _padded(before, width)
            values[touched] = _padded(after, width)
            return values

        return type(self)(
            problem.candidates, put(self.buffer, nodes), Response(*map(put, _parts(self.response), _parts(response)))
        )

    def economics(self, problem: Problem) -> Economics:
        """Return cost and use of limits of every candidate at its buffers, (n, k)."""
        p = problem
        return economics_of(self.candidates, self.buffer, self.response, p.items, p.offers, p.case.settings)

    def cheapest(self, problem: Problem, prices: Prices, charge: Floats, group: Ints, groups: int) -> Cheapest:
        """Return the cheapest whole-unit buffer of each group.

        No buffer of a group is cheaper by more than :data:`PRECISION` of its cost, by the bounds of
        :mod:`stockposture.optimise.bounds`.

        Parameters
        ----------
        problem, prices
            Figures and prices of limits.
        charge
            (n,) what each candidate costs besides, currency/yr.
        group
            (n,) group of each candidate, -1 for none.
        groups
            Their number.
        """
        menu = self
        rows = np.arange(len(self.candidates))
        of_group = np.append(np.arange(groups), groups)[group]
        for _ in range(_ROUNDS):
            curves = Curves(rows, menu.economics(problem))
            cost = priced(problem, curves, prices) + charge[:, np.newaxis]
            node = np.where(curves.distinct, cost, np.inf)
            least = node.min(axis=1)
            best = np.full(groups + 1, np.inf)
            np.minimum.at(best, of_group, least)
            best[groups] = -np.inf
            ceiling = best - PRECISION * np.abs(np.where(np.isfinite(best), best, 0.0))
            inside = lowest_inside(menu.buffer, cost, curves.economics.stockout)
            split = inside < ceiling[of_group][:, np.newaxis]
            if not split.any():
                break
            menu = menu._refined(problem, split)
        row = np.full(groups, -1, dtype=np.int64)
        order = np.lexsort((rows, least, of_group))
        first = order[np.unique(of_group[order], return_index=True)[1]]
        first = first[of_group[first] < groups]
        row[of_group[first]] = first
        buffer = np.where(row >= 0, menu.buffer[row, node[row].argmin(axis=1)], 0.0)
        return Cheapest(best[:groups], row, buffer, np.minimum(least, inside.min(axis=1)))

    def _refined(self, problem: Problem, split: Flags) -> Self:
        rows, nodes = between(self.buffer, split, _PIECES)
        fresh = _respond(problem, self.candidates.take(rows), nodes)
        both = np.concatenate([self.buffer[rows], nodes], axis=1)
        order = order_of(both)
        width = max(self.buffer.shape[1], order.shape[1])

        def put(before: Floats, after: Floats) -> Floats:
            values = _padded(before, width)
            merged = np.take_along_axis(np.concatenate([before[rows], after], axis=1), order, axis=1)
            values[rows] = _padded(merged, width)
            return values

        return type(self)(
            self.candidates, put(self.buffer, nodes), Response(*map(put, _parts(self.response), _parts(fresh)))
        )


def _respond(problem: Problem, candidates: Candidates, buffer: Floats) -> Response:
    p = policies_of(candidates, problem.items, problem.offers)
    # By way of the few offers' table: what concerns one offer is worked out once, not for each candidate.
    drawn = Drawn(p.demand_mean, p.demand_sd, p.backorder, p.interval, p.share, candidates.offers, p.same_region)
    return respond_drawn(drawn, table_of(problem.offers), buffer)[0]


def _parts(response: Response) -> tuple[Floats, Floats, Floats]:
    return response.short_fraction, response.on_hand, response.peak


def _padded(values: Floats, width: int) -> Floats:
    return np.concatenate([values, np.repeat(values[:, -1:], width - values.shape[1], axis=1)], axis=1)
