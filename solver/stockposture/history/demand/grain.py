"""Whether rows of demand stand for days, weeks or months: read off their dates.

Counting a month's total as one day's demand would make the deviation of a day many times too high; the other way
round nothing is lost but precision. So what looks like weeks or months is taken as such.
"""

from enum import IntEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.history.demand.window import Window

Codes = NDArray[np.int64]

#: Days from either end of a month that still count as its end: the last working day, the first.
MONTH_EDGE = 4


class Grain(IntEnum):
    """What a row stands for; a week's code holds the weekday of its date (``WEEK + weekday``, Monday 0)."""

    MONTH = 0
    WEEK = 1
    DAY = 8


#: Weeks dated Friday to Sunday are taken to end on that day, others to begin on it.
FIRST_ENDING = 4


def grain_of_table(dates: pd.Series) -> Grain | None:
    """Return the grain that the distinct dates of a whole table show, ``None`` if they show a mix or days.

    >>> grain_of_table(pd.Series(pd.to_datetime(["2014-01-01", "2014-02-01", "2014-05-01"])))
    <Grain.MONTH: 0>
    """
    days = pd.DatetimeIndex(dates.unique())
    if len(set(days.day)) == 1 or days.is_month_end.all():
        return Grain.MONTH
    return Grain.WEEK if len(set(days.day_of_week)) == 1 and len(days) > 2 else None


def observed(dates: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day that the rows of a table stand for.

    >>> first, last = observed(pd.Series(pd.to_datetime(["2014-01-10", "2014-02-10"])))
    >>> f"{first:%Y-%m-%d} {last:%Y-%m-%d}"
    '2014-01-01 2014-02-28'
    """
    first, last = dates.min(), dates.max()
    match grain_of_table(dates):
        case Grain.MONTH:
            return first.to_period("M").start_time, last.to_period("M").end_time.normalize()
        case Grain.WEEK if first.day_of_week >= FIRST_ENDING:
            return first - pd.Timedelta(days=6), last
        case Grain.WEEK:
            return first, last + pd.Timedelta(days=6)
        case _:
            return first, last


def grains(seen: NDArray[np.bool_], window: Window, table: Grain | None) -> Codes:
    """Return the grain of every item in every calendar year.

    Months: one date a month at most, always on the same day of the month, at its end, or (four dates or more) within
    four days of its beginning or end. Weeks: three dates or more, all on one weekday. An item's year with too few
    dates to tell takes the coarsest of the item's other years; with none, the table's; in a table of mixed grain, a
    month if its dates begin or end one.

    Parameters
    ----------
    seen
        (n, days) whether the item has a row on the day.
    window
        The days.
    table
        Grain of the table as a whole.

    Returns
    -------
    (n, years)
        :class:`Grain` codes.
    """
    days = window.days
    years = days.year.to_numpy()
    found = np.full((len(seen), years[-1] - years[0] + 1), -1, dtype=np.int64)
    monthly_dates = np.ones(len(seen), dtype=bool)
    for column in range(found.shape[1]):
        inside = np.flatnonzero(years == years[0] + column)
        found[:, column], edges = _of_year(seen[:, inside[0] : inside[-1] + 1], days[inside])
        monthly_dates &= edges
    undecided = np.where(found < 0, np.iinfo(np.int64).max, found).min(axis=1, keepdims=True)
    if table is None:
        fallback = np.where(monthly_dates, Grain.MONTH, Grain.DAY).astype(np.int64)
    else:
        weekday = days.day_of_week.to_numpy(dtype=np.int64)[np.flatnonzero(seen.any(axis=0))[:1]]
        week = Grain.WEEK + (int(weekday[0]) if len(weekday) else 0)
        fallback = np.full(len(seen), week if table is Grain.WEEK else int(table), dtype=np.int64)
    known = np.where(undecided == np.iinfo(np.int64).max, fallback[:, np.newaxis], undecided)
    return np.where(found < 0, known, found)


def _of_year(seen: NDArray[np.bool_], days: pd.DatetimeIndex) -> tuple[Codes, NDArray[np.bool_]]:
    """Return the grain within one year, -1 where dates are too few to tell, and whether all begin or end a month."""
    day, month, length = days.day.to_numpy(), days.month.to_numpy(), days.days_in_month.to_numpy()
    dates = seen.sum(axis=1)
    in_months = _groups(seen, month)
    one_a_month = (in_months <= 1).all(axis=1)
    same_day = (_groups(seen, day) > 0).sum(axis=1) == 1
    at_end = ~(seen & (day != length)).any(axis=1)
    near = ~(seen & (day > MONTH_EDGE)).any(axis=1) | ~(seen & (day <= length - MONTH_EDGE)).any(axis=1)
    monthly = one_a_month & (((same_day | at_end) & (dates >= 2)) | (near & (dates >= 4)))
    per_weekday = _groups(seen, days.day_of_week.to_numpy()) > 0
    weekly = (per_weekday.sum(axis=1) == 1) & (dates >= 3)
    code = np.where(weekly, Grain.WEEK + per_weekday.argmax(axis=1), int(Grain.DAY))
    code = np.where(monthly, int(Grain.MONTH), code)
    undecided = (dates <= 1) | ((dates == 2) & ~monthly & (per_weekday.sum(axis=1) == 1))
    edges = ~(seen & (day != 1)).any(axis=1) | at_end
    return np.where(undecided, -1, code), edges


def _groups(seen: NDArray[np.bool_], group: Codes) -> Codes:
    """Return (n, groups) how many dates fall in each group of days, groups numbered by their order."""
    _, number = np.unique(group, return_inverse=True)
    order = np.argsort(number, kind="stable")
    starts = np.flatnonzero(np.diff(number[order], prepend=-1))
    return np.add.reduceat(seen[:, order], starts, axis=1, dtype=np.int64)
