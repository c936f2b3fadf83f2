"""Dates as text: ISO, or one format the user names. Nothing is guessed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ISO = r"\d{4}-\d{2}-\d{2}"
TIME_OF_DAY = r"[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
TWO_SMALL_NUMBERS = r"(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})"
FORMAT_REMEDY = "write it as 2014-03-31, or name the format, e.g. --date-format %d/%m/%Y"


@dataclass(frozen=True)
class ParsedDates:
    """Dates read from text; all arrays have one entry per row.

    Parameters
    ----------
    days
        ``datetime64``, ``NaT`` where blank or not understood.
    not_understood
        Text that is no date.
    ambiguous
        Text whose day and month cannot be told apart; part of ``not_understood``.
    """

    days: pd.Series
    not_understood: NDArray[np.bool_]
    ambiguous: NDArray[np.bool_]


def parse_dates(text: pd.Series, date_format: str | None = None) -> ParsedDates:
    """Read dates; a time of day behind an ISO date is cut off.

    Parameters
    ----------
    text
        Stripped text; ``""`` is blank.
    date_format
        ``strftime`` format of all dates; ISO if ``None``.

    >>> parsed = parse_dates(pd.Series(["2014-03-31", "03/04/2014", "31/04/2014", ""]))
    >>> parsed.days.dt.strftime("%d %b").tolist()[0], parsed.not_understood.tolist()
    ('31 Mar', [False, True, True, False])
    >>> parsed.ambiguous.tolist()
    [False, True, False, False]
    >>> parse_dates(pd.Series(["03/04/2014"]), "%d/%m/%Y").days.dt.month.tolist()
    [4]
    """
    if date_format is None:
        iso = text.str.fullmatch(f"{ISO}(?:{TIME_OF_DAY})?")
        days = text.str.slice(0, 10).where(iso)
        values = pd.to_datetime(days, format="%Y-%m-%d", errors="coerce")
    else:
        values = pd.to_datetime(text.where(text != ""), format=date_format, errors="coerce")
    wrong = (values.isna() & (text != "")).to_numpy(dtype=bool)
    parts = text[wrong].str.extract(f"^{TWO_SMALL_NUMBERS}$").astype("float64")
    ambiguous = np.zeros(len(text), dtype=bool)
    ambiguous[wrong] = (parts.le(12).all(axis=1) & parts.notna().all(axis=1)).to_numpy(dtype=bool)
    if date_format is not None:
        ambiguous[:] = False
    return ParsedDates(values, wrong, ambiguous)
