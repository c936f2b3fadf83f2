"""What prices on the limits mean for items and offers."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from stockposture.decomposition.pool import Pool
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import yearly_purchases
from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Floats, ItemTerms, OfferTerms


@dataclass(frozen=True)
class PriceTags:
    """Prices on the limits, told to whom they concern.

    Parameters
    ----------
    capital
        Price of capital, 1/yr.
    payables
        Price at which payables lower it: another one where a bound over a box of prices is wanted.
    space
        (items,) price of space, currency/m3/yr.
    bought
        (offers,) price of a currency's worth bought.
    """

    capital: float
    payables: float
    space: Floats
    bought: Floats

    @classmethod
    def of(
        cls, prices: Floats, limits: Limits, items: ItemTerms, offers: OfferTerms, *, other_end: Floats | None = None
    ) -> Self:
        """Return the tags of prices (m,).

        With ``other_end``, the other corner of a box of prices, what is priced is a bound over all the box: from below
        at the low corner, from above at the high one. Only payables need it, they lower the use of capital.
        """
        price = np.append(prices, 0.0)  # the limit row -1 costs nothing
        at = prices if other_end is None else other_end
        return cls(
            capital=float(price[limits.capital]),
            payables=float(np.append(at, 0.0)[limits.capital]),
            space=price[limits.space] + price[np.append(limits.warehouse, -1)[items.warehouse]],
            bought=price[limits.supplier[offers.supplier]],
        )

    def priced(self, pool: Pool, items: ItemTerms, offers: OfferTerms, *, deducts_payables: bool) -> Floats:
        """Return relevant cost plus the priced use of every limit, (c, k)."""
        candidates = pool.candidates
        bought = np.where(candidates.offers >= 0, self.bought[candidates.offers], 0.0)
        fixed = (bought * yearly_purchases(candidates, items, offers)).sum(axis=1)
        if deducts_payables and self.capital != self.payables:
            fixed += (self.capital - self.payables) * payables(candidates, items, offers)
        total: Floats = (
            pool.relevant
            + self.capital * pool.capital
            + self.space[pool.item][:, np.newaxis] * pool.space
            + fixed[:, np.newaxis]
        )
        return total


def payables(candidates: Candidates, items: ItemTerms, offers: OfferTerms) -> Floats:
    """Return what is owed to suppliers on average by each candidate, (c,), currency."""
    rows, shares = candidates.offers, candidates.shares
    owed: Floats = items.demand_mean[candidates.item] * (shares * offers.price[rows] * offers.payment_days[rows]).sum(
        axis=1
    )
    return owed
