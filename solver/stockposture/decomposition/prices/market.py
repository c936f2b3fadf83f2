"""The market: all items as they answer to prices, and the best prices of the limits over what is known of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from stockposture.decomposition.columns.columns import Answer, Tariff
from stockposture.decomposition.crew.crew import Crew
from stockposture.decomposition.items.partition import Progress
from stockposture.decomposition.prices.box import Box
from stockposture.decomposition.prices.dual import Dual, best_prices
from stockposture.decomposition.prices.oracle import Oracle, shares_of
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Floats

#: Prices rise to this part of all costs over a limit's cap at first, then each turn to so many times what they are:
#: so that they do not run after candidates too few to tell.
_FIRST, _RISE = 0.1, 3.0
#: First steps, rounds and part of the cost at which prices are balanced.
_ROOM, _ROUNDS, _BALANCED = 0.3, 15, 1e-8
#: Items that are looked at for the curvature of the dual function.
_SAMPLED = 200_000


@dataclass(frozen=True)
class Leanest:
    """All items as if they only wanted to use as little as they can: nothing has a cost.

    Parameters
    ----------
    crew, items
        The partitions, and how many items each has.
    """

    crew: Crew
    items: list[int]

    def price(self, tariff: Tariff, groups: int) -> list[Answer]:
        """Return one answer a partition."""
        each = [(one,) for one in shares_of(groups, self.items)]
        answers: list[Answer] = self.crew.do("price_leanest", tariff, each=each)
        return answers


class Market:
    """Items in partitions, and the limits they share.

    Parameters
    ----------
    crew, items
        The partitions, and how many items each has.
    terms
        Limits and openings.
    session
        The solver of the master programs.
    groups
        Groups of items for the cutting planes; none for Newton's method alone.
    seed
        Seed of HiGHS.
    """

    def __init__(
        self, crew: Crew, items: list[int], terms: Terms, session: HighsSession, *, groups: int, seed: int
    ) -> None:
        self.terms = terms
        self._crew, self._items, self._session, self._groups, self._seed = crew, items, session, groups, seed

    def price(self, tariff: Tariff, groups: int) -> list[Answer]:
        """Return one answer a partition; groups are dealt out by numbers of items, at least one a partition."""
        tariff = replace(tariff, every=max(1, sum(self._items) // _SAMPLED))
        each = [(one,) for one in shares_of(groups, self._items)]
        answers: list[Answer] = self._crew.do("price", tariff, each=each)
        return answers

    def glance(self, prices: Floats) -> None:
        """Have the few candidates of each item evaluated that look best at prices (m,)."""
        self._crew.change("glance", prices)

    def screen(self, box: Box, drop: bool, report: Callable[[float], None]) -> list[Progress]:  # noqa: FBT001
        """Have what may matter in a box of prices evaluated; see :meth:`Partition.screen`."""
        done: list[Progress] = self._crew.change(
            "screen", box.low, box.centre, box.high, drop, done=lambda count: report(count / len(self._items))
        )
        return done

    def costs(self, prices: Floats) -> float:
        """Return what all items cost at prices (m,), limits ignored, currency/yr; more than 0."""
        openings = self.terms.opening_cost
        answers = self.price(Tariff(prices, np.zeros(len(openings)), openings), 1)
        return max(float(sum(answer.cost.sum() for answer in answers)), 1e-9)

    def best(self, prices: Floats, scale: float, tolerance: float) -> Dual:
        """Return the best prices within a step of others (m,), to a part of the ``scale`` of costs."""
        return self.best_of_some(self, self.terms, prices, scale, tolerance)

    def best_within(self, box: Box, prices: Floats, scale: float, tolerance: float) -> Dual:
        """Return the best prices within a box; ``prices`` (m,) are the best without it."""
        start = np.clip(prices, box.low, box.high)
        return self._best(self, self.terms, start, (box.low, box.high), tolerance * scale)

    def unbalanced(self, dual: Dual) -> float:
        """Return what uses differ from what limits allow at the best prices, priced, as part of all costs."""
        prices = dual.prices.limit
        use = sum(answer.use.sum(axis=0) for answer in dual.answers)
        return float(np.abs(use - self.terms.cap) @ prices) / max(abs(dual.value), 1e-12)

    def balanced(self, dual: Dual) -> Tariff:
        """Return prices at which limits that cost something are used up more exactly.

        Near the best prices costs hardly change, uses do: by the square root of what prices leave open.
        """
        best = best_prices(
            self,
            self.terms,
            dual.prices.limit,
            groups=1,
            tolerance=_BALANCED * abs(dual.value),
            session=self._session,
            most_rounds=_ROUNDS,
            planes=False,
            room=_ROOM,
        )
        return best.prices

    def best_of_some(self, some: Oracle, terms: Terms, prices: Floats, scale: float, tolerance: float) -> Dual:
        """Return the best prices within a step of others (m,) for some of the items, under their own limits."""
        most = np.maximum(_RISE * prices, _FIRST * scale / np.maximum(np.abs(self.terms.cap), 1e-12))
        return self._best(some, terms, prices, (np.zeros(len(prices)), most), tolerance * scale)

    def _best(
        self, oracle: Oracle, terms: Terms, start: Floats, between: tuple[Floats, Floats], tolerance: float
    ) -> Dual:
        return best_prices(
            oracle,
            terms,
            start,
            groups=max(1, self._groups),
            planes=self._groups > 0,
            tolerance=tolerance,
            session=self._session,
            seed=self._seed,
            between=between,
        )
