"""A spreadsheet of what is done today: CSV, Parquet, a workbook, or the folder of a plan."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from stockposture.io.history_tables import WORKBOOKS
from stockposture.io.plan_table import CSV
from stockposture.io.safe_text import unguard
from stockposture.io.streams import STDIN, STREAM
from stockposture.io.text import decode
from stockposture.io.text_table import read_bytes, table_of_text
from stockposture.pricing.current_row import CurrentRow
from stockposture_models.errors import BadInputError, FileFaultError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.frames import raw_from_frame
from stockposture_models.tables.raw import RawTable


def read_current(path: Path, *, encoding: str | None = None, decimal: str = ".") -> tuple[RawTable, list[Finding]]:
    """Read a spreadsheet of what is done today, not yet checked.

    Parameters
    ----------
    path
        A ``.csv``, a ``.parquet``, or an ``.xlsx`` whose only sheet it is, or whose sheet ``current``; or a plan
        folder, whose decisions are taken; or ``-``, CSV on standard input.
    encoding
        Encoding of CSV files, if not UTF-8.
    decimal
        Decimal mark.

    Returns
    -------
    tuple
        The table and what was mended.

    Raises
    ------
    BadInputError
        The file does not hold a table.
    FileFaultError
        The file cannot be read.
    """
    if path.is_dir():
        if not (path / CSV).is_file():
            raise FileFaultError(f"{path} is a folder without {CSV}: give a spreadsheet, or the folder of a plan")
        path = path / CSV
    if path != STREAM and not path.exists():
        raise FileFaultError(f"{path} is not there: give a .csv, .xlsx or .parquet file, or the folder of a plan")
    raw, findings = _read(path, encoding, decimal)
    if raw is None:
        raise BadInputError(findings)
    if path.name == CSV:
        # Ours, where names that a spreadsheet would run stand behind an apostrophe.
        raw = replace(raw, columns={name: unguard(column) for name, column in raw.columns.items()})
    return raw, findings


def current_from_frame(frame: pd.DataFrame) -> tuple[RawTable, list[Finding]]:
    """Return a data frame as :func:`read_current` returns a file; rows are counted from 2.

    Raises
    ------
    BadInputError
        Its columns cannot be told apart, or none is known.
    """
    raw, findings = raw_from_frame(frame, CurrentRow.table, CurrentRow)
    if raw is None:
        raise BadInputError(findings)
    return raw, findings


def _read(path: Path, encoding: str | None, decimal: str) -> tuple[RawTable | None, list[Finding]]:
    kind = path.suffix.lower()
    if kind in WORKBOOKS:
        from stockposture.io.excel import read_workbook

        raws, _, findings = read_workbook(path, decimal, {CurrentRow.table: CurrentRow})
        faults = [finding for finding in findings if finding.is_fault]
        if raws and not faults:
            return raws[0], findings
        return None, faults or [_which_sheet(path, findings)]
    if kind == ".parquet":
        from stockposture.io.parquet_table import read_parquet_table

        return read_parquet_table(path, CurrentRow.table, source=path.name, model=CurrentRow)
    name = STDIN if path == STREAM else path.name
    return table_of_text(decode(read_bytes(path), name, encoding), CurrentRow, name)


def _which_sheet(path: Path, findings: list[Finding]) -> Finding:
    names = ", ".join(repr(finding.sheet) for finding in findings if finding.sheet)
    problem = f"cannot tell which sheet is meant: {names}"
    return Finding(Severity.FAULT, problem, f"name it {CurrentRow.table!r}, or keep it alone", path.name)
