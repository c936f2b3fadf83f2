"""What is known at other prices of candidates that were ruled out."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.splits import Splits
from stockposture_models.candidates.terms import POSTURES, Floats, Ints, ItemTerms, OfferTerms
from stockposture_models.tables.days import DAYS_A_YEAR

#: Longest interval whose peak is thought of, days.
_LONGEST = 400.0
#: Steps of a candidate's key from one posture and one split to the next: more than any interval has days.
_A_POSTURE = 100_000
_A_SPLIT = len(POSTURES) * _A_POSTURE


@dataclass(frozen=True)
class Move:
    """What a move of the prices does to lower bounds of ``cost + prices @ use``.

    Parameters
    ----------
    shift
        (splits,) by how much they rise for certain, or fall where it is negative: what is bought is known.
    fallen
        (splits,) by how much more they may fall for whatever costs less than ``known``.
    known
        (splits,) what the item is known to cost at most at the new prices.
    """

    shift: Floats
    fallen: Floats
    known: Floats

    def of(self, rows: Ints) -> Self:
        """Return it for bounds of some splits."""
        return type(self)(self.shift[rows], self.fallen[rows], self.known[rows])

    def of_bounds(self, bound: Floats) -> Floats:
        """Return bounds at the new prices.

        What costs more than is known may lose more than ``fallen``, but no more than down to ``known``; infinite
        bounds are of nothing.
        """
        finite = np.isfinite(bound)
        moved = np.where(finite, bound + self.shift, bound)
        loses = finite & (self.fallen > 0)
        return np.where(loses, np.minimum(moved - np.where(loses, self.fallen, 0.0), self.known), moved)


def move_of(
    before: Floats,
    after: Floats,
    known: Floats,
    splits: Splits,
    items: ItemTerms,
    offers: OfferTerms,
    limits: Limits,
    *,
    is_signed: bool,
) -> Move:
    """Return what it does to bounds that prices (m,) moved.

    Parameters
    ----------
    before, after
        (m,) the prices.
    known
        (items,) what each item is known to cost at most at the prices after.
    splits, items, offers, limits
        Whose bounds they are.
    is_signed
        Whether payables are a negative use of capital: then bounds say nothing at other prices.

    Notes
    -----
    Bounds of a split move by its purchases times the change of its suppliers' prices, neither more nor less. For the
    rest, where prices rose bounds still hold, as uses are not negative; where one fell by d they fall by d times the
    use. Only what costs less than ``known`` after the move matters, and that cannot use more capital than ``known``
    pays the holding and the price of, nor more space than ``known`` pays for; nor more than the volume of the stock
    whose holding it pays and of a review's demand.
    """
    item = splits.item
    if is_signed:
        return Move(np.zeros(len(item)), np.full(len(item), np.inf), known[item])
    mean, rise = items.demand_mean[item], np.append(after - before, 0.0)
    bought = offers.price * rise[limits.supplier[offers.supplier]]
    shift = DAYS_A_YEAR * mean * np.where(splits.used, splits.shares * bought[splits.offers], 0.0).sum(axis=1)
    fall, price = np.maximum(-rise, 0.0), np.append(after, 0.0)
    fall_capital, price_capital = (float(prices[limits.capital]) for prices in (fall, price))
    warehouse = np.append(limits.warehouse, -1)[items.warehouse[item]]
    fall_space, price_space = (prices[limits.space] + prices[warehouse] for prices in (fall, price))
    most = known[item]
    value = np.where(splits.used, splits.shares * offers.price[splits.offers], 0.0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        capital = _paid(most, items.holding[item] + price_capital)
        stock = _paid(most, (items.holding[item] + items.obsolescence[item] + price_capital) * value)
        space = np.minimum(
            items.volume[item] * (stock + mean * _LONGEST), _paid(most, items.storage_cost[item] + price_space)
        )
        fallen = np.where(fall_capital > 0, fall_capital * capital, 0.0)
        fallen += np.where(fall_space > 0, fall_space * space, 0.0)
    return Move(shift, fallen, most)


def _paid(cost: Floats, price: Floats) -> Floats:
    """Return how much a cost pays for at most, infinitely much of what costs nothing."""
    return np.where(price > 0, cost / np.where(price > 0, price, 1.0), np.inf)


def key_of(candidates: Candidates) -> Ints:
    """Return one number a candidate, (c,): its split, posture and interval."""
    row = candidates.split * len(POSTURES) + candidates.posture
    key: Ints = row * _A_POSTURE + candidates.interval.astype(np.int64)
    return key


@dataclass(frozen=True)
class Beaten:
    """Candidates that were evaluated and ruled out, and the bounds by which: ascending by key, each once."""

    key: Ints
    bound: Floats

    @classmethod
    def none(cls) -> Self:
        """Return no candidates."""
        return cls(np.empty(0, dtype=np.int64), np.empty(0))

    def joined(self, key: Ints, bound: Floats) -> Self:
        """Return these and more; the later bound of a candidate counts."""
        unique, first = np.unique(np.concatenate([key, self.key]), return_index=True)
        return type(self)(unique, np.concatenate([bound, self.bound])[first])

    def moved(self, move: Move) -> Self:
        """Return them at other prices."""
        return replace(self, bound=move.of(self.key // _A_SPLIT).of_bounds(self.bound))

    def of(self, key: Ints) -> Floats:
        """Return the bound of each key, ``-inf`` where it is not among them."""
        if len(self.key) == 0:
            return np.full(len(key), -np.inf)
        place = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        return np.where(self.key[place] == key, self.bound[place], -np.inf)
