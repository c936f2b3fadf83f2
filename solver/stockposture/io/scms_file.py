"""Read the public SCMS delivery file as text."""

import csv
import io
from pathlib import Path

import pandas as pd

from stockposture.io.streams import STREAM, stdin_bytes
from stockposture_models.errors import BadInputError, FileFaultError
from stockposture_models.findings import Finding, Severity

#: The publisher's own file is cp1252; some public copies were saved again as UTF-8.
ENCODINGS = ("utf-8-sig", "cp1252")


def read_scms_file(path: Path) -> tuple[pd.DataFrame, str]:
    """Return the file's cells as text and the encoding it was read with.

    Parameters
    ----------
    path
        The CSV file.

    Raises
    ------
    FileFaultError
        If it cannot be opened.
    BadInputError
        If it is no CSV file, is empty, or is in neither of the two encodings.
    """
    try:
        content = stdin_bytes() if path == STREAM else path.read_bytes()
    except OSError as error:
        raise FileFaultError(f"{path}: {error.strerror or error} -> name the SCMS delivery file (CSV)") from error
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            last = error
        else:
            return _cells(text, path.name), encoding
    problem = f"byte {last.start} (0x{content[last.start]:02x}) is neither UTF-8 nor cp1252"
    raise _refusal(problem, "fetch the file again, or save it as UTF-8", path.name)


def _cells(text: str, name: str) -> pd.DataFrame:
    """Split strictly: a row of another length than the header, or an unclosed quote, is refused."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise _refusal(str(error), "fetch the file again: it may be cut off", name, row=reader.line_num) from error
    if len(rows) < 2:
        raise _refusal("the file has no rows", "fetch the file again", name)
    header, *body = rows
    body = [row for row in body if row]
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            problem = f"{len(row)} cells where the header has {len(header)}"
            raise _refusal(problem, "fetch the file again: it may be cut off", name, row=number)
    return pd.DataFrame(body, columns=header, dtype=str)


def _refusal(problem: str, remedy: str, name: str, row: int | None = None) -> BadInputError:
    return BadInputError([Finding(Severity.FAULT, problem, remedy, file=name, row=row)])
