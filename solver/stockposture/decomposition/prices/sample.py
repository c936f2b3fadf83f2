"""Samples of the items that stand for all of them, to find prices to begin with."""

import numpy as np
import pandas as pd

from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.tables.case import Case

#: Items of the first sample: this part of all, but no fewer and no more than that.
_FIRST_PART, _FEWEST, _MOST = 0.6, 300, 1_000
#: Each further one is so many times larger, if that is no more than this part of all items and ...
_GROWTH, _LATER_PART = 8, 0.035
#: ... at least so many times larger: else it would tell nothing new.
_LEAST_GROWTH = 3
#: A supplier dearer by this part is chosen e times less often, roughly.
_EAGER = 0.03


def sample_sizes(items: int) -> list[int]:
    """Return the sizes of the samples to take of so many items, one after the other.

    >>> sample_sizes(1_000), sample_sizes(10_000), sample_sizes(100_000), sample_sizes(1_000_000)
    ([600], [1000], [1000, 3500], [1000, 8000, 35000])
    """
    sizes = [int(np.clip(_FIRST_PART * items, _FEWEST, _MOST))]
    while True:
        size = int(min(_GROWTH * sizes[-1], _LATER_PART * items))
        if size < _LEAST_GROWTH * sizes[-1]:
            return sizes
        sizes.append(size)


class Sampler:
    """Draws samples of a case, and tells what part of a cap is a sample's.

    Parameters
    ----------
    case, limits
        All items and their limits.
    """

    def __init__(self, case: Case, limits: Limits) -> None:
        self._case, self._limits, self._first = case, limits, case.first_offer
        self._count = len(case.items)
        mean = case.items["demand_mean"].to_numpy(np.float64)
        price = case.offers["unit_price"].to_numpy(np.float64)
        landed = price + case.offers["freight_per_unit"].to_numpy(np.float64)
        first, item = self._first[:-1], np.repeat(np.arange(self._count), np.diff(self._first))
        cheapest = np.minimum.reduceat(landed, first)
        self._supplier = pd.Index(case.suppliers["supplier"]).get_indexer(pd.Index(case.offers["supplier"]))
        self._warehouse = pd.Index(case.warehouses["warehouse"]).get_indexer(pd.Index(case.items["warehouse"]))
        self._value, self._volume = mean * cheapest, mean * case.items["unit_volume"].to_numpy(np.float64)
        at_cheapest = np.flatnonzero(landed == cheapest[item])
        self._cheapest = self._supplier[at_cheapest[np.searchsorted(at_cheapest, first)]]
        # As if each item bought from its suppliers the more the cheaper they are.
        part = np.exp(-(landed / np.maximum(cheapest, 1e-12)[item] - 1.0) / _EAGER)
        self._bought = mean[item] * price * part / np.add.reduceat(part, first)[item]
        self._spent = np.add.reduceat(self._bought, first)
        self._used_by_all = self._used(np.arange(self._count), np.ones(self._count))

    def sample(self, size: int, seed: int) -> tuple[Ints, Floats]:
        """Return about ``size`` items, ascending, and how many items each stands for.

        Parameters
        ----------
        size
            Items wanted; all of them, each for itself, if there are no more.
        seed
            Of the only random number, where to begin.

        Notes
        -----
        Systematic sampling with chances proportional to size (Cochran 1977, "Sampling techniques", 9A): value and
        volume of demand, each as a part of the whole, and a part that is the same for all. Large items are taken for
        certain. Items stand in the order of their cheapest supplier and warehouse while every so-many-th is taken, so
        that each limit is touched in proportion.
        """
        count = self._count
        if count <= size:
            return np.arange(count), np.ones(count)
        chance = 1.0 / count + sum(size_ / size_.sum() for size_ in (self._value, self._volume) if size_.sum() > 0)
        certain = np.zeros(count, dtype=np.bool_)
        for _ in range(50):
            left = size - int(certain.sum())
            large = ~certain & (chance * left >= chance[~certain].sum())
            if not large.any():
                break
            certain |= large
        chance = np.where(certain, 1.0, chance * max(left, 1) / chance[~certain].sum())
        order = np.lexsort((self._value, self._warehouse, self._cheapest))
        order = order[~certain[order]]
        ladder = np.cumsum(chance[order]) + np.random.default_rng(seed).random()
        taken = np.sort(np.concatenate([order[np.diff(np.floor(ladder), prepend=0.0) > 0], np.flatnonzero(certain)]))
        return taken, 1.0 / chance[taken]

    def caps(self, cap: Floats, rows: Ints, weight: Floats) -> Floats:
        """Return caps (m,) that are to a weighted sample what the case's are to all items.

        Parameters
        ----------
        cap
            (m,) the case's.
        rows, weight
            The sample.

        Notes
        -----
        A ratio estimate (Cochran 1977, 6): each cap is multiplied by what the sample is expected to use of the limit,
        over what all items are.
        """
        used, of_all = self._used(rows, weight), self._used_by_all
        ratio = np.divide(used, of_all, out=np.ones(len(used)), where=(of_all > 0) & (used > 0))
        scaled: Floats = cap * ratio[:-1]
        return scaled

    def _used(self, rows: Ints, weight: Floats) -> Floats:
        """Return what items, so many times each, are expected to use of each limit, (m + 1,), the last of none."""
        limits, used = self._limits, np.zeros(len(self._limits) + 1)
        counts = np.diff(self._first)[rows]
        offers = np.repeat(self._first[rows] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        np.add.at(used, limits.supplier[self._supplier[offers]], self._bought[offers] * np.repeat(weight, counts))
        np.add.at(used, np.append(limits.warehouse, -1)[self._warehouse[rows]], self._volume[rows] * weight)
        used[limits.capital] = self._spent[rows] @ weight
        used[limits.space] = self._volume[rows] @ weight
        return used
