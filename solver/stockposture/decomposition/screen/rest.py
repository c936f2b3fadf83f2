"""What is known at other prices of candidates that were ruled out."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Floats, Ints, ItemTerms, OfferTerms
from stockposture_models.tables.days import DAYS_A_YEAR

#: Longest interval whose peak is thought of, days.
_LONGEST = 400.0


@dataclass(frozen=True)
class Beaten:
    """Candidates that were evaluated and ruled out, and the bounds by which: ascending by key, each once."""

    key: Ints
    item: Ints
    bound: Floats

    @classmethod
    def none(cls) -> Self:
        """Return no candidates."""
        return cls(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))

    def joined(self, key: Ints, item: Ints, bound: Floats) -> Self:
        """Return these and more; the later bound of a candidate counts."""
        keys = np.concatenate([key, self.key])
        unique, first = np.unique(keys, return_index=True)
        return type(self)(unique, np.concatenate([item, self.item])[first], np.concatenate([bound, self.bound])[first])

    def lowered(self, lost: Floats, known: Floats) -> Self:
        """Return them at other prices; see :func:`lowered`, whose arrays are (items,)."""
        return replace(self, bound=lowered(self.bound, lost[self.item], known[self.item]))

    def of(self, key: Ints) -> Floats:
        """Return the bound of each key, ``-inf`` where it is not among them."""
        if len(self.key) == 0:
            return np.full(len(key), -np.inf)
        place = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        return np.where(self.key[place] == key, self.bound[place], -np.inf)


def lowered(bound: Floats, lost: Floats, known: Floats) -> Floats:
    """Return bounds at other prices, where they are lower by ``lost`` for whatever costs less than ``known`` there.

    What costs more may lose more, but no more than down to ``known``; infinite bounds are of nothing.
    """
    finite = np.isfinite(bound) & (lost > 0)
    return np.where(finite, np.minimum(bound - np.where(finite, lost, 0.0), known), bound)


def most_lost(
    prices: Floats, low: Floats, known: Floats, items: ItemTerms, offers: OfferTerms, limits: Limits
) -> Floats:
    """Return how much lower bounds of ``cost + low @ use`` may be at other prices, (items,).

    Parameters
    ----------
    prices, low
        (m,) the other prices, and those of the bounds.
    known
        (items,) what each item costs at most at the other prices; the bounds hold for what costs less.
    items, offers, limits
        Whose they are.

    Notes
    -----
    Where prices rose bounds still hold, as uses are not negative. Where one fell by d they fall by d times the use.
    Only what costs less than ``known`` matters, and that cannot use more capital than ``known`` pays the holding of,
    nor more space than the volume of that stock and of a review's demand; of a supplier no more than all demand.
    """
    fallen = np.append(np.maximum(low - prices, 0.0), 0.0)
    mean = items.demand_mean
    if not fallen.any():
        return np.zeros(len(mean))
    cheapest = np.minimum.reduceat(offers.price, offers.first)
    with np.errstate(divide="ignore", invalid="ignore"):
        capital = np.where(items.holding > 0, known / items.holding, np.inf)
        space = items.volume * (capital / cheapest + mean * _LONGEST)
        of_space = fallen[limits.space] + fallen[np.append(limits.warehouse, -1)[items.warehouse]]
        lost = np.where(fallen[limits.capital] > 0, fallen[limits.capital] * capital, 0.0)
        lost += np.where(of_space > 0, of_space * space, 0.0)
    bought = DAYS_A_YEAR * mean[offers.item] * offers.price * fallen[limits.supplier[offers.supplier]]
    more: Floats = lost + np.maximum.reduceat(bought, offers.first)
    return more
