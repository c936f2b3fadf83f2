"""From masks over a raw table to findings: which cells, what is wrong, what to do."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.found import Found
from stockposture_models.tables.raw import RawTable

Positions = NDArray[np.int64]

#: Rows named in a finding that stands for many cells.
ROWS_NAMED = 10


def positions_of(mask: NDArray[np.bool_]) -> Positions:
    """Return the positions at which a mask holds."""
    return np.flatnonzero(mask).astype(np.int64)


def about_table(
    raw: RawTable,
    severity: Severity,
    problem: str,
    remedy: str,
    *,
    column: str | None = None,
    value: str | None = None,
    row: int | None = None,
) -> Finding:
    """Return a finding on a table as a whole, one of its columns or one row."""
    return Finding(
        severity, problem, remedy, file=raw.source, sheet=raw.sheet, row=row, column=column, value=value
    )


def faults(
    raw: RawTable,
    column: str,
    cells: Found,
    positions: Positions,
    problem: str,
    remedy: str | Callable[[int], str],
) -> list[Finding]:
    """Return a fault for each of the given cells; ``remedy`` may depend on the position."""
    rows = raw.rows[positions].tolist()
    return [
        about_table(
            raw,
            Severity.FAULT,
            problem,
            remedy if isinstance(remedy, str) else remedy(at),
            column=column,
            value=cells.shown(at),
            row=row,
        )
        for at, row in zip(positions.tolist(), rows, strict=True)
    ]


def summed(
    raw: RawTable,
    severity: Severity,
    column: str,
    cells: Found,
    positions: Positions,
    problem: str,
    remedy: str,
) -> list[Finding]:
    """Return one finding for all the given cells: place and value of the first, the rows of the first few."""
    if not len(positions):
        return []
    rows = raw.rows[positions[:ROWS_NAMED]].tolist()
    if len(positions) > 1:
        listed = ", ".join(map(str, rows)) + (", ..." if len(positions) > ROWS_NAMED else "")
        problem = f"{problem} ({len(positions)} cells, rows {listed})"
    first = int(positions[0])
    return [about_table(raw, severity, problem, remedy, column=column, value=cells.shown(first), row=rows[0])]
