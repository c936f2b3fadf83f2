"""What is known at other prices of candidates that were ruled out."""

import numpy as np

from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Floats, ItemTerms, OfferTerms

#: Longest interval whose peak is thought of, days.
_LONGEST = 400.0


def rest_at(
    prices: Floats, low: Floats, rest: Floats, known: Floats, items: ItemTerms, offers: OfferTerms, limits: Limits
) -> Floats:
    """Return a lower bound of ``cost + prices @ use`` of what was ruled out, where it is below ``known``, (items,).

    Parameters
    ----------
    prices
        (m,) the prices.
    low, rest
        (m,) the prices at which, and (items,) the bound that, it was ruled out.
    known
        (items,) what each item costs at most at the prices; bounds above it may be too high, but never fall below it.
    items, offers, limits
        Whose they are.

    Notes
    -----
    Where prices rose the bound still holds, as uses are not negative. Where one fell by d it falls by d times the use.
    Only what costs less than ``known`` matters, and that cannot use more capital than ``known`` pays the holding of, nor
    more space than the volume of that stock and of a review's demand; of a supplier no more than all demand.
    """
    fallen = np.maximum(low - prices, 0.0)
    if not fallen.any():
        return rest
    fell = np.append(fallen, 0.0)
    finite = np.where(np.isfinite(known), known, 0.0)
    mean = items.demand_mean
    cheapest = np.minimum.reduceat(offers.price, offers.first)
    rate = np.where(items.holding > 0, items.holding, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        capital = np.nan_to_num(finite / rate, nan=np.inf)
        units = capital / cheapest
    space = items.volume * (units + mean * _LONGEST)
    of_space = fell[limits.space] + fell[np.append(limits.warehouse, -1)[items.warehouse]]
    lost = _times(np.full(len(mean), fell[limits.capital]), capital) + _times(of_space, space)
    bought = 365.0 * mean[offers.item] * offers.price * fell[limits.supplier[offers.supplier]]
    lost += np.maximum.reduceat(bought, offers.first)
    return np.where(np.isfinite(rest), np.minimum(rest, np.maximum(rest - lost, -np.inf)), rest)


def _times(price: Floats, use: Floats) -> Floats:
    """Return the product; nothing where the price is 0, however large the use."""
    return np.where(price > 0, price * np.where(np.isfinite(use) | (price > 0), use, 0.0), 0.0)
