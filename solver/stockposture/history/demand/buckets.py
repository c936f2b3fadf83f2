"""Days put together to the buckets that rows of demand stand for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture.history.demand.grain import FIRST_ENDING, Grain
from stockposture.history.demand.window import Window

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Buckets:
    """The buckets of items of one grain.

    Parameters
    ----------
    starts
        (b,) first day of each within the window, as a number.
    days
        (b,) days of each; 0 where it does not count, because the window or a disrupted stretch cuts it.
    in_month
        (b, m) of these, days in each month of the window.
    weekday
        (b,) weekday (Monday 0) of buckets of one day each, else ``None``.
    """

    starts: NDArray[np.int64]
    days: Numbers
    in_month: Numbers
    weekday: NDArray[np.int64] | None

    def sums(self, daily: Numbers) -> Numbers:
        """Return (n, b) sums of (n, days) daily figures; 0 in buckets that do not count."""
        if len(self.starts) == daily.shape[1]:
            return np.where(self.days > 0, daily, 0.0)
        return np.where(self.days > 0, np.add.reduceat(daily, self.starts, axis=1), 0.0)


def buckets_of(window: Window, grain: NDArray[np.int64]) -> Buckets:
    """Return the buckets of items whose years have these grains.

    Parameters
    ----------
    window
        The days.
    grain
        (years,) :class:`~stockposture.history.demand.grain.Grain` code of each calendar year.
    """
    days = window.days
    ordinal = np.arange(len(window), dtype=np.int64)
    weekday = days.day_of_week.to_numpy().astype(np.int64)
    year = days.year.to_numpy() - days.year[0]
    code = grain[year]
    anchor = code - Grain.WEEK
    begins = np.where(anchor >= FIRST_ENDING, (anchor + 1) % 7, anchor)
    week_start = ordinal - (weekday - begins) % 7
    month_start = ordinal - (days.day.to_numpy() - 1)
    is_month, is_day = code == Grain.MONTH, code == Grain.DAY
    start = np.where(is_day, ordinal, np.where(is_month, month_start, week_start))
    full = np.where(is_day, 1, np.where(is_month, days.days_in_month.to_numpy(), 7))
    # A change of year or of grain begins a bucket too.
    new = np.flatnonzero(np.diff(start, prepend=-10_000) != 0)
    counted = np.add.reduceat(window.counted.astype(np.int64), new)
    length = np.where(counted == full[new], counted, 0).astype(np.float64)
    in_month = np.zeros((len(new), int(window.month[-1]) + 1))
    np.add.at(in_month, (np.searchsorted(new, ordinal, side="right") - 1, window.month), 1.0)
    in_month[length == 0] = 0.0
    return Buckets(new, length, in_month, weekday if is_day.all() else None)
