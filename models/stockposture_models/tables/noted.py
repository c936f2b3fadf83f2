"""From masks over a raw table to findings: which cells, what is wrong, what to do."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.found import is_blank, shown
from stockposture_models.tables.raw import RawTable

Positions = NDArray[np.int64]

#: Rows named in a finding that stands for many cells.
ROWS_NAMED = 10


def positions_of(mask: NDArray[np.bool_]) -> Positions:
    """Return the positions at which a mask holds."""
    return np.flatnonzero(mask).astype(np.int64)


def rows_in_words(raw: RawTable, rows: list[int]) -> str:
    """Return the first few rows of a list.

    >>> rows_in_words(RawTable("items", "items.csv", {}, np.array([2, 5])), [2, 5])
    'rows 2, 5'
    """
    listed = ", ".join(map(raw.named, rows[:ROWS_NAMED])) + (", ..." if len(rows) > ROWS_NAMED else "")
    return f"row {listed}" if len(rows) == 1 else f"rows {listed}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a raw table, to report on its cells.

    Parameters
    ----------
    raw
        The table.
    name
        Header; the column need not be there.
    """

    raw: RawTable
    name: str

    def _values(self, positions: Positions) -> list[str | None]:
        """Return cells as they stand in the source; ``None`` for a column that is not there or a blank."""
        values = self.raw.columns.get(self.name)
        if values is None:
            return [None] * len(positions)
        return [None if is_blank(value) else shown(value) for value in values.iloc[positions].tolist()]

    def finding(self, severity: Severity, problem: str, remedy: str) -> Finding:
        """Return a finding on the column as a whole."""
        return Finding(severity, problem, remedy, self.raw.source, self.raw.sheet, None, self.name)

    def faults(self, positions: Positions, problem: str, remedy: str | Callable[[int], str]) -> list[Finding]:
        """Return a fault for each of the given cells; ``remedy`` may depend on the position."""
        raw = self.raw
        cells = zip(
            positions.tolist(), map(raw.place, raw.rows[positions].tolist()), self._values(positions), strict=True
        )
        return [
            Finding(
                Severity.FAULT,
                problem,
                remedy if isinstance(remedy, str) else remedy(at),
                file,
                raw.sheet,
                number,
                self.name,
                value,
            )
            for at, (file, number), value in cells
        ]

    def _summed(self, severity: Severity, positions: Positions, problem: str, remedy: str) -> list[Finding]:
        if not len(positions):
            return []
        rows = self.raw.rows[positions[: ROWS_NAMED + 1]].tolist()
        if len(positions) > 1:
            problem = f"{problem} ({len(positions):,} cells, {rows_in_words(self.raw, rows)})"
        (value,) = self._values(positions[:1])
        file, row = self.raw.place(rows[0])
        return [Finding(severity, problem, remedy, file, self.raw.sheet, row, self.name, value)]

    def warning(self, positions: Positions, problem: str, remedy: str) -> list[Finding]:
        """Return one warning for all the given cells: place and value of the first, rows of the first few."""
        return self._summed(Severity.WARNING, positions, problem, remedy)

    def repair(self, positions: Positions, problem: str) -> list[Finding]:
        """Return one repair for all the given cells: place and value of the first, rows of the first few."""
        return self._summed(Severity.REPAIR, positions, problem, "")


def about_table(
    raw: RawTable,
    severity: Severity,
    problem: str,
    remedy: str = "",
    *,
    column: str | None = None,
    value: str | None = None,
    row: int | None = None,
) -> Finding:
    """Return a finding on a table as a whole or one of its rows."""
    file, number = (raw.source, None) if row is None else raw.place(row)
    return Finding(severity, problem, remedy, file, raw.sheet, number, column, value)
