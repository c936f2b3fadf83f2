"""What prices on the limits mean for items and offers."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stockposture.decomposition.columns.pool import Pool
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Floats, Ints, ItemTerms, OfferTerms
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.theory.compiled import compiled


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
        candidates, splits = pool.candidates, pool.candidates.splits
        total = np.empty(pool.relevant.shape)
        price_curves(
            candidates.split,
            splits.item,
            np.ascontiguousarray(splits.offers),
            np.ascontiguousarray(splits.shares),
            items.demand_mean,
            offers.price,
            self.bought,
            self.capital,
            self.space,
            pool.relevant,
            pool.capital,
            pool.space,
            total,
        )
        if deducts_payables and self.capital != self.payables:
            total += ((self.capital - self.payables) * payables(candidates, items, offers))[:, np.newaxis]
        return total


@compiled
def price_curves(
    split: Ints,
    item: Ints,
    rows: NDArray[np.int64],
    shares: Floats,
    mean: Floats,
    price: Floats,
    bought: Floats,
    capital: float,
    space: Floats,
    cost: Floats,
    capital_used: Floats,
    space_used: Floats,
    total: Floats,
) -> None:
    """Fill ``total`` (c, k) with cost and priced use of c candidates of the splits given; ``bought`` is by offer."""
    for c in range(len(split)):
        s, i, fixed = split[c], item[split[c]], 0.0
        for j in range(2):
            if rows[s, j] >= 0:
                fixed += bought[rows[s, j]] * (DAYS_A_YEAR * mean[i] * shares[s, j] * price[rows[s, j]])
        for k in range(cost.shape[1]):
            total[c, k] = cost[c, k] + capital * capital_used[c, k] + space[i] * space_used[c, k] + fixed


def payables(candidates: Candidates, items: ItemTerms, offers: OfferTerms) -> Floats:
    """Return what is owed to suppliers on average by each candidate, (c,), currency."""
    rows, shares = candidates.offers, candidates.shares
    owed: Floats = items.demand_mean[candidates.item] * (shares * offers.price[rows] * offers.payment_days[rows]).sum(
        axis=1
    )
    return owed
