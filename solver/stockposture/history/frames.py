"""A history from data frames, for Python users."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stockposture.history.check import check_history
from stockposture.history.history import History
from stockposture.history.rows import HISTORY_ROWS, dates_of
from stockposture_models.tables.frames import raw_from_frame
from stockposture_models.tables.raw import RawTable


def history_from_frames(
    tables: Mapping[str, pd.DataFrame], *, date_format: str | None = None, today: dt.date | None = None
) -> History:
    """Make a history from data frames, through the same checks as files.

    Parameters
    ----------
    tables
        Tables by name; only the required columns of :mod:`stockposture.history.rows` are needed. They are not changed.
    date_format
        ``strftime`` format of days given as text; ISO if ``None``.
    today
        See :func:`~stockposture.history.check.check_history`.

    Raises
    ------
    ValueError
        A table that is none of a history.
    BadInputError
        With every fault; ``row`` counts the first record as row 2, as in a file with a header.

    Examples
    --------
    >>> days = pd.date_range("2014-01-01", periods=3)
    >>> history = history_from_frames({"demand": pd.DataFrame({"date": days, "sku": "A", "quantity": [3, 0, 5]})})
    >>> history.demand["quantity"].tolist()
    [3.0, 0.0, 5.0]
    """
    strange = sorted(set(tables) - set(HISTORY_ROWS))
    if strange:
        raise ValueError(f"{', '.join(strange)}: no table of a history; its tables are {', '.join(HISTORY_ROWS)}")
    raws, unread, findings = [], [], []
    for table, frame in tables.items():
        raw, more = raw_from_frame(frame, table, HISTORY_ROWS[table])
        findings += more
        if raw is None:
            unread.append(table)
        else:
            raws.append(days_as_text(raw))
    return check_history(raws, date_format=date_format, findings=findings, unread=unread, today=today)


def days_as_text(raw: RawTable) -> RawTable:
    """Return a table whose typed dates are ISO text, as in CSV; a time of day is cut off in its own time zone."""
    columns = dict(raw.columns)
    for name in dates_of(HISTORY_ROWS[raw.table]):
        if name not in columns or columns[name].dtype == "str":
            continue
        try:
            days = pa.array(columns[name], from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            continue  # mixed objects: the checks name them
        if pa.types.is_temporal(days.type):
            columns[name] = pc.fill_null(pc.strftime(days, format="%Y-%m-%d"), "").to_pandas()
    return replace(raw, columns=columns)
