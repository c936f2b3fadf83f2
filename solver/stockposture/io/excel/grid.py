"""From the cells of a sheet to a raw table: header, records, row numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.io.excel.text import Value, kind_of, text_of
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.header import mend_header, mend_name
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row

#: Columns that name a row of some table: they must be text, or 007 becomes 7 and MAR1 a date.
NAME_COLUMNS = frozenset(name for model in ROW_MODELS.values() for name in model.key)


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet.

    Parameters
    ----------
    source, sheet
        File and sheet as the user named them; no sheet where it is a table of a database.
    header
        Texts of the header row, stripped; ``""`` where blank.
    header_row
        Its number.
    columns
        Values of the records, a sequence per column.
    rows
        Row number of each record.
    """

    source: str
    sheet: str | None
    header: tuple[str, ...]
    header_row: int
    columns: tuple[Sequence[Value], ...]
    rows: NDArray[np.int64]

    def finding(
        self,
        severity: Severity,
        problem: str,
        remedy: str,
        *,
        row: int | None = None,
        column: int | None = None,
        value: str | None = None,
    ) -> Finding:
        """Return a finding on this sheet; ``column`` is counted from 0."""
        name = None if column is None else self.column_name(column)
        return Finding(severity, problem, remedy, self.source, self.sheet, row, name, value)

    def column_name(self, column: int) -> str:
        """Return a column's header, or its letters where it has none."""
        name = self.header[column] if column < len(self.header) else ""
        return mend_name(name) or column_letters(column + 1)


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_letters(1), column_letters(26), column_letters(27), column_letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def grid_of(source: str, sheet: str, values: list[list[Value]], first_row: int) -> Grid:
    """Return the grid of a sheet's values, whose first line is row ``first_row``.

    The header is the first line with any value. Blank lines below it are kept: the checks skip and name them.
    """
    header_at = next((at for at, line in enumerate(values) if any(value != "" for value in line)), None)
    if header_at is None:
        return Grid(source, sheet, (), first_row, (), np.zeros(0, dtype=np.int64))
    header = tuple(text_of(value).strip() for value in values[header_at])
    records = values[header_at + 1 :]
    columns = tuple(zip(*records, strict=True)) if records else ((),) * len(header)
    rows = np.arange(len(records), dtype=np.int64) + first_row + header_at + 1
    return Grid(source, sheet, header, first_row + header_at, columns, rows)


def raw_table(model: type[Row], grid: Grid, decimal: str = ".") -> tuple[RawTable | None, list[Finding]]:
    """Return the grid as text for the column checks, or ``None`` without a header, and what is wrong with it.

    Columns without header are left out, and refused if they hold anything.
    """
    if not grid.header:
        wanted = ", ".join(model.model_fields)
        return None, [grid.finding(Severity.FAULT, "the sheet is empty", f"put the headers in row 1: {wanted}")]
    named: dict[str, int] = {}
    findings: list[Finding] = []
    for column, name in enumerate(grid.header):
        if not name:
            findings += _unnamed(grid, column)
        elif mend_name(name) in named:
            findings.append(_repeated(grid, column, named[mend_name(name)]))
        else:
            named[mend_name(name)] = column
    found = [grid.header[column] for column in named.values()]
    mended, more = mend_header(found, model, grid.source, grid.sheet, grid.header_row)
    if any(finding.is_fault for finding in more):
        return None, findings + more
    columns = {
        name: pd.Series(
            [value if type(value) is str else text_of(value, decimal) for value in grid.columns[at]],
            dtype="str",
        )
        for name, at in zip(mended, named.values(), strict=True)
    }
    raw = RawTable(table=model.table, source=grid.source, columns=columns, rows=grid.rows, sheet=grid.sheet)
    return raw, findings + more


def _unnamed(grid: Grid, column: int) -> list[Finding]:
    filled = next((at for at, value in enumerate(grid.columns[column]) if value != ""), None)
    if filled is None:
        return []
    return [
        grid.finding(
            Severity.FAULT,
            "a value in a column without header",
            "give the column a header, or clear it",
            row=int(grid.rows[filled]),
            column=column,
            value=text_of(grid.columns[column][filled]),
        )
    ]


def _repeated(grid: Grid, column: int, first: int) -> Finding:
    return grid.finding(
        Severity.FAULT,
        f"the header stands in columns {column_letters(first + 1)} and {column_letters(column + 1)}",
        "keep one of the two columns",
        row=grid.header_row,
        column=column,
        value=grid.header[column],
    )


def name_findings(grid: Grid) -> list[Finding]:
    """Refuse numbers and dates where a name belongs: Excel has already dropped their leading zeros."""
    return [
        grid.finding(
            Severity.FAULT,
            f"a {kind_of(value)} where a name belongs; Excel may have changed it (leading zeros, dates)",
            "store as text: format the column as Text, then type the value again (or put ' before it)",
            row=int(row),
            column=column,
            value=text_of(value),
        )
        for column, name in enumerate(grid.header)
        if mend_name(name) in NAME_COLUMNS
        for row, value in zip(grid.rows, grid.columns[column], strict=True)
        if not isinstance(value, str)
    ]
