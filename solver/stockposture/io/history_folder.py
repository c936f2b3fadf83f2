"""History tables as a folder of CSV: ``demand.csv``, ``deliveries.csv``, ``suppliers.csv``, ``items.csv``."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from stockposture.history.check import check_history
from stockposture.history.history import History
from stockposture.history.notes import Note
from stockposture.history.rows import HISTORY_ROWS
from stockposture.io.atomic import whole_folder
from stockposture.io.inside import inside
from stockposture.io.tables_out import write_csv
from stockposture.io.text_table import read_text_table
from stockposture_models.errors import FileFaultError
from stockposture_models.findings import Finding

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
            dates = frame.select_dtypes("datetime").columns
            text = {name: frame[name].dt.strftime("%Y-%m-%d").fillna("").astype(str) for name in dates}
            write_csv(frame.assign(**text), inside(folder, f"{table}.csv"))
        document = {**origin, "notes": [note.as_dict() for note in notes]}
        quality = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        inside(folder, QUALITY_NOTE).write_text(quality, encoding="utf-8")


def read_history(
    folder: Path, *, date_format: str | None = None, encoding: str | None = None, decimal: str = "."
) -> History:
    """Read and check a history folder.

    Parameters
    ----------
    folder
        Folder with ``demand.csv``, ``deliveries.csv``, ``suppliers.csv`` and optionally ``items.csv``.
    date_format
        ``strftime`` format of the dates; ISO if ``None``.
    encoding
        Encoding of the files, if not UTF-8.
    decimal
        Decimal mark.

    Raises
    ------
    FileFaultError
        If the folder or a file cannot be read.
    BadInputError
        With every fault of the tables.
    """
    if not folder.is_dir():
        raise FileFaultError(
            f"{folder}: no such folder -> name a folder with demand.csv, deliveries.csv and suppliers.csv"
        )
    findings: list[Finding] = []
    raws, unread = [], []
    for table, model in HISTORY_ROWS.items():
        path = folder / f"{table}.csv"
        if not path.is_file():
            continue
        raw, more = read_text_table(path, table, source=path.name, encoding=encoding, model=model)
        findings += more
        if raw is None:
            unread.append(table)
        else:
            raws.append(raw)
    return check_history(raws, date_format=date_format, decimal=decimal, findings=findings, unread=unread)
