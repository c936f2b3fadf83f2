"""Records of a text table: fast where the text is regular, line by line where it is not."""

import csv
import io
import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from stockposture_models.findings import Finding, Severity

#: An unclosed quote puts the rest of the file into one cell; the checks then name the cell.
_LARGEST_CELL = 2**31 - 1


@dataclass(frozen=True)
class Records:
    """Cells below the header.

    Parameters
    ----------
    columns
        Arrow text, one array a column; ``None`` if there is a fault.
    rows
        Line on which each record begins, the file's first line being 1.
    findings
        Faults of structure.
    """

    columns: list[Any] | None
    rows: NDArray[np.int64]
    findings: list[Finding] = field(default_factory=list)


def _fast(body: bytes, separator: str, width: int, first_line: int) -> Records | None:
    """Read regular text; ``None`` unless every line is one record of the right width."""
    breaks = body.count(b"\n")
    lines = breaks + (not body.endswith(b"\n"))
    names = [str(number) for number in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(body),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 24),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator, newlines_in_values=b'"' in body, ignore_empty_lines=True
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    # An odd number of quotes: one is never closed, or stands for inches.
    if table.num_rows != lines or _stray_returns(body) or body.count(b'"') % 2:
        return None
    columns = [column.combine_chunks() for column in table.columns]
    return Records(columns, np.arange(first_line, first_line + lines, dtype=np.int64))


def _stray_returns(body: bytes) -> bool:
    """Return whether there is a carriage return that is not half of a line break."""
    return body.count(b"\r") != body.count(b"\r\n")


def _slow(body: bytes, separator: str, width: int, first_line: int, source: str) -> Records:
    """Read line by line; names every row that is too long or too short, and a quote that is never closed."""
    text = body.decode("utf-8")
    previous_limit = csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    records: list[list[str]] = []
    rows: list[int] = []
    findings: list[Finding] = []
    before, spans_lines = 0, False
    try:
        for record in reader:
            row, spans_lines = first_line + before, spans_lines or reader.line_num > before + 1
            before = reader.line_num
            if not any(cell.strip() for cell in record):
                # Blank, however many separators: kept, for the checks to skip and say so.
                record = [""] * width  # noqa: PLW2901 - a blank row has no cells of its own
            elif len(record) != width:
                findings.append(_wrong_width(record, width, source, row))
                continue
            records.append(record)
            rows.append(row)
    finally:
        csv.field_size_limit(previous_limit)
    suspect = spans_lines or findings or text.count('"') % 2
    quote = _broken_quote(text, separator, first_line, source) if suspect else None
    if quote is not None:
        return Records(None, np.empty(0, dtype=np.int64), [quote])
    if findings:
        return Records(None, np.empty(0, dtype=np.int64), findings)
    columns = [pa.array(cells, type=pa.large_string()) for cells in zip(*records, strict=True)]
    return Records(columns or [pa.array([], pa.large_string())] * width, np.array(rows, dtype=np.int64))


def _wrong_width(record: list[str], width: int, source: str, row: int) -> Finding:
    what = "too long" if len(record) > width else "too short"
    problem = f"row is {what}: {len(record)} cells, the header has {width}"
    remedy = "add or remove cells; put quotes around text that holds the separator"
    shown = ", ".join(record[:6]) + (", ..." if len(record) > 6 else "")
    return Finding(Severity.FAULT, problem, remedy, source, row=row, value=shown)


def _broken_quote(text: str, separator: str, first_line: int, source: str) -> Finding | None:
    """Find the first quote that is never closed, or closed in the middle of a cell further down.

    Quotes open only at the start of a cell; elsewhere they are text.
    """
    mark = re.escape(separator)
    opening = re.compile(rf'(?:^|(?<=[{mark}\n\r]))"')
    closing = re.compile(r'"(?:"")*(?!")')
    at = 0
    while (opened := opening.search(text, at)) is not None:
        closed = _odd_run(closing, text, opened.end())
        if closed is None:
            return _quote_fault(text, opened.start(), None, first_line, source)
        at = closed
        ends_cell = text[at : at + 1] in ("", "\n", "\r", separator)
        if not ends_cell and "\n" in text[opened.end() : at]:
            return _quote_fault(text, opened.start(), at, first_line, source)
    return None


def _quote_fault(text: str, opened: int, closed: int | None, first_line: int, source: str) -> Finding:
    row = first_line + text.count("\n", 0, opened)
    if closed is None:
        problem = f"a quote opened on line {row} is never closed"
    else:
        until = first_line + text.count("\n", 0, closed)
        problem = f"a quote opened on line {row} is not closed before a cell of line {until}"
    remedy = 'close it with ", or write a quote inside a cell twice ("")'
    shown = text[opened : opened + 40].partition("\n")[0]
    return Finding(Severity.FAULT, problem, remedy, source, row=row, value=shown)


def _odd_run(closing: re.Pattern[str], text: str, at: int) -> int | None:
    """Return where the closing quote of a cell ends: an odd run closes, an even one is quotes in text."""
    while (run := closing.search(text, at)) is not None:
        if (run.end() - run.start()) % 2:
            return run.end()
        at = run.end()
    return None


def read_records(body: bytes, separator: str, width: int, first_line: int, source: str) -> Records:
    """Read the cells below the header.

    Parameters
    ----------
    body
        UTF-8 text after the header's line break.
    separator
        Character between cells.
    width
        Number of columns of the header.
    first_line
        Line of the file on which the body begins.
    source
        Name of the file, for findings.
    """
    if not body.strip():
        return Records([pa.array([], pa.large_string())] * width, np.empty(0, dtype=np.int64))
    fast = _fast(body, separator, width, first_line)
    return fast or _slow(body, separator, width, first_line, source)
