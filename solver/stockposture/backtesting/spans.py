"""The days that rows of demand stand for: of a table of months or weeks, all days of each."""

import pandas as pd

from stockposture.history.demand.grain import FIRST_ENDING, Grain, grain_of_table


def spans(dates: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the first and the last day that each row stands for.

    If the table as a whole shows months or weeks, a row stands for its calendar month, or for the seven days that begin
    on its date (end on it if that is a Friday, Saturday or Sunday); else for its date.

    >>> first, last = spans(pd.Series(pd.to_datetime(["2014-01-01", "2014-02-01"])))
    >>> [f"{day:%Y-%m-%d}" for day in last]
    ['2014-01-31', '2014-02-28']
    """
    match grain_of_table(dates):
        case Grain.MONTH:
            month = dates.dt.to_period("M")
            return month.dt.start_time, month.dt.end_time.dt.normalize()
        case Grain.WEEK:
            six = pd.Timedelta(days=6)
            return (dates - six, dates) if dates.iloc[0].day_of_week >= FIRST_ENDING else (dates, dates + six)
        case _:
            return dates, dates
