"""How far the best prices of a sample may be from those of all items."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stockposture.decomposition.columns.columns import Answer, Tariff
from stockposture.decomposition.prices.market import Market
from stockposture_models.candidates.terms import Floats

#: Part of the cost that the prices without a piece may leave open.
_TOLERANCE = 1e-5


class _Without:
    """A market without one of its partitions."""

    def __init__(self, market: Market, piece: int) -> None:
        self._market, self._piece = market, piece

    def price(self, tariff: Tariff, groups: int) -> list[Answer]:
        """Return one answer for each of the other partitions."""
        answers = self._market.price(tariff, groups)
        return answers[: self._piece] + answers[self._piece + 1 :]


def price_errors(market: Market, prices: Floats, caps: Sequence[Floats], scale: float) -> Floats:
    """Return the standard errors (m,) of a sample's best prices.

    Parameters
    ----------
    market
        The sample, each partition a sample by itself.
    prices
        (m,) the best prices.
    caps
        For each partition, the caps (m,) of the others.
    scale
        What the sample costs, currency/yr.

    Notes
    -----
    The jackknife: how the prices vary as one group after the other is left out (Wolter 2007, "Introduction to variance
    estimation", 4).
    """
    left, count = (len(caps) - 1) / len(caps), len(caps)
    terms = market.terms
    without = np.empty((count, len(prices)))
    for piece, cap in enumerate(caps):
        some = replace(terms, cap=cap, overflow=left * terms.overflow, opening_cost=left * terms.opening_cost)
        best = market.best_of_some(_Without(market, piece), some, prices, scale, _TOLERANCE)
        without[piece] = best.prices.limit
    errors: Floats = np.sqrt((count - 1) * without.var(axis=0))
    return errors
