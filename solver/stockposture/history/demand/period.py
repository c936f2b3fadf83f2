"""The period a case is made for: ``2015``, ``2015H1``, ``2015Q1`` or ``2015-02``."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_FORM = re.compile(r"(\d{4})(?:-?(?:H([12])|Q([1-4])|(?<=-)(0[1-9]|1[0-2])))?", re.IGNORECASE)


@dataclass(frozen=True)
class PlanningPeriod:
    """Consecutive calendar months.

    Parameters
    ----------
    first
        First month.
    months
        How many.
    """

    first: pd.Period
    months: int

    @property
    def last(self) -> pd.Period:
        """Last month."""
        return self.first + self.months - 1

    @property
    def calendar_month(self) -> NDArray[np.int64]:
        """(months,) January 0."""
        return (self.first.month - 1 + np.arange(self.months)) % 12

    @property
    def days(self) -> NDArray[np.float64]:
        """(months,) Days of each month."""
        return pd.period_range(self.first, self.last, freq="M").days_in_month.to_numpy(dtype=np.float64)

    def __str__(self) -> str:
        return f"{self.first}" if self.months == 1 else f"{self.first} to {self.last}"


def year_after(last: pd.Timestamp) -> PlanningPeriod:
    """Return the twelve months after a history: what a case is made for if nothing else is asked.

    >>> str(year_after(pd.Timestamp("2014-12-31")))
    '2015-01 to 2015-12'
    """
    return PlanningPeriod(pd.Period(last + pd.Timedelta(days=1), "M"), 12)


def planning_period(text: str) -> PlanningPeriod:
    """Read a period.

    Raises
    ------
    ValueError
        The text is none.

    >>> [str(planning_period(text)) for text in ("2015Q1", "2015-02", "2015h2", "2015")]
    ['2015-01 to 2015-03', '2015-02', '2015-07 to 2015-12', '2015-01 to 2015-12']
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise ValueError(
            f"{text!r} is no period: write a quarter 2015Q1, a month 2015-02, a half 2015H1 or a year 2015"
        )
    year, half, quarter, month = match.groups()
    length = 6 if half else 3 if quarter else 1 if month else 12
    number = int(half or quarter or month or 1)
    return PlanningPeriod(pd.Period(f"{year}-{(number - 1) * length + 1:02d}", "M"), length)
