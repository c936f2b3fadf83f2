"""Rounds: each prices all items once and keeps what was learnt."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from stockposture.decomposition.columns.columns import Answer, Tariff
from stockposture.decomposition.prices.master import Planes
from stockposture.decomposition.prices.oracle import Oracle, joined
from stockposture.decomposition.terms import Terms, dual_constant
from stockposture_models.candidates.terms import Floats

#: Changes of mind about which openings are worth their cost, before it is left at that.
_MOST_SWITCHES = 6


@dataclass(frozen=True)
class Round:
    """What is known at some prices.

    Parameters
    ----------
    limit
        (m,) the prices.
    part
        (f,) 0 for openings that were taken to be worth their cost, 1 for the others: nobody uses them unless that
        saves more than all of it.
    answers, sums
        One answer a partition, and all of them as one.
    value, bound
        Of the dual function over points, and over all there is; of an opening, what its users would lose without it,
        up to its cost.
    """

    limit: Floats
    part: Floats
    answers: tuple[Answer, ...]
    sums: Answer
    value: float
    bound: float


class Rounds:
    """Prices all items, round by round.

    Parameters
    ----------
    oracle, terms
        The items, and what is common to them.
    groups
        Groups of items that sums come back for.
    most
        Most rounds.
    report
        Called after each with its number, the best bound so far and what is foreseen.
    between
        (m,) least and highest prices that may be.
    """

    def __init__(
        self,
        oracle: Oracle,
        terms: Terms,
        groups: int,
        most: int,
        report: Callable[[int, float, float], None] | None,
        between: tuple[Floats, Floats] | None = None,
    ) -> None:
        self._oracle, self._groups, self._most, self._report = oracle, groups, most, report
        self._best_bound, self._switches = -np.inf, 0
        self.terms = terms
        nothing, anything = np.zeros(len(terms.cap)), np.full(len(terms.cap), np.inf)
        self._lowest: Floats
        highest: Floats
        self._lowest, highest = between or (nothing, anything)
        # Nobody pays more than what can be rented without end costs.
        self._highest = np.where(np.isfinite(terms.overflow), highest, np.minimum(highest, terms.overflow_cost))
        self.count = 0
        self.planes = Planes.none(len(terms.cap))
        #: No value above this is thought possible.
        self.foreseen = np.inf

    @property
    def left(self) -> bool:
        """Whether there may be another round."""
        return self.count < self._most

    def exact(self, sums: Answer) -> bool:
        """Return whether every group is a single item."""
        return self._groups >= sums.items

    def at(self, limit: Floats, part: Floats, reach: Floats | None = None) -> Round:
        """Price all items."""
        terms = self.terms
        answers = tuple(self._oracle.price(Tariff(limit, part, terms.opening_cost, reach), self._groups))
        sums = joined(answers)
        worth = np.minimum(terms.opening_cost, sums.saving.sum(axis=0)).sum() - sums.charged.sum()
        constant = dual_constant(replace(terms, opening_cost=np.zeros(0)), limit, np.zeros(0)) + float(worth)
        done = Round(limit, part, answers, sums, float(sums.value.sum()) + constant, float(sums.bound.sum()) + constant)
        self.planes = self.planes.joined(sums, limit)
        self.count += 1
        self._best_bound = max(self._best_bound, done.bound)
        if self._report is not None:
            self._report(self.count, self._best_bound, self.foreseen)
        return done

    def settled(self, done: Round, reach: Floats | None = None) -> Round:
        """Return the round with openings that save what they cost taken as open: priced again if that changed."""
        part = (done.sums.saving.sum(axis=0) < self.terms.opening_cost).astype(np.float64)
        if (part == done.part).all() or self._switches == _MOST_SWITCHES or not self.left:
            return done
        self._switches += 1
        self.planes = Planes.none(len(self.terms.cap))
        return self.at(done.limit, part, reach)

    def allowed(self, limit: Floats) -> Floats:
        """Return the nearest prices (m,) that may be."""
        return np.maximum(self._lowest, np.minimum(self._highest, limit))

    def box(self, limit: Floats, radius: Floats) -> tuple[Floats, Floats]:
        """Return the lowest and highest prices (m,) within a radius of such that may be."""
        return np.maximum(self._lowest, limit - radius), np.minimum(self._highest, limit + radius)
