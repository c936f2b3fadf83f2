"""One workbook to raw tables, settings and findings."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from stockposture.io.excel.archive import SEND_AGAIN, file_fault
from stockposture.io.excel.facts import sheet_findings
from stockposture.io.excel.grid import Grid, grid_of, name_findings, raw_table
from stockposture.io.excel.layout import Sheet, sheets_of
from stockposture.io.excel.markup import MarkupError
from stockposture.io.excel.scan import SheetFacts, scan_sheet
from stockposture.io.excel.settings import read_settings
from stockposture.io.excel.sheets import SETTINGS, choose_sheets
from stockposture_models.errors import FileFaultError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

#: A full sheet of 28 columns. More is a stray cell far away, for which memory would be laid out all the same.
LARGEST_AREA = 30_000_000


def read_workbook(
    path: Path, decimal: str = ".", models: Mapping[str, type[Row]] = ROW_MODELS
) -> tuple[list[RawTable], dict[str, object], list[Finding]]:
    """Read the tables of an Excel workbook, and the settings if it is a case.

    Parameters
    ----------
    path
        An ``.xlsx`` file with a sheet per table (``items``, ...) and a sheet ``settings``.
    decimal
        Decimal mark to give number cells in, the one that number texts of the same columns are read with.
    models
        The tables to look for.

    Returns
    -------
    tuple
        The tables found, as text, blank cells ``""``, rows numbered as Excel shows them; the settings as
        the nested dict that ``Settings.model_validate`` takes; the findings. With faults among the findings
        the tables may be incomplete.

    Raises
    ------
    FileFaultError
        If the file cannot be opened or the packages of the extra ``excel`` are not installed.
    """
    wanted = [*models, SETTINGS] if models is ROW_MODELS else list(models)
    fault = file_fault(path)
    if fault is not None:
        return [], {}, [fault]
    try:
        with zipfile.ZipFile(path) as archive:
            chosen, findings = choose_sheets(path.name, sheets_of(archive), wanted)
            scanned = {table: scan_sheet(archive, sheet.part) for table, sheet in chosen.items()}
    except (MarkupError, KeyError) as error:
        return [], {}, [_damaged(path, error)]
    findings += [_area_fault(path, chosen[table], facts) for table, facts in scanned.items() if _too_wide(facts)]
    if any(_too_wide(facts) for facts in scanned.values()):
        return [], {}, findings
    grids = _values(path, chosen)
    if isinstance(grids, Finding):
        return [], {}, [*findings, grids]
    tables: list[RawTable] = []
    settings: dict[str, object] = {}
    for table, grid in grids.items():
        findings += sheet_findings(chosen[table], scanned[table], grid)
        if table == SETTINGS:
            settings, faults = read_settings(grid)
            findings += faults
            continue
        raw, faults = raw_table(models[table], grid, decimal)
        findings += faults
        if raw is not None:
            findings += name_findings(grid)
            tables.append(raw)
    return tables, settings, findings


def _values(path: Path, chosen: dict[str, Sheet]) -> dict[str, Grid] | Finding:
    """Return the values of the chosen sheets, or the fault that makes them unreadable."""
    workbook_class = _calamine()
    from python_calamine import CalamineError

    grids: dict[str, Grid] = {}
    try:
        with workbook_class.from_path(path) as workbook:
            for table, sheet in chosen.items():
                values = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                grids[table] = grid_of(path.name, sheet.name, values, first_row=1)
    except CalamineError as error:
        return _damaged(path, error)
    return grids


def _calamine() -> "type[CalamineWorkbook]":
    """Import the reader when the first workbook is read."""
    try:
        from python_calamine import CalamineWorkbook
    except ImportError as error:
        raise FileFaultError(
            'reading Excel workbooks needs more packages: pip install "stockposture[excel]"'
        ) from error
    return CalamineWorkbook


def _too_wide(facts: SheetFacts) -> bool:
    return facts.height * facts.width > LARGEST_AREA


def _area_fault(path: Path, sheet: Sheet, facts: SheetFacts) -> Finding:
    return Finding(
        Severity.FAULT,
        f"the sheet spans {facts.height:,} rows x {facts.width:,} columns but has {facts.cells:,} cells",
        "delete the rows and columns beyond the table (Ctrl+End goes to the last cell), save, try again",
        file=path.name,
        sheet=sheet.name,
    )


def _damaged(path: Path, error: Exception) -> Finding:
    return Finding(Severity.FAULT, f"is damaged ({error})", SEND_AGAIN, file=path.name)
