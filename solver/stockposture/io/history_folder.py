"""A history as a folder of tables: ``demand``, ``deliveries``, ``suppliers``, ``items``, ``periods``, ``countries``."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from stockposture.history.check import check_history
from stockposture.history.history import History
from stockposture.history.notes import Note
from stockposture.history.rows import HISTORY_ROWS, REQUIRED_TABLES
from stockposture.io.atomic import whole_folder
from stockposture.io.history_tables import read_history_tables
from stockposture.io.inside import inside
from stockposture.io.tables_out import write_csv

#: What was dropped, repaired, assumed on the way in.
QUALITY_NOTE = "quality.json"


def write_history(history: History, target: Path, notes: Sequence[Note], origin: dict[str, Any]) -> None:
    """Write a history folder, whole or not at all; dates are ISO.

    Parameters
    ----------
    history
        The tables.
    target
        Folder to write; replaced if it is a history folder we wrote.
    notes
        What was dropped, repaired, assumed.
    origin
        Where the data came from and how it was read; stands in front of the notes.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    with whole_folder(target, kind="history") as folder:
        for table in HISTORY_ROWS:
            frame: pd.DataFrame = getattr(history, table)
            if frame.empty and table not in REQUIRED_TABLES:
                continue
            dates = frame.select_dtypes("datetime").columns
            text = {name: frame[name].dt.strftime("%Y-%m-%d").fillna("").astype(str) for name in dates}
            write_csv(frame.assign(**text), inside(folder, f"{table}.csv"))
        document = {**origin, "notes": [note.as_dict() for note in notes]}
        quality = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        inside(folder, QUALITY_NOTE).write_text(quality, encoding="utf-8")


def read_history(
    path: Path, *, date_format: str | None = None, encoding: str | None = None, decimal: str = "."
) -> History:
    """Read and check a history.

    Parameters
    ----------
    path
        Folder with ``demand``, and ``deliveries``, ``suppliers``, ``items``, ``periods`` and ``countries`` as far as
        there are any, each as ``.csv`` or ``.parquet``; or an ``.xlsx`` with a sheet per table. Demand in CSV may be
        wide.
    date_format
        ``strftime`` format of the dates; ISO if ``None``.
    encoding
        Encoding of CSV files, if not UTF-8.
    decimal
        Decimal mark.

    Raises
    ------
    FileFaultError
        If the folder or a file cannot be read.
    BadInputError
        With every fault of the tables.
    """
    found = read_history_tables(path, encoding=encoding, decimal=decimal, date_format=date_format)
    return check_history(
        found.raws, date_format=date_format, decimal=decimal, findings=found.findings, unread=found.unread
    )
