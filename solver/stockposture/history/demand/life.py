"""When an item came and whether it is still wanted: silence too long to be chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

#: Chance of a silence as long, at the item's own frequency of demand, below which it is taken to mean something.
SILENCE = 0.001
#: Months that must be left of an item that is new.
LEAST_MONTHS = 3


@dataclass(frozen=True)
class Life:
    """From when on n items count.

    Parameters
    ----------
    begins
        (n,) first month that counts, the window's first being 0. A new item counts from the month after its first
        demand, for that month was chosen because it has demand.
    new
        (n,) whether it was not there from the start.
    stopped
        (n,) last month with demand of items no longer wanted, else -1.
    """

    begins: NDArray[np.int64]
    new: Mask
    stopped: NDArray[np.int64]


def life_of(hits: Mask, counted: Mask) -> Life:
    """Return the life of every item.

    Parameters
    ----------
    hits
        (n, m) months with demand.
    counted
        (m,) months that count.
    """
    hits = hits & counted
    months = hits.shape[1]
    any_hit = hits.any(axis=1)
    first = np.where(any_hit, hits.argmax(axis=1), 0)
    last = np.where(any_hit, months - 1 - hits[:, ::-1].argmax(axis=1), months - 1)
    before = np.concatenate([[0], counted.cumsum()])
    total, number = int(before[-1]), hits.sum(axis=1)
    new = any_hit & (_silence(before[first], number, total - before[first]) < SILENCE)
    # What is left must be enough to tell of: months, and demand besides the first.
    new &= (total - before[first] - 1 >= LEAST_MONTHS) & (number > 1)
    quiet = any_hit & (_silence(total - before[last + 1], number, before[last + 1] - before[first]) < SILENCE)
    return Life(np.where(new, first + 1, 0), new, np.where(quiet, last, -1))


def _silence(gap: NDArray[np.int64], hits: NDArray[np.int64], months: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the chance of so many months without demand, for demand in so many of the other months."""
    chance: NDArray[np.float64] = (1 - hits / (months + 1)) ** gap
    return chance
