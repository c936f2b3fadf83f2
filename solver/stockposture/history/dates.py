"""Dates as text: ISO, or one format the user names. Nothing is guessed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

DAY = r"\d{4}-\d{2}-\d{2}"
TIME_OF_DAY = r"[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
ZONE = r"Z|[+-]\d{2}:?\d{2}"
#: A month, or a week of ISO 8601: what a row of summed up demand may be dated with.
MONTH, WEEK = r"\d{4}-\d{2}", r"\d{4}-?W\d{2}"
NO_ZONE = "no zone"
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
    zone
        Time zone behind the time of day, :data:`NO_ZONE` where none is named, ``""`` where there is no time of day.
    """

    days: pd.Series
    not_understood: Mask
    ambiguous: Mask
    zone: NDArray[np.object_]


def parse_dates(text: pd.Series, date_format: str | None = None, *, periods: bool = False) -> ParsedDates:
    """Read dates; a time of day behind an ISO date is cut off.

    Parameters
    ----------
    text
        Stripped text; ``""`` is blank.
    date_format
        ``strftime`` format of all dates; ISO if ``None``.
    periods
        Whether ``2014-03`` and ``2014-W09`` are understood too, as their first day.

    >>> parsed = parse_dates(pd.Series(["2014-03-31", "03/04/2014", "31/04/2014", ""]))
    >>> parsed.days.dt.strftime("%d %b").tolist()[0], parsed.not_understood.tolist()
    ('31 Mar', [False, True, True, False])
    >>> parsed.ambiguous.tolist()
    [False, True, False, False]
    >>> parse_dates(pd.Series(["03/04/2014"]), "%d/%m/%Y").days.dt.month.tolist()
    [4]
    >>> parse_dates(pd.Series(["2014-02", "2014-W09"]), periods=True).days.dt.day.tolist()
    [1, 24]
    """
    # Histories name the same few days again and again.
    codes, distinct = pd.factorize(text)
    parsed = _parse(pd.Series(distinct, dtype="str"), date_format, periods=periods)
    days = pd.Series(parsed.days.to_numpy()[codes], index=text.index)
    return ParsedDates(days, parsed.not_understood[codes], parsed.ambiguous[codes], parsed.zone[codes])


def _parse(text: pd.Series, date_format: str | None, *, periods: bool) -> ParsedDates:
    ambiguous = np.zeros(len(text), dtype=bool)
    zone = np.full(len(text), "", dtype=object)
    if date_format is not None:
        values = pd.to_datetime(text.where(text != ""), format=date_format, errors="coerce")
        if getattr(values.dtype, "tz", None) is not None:
            values = values.dt.tz_localize(None)
        return ParsedDates(values.dt.normalize(), (values.isna() & (text != "")).to_numpy(dtype=bool), ambiguous, zone)
    parts = text.str.extract(f"^(?P<day>{DAY})(?:(?P<time>{TIME_OF_DAY})(?P<zone>{ZONE})?)?$")
    values = pd.to_datetime(parts["day"], format="%Y-%m-%d", errors="coerce")
    zone = parts["zone"].fillna(NO_ZONE).where(parts["time"].notna(), "").to_numpy(dtype=object)
    if periods:
        month = text.where(text.str.fullmatch(MONTH))
        values = values.fillna(pd.to_datetime(month, format="%Y-%m", errors="coerce"))
        week = text.where(text.str.fullmatch(WEEK)).str.replace("-", "") + "1"
        values = values.fillna(pd.to_datetime(week, format="%GW%V%u", errors="coerce"))
    wrong = (values.isna() & (text != "")).to_numpy(dtype=bool)
    numbers = text[wrong].str.extract(f"^{TWO_SMALL_NUMBERS}$").astype("float64")
    ambiguous[wrong] = (numbers.le(12).all(axis=1) & numbers.notna().all(axis=1)).to_numpy(dtype=bool)
    return ParsedDates(values, wrong, ambiguous, zone)


def mixed_zones(zones: NDArray[np.object_]) -> tuple[Mask, list[str]]:
    """Return the rows whose time zone is not the commonest, where there is more than one, and all zones.

    >>> mixed, names = mixed_zones(np.array(["Z", "Z", "+02:00", ""], dtype=object))
    >>> mixed.tolist(), names
    ([False, False, True, False], ['Z', '+02:00'])
    """
    named = zones != ""
    counts = pd.Series(zones[named]).value_counts()
    if len(counts) < 2:
        return np.zeros(len(zones), dtype=bool), []
    mixed: Mask = named & (zones != counts.index[0])
    return mixed, [str(name) for name in counts.index]
