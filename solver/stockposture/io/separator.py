"""Which separator a text table uses, and where its header stands."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from stockposture_models.tables.column_spec import specs_of
from stockposture_models.tables.header import mend_name
from stockposture_models.tables.row import Row

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


@dataclass(frozen=True, slots=True)
class Header:
    """The header line of a text table.

    Parameters
    ----------
    separator
        Character between cells.
    names
        Cells of the header.
    lines_before
        Lines above it (blank ones, ``sep=;``).
    lines
        Lines it takes itself: more than one if a name holds a line break.
    end
        Byte after its line break.
    """

    separator: str
    names: tuple[str, ...]
    lines_before: int
    lines: int
    end: int


def _cells(line: str, separator: str) -> Sequence[str]:
    try:
        return next(csv.reader(io.StringIO(line, newline=""), delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


def find_header(data: bytes, model: type[Row]) -> Header:
    """Find the header line and the separator under which most of its names are columns of the model.

    Parameters
    ----------
    data
        UTF-8 text, not blank.
    model
        Row model of the table.
    """
    start, before, forced = 0, 0, None
    while True:
        end = data.find(b"\n", start) + 1 or len(data)
        line = data[start:end].decode("utf-8").strip("\r\n")
        if line.lower().startswith("sep=") and len(line) == 5 and before == 0:
            forced = line[-1]
        elif line.strip(" \t,;|"):
            break
        if end >= len(data):
            break
        start, before = end, before + 1
    while data.count(b'"', start, end) % 2 and b"\n" in data[end:]:
        end = data.index(b"\n", end) + 1
    line = data[start:end].decode("utf-8").strip("\r\n")
    known = specs_of(model)

    def score(separator: str) -> tuple[int, int]:
        names = [mend_name(name) for name in _cells(line, separator)]
        return sum(name in known for name in names), len(names)

    separator = forced if forced in SEPARATORS else max(SEPARATORS, key=score)
    return Header(separator, tuple(_cells(line, separator)), before, line.count("\n") + 1, end)
