"""Which limits an item's choices touch, and how much of each supplier's capacity it can use at most."""

import numpy as np

from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Flags, Floats, Ints, ItemTerms, OfferTerms
from stockposture_models.tables.days import DAYS_A_YEAR


def most_bought(items: ItemTerms, offers: OfferTerms, limits: Limits) -> tuple[Ints, Floats]:
    """Return the limits of each item's suppliers, -1 for none, and purchases of all its demand there, (items, T) each.

    An item takes a part of each, parts that sum to 1.
    """
    slot = np.arange(len(offers.item)) - offers.first[offers.item]
    shape = (len(offers.first), int(offers.count.max(initial=0)))
    limit, most = np.full(shape, -1, dtype=np.int64), np.zeros(shape)
    limit[offers.item, slot] = limits.supplier[offers.supplier]
    most[offers.item, slot] = DAYS_A_YEAR * items.demand_mean[offers.item] * offers.price
    return limit, most


def touched_limits(items: ItemTerms, offers: OfferTerms, limits: Limits, item: Ints, rows: Ints) -> Ints:
    """Return the limits that choices of n items and their offers' rows (n, 2) touch, (n, 5), -1 for none.

    Capital, all space, the warehouse, and the capacities of both suppliers.
    """
    supplier = np.where(rows >= 0, limits.supplier[offers.supplier[rows]], -1)
    return np.stack(
        [
            np.full(len(item), limits.capital),
            np.full(len(item), limits.space),
            np.append(limits.warehouse, -1)[items.warehouse[item]],
            *supplier.T,
        ],
        axis=1,
    ).astype(np.int64)


def supplier_limits(limits: Limits) -> Flags:
    """Return which limits (m,) are a supplier's."""
    of_supplier = np.zeros(len(limits), dtype=np.bool_)
    of_supplier[limits.supplier[limits.supplier >= 0]] = True
    return of_supplier
