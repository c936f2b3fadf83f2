"""The rules of one candidate that depend on its interval and suppliers: shelf life and minimum orders."""

import math

import numpy as np
from numpy.typing import NDArray

from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.theory.compiled import compiled

#: Relative slack when a mean order is compared with a minimum order quantity.
MOQ_TOLERANCE = 1e-9


@compiled
def freshest(shelf_life: float, lead: float, interval: float, mean: float, upper: int) -> int:
    """Return the largest buffer, at most ``upper``, that is used up before it spoils; -1 if none is.

    The longest lead time used, the interval and the buffer's days of supply fit in the shelf life.
    """
    if math.isinf(shelf_life):
        return upper
    days = shelf_life - lead - interval
    if days < 0.0:
        return -1
    units = math.floor(min(days * mean * (1.0 + 1e-12), 1e18))
    return min(upper, units)


@compiled
def enough(share: float, mean: float, interval: float, moq: float) -> bool:
    """Return whether a supplier's mean order meets its minimum; an item without demand orders nothing."""
    return mean == 0.0 or share * (mean * interval) >= moq * (1.0 - MOQ_TOLERANCE)


@compiled
def bands(
    offers: NDArray[np.int64],
    shares: Floats,
    interval: Floats,
    mean: Floats,
    shelf_life: Floats,
    lower: Ints,
    upper: Ints,
    lead: Floats,
    moq: Floats,
    keep_moq: bool,  # noqa: FBT001 - compiled functions take no keywords
    most: Ints,
    fits: Flags,
) -> None:
    """Fill the largest buffer ``most`` (n,) of each candidate and whether it ``fits`` its rules at all.

    ``offers`` and ``shares`` (n, 2) are the candidates'; interval, mean, shelf life and band (n,) too; ``lead`` and
    ``moq`` are by offer.
    """
    for i in range(len(interval)):
        longest, orders = 0.0, True
        for j in range(2):
            offer = offers[i, j]
            if offer >= 0:
                longest = max(longest, lead[offer])
                orders = orders and enough(shares[i, j], mean[i], interval[i], moq[offer])
        most[i] = freshest(shelf_life[i], longest, interval[i], mean[i], upper[i])
        fits[i] = most[i] >= lower[i] and (orders or not keep_moq)
