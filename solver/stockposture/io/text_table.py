"""One CSV file to a raw table."""

import stat
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stockposture.io.csv_records import read_records
from stockposture.io.separator import SEPARATORS, find_header
from stockposture.io.streams import STREAM, stdin_bytes
from stockposture.io.text import Decoded, decode
from stockposture_models.errors import FileFaultError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.check_table import REQUIRED_TABLES
from stockposture_models.tables.column_spec import Kind, specs_of
from stockposture_models.tables.found import as_mask
from stockposture_models.tables.header import mend_header
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row

#: Text that begins like this was guarded against spreadsheets when we wrote it (see ``safe_text``).
_GUARDED = r"^'[=+\-@\t\r\n']"


def read_bytes(path: Path) -> bytes:
    """Return a file's content, of ``-`` what comes on standard input.

    Raises
    ------
    FileFaultError
        The system refused, or it is a pipe or a device, which may never end.
    """
    if path == STREAM:
        return stdin_bytes()
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise FileFaultError(f"{path} cannot be read: it is a pipe or a device, not a file")
        return path.read_bytes()
    except OSError as error:
        raise FileFaultError(f"{path} cannot be read: {error.strerror or error}") from error


def _unguarded(array: pa.Array) -> tuple[pa.Array, int]:
    """Take the apostrophe off guarded text, and say how many cells had one."""
    guarded = pc.match_substring_regex(array, _GUARDED)
    count = int(as_mask(guarded).sum()) if len(array) else 0
    if not count:
        return array, 0
    return pc.if_else(guarded, pc.utf8_slice_codeunits(array, 1), array), count


def read_text_table(
    path: Path, table: str, *, source: str, encoding: str | None = None
) -> tuple[RawTable | None, list[Finding]]:
    """Read a CSV file as text.

    Parameters
    ----------
    path
        The file: comma, semicolon, tab or pipe between cells, a header, UTF-8 or UTF-16 with its mark.
    table
        Table it holds.
    source
        Name for findings.
    encoding
        Encoding, if not UTF-8.

    Returns
    -------
    RawTable or None
        ``None`` if the structure is at fault.
    list of Finding
        What was refused or mended.

    Raises
    ------
    FileFaultError
        The file cannot be read.
    """
    return table_of_text(decode(read_bytes(path), source, encoding), ROW_MODELS[table], source)


def table_of_text(decoded: Decoded, model: type[Row], source: str) -> tuple[RawTable | None, list[Finding]]:
    """Read a CSV file's text; see :func:`read_text_table`."""
    findings, table = decoded.findings, model.table
    if decoded.data is None:
        return None, findings
    header = find_header(decoded.data, model)
    if header.separator != ",":
        problem = f"separator is a {SEPARATORS[header.separator]}, read as such"
        findings.append(Finding(Severity.REPAIR, problem, "", source))
    line = header.lines_before + 1
    width = len(header.names)
    first = line + header.lines
    records = read_records(decoded.data[header.end :], header.separator, width, first, source)
    names, more = _mended_header(header.names, model, source, line, records.columns)
    findings += more + records.findings
    if records.columns is None or any(finding.is_fault for finding in more):
        return None, findings
    if not len(records.rows) and table not in REQUIRED_TABLES:
        problem, remedy = f"{table} has a header but no rows", "add rows, or remove the file"
        findings.append(Finding(Severity.WARNING, problem, remedy, source))
    columns = {}
    for name, array in zip(names, records.columns, strict=True):
        if name == "":
            continue
        spec = specs_of(model).get(name)
        if spec is not None and spec.kind is Kind.TEXT:
            array, guarded = _unguarded(array)  # noqa: PLW2901 - the same column, mended
            if guarded:
                problem = f"apostrophe before a formula sign taken off ({guarded} cells)"
                findings.append(Finding(Severity.REPAIR, problem, "", source, column=name))
        columns[name] = pd.Series(array.to_pandas())
    return RawTable(table, source, columns, records.rows), findings


def _mended_header(
    names: tuple[str, ...], model: type[Row], source: str, line: int, columns: list[pa.Array] | None
) -> tuple[list[str], list[Finding]]:
    """Mend the header; a column without name is dropped if it is blank throughout."""
    unnamed = {
        at for at, name in enumerate(names) if not name.strip() and columns is not None and _all_blank(columns[at])
    }
    kept = [name for at, name in enumerate(names) if at not in unnamed]
    mended, findings = mend_header(kept, model, source, row=line)
    if unnamed:
        problem = f"{len(unnamed)} blank columns without name dropped"
        findings.append(Finding(Severity.REPAIR, problem, "", source, row=line))
    rest = iter(mended)
    return ["" if at in unnamed else next(rest) for at in range(len(names))], findings


def _all_blank(array: pa.Array) -> bool:
    return not len(array) or bool(pc.max(pc.binary_length(array)).as_py() == 0)
