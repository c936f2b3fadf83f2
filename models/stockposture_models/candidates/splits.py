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
        """Return the given rows."""
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
    blocks: list[tuple[Ints, NDArray[np.int64], Floats]] = []
    for count in np.unique(offers.count[offers.count > 0]):
        items = np.flatnonzero(offers.count == count)
        first = offers.first[items][:, None]
        singles = first + np.arange(count)
        alone = np.zeros((singles.size, 2))
        alone[:, 0] = 1.0
        blocks.append(
            (
                np.repeat(items, count),
                np.stack([singles.ravel(), np.full(singles.size, -1)], axis=1),
                alone,
            )
        )
        one, other = np.triu_indices(count, 1)
        if len(one) == 0 or len(shares) == 0:
            continue
        pairs = np.stack([first + one, first + other], axis=-1)  # (items, pairs, 2)
        pairs = np.repeat(pairs.reshape(-1, 2), len(shares), axis=0)
        of_first = np.tile(shares, len(items) * len(one))
        blocks.append(
            (
                np.repeat(items, len(one) * len(shares)),
                pairs,
                np.asarray(np.stack([of_first, 1.0 - of_first], axis=1).round(9), dtype=np.float64),
            )
        )
    item = np.concatenate([block[0] for block in blocks])
    rows = np.concatenate([block[1] for block in blocks])
    share = np.concatenate([block[2] for block in blocks])
    within = (share <= offers.max_share[rows] + _SHARE_TOLERANCE).all(axis=1, where=rows >= 0)
    order = np.flatnonzero(within)
    order = order[np.argsort(item[order], kind="stable")]
    item, rows, share = item[order], rows[order], share[order]
    near = offers.nearshore[rows].any(axis=1, where=rows >= 0)
    label = np.where(near, 2, (rows[:, 1] >= 0).astype(np.int8)).astype(np.int8)
    return Splits(item, rows, share, label)
