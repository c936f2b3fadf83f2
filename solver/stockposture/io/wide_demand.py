"""Demand laid out wide: a column an item and a row a period, or a row an item and a column a period."""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture.history.check import date_faults
from stockposture.history.dates import parse_dates
from stockposture.history.rows import DemandRow
from stockposture.io.csv_records import read_records
from stockposture.io.separator import Header, find_header
from stockposture.io.text import Decoded
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.found import as_mask
from stockposture_models.tables.header import mend_name
from stockposture_models.tables.raw import RawTable

#: What the first column of a table with a column an item may be called.
PERIODS = frozenset({"date", "day", "week", "month", "period"})


@dataclass(frozen=True)
class WideTable(RawTable):
    """A wide table made long: ``rows`` number its cells, line by line.

    Parameters
    ----------
    names
        Headers of the cells' columns.
    lines
        Line of the file of each row of cells.
    """

    names: tuple[str, ...] = ()
    lines: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def place(self, row: int) -> tuple[str, int]:
        """Return the file and column of a cell, and its line."""
        line, column = divmod(row, len(self.names))
        return f"{self.source}, column {self.names[column]}", int(self.lines[line])

    def named(self, row: int) -> str:
        """Return a cell's name within a sentence."""
        line, column = divmod(row, len(self.names))
        return f"{self.lines[line]} of column {self.names[column]}"


def wide_demand(
    decoded: Decoded, source: str, date_format: str | None = None
) -> tuple[RawTable | None, list[Finding]] | None:
    """Read demand laid out wide; blank cells are no rows.

    Parameters
    ----------
    decoded
        Text of a CSV file.
    source
        Its name, for findings.
    date_format
        Format of the dates; ISO if ``None``.

    Returns
    -------
    tuple or None
        The long table (``None`` if its structure is at fault) and what was found; ``None`` if the table is not wide.
    """
    if decoded.data is None:
        return None
    header = find_header(decoded.data, DemandRow)
    items_down = _items_down(header, date_format)
    if items_down is None:
        return None
    findings = [*decoded.findings, *_twice(header, source)]
    first = header.lines_before + 1 + header.lines
    records = read_records(decoded.data[header.end :], header.separator, len(header.names), first, source)
    findings += records.findings
    if records.columns is None or any(finding.is_fault for finding in findings):
        return None, findings
    names, (keys, *cells) = tuple(name.strip() for name in header.names[1:]), records.columns
    findings.append(Finding(Severity.REPAIR, f"a wide table of {len(names):,} columns, read as rows", "", source))
    table = _long(names, keys, cells, records.rows, source, items_down=items_down)
    if not items_down:
        # Once a line, not for every cell of it.
        lines = RawTable("demand", source, {header.names[0]: keys.to_pandas()}, records.rows)
        parsed = parse_dates(pd.Series(pc.utf8_trim_whitespace(keys).to_pandas()), date_format, periods=True)
        findings += date_faults(lines, header.names[0], parsed)
        table = _without(table, parsed.not_understood)
    return table, findings


def _without(table: WideTable, lines: NDArray[np.bool_]) -> WideTable:
    """Return a table without the cells of some lines."""
    kept = ~lines[table.rows // len(table.names)]
    columns = {name: values[kept].reset_index(drop=True) for name, values in table.columns.items()}
    return replace(table, columns=columns, rows=table.rows[kept])


def _items_down(header: Header, date_format: str | None) -> bool | None:
    """Return whether a row is an item, ``None`` if the table is not wide."""
    first = mend_name(header.names[0])
    others = [name.strip() for name in header.names[1:]]
    if len(others) < 2 or {"sku", "quantity"} & {mend_name(name) for name in others}:
        return None
    if first in PERIODS:
        return False
    if first != "sku" or "date" in map(mend_name, others):
        return None
    parsed = parse_dates(pd.Series(others, dtype="str"), date_format, periods=True)
    return None if parsed.days.isna().any() else True


def _twice(header: Header, source: str) -> list[Finding]:
    names = pd.Series([name.strip() for name in header.names])
    return [
        Finding(Severity.FAULT, "header stands in two columns", "keep one of them", source, row=1, column=name)
        for name in names[names.duplicated()].unique()
    ]


def _long(
    names: tuple[str, ...],
    keys: pa.Array,
    cells: list[pa.Array],
    lines: NDArray[np.int64],
    source: str,
    *,
    items_down: bool,
) -> WideTable:
    """Return one row a cell that is not blank, in the order of the lines."""
    values = pa.chunked_array(cells, type=pa.large_string()).combine_chunks()
    line = np.tile(np.arange(len(lines), dtype=np.int64), len(names))
    column = np.repeat(np.arange(len(names), dtype=np.int64), len(lines))
    filled = np.flatnonzero(~as_mask(pc.equal(pc.utf8_trim_whitespace(values), "")))
    filled = filled[np.lexsort((column[filled], line[filled]))]
    header = pa.array(names, type=pa.large_string()).take(pa.array(column[filled]))
    key = keys.take(pa.array(line[filled]))
    columns = {
        "date": header if items_down else key,
        "sku": key if items_down else header,
        "quantity": values.take(pa.array(filled)),
    }
    rows = line[filled] * len(names) + column[filled]
    series = {name: pd.Series(array.to_pandas()) for name, array in columns.items()}
    return WideTable("demand", source, series, rows, names=names, lines=lines)
