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
from stockposture.io.safe_text import unguard
from stockposture.io.tables_out import write_csv
from stockposture_models.errors import BadInputError, FileFaultError
from stockposture_models.findings import Finding, Severity

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


def read_history(folder: Path, date_format: str | None = None) -> History:
    """Read and check a history folder.

    Parameters
    ----------
    folder
        Folder with ``demand.csv``, ``deliveries.csv``, ``suppliers.csv`` and optionally ``items.csv``, in UTF-8.
    date_format
        ``strftime`` format of the dates; ISO if ``None``.

    Raises
    ------
    FileFaultError
        If the folder or a file cannot be read.
    BadInputError
        With every fault of the tables.
    """
    if not folder.is_dir():
        raise FileFaultError(
            f"{folder}: no such folder -> name a folder with demand.csv, deliveries.csv, suppliers.csv"
        )
    findings: list[Finding] = []
    tables = {}
    for table in HISTORY_ROWS:
        path = folder / f"{table}.csv"
        if path.is_file():
            tables[table] = _read_text(path, findings)
    if findings:
        raise BadInputError(findings)
    return check_history(tables, date_format)


def _read_text(path: Path, findings: list[Finding]) -> pd.DataFrame:
    """Return the cells as text; record 0 is row 2 of the file, blank rows are left out."""
    try:
        text = pd.read_csv(
            path, dtype=str, keep_default_na=False, skip_blank_lines=False, encoding="utf-8-sig"
        )
    except OSError as error:
        raise FileFaultError(f"{path}: {error.strerror or error} -> make it readable") from error
    except (UnicodeDecodeError, pd.errors.EmptyDataError, pd.errors.ParserError) as error:
        remedy = "save it as CSV in UTF-8, a header and rows as long as it"
        findings.append(Finding(Severity.FAULT, str(error), remedy, file=path.name))
        return pd.DataFrame()
    text = text.fillna("")
    if not isinstance(text.index, pd.RangeIndex):
        findings.append(
            Finding(Severity.FAULT, "rows are longer than the header", "one cell a column", file=path.name)
        )
        return pd.DataFrame()
    text.columns = text.columns.str.strip().str.lower()
    text = text[text.ne("").any(axis=1)]
    return text.apply(unguard)
