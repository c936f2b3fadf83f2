"""The best of each item among evaluated candidates: its least cost, its cheapest, its best of another kind."""

from math import inf

import numpy as np
from numpy.typing import NDArray

from stockposture.decomposition.columns.pool import Pool
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled, compiled_inner


def note_least(pool: Pool, priced: Floats, least: Floats) -> None:
    """Lower ``least`` (n,) of each item to its least in a priced pool (c, k)."""
    candidates = pool.candidates
    _note_least(candidates.split, candidates.splits.item, priced, least)


def best_and_second(pool: Pool, priced: Floats, items: int) -> tuple[Ints, Ints]:
    """Return the rows of each item's cheapest candidate, limits ignored, and of its best of another kind, (items,).

    Parameters
    ----------
    pool
        c candidates.
    priced
        (c, k) cost by which the second is the best of all with another posture or other suppliers than the cheapest.
    items
        Number of items.

    Returns
    -------
    best, second
        -1 where there is none.
    """
    best, second = np.full((2, items), -1, dtype=np.int64)
    candidates, splits = pool.candidates, pool.candidates.splits
    _choose(
        candidates.split,
        candidates.posture,
        splits.item,
        np.ascontiguousarray(splits.offers),
        pool.relevant,
        priced,
        best,
        second,
    )
    return best, second


@compiled
def _note_least(split: Ints, item: Ints, priced: Floats, least: Floats) -> None:
    for c in range(len(split)):
        i = item[split[c]]
        least[i] = min(least[i], least_of(priced, c))


@compiled_inner
def least_of(values: Floats, row: int) -> float:
    """Return the least of a row."""
    least = inf
    for k in range(values.shape[1]):
        least = min(least, values[row, k])
    return least


@compiled
def _choose(
    split: Ints,
    posture: NDArray[np.int8],
    item: Ints,
    offers: NDArray[np.int64],
    relevant: Floats,
    priced: Floats,
    best: Ints,
    second: Ints,
) -> None:
    least = np.full(len(best), inf)
    for c in range(len(split)):
        i, lowest = item[split[c]], least_of(relevant, c)
        if best[i] < 0 or lowest < least[i]:
            best[i], least[i] = c, lowest
    least[:] = inf
    for c in range(len(split)):
        i = item[split[c]]
        s, b = split[c], split[best[i]]
        if posture[c] == posture[best[i]] and offers[s, 0] == offers[b, 0] and offers[s, 1] == offers[b, 1]:
            continue
        lowest = least_of(priced, c)
        if second[i] < 0 or lowest < least[i]:
            second[i], least[i] = c, lowest
