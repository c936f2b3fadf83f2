"""What the prices prove: the bound, and which candidates and buffers can still be in a better plan.

At any prices at least 0, the sum over items of the least priced cost, plus what the prices earn outside the items, is
below the cost of every plan that keeps the limits (Geoffrion 1974, "Lagrangean relaxation for integer programming"). A
candidate whose own least priced cost exceeds its item's by more than (best plan - bound) is in no better plan.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from stockposture.optimise.bounds import chord_excess, lowest_inside
from stockposture.optimise.curves import Curves
from stockposture.optimise.prices import Prices, dual_constant, priced
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.economics import Economics
from stockposture_models.candidates.terms import Flags, Floats, Ints


@dataclass(frozen=True)
class Priced:
    """Curves at prices.

    Parameters
    ----------
    node
        (n, k) priced cost at the nodes; ``inf`` at repeated ones.
    inside
        (n, k - 1) lower bound of the priced cost at whole units strictly between nodes; ``inf`` where there are none.
    item
        (n,) the item of each candidate.
    best_node
        (items,) least priced cost over the item's nodes.
    least
        (items,) lower bound of the item's priced cost over all its candidates and whole-unit buffers.
    bound
        Lower bound of the relevant cost of every plan, currency/yr.
    """

    node: Floats
    inside: Floats
    item: Ints
    best_node: Floats
    least: Floats
    bound: float

    @classmethod
    def at(cls, problem: Problem, curves: Curves, prices: Prices) -> Self:
        """Price the curves; every item must have a candidate."""
        cost = priced(problem, curves, prices)
        inside = lowest_inside(curves.buffer, cost, curves.economics.stockout)
        node = np.where(curves.distinct, cost, np.inf)
        item = problem.candidates.item[curves.rows]
        first = np.searchsorted(item, np.arange(problem.item_count))
        best_node = np.minimum.reduceat(node.min(axis=1), first)
        least = np.minimum(best_node, np.minimum.reduceat(inside.min(axis=1), first))
        bound = float(least.sum()) + dual_constant(problem, prices)
        return cls(node, inside, item, best_node, least, bound)

    @property
    def detour(self) -> Floats:
        """What it costs an item at least to be inside each segment rather than at its best, (n, k - 1)."""
        return np.maximum(self.inside - self.least[self.item][:, np.newaxis], 0.0)

    def within(self, distance: float) -> tuple[Flags, Flags]:
        """Return which nodes (n, k) and which segments (n, k - 1) may be in a plan ``distance`` above the bound."""
        ceiling = (self.least + distance + 1e-9 * np.abs(self.least))[self.item][:, np.newaxis]
        return self.node <= ceiling, self.inside <= ceiling

    def may_improve(self, slack: float) -> Flags:
        """Return which segments may hold a buffer better than the item's best node by more than ``slack``."""
        return self.inside < (self.best_node - slack)[self.item][:, np.newaxis]


@dataclass(frozen=True)
class Excess:
    """How far chords may lie above the curves, (n, k - 1) each: relevant cost, capital, space."""

    relevant: Floats
    capital: Floats
    space: Floats

    @classmethod
    def of(cls, curves: Curves) -> Self:
        """Bound the excess of every segment."""
        economics, buffer = curves.economics, curves.buffer
        stockout = economics.stockout
        rest = economics.relevant - stockout
        steps = np.diff(rest, axis=1) - np.diff(stockout, axis=1)
        return cls(
            relevant=chord_excess(buffer, economics.relevant, steps),
            capital=chord_excess(buffer, economics.capital, np.diff(economics.capital, axis=1)),
            space=chord_excess(buffer, economics.space, np.diff(economics.space, axis=1)),
        )

    def priced(self, problem: Problem, curves: Curves, prices: Prices) -> Floats:
        """Return the excess of priced cost, (n, k - 1), currency/yr."""
        price = np.append(prices.limit, 0.0)
        space_price = price[problem.limits.space] + price[problem.warehouse_limit(curves.rows)]
        total: Floats = (
            self.relevant + price[problem.limits.capital] * self.capital + space_price[:, np.newaxis] * self.space
        )
        return total


def lowered(curves: Curves, segments: Flags) -> Economics:
    """Return the figures at the nodes, lowered until every mean over a marked segment lies below the curve.

    A model that mixes these points is a relaxation of the choice among all whole-unit buffers of the marked segments
    (n, k - 1).
    """
    economics, excess = curves.economics, Excess.of(curves)
    values: dict[str, Floats] = {}
    for name in ("relevant", "capital", "space"):
        of_segment = np.where(segments, getattr(excess, name), 0.0)
        edge = np.zeros((len(of_segment), 1))
        of_node = np.maximum(np.concatenate([edge, of_segment], axis=1), np.concatenate([of_segment, edge], axis=1))
        values[name] = getattr(economics, name) - of_node
    return replace(economics, **values)
