"""Supplier splits: each supplier alone, every pair over the split grid, both ways."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stockposture_models.candidates.terms import Flags, Floats, Ints, OfferTerms

#: Order of the split labels wherever they are numbered.
SPLIT_LABELS = ("single", "dual", "nearshore")

#: Shares that differ by less are the same.
_SHARE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Splits:
    """Supplier splits, grouped by item.

    Parameters
    ----------
    item
        (s,) row of the item.
    offers
        (s, 2) rows of the first and second offer; -1 where there is no second.
    shares
        (s, 2) part of every order; 0 where there is no second.
    label
        (s,) number in :data:`SPLIT_LABELS`.
    """

    item: Ints
    offers: NDArray[np.int64]
    shares: Floats
    label: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.item)

    def take(self, rows: Ints | Flags) -> Self:
        """Return the given rows; these, if it is all of them."""
        if rows.dtype == np.bool_ and rows.all():
            return self
        return type(self)(self.item[rows], self.offers[rows], self.shares[rows], self.label[rows])

    @property
    def used(self) -> Flags:
        """(s, 2) whether there is a first and a second offer."""
        return self.offers >= 0


def share_grid(split_grid: tuple[float, ...]) -> Floats:
    """Return the shares of the first of two suppliers, both ways: the grid and its complements.

    >>> [float(share) for share in share_grid((0.5, 0.8))]
    [0.2, 0.5, 0.8]
    """
    both_ways = np.concatenate([split_grid, 1.0 - np.asarray(split_grid)])
    grid: Floats = np.unique(np.round(both_ways, 9))
    return grid


def enumerate_splits(offers: OfferTerms, split_grid: tuple[float, ...]) -> Splits:
    """Return every split that keeps each supplier within its ``max_share``.

    Items with the same number of offers are handled together, so the work is vectorised over items.
    """
    shares = share_grid(split_grid)
    kinds = [(int(count), np.flatnonzero(offers.count == count)) for count in np.unique(offers.count[offers.count > 0])]
    of_kind = {count: _within_item(count, shares) for count, _ in kinds}
    # Each item's splits are written where they belong at once: there are some thirty an item.
    size = np.zeros(len(offers.count), dtype=np.int64)
    for count, items in kinds:
        size[items] = len(of_kind[count][1])
    begin = np.cumsum(size) - size
    item = np.repeat(np.arange(len(size)), size)
    rows, share = np.empty((len(item), 2), dtype=np.int64), np.empty((len(item), 2))
    for count, items in kinds:
        of_item, of_order = of_kind[count]
        place = begin[items][:, np.newaxis] + np.arange(len(of_order))
        chosen = offers.first[items][:, np.newaxis, np.newaxis] + of_item
        chosen[:, of_item[:, 1] < 0, 1] = -1
        rows[place], share[place] = chosen, of_order
    if (offers.max_share < 1.0).any():
        within = (share <= offers.max_share[rows] + _SHARE_TOLERANCE).all(axis=1, where=rows >= 0)
        item, rows, share = item[within], rows[within], share[within]
    two = rows[:, 1] >= 0
    near = offers.nearshore[rows[:, 0]] | (offers.nearshore[rows[:, 1]] & two)
    return Splits(item, rows, share, np.where(near, 2, two).astype(np.int8))


def _within_item(count: int, shares: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return the splits of an item with so many offers: (s, 2) which of its offers, -1 for none, and their shares."""
    one, other = np.triu_indices(count, 1)
    of_first = np.tile(shares, len(one))
    offers = np.concatenate(
        [
            np.stack([np.arange(count), np.full(count, -1)], axis=1),
            np.repeat(np.stack([one, other], axis=1), len(shares), axis=0),
        ]
    )
    parts = np.concatenate([[[1.0, 0.0]] * count, np.stack([of_first, 1.0 - of_first], axis=1).round(9)])
    return offers.astype(np.int64), np.asarray(parts, dtype=np.float64)
