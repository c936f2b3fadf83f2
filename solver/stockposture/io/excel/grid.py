"""From the cells of a sheet to a raw table: header, records, row numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.io.excel.text import Value, kind_of, text_of
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.raw import RawTable

#: Columns that name a row of some table: they must be text, or 007 becomes 7 and MAR1 a date.
NAME_COLUMNS = frozenset(name for model in ROW_MODELS.values() for name in model.key)


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet.

    Parameters
    ----------
    source, sheet
        File and sheet as the user named them.
    header
        Texts of the header row, stripped and in lower case; ``""`` where blank.
    header_row
        Its number.
    columns
        Values of the records, a sequence per column.
    rows
        Row number of each record; rows without any value are left out.
    """

    source: str
    sheet: str
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
        return name or column_letters(column + 1)


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
    """Return the grid of a sheet's values, whose first line is row ``first_row``."""
    blank = [not any(value != "" for value in line) for line in values]
    header_at = blank.index(False) if False in blank else 0
    header = tuple(text_of(value).strip().lower() for value in values[header_at]) if values else ()
    kept = [index for index in range(header_at + 1, len(values)) if not blank[index]]
    columns = tuple(zip(*(values[index] for index in kept), strict=True)) if kept else ((),) * len(header)
    rows = np.asarray(kept, dtype=np.int64) + first_row
    return Grid(source, sheet, header, header_at + first_row, columns, rows)


def raw_table(table: str, grid: Grid) -> RawTable:
    """Return the grid as text, for the column checks. Columns without header are left out."""
    columns = {
        name: pd.Series([value if type(value) is str else text_of(value) for value in column], dtype="str")
        for name, column in zip(grid.header, grid.columns, strict=True)
        if name
    }
    return RawTable(table=table, source=grid.source, columns=columns, rows=grid.rows, sheet=grid.sheet)


def header_findings(table: str, grid: Grid) -> list[Finding]:
    """Judge the header row: present, filled in over every column of values, no name twice."""
    fields = ROW_MODELS[table].model_fields
    if not any(grid.header):
        return [
            grid.finding(
                Severity.FAULT, "the sheet is empty", f"put the headers {', '.join(fields)} in row 1"
            )
        ]
    if not set(grid.header) & set(fields):
        return [
            grid.finding(
                Severity.FAULT,
                f"no header row: none of these is a column of {table}",
                f"put the headers in the first row of the sheet: {', '.join(fields)}",
                row=grid.header_row,
                value=", ".join(filter(None, grid.header)),
            )
        ]
    findings = []
    for column, name in enumerate(grid.header):
        if name and name in grid.header[:column]:
            findings.append(
                grid.finding(
                    Severity.FAULT,
                    f"the header stands in column {column_letters(grid.header.index(name) + 1)} too",
                    "keep one of the two columns",
                    row=grid.header_row,
                    column=column,
                    value=name,
                )
            )
        if not name:
            filled = next((at for at, value in enumerate(grid.columns[column]) if value != ""), None)
            if filled is not None:
                findings.append(
                    grid.finding(
                        Severity.FAULT,
                        "a value in a column without header",
                        "give the column a header or clear it",
                        row=int(grid.rows[filled]),
                        column=column,
                        value=text_of(grid.columns[column][filled]),
                    )
                )
    return findings


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
        if name in NAME_COLUMNS
        for row, value in zip(grid.rows, grid.columns[column], strict=True)
        if not isinstance(value, str)
    ]
