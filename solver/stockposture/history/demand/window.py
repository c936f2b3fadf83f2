"""The days of demand that count."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity

#: Fewer days give no deviation worth the name.
LEAST_DAYS = 28


@dataclass(frozen=True)
class Window:
    """Consecutive days, both ends included.

    Parameters
    ----------
    first, last
        Days, at midnight.
    left_out
        (n,) ``True`` for days that do not count, such as those of a disrupted stretch; none if ``None``.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    left_out: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    @cached_property
    def days(self) -> pd.DatetimeIndex:
        """(n,) All days."""
        return pd.date_range(self.first, self.last, freq="D")

    @cached_property
    def counted(self) -> NDArray[np.bool_]:
        """(n,) Whether each day counts."""
        return np.ones(len(self), dtype=bool) if self.left_out is None else ~self.left_out

    @cached_property
    def month(self) -> NDArray[np.int64]:
        """(n,) Month of each day, the first being 0."""
        number = self.days.year.to_numpy() * 12 + self.days.month.to_numpy()
        month: NDArray[np.int64] = (number - number[0]).astype(np.int64)
        return month

    def position(self, dates: pd.Series) -> NDArray[np.int64]:
        """Return the number of each day from the first, below 0 before it."""
        whole_days = (dates - self.first) // pd.Timedelta(days=1)
        return np.asarray(whole_days, dtype=np.int64)


def demand_window(
    first: pd.Timestamp,
    last: pd.Timestamp,
    since: dt.date | None,
    cut_months: int,
    left_out: pd.DataFrame | None = None,
) -> Window:
    """Return the days from the first observed (or the month of ``since``) to the last, ``cut_months`` left out.

    Parameters
    ----------
    first, last
        First and last day that rows of demand stand for.
    since
        Demand before this day's month is left out; ``None``: all counts.
    cut_months
        Last calendar months left out.
    left_out
        ``start``, ``end`` (both included) of stretches that do not count.

    Raises
    ------
    BadInputError
        If too few days are left.
    """
    begin = first if since is None else max(first, pd.Timestamp(since).to_period("M").start_time)
    end = (last.to_period("M") - cut_months).end_time.normalize() if cut_months else last
    length = max(0, (end - begin).days + 1)
    if length < LEAST_DAYS:
        problem = f"{length} days of demand are left of {first:%Y-%m-%d} to {last:%Y-%m-%d}, {LEAST_DAYS} are needed"
        remedy = "cut fewer months (--cut-months), start earlier (--since) or bring a longer history"
        raise BadInputError([Finding(Severity.FAULT, problem, remedy, file="demand.csv", column="date")])
    window = Window(begin, end)
    if left_out is None or left_out.empty:
        return window
    mask = np.zeros(length, dtype=bool)
    for start, stop in zip(window.position(left_out["start"]), window.position(left_out["end"]), strict=True):
        mask[max(0, start) : max(0, stop + 1)] = True
    if length - int(mask.sum()) < LEAST_DAYS:
        problem = f"only {length - int(mask.sum())} days of demand are left outside the disrupted stretches"
        remedy = "bring a longer history, or shorten the stretches"
        raise BadInputError([Finding(Severity.FAULT, problem, remedy, file="demand.csv", column="date")])
    return Window(begin, end, mask)
