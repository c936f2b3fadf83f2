"""Which whole-unit buffers a posture allows an item."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture_models.tables.settings import Posture

#: Relative slack at the ends of a band: 5 days of 0.2 units a day is one unit, whatever binary fractions say.
ROUNDING = 1e-9
#: Stands for "unlimited" where a buffer has no upper end.
LARGEST_BUFFER = 2**53


def buffer_bounds(items: pd.DataFrame, posture: Posture) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the least and the largest whole-unit buffer of each item under a posture.

    A buffer b fits if max(lo mu, min_buffer) <= b <= min(hi mu, max_buffer), where [lo, hi] are the posture's
    ``buffer_days`` and mu the item's ``demand_mean``. An item without demand can only hold 0.

    Parameters
    ----------
    items
        (n) items with ``demand_mean`` (units/day), ``min_buffer`` and ``max_buffer`` (units; ``nan``:
        unlimited).
    posture
        Terms of the posture.

    Returns
    -------
    lower, upper
        (n,) units; no buffer fits where ``lower > upper``.

    Examples
    --------
    >>> from stockposture_models.tables.settings import Postures
    >>> items = pd.DataFrame({"demand_mean": [0.2, 0.0], "min_buffer": 0.0, "max_buffer": [np.nan, 4.0]})
    >>> [bound.tolist() for bound in buffer_bounds(items, Postures().hybrid)]
    [[1, 0], [6, 0]]
    """
    least_days, most_days = posture.buffer_days
    mean = items["demand_mean"].to_numpy(dtype=np.float64)
    least = np.maximum(least_days * mean, items["min_buffer"].to_numpy(dtype=np.float64))
    most = np.fmin(most_days * mean, items["max_buffer"].to_numpy(dtype=np.float64))
    lower = np.ceil(least * (1 - ROUNDING))
    upper = np.floor(most * (1 + ROUNDING))
    return _whole(lower), _whole(upper)


def _whole(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return whole numbers, nan as 0 (an item already refused), beyond 2^53 cut off."""
    return np.clip(np.nan_to_num(values, nan=0.0), 0, LARGEST_BUFFER).astype(np.int64)
