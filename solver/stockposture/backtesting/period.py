"""The stretch of days a plan is lived through, within the history."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from stockposture.backtesting.spans import spans
from stockposture.history.history import History
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity


@dataclass(frozen=True)
class Period:
    """Days from ``start`` to before ``end``."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How many."""
        return (self.end - self.start).days

    @property
    def years(self) -> float:
        """How many years of 365 days."""
        return self.days / 365.0


def period_after(history: History, split: dt.date, *, until: dt.date | None, months: int) -> Period:
    """Return the days from the split on that the history has.

    Parameters
    ----------
    history
        Checked history tables.
    split
        First day of the period.
    until
        First day after it; ``None``: so many months later, or the end of the history.
    months
        Calendar months, without ``until``.

    Raises
    ------
    BadInputError
        If the split or ``until`` lies outside the days of the history, or leaves nothing on one side.
    """
    dates = history.demand["date"]
    if dates.empty:
        raise BadInputError([Finding(Severity.FAULT, "no demand", "add rows", file="demand.csv")])
    begin, final = spans(dates)
    first, last = begin.min().date(), final.max().date()
    has = f"the history has demand of {first} to {last}"
    if not first < split <= last:
        problem = f"the split {split} leaves nothing {'before' if split <= first else 'after'} it: {has}"
        raise BadInputError([_fault(problem, f"name a day after {first} and no later than {last}", "split", split)])
    end = until or (pd.Timestamp(split) + pd.DateOffset(months=months)).date()
    beyond = last + dt.timedelta(days=1)
    if until is not None and not split < until <= beyond:
        remedy = f"name a day after {split} and no later than {beyond}"
        raise BadInputError([_fault(f"the replay would end on {until}: {has}", remedy, "until", until)])
    return Period(split, min(end, beyond))


def _fault(problem: str, remedy: str, column: str, value: dt.date) -> Finding:
    return Finding(Severity.FAULT, problem, remedy, file="backtest", column=column, value=str(value))
