"""The tables of a history as they stand in a folder or a workbook."""

from dataclasses import dataclass, field
from pathlib import Path

from stockposture.history.frames import days_as_text
from stockposture.history.rows import HISTORY_ROWS, DemandRow
from stockposture.io.case_files import TEXT, find_case_files
from stockposture.io.text import decode
from stockposture.io.text_table import read_bytes, table_of_text
from stockposture_models.errors import FileFaultError
from stockposture_models.findings import Finding
from stockposture_models.tables.raw import RawTable

#: What opens as an Excel workbook, or says why it does not.
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb")


@dataclass
class HistoryTables:
    """What was read.

    Parameters
    ----------
    raws
        The tables, not yet checked.
    unread
        Tables that are there but at fault.
    findings
        What was refused or mended.
    """

    raws: list[RawTable] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_history_tables(path: Path, *, encoding: str | None, decimal: str, date_format: str | None) -> HistoryTables:
    """Read the tables of a folder (CSV or Parquet) or of an ``.xlsx`` workbook with a sheet per table.

    Raises
    ------
    FileFaultError
        The folder or a file cannot be read.
    """
    if path.suffix.lower() in WORKBOOKS and not path.is_dir():
        return _of_workbook(path, decimal)
    if not path.is_dir():
        wanted = "demand.csv, deliveries.csv and suppliers.csv"
        raise FileFaultError(f"{path}: no such folder -> name a folder with {wanted}, or an .xlsx file")
    files = find_case_files(path, HISTORY_ROWS)
    found = HistoryTables(findings=list(files.findings))
    for table, file in files.tables.items():
        raw, more = _of_file(file, table, encoding, date_format)
        found.findings += more
        if raw is None:
            found.unread.append(table)
        else:
            found.raws.append(raw)
    return found


def _of_file(
    file: Path, table: str, encoding: str | None, date_format: str | None
) -> tuple[RawTable | None, list[Finding]]:
    model = HISTORY_ROWS[table]
    if file.is_dir() or file.suffix.lower() != TEXT:
        from stockposture.io.parquet_table import read_parquet_table

        raw, findings = read_parquet_table(file, table, source=file.name, model=model)
        return raw if raw is None else days_as_text(raw), findings
    decoded = decode(read_bytes(file), file.name, encoding)
    if model is DemandRow:
        from stockposture.io.wide_demand import wide_demand

        wide = wide_demand(decoded, file.name, date_format)
        if wide is not None:
            return wide
    return table_of_text(decoded, model, file.name)


def _of_workbook(path: Path, decimal: str) -> HistoryTables:
    from stockposture.io.excel import read_workbook

    if not path.exists():
        raise FileFaultError(f"{path} is not there: give a folder of tables or an .xlsx file")
    raws, _, findings = read_workbook(path, decimal, HISTORY_ROWS)
    read = {raw.table for raw in raws}
    refused = {finding.sheet.lower() for finding in findings if finding.is_fault and finding.sheet}
    whole = any(finding.is_fault and not finding.sheet for finding in findings)
    unread = [
        table for table in HISTORY_ROWS if table not in read and (whole or any(table in sheet for sheet in refused))
    ]
    return HistoryTables(raws, unread, findings)
