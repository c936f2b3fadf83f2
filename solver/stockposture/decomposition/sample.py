"""A sample of the items that stands for all of them, to find prices to begin with."""

import numpy as np
import pandas as pd

from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.tables.case import Case

#: Items of the first sample: this part of all, but no fewer and no more than that.
_FIRST_PART, _FEWEST, _MOST = 0.3, 300, 1_000
#: Each further one is so many times larger, if that is no more than this part of all items and ...
_GROWTH, _LATER_PART = 8, 0.035
#: ... at least so many times larger: else it would tell nothing new.
_LEAST_GROWTH = 3
#: A supplier dearer by this part is chosen e times less often, roughly.
_EAGER = 0.03


def sample_sizes(items: int) -> list[int]:
    """Return the sizes of the samples to take of so many items, one after the other.

    >>> sample_sizes(1_000), sample_sizes(10_000), sample_sizes(100_000), sample_sizes(1_000_000)
    ([300], [1000], [1000, 3500], [1000, 8000, 35000])
    """
    sizes = [int(np.clip(_FIRST_PART * items, _FEWEST, _MOST))]
    while True:
        size = int(min(_GROWTH * sizes[-1], _LATER_PART * items))
        if size < _LEAST_GROWTH * sizes[-1]:
            return sizes
        sizes.append(size)


def sample_of(case: Case, size: int, seed: int) -> tuple[Ints, Floats]:
    """Return about ``size`` items, ascending, and how many items each stands for.

    Parameters
    ----------
    case
        The case.
    size
        Items wanted; all of them, each for itself, if there are no more.
    seed
        Of the only random number, where to begin.

    Notes
    -----
    Systematic sampling with chances proportional to size (Cochran 1977, "Sampling techniques", 9A): value and volume of
    demand, each as a part of the whole, and a part that is the same for all. Large items are taken for certain. Items
    stand in the order of their cheapest supplier and warehouse while every so-many-th is taken, so that each limit is
    touched in proportion.
    """
    count = len(case.items)
    if count <= size:
        return np.arange(count), np.ones(count)
    mean = case.items["demand_mean"].to_numpy(np.float64)
    landed = (case.offers["unit_price"] + case.offers["freight_per_unit"]).to_numpy(np.float64)
    first = case.first_offer[:-1]
    cheapest = np.minimum.reduceat(landed, first)
    value, volume = mean * cheapest, mean * case.items["unit_volume"].to_numpy(np.float64)
    chance = 1.0 / count + sum(size_ / size_.sum() for size_ in (value, volume) if size_.sum() > 0)
    certain = np.zeros(count, dtype=np.bool_)
    for _ in range(50):
        left = size - int(certain.sum())
        large = ~certain & (chance * left >= chance[~certain].sum())
        if not large.any():
            break
        certain |= large
    chance = np.where(certain, 1.0, chance * max(left, 1) / chance[~certain].sum())
    at_cheapest = np.repeat(cheapest, np.diff(case.first_offer)) == landed
    supplier = case.offers["supplier"].to_numpy()[np.flatnonzero(at_cheapest)]
    item = np.repeat(np.arange(count), np.diff(case.first_offer))[at_cheapest]
    _, once = np.unique(item, return_index=True)
    order = np.lexsort((value, case.items["warehouse"].to_numpy(), supplier[once]))
    order = order[~certain[order]]
    ladder = np.cumsum(chance[order]) + np.random.default_rng(seed).random()
    taken = np.sort(np.concatenate([order[np.diff(np.floor(ladder), prepend=0.0) > 0], np.flatnonzero(certain)]))
    return taken, 1.0 / chance[taken]


def caps_of_sample(case: Case, limits: Limits, cap: Floats, rows: Ints, weight: Floats) -> Floats:
    """Return caps (m,) that are to a weighted sample what the case's caps are to the case.

    Parameters
    ----------
    case, limits, cap
        All items, their limits and caps.
    rows, weight
        The sample; see :func:`sample_of`.

    Notes
    -----
    A ratio estimate (Cochran 1977, 6): each cap is multiplied by what the sample would use of the limit over what all
    items would, if each bought from its suppliers the more the cheaper they are.
    """
    count = len(case.items)
    stands_for = np.zeros(count)
    stands_for[rows] = weight
    mean = case.items["demand_mean"].to_numpy(np.float64)
    volume = mean * case.items["unit_volume"].to_numpy(np.float64)
    price = case.offers["unit_price"].to_numpy(np.float64)
    landed = price + case.offers["freight_per_unit"].to_numpy(np.float64)
    first, item = case.first_offer[:-1], np.repeat(np.arange(count), np.diff(case.first_offer))
    cheapest = np.maximum(np.minimum.reduceat(landed, first), 1e-12)
    part = np.exp(-(landed / cheapest[item] - 1.0) / _EAGER)
    bought = mean[item] * price * part / np.add.reduceat(part, first)[item]
    supplier = pd.Index(case.suppliers["supplier"]).get_indexer(pd.Index(case.offers["supplier"]))
    warehouse = pd.Index(case.warehouses["warehouse"]).get_indexer(pd.Index(case.items["warehouse"]))
    used = np.zeros((2, len(limits) + 1))
    for number, times in enumerate((np.ones(count), stands_for)):
        np.add.at(used[number], limits.supplier[supplier], bought * times[item])
        np.add.at(used[number], np.append(limits.warehouse, -1)[warehouse], volume * times)
        used[number, limits.capital] = np.add.reduceat(bought, first) @ times
        used[number, limits.space] = volume @ times
    ratio = np.divide(used[1], used[0], out=np.ones(len(limits) + 1), where=(used[0] > 0) & (used[1] > 0))
    scaled: Floats = cap * ratio[:-1]
    return scaled
