"""Reading a case: a folder of tables, a workbook or a database, every fault at once."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stockposture.io.sql.database import Database
from stockposture.io.streams import STDIN, STREAM, stdin_bytes
from stockposture_models.errors import BadInputError, FileFaultError
from stockposture_models.findings import Finding, Severity

if TYPE_CHECKING:
    from stockposture.io.sql.database import Place
    from stockposture_models.tables.case import Case
    from stockposture_models.tables.raw import RawTable

DOCUMENT = ".json"
#: What a workbook begins with, being an archive.
ARCHIVE = b"PK\x03\x04"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb")


def read_case(path: "Place", *, encoding: str | None = None, decimal: str = ".") -> "Case":
    """Read and check a case.

    Parameters
    ----------
    path
        Folder of ``items``, ``suppliers``, ``offers`` and, if wanted, ``regions`` and ``warehouses``, each as
        ``.csv`` or ``.parquet`` (also a partitioned folder), with ``settings.toml`` if wanted; or an
        ``.xlsx`` with a sheet per table, or a folder with that and no tables; or a database, see
        :mod:`stockposture.io.sql.read_case`; or a ``.json`` document, see :mod:`stockposture.io.json_case`; or ``-``,
        standard input, which holds a workbook or a document.
    encoding
        Encoding of CSV files, if not UTF-8 (or UTF-16 with its mark).
    decimal
        Decimal mark in text, ``.`` or ``,``.

    Returns
    -------
    Case
        Checked; warnings and repairs are in its ``findings``.

    Raises
    ------
    BadInputError
        With every fault of every table.
    FileFaultError
        The folder, a file or the database cannot be read.
    """
    from stockposture_models.tables.check_case import check_case, in_order

    if isinstance(path, Database):
        from stockposture.io.sql.read_case import read_database_case

        return read_database_case(path, decimal=decimal)
    if path == STREAM:
        return _read_stream(decimal)
    if path.suffix.lower() == DOCUMENT and not path.is_dir():
        from stockposture.io.json_case import read_json_case

        return read_json_case(path, decimal=decimal)
    path = _workbook_within(path)
    if path.suffix.lower() in WORKBOOKS and not path.is_dir():
        case, findings = _read_workbook(path, decimal)
    else:
        raws, settings, findings, settings_source, unread = _read_folder(path, encoding)
        case, more = check_case(
            raws,
            settings,
            source=path.name or str(path),
            settings_source=settings_source,
            decimal=decimal,
            unread=unread,
        )
        findings += more
    findings = in_order(findings)
    if case is None or any(finding.is_fault for finding in findings):
        raise BadInputError(findings)
    return replace(case, findings=tuple(findings))


def _workbook_within(path: Path) -> Path:
    """Return the workbook of a folder that holds no tables but one workbook, as ``init --xlsx`` writes it.

    Raises
    ------
    FileFaultError
        There are several.
    """
    from stockposture.io.case_files import SETTINGS, find_case_files

    if not path.is_dir() or find_case_files(path).tables or (path / SETTINGS).exists():
        return path
    # What begins with ~$ is the note Excel leaves beside an open workbook.
    books = sorted(
        entry
        for entry in path.iterdir()
        if entry.suffix.lower() in WORKBOOKS and not entry.name.startswith((".", "~$"))
    )
    if len(books) > 1:
        names = ", ".join(book.name for book in books)
        raise FileFaultError(f"{path} holds several workbooks, {names}: name the one that is meant")
    return books[0] if books else path


def _read_stream(decimal: str) -> "Case":
    """Read a case from standard input: a workbook, or a JSON document."""
    from stockposture.io.json_case import json_case

    data = stdin_bytes()
    if not data.startswith(ARCHIVE):
        return json_case(data, STDIN, decimal=decimal)
    with TemporaryDirectory() as folder:
        workbook = Path(folder, f"{STDIN}.xlsx")
        workbook.write_bytes(data)
        return read_case(workbook, decimal=decimal)


def _read_workbook(path: Path, decimal: str) -> tuple["Case | None", list[Finding]]:
    """Read and check a workbook; settings and tables it found at fault are not reported a second time."""
    from stockposture.io.excel import read_workbook
    from stockposture_models.tables.case import ROW_MODELS
    from stockposture_models.tables.check_case import check_case

    if not path.exists():
        raise FileFaultError(f"{path} is not there: give a folder of tables or an .xlsx file")
    raws, settings, findings = read_workbook(path, decimal)
    faults = [finding for finding in findings if finding.is_fault]
    if faults and not raws:
        return None, findings
    refused = {finding.sheet.lower() for finding in faults if finding.sheet}
    read = {raw.table for raw in raws}
    unread = [table for table in ROW_MODELS if table not in read and any(table in sheet for sheet in refused)]
    settings_at_fault = any("setting" in sheet for sheet in refused)
    case, more = check_case(
        raws,
        {} if settings_at_fault else settings,
        source=path.name,
        settings_source=path.name,
        settings_sheet="settings",
        decimal=decimal,
        unread=unread,
    )
    # A cell with an Excel error or a number for a name reaches the checks too: it has been reported.
    told = {(finding.sheet, finding.row, finding.column) for finding in faults if finding.row is not None}
    more = [finding for finding in more if (finding.sheet, finding.row, finding.column) not in told]
    # A cell the workbook reader refused (an error, a formula without value) is blank to the checks.
    refused_cells = {(finding.sheet, finding.row, finding.column) for finding in faults}
    more = [
        finding
        for finding in more
        if not finding.is_fault or (finding.sheet, finding.row, finding.column) not in refused_cells
    ]
    return case, findings + more


def _read_folder(
    path: Path, encoding: str | None
) -> tuple[list["RawTable"], dict[str, object], list[Finding], str, list[str]]:
    from stockposture.io.case_files import SETTINGS, TEXT, find_case_files
    from stockposture.io.parquet_table import read_parquet_table
    from stockposture.io.settings_file import read_settings
    from stockposture.io.text_table import read_text_table

    if path.is_file():
        problem, remedy = (
            "is neither a folder of tables nor an .xlsx workbook",
            "give the folder or the workbook",
        )
        raise BadInputError([Finding(Severity.FAULT, problem, remedy, path.name)])
    files = find_case_files(path)
    findings = list(files.findings)
    raws: list[RawTable] = []
    unread = []
    for table, file in files.tables.items():
        if file.suffix.lower() == TEXT and not file.is_dir():
            raw, more = read_text_table(file, table, source=file.name, encoding=encoding)
        else:
            raw, more = read_parquet_table(file, table, source=file.name)
        findings += more
        if raw is None:
            unread.append(table)
        else:
            raws.append(raw)
    settings: dict[str, object] = {}
    if files.settings is not None:
        settings, more = read_settings(files.settings)
        findings += more
    return raws, settings, findings, files.settings.name if files.settings else SETTINGS, unread
