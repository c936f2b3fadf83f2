"""The starter case as one workbook: a sheet per table, settings, and words for people."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stockposture.io.atomic import whole_file, whole_folder
from stockposture.io.excel.grid import column_letters
from stockposture.io.excel.settings import NAME, VALUE
from stockposture.io.excel.sheets import READ_ME
from stockposture.io.excel.sheets import SETTINGS as SETTINGS_SHEET
from stockposture.io.template.describe import Described, described_columns, described_settings, text_of_value
from stockposture.io.template.starter import SETTINGS, TABLES
from stockposture.io.template.validation import validation_of
from stockposture_models.errors import FileFaultError
from stockposture_models.tables.case import ROW_MODELS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

WORKBOOK_FILE = "case.xlsx"
#: Drop-downs and formats reach down to Excel's last row.
LAST_ROW = 2**20 - 1

INTRODUCTION = (
    "This workbook is a case for stockposture: replace the rows of each sheet by your own.",
    "Bold blue headers must be filled in; the others may be left blank or taken out, and have defaults.",
    "Look through the sheet settings too: currency and capital_cap are the example's. A blank value is the default.",
    "The note on each header says what the column means, its unit and its default.",
    "Check it with: stockposture check CASE.xlsx. Solve it with: stockposture solve CASE.xlsx --out PLAN",
)


def write_starter_workbook(target: Path) -> Path:
    """Write the starter workbook and return its path.

    Parameters
    ----------
    target
        A name that ends in ``.xlsx``, or a folder to hold ``case.xlsx``.

    Raises
    ------
    FileFaultError
        If it exists already (a folder: if it is not empty), cannot be written, or the packages of the extra
        ``excel`` are not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise FileFaultError('writing workbooks needs more packages: pip install "stockposture[excel]"') from error
    # Texts stay texts: nothing that begins with = or looks like a link is made into one.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    if target.suffix.lower() == ".xlsx":
        with whole_file(target, replace=False) as draft, Workbook(str(draft), options) as workbook:
            _fill(workbook)
        return target
    with (
        whole_folder(target, kind="case", replace=False) as folder,
        Workbook(str(folder / WORKBOOK_FILE), options) as workbook,
    ):
        _fill(workbook)
    return target / WORKBOOK_FILE


def _fill(workbook: "Workbook") -> None:
    _read_me(workbook)
    for table in ROW_MODELS:
        _table(workbook, table)
    _settings(workbook)
    workbook.get_worksheet_by_name(next(iter(ROW_MODELS))).activate()


def _table(workbook: "Workbook", table: str) -> None:
    sheet = workbook.add_worksheet(table)
    sheet.freeze_panes(1, len(ROW_MODELS[table].key))
    for at, column in enumerate(described_columns(table)):
        values = [getattr(row, column.name) for row in TABLES[table]]
        width = max(len(column.name), *(len(text_of_value(value)) for value in values)) + 3
        cell_format = workbook.add_format({"num_format": number_format(column)})
        sheet.set_column(at, at, min(width, 40), cell_format)
        sheet.write_string(0, at, column.name, _header_format(workbook, required=column.required))
        sheet.write_comment(0, at, note(column), {"x_scale": 2, "y_scale": 1.2, "font_size": 9})
        for row, value in enumerate(values, start=1):
            _write(sheet, row, at, value, cell_format)
        rule = validation_of(column)
        if rule:
            sheet.data_validation(1, at, LAST_ROW, at, rule)
    # No green corners on names like 0048213: those are texts on purpose.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letters(at + 1)}{LAST_ROW + 1}"})


def _settings(workbook: "Workbook") -> None:
    sheet = workbook.add_worksheet(SETTINGS_SHEET)
    sheet.freeze_panes(1, 1)
    header = _header_format(workbook, required=False)
    for at, (name, width) in enumerate({NAME: 36, VALUE: 24, "default": 24, "description": 90}.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, name, header)
    plain = workbook.add_format({"align": "left"})
    text = workbook.add_format({"align": "left", "num_format": "@"})
    for row, setting in enumerate(described_settings(), start=1):
        value: Any = SETTINGS
        for step in setting.name.split("."):
            value = getattr(value, step)
        is_list = isinstance(value, tuple)
        sheet.write_string(row, 0, setting.name)
        _write(sheet, row, 1, text_of_value(value) if is_list else value, text if is_list else plain)
        sheet.write_string(row, 2, setting.default_text)
        sheet.write_string(
            row, 3, " ".join(filter(None, [setting.doc, setting.limits and f"Values: {setting.limits}."]))
        )
        rule = validation_of(setting)
        if rule:
            sheet.data_validation(row, 1, row, 1, rule)


def _read_me(workbook: "Workbook") -> None:
    sheet = workbook.add_worksheet(READ_ME)
    bold = workbook.add_format({"bold": True})
    for row, line in enumerate(INTRODUCTION):
        sheet.write_string(row, 0, line)
    top = len(INTRODUCTION) + 1
    widths = {
        "table": 14,
        "column": 20,
        "unit": 18,
        "required": 10,
        "default": 16,
        "values": 34,
        "meaning": 60,
    }
    for at, (name, width) in enumerate(widths.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(top, at, name, bold)
    columns = [(table, column) for table in ROW_MODELS for column in described_columns(table)]
    for row, (table, column) in enumerate(columns, start=top + 1):
        required = "yes" if column.required else ""
        words: Sequence[str] = (
            table,
            column.name,
            column.unit,
            required,
            column.default_text,
            column.limits,
            column.doc,
        )
        for at, word in enumerate(words):
            sheet.write_string(row, at, word)


def note(column: Described) -> str:
    """Return what the note on a header says."""
    lines = [column.doc]
    if column.unit:
        lines.append(f"Unit: {column.unit}")
    if column.limits:
        lines.append(f"Values: {column.limits}")
    lines.append("Required." if column.required else f"Default: {column.default_text or 'blank'}")
    return "\n".join(lines)


def number_format(column: Described) -> str:
    """Return the number format of a column: names are text, rates percentages."""
    if column.kind is str:
        return "@"
    if column.rate:
        return "0.0%"
    if column.kind is int:
        return "0"
    return "#,##0.00##" if column.unit.startswith("currency") else "General"


def _header_format(workbook: "Workbook", *, required: bool) -> "Format":
    colours = {"bg_color": "#1F4E79", "font_color": "#FFFFFF"} if required else {"bg_color": "#DDEBF7"}
    return workbook.add_format({"bold": required, "bottom": 1, "valign": "top", **colours})


def _write(sheet: "Worksheet", row: int, column: int, value: Any, cell_format: "Format") -> None:
    """Write a value as its own type, never as what it looks like."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, cell_format)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, cell_format)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, cell_format)
    else:
        sheet.write_string(row, column, text_of_value(value), cell_format)
