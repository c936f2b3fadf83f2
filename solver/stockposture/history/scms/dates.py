"""Dates of the SCMS file: three layouts, and words where a date was not kept."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Layout to format. Numbers with slashes are American: many days over 12 stand second, none first.
LAYOUTS = {
    r"\d{1,2}-[A-Za-z]{3}-\d{2}": "%d-%b-%y",
    r"\d{1,2}-[A-Za-z]{3}-\d{4}": "%d-%b-%Y",
    r"\d{1,2}/\d{1,2}/\d{4}": "%m/%d/%Y",
    r"\d{1,2}/\d{1,2}/\d{2}": "%m/%d/%y",
    r"\d{4}-\d{2}-\d{2}": "%Y-%m-%d",
}

#: Words the publisher writes where there is no date.
NO_DATE = frozenset({"", "Date Not Captured", "N/A - From RDC", "Pre-PQ Process", "N/A"})


@dataclass(frozen=True)
class ScmsDates:
    """``days`` as ``datetime64`` and a mask of text that is neither a date nor a known word."""

    days: pd.Series
    not_understood: NDArray[np.bool_]


def parse_scms_dates(text: pd.Series) -> ScmsDates:
    """Read a date column.

    >>> parsed = parse_scms_dates(pd.Series(["2-Jun-06", "11/13/2006", "Date Not Captured", "13/11/2006"]))
    >>> parsed.days.dt.strftime("%Y-%m-%d").tolist()[:2], parsed.not_understood.tolist()
    (['2006-06-02', '2006-11-13'], [False, False, False, True])
    """
    values = pd.Series(pd.NaT, index=text.index, dtype="datetime64[us]")
    for layout, date_format in LAYOUTS.items():
        rows = text.str.fullmatch(layout).to_numpy(dtype=bool)
        if rows.any():
            values[rows] = pd.to_datetime(text[rows], format=date_format, errors="coerce").astype("datetime64[us]")
    not_understood = values.isna() & ~text.isin(list(NO_DATE))
    return ScmsDates(values, not_understood.to_numpy(dtype=bool))
