"""The workbook: from a dossier to ``.xlsx``."""

import math
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stockposture.report.dossier.assumptions import assumptions
from stockposture.report.dossier.columns import COLUMNS, Form
from stockposture.report.dossier.dossier import Dossier
from stockposture.report.dossier.limits import limit_name
from stockposture.report.figures import counted
from stockposture.report.pictures.words import money
from stockposture.report.plan_workbook.differences import difference_sheets
from stockposture.report.plan_workbook.frontier import frontier_sheet
from stockposture.report.plan_workbook.sheet import Column, Formats, Heading, formats_of, write_table
from stockposture.report.plan_workbook.summary import summary_sheet
from stockposture_models.errors import FileFaultError
from stockposture_models.plan.kpis import KPIS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

#: What the workbook's properties name as its author, to know it by.
AUTHOR = "stockposture"
#: Items of the sheet of decisions; of more, those of the largest relevant cost. A sheet could hold ten times as many,
#: but no spreadsheet opens that many cells in good time.
MOST_ITEMS = 100_000
_WIDTHS = {"reason": 60, "description": 32, "suppliers": 36, "runner_up": 36}


def ensure_workbooks() -> None:
    """Find out, before any work, whether workbooks can be written here.

    Raises
    ------
    FileFaultError
        The packages of the extra ``excel`` are not installed.
    """
    try:
        import xlsxwriter  # noqa: F401
    except ImportError as error:
        raise FileFaultError('writing workbooks needs more packages: pip install "stockposture[excel]"') from error


def write_plan_workbook(dossier: Dossier, path: Path) -> None:
    """Write the workbook: a sheet for each part of a report.

    Parameters
    ----------
    dossier
        The plan, and what is reported of it.
    path
        File to write.

    Raises
    ------
    FileFaultError
        As :func:`ensure_workbooks`.
    OSError
        The system refused.
    """
    ensure_workbooks()
    from xlsxwriter import Workbook

    # Texts stay texts: nothing that begins with = or looks like a link is made into one.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), options) as workbook:
        workbook.set_properties(
            {
                "title": f"Plan for {counted(len(dossier.items), 'item')}",
                "author": AUTHOR,
                "comments": f"stockposture {version('stockposture')}",
            }
        )
        formats = formats_of(workbook)
        summary_sheet(workbook, formats, dossier, most_items=MOST_ITEMS)
        _decisions(workbook, formats, dossier)
        _limits(workbook, formats, dossier)
        _suppliers(workbook, formats, dossier)
        _key_figures(workbook, formats, dossier)
        if dossier.frontier is not None:
            frontier_sheet(workbook, formats, dossier.frontier)
        if dossier.comparison is not None:
            difference_sheets(workbook, formats, dossier.comparison)
        _assumptions(workbook, formats, dossier)
        _notes(workbook, formats, dossier)


def _decisions(workbook: "Workbook", formats: Formats, dossier: Dossier) -> None:
    sheet, items = workbook.add_worksheet("decisions"), dossier.dearest(MOST_ITEMS)
    currency = money(dossier.plan.summary.currency)
    headings = []
    for name in items.columns:
        column = COLUMNS[str(name)]
        unit = column.unit.replace("currency", currency)
        headings.append(
            Heading(
                f"{column.heading} [{unit}]" if unit else column.heading,
                column.form,
                column.doc,
                _WIDTHS.get(column.name, 0),
            )
        )
    write_table(sheet, formats, headings, [items[name] for name in items.columns], is_filtered=True)
    sheet.ignore_errors({"number_stored_as_text": f"A1:ZZ{len(items) + 1}"})  # names like 0048213 are texts on purpose
    sheet.set_landscape()
    sheet.repeat_rows(0)


def _limits(workbook: "Workbook", formats: Formats, dossier: Dossier) -> None:
    sheet, summary = workbook.add_worksheet("limits"), dossier.plan.summary
    currency = money(summary.currency)
    limits = summary.limits
    headings = [
        Heading("limit"),
        Heading("unit"),
        Heading("used", Form.NUMBER),
        Heading("allowed", Form.NUMBER),
        Heading("part used", Form.PART),
        Heading("rented on top", Form.NUMBER),
        Heading(f"rent [{currency}/yr]", Form.MONEY),
        Heading(f"one more unit saves [{currency}/yr]", Form.NUMBER),
        Heading("binds"),
    ]
    columns: list[Column] = [
        [limit_name(limit) for limit in limits],
        [limit.unit.replace("currency", currency) for limit in limits],
        [limit.use for limit in limits],
        [limit.cap for limit in limits],
        [limit.use / limit.cap if limit.cap > 0 else math.nan for limit in limits],
        [limit.overflow for limit in limits],
        [limit.overflow_cost for limit in limits],
        [limit.shadow_price for limit in limits],
        ["broken" if limit.excess > 0 else "yes" if limit.shadow_price > 0 else "no" for limit in limits],
    ]
    write_table(sheet, formats, headings, columns, is_filtered=True)


def _suppliers(workbook: "Workbook", formats: Formats, dossier: Dossier) -> None:
    sheet, found = workbook.add_worksheet("suppliers"), dossier.suppliers
    currency = money(dossier.plan.summary.currency)
    headings = [
        Heading("supplier"),
        Heading("region"),
        Heading("nearshore"),
        Heading("items", Form.COUNT),
        Heading("items nobody else delivers", Form.COUNT, "In this plan."),
        Heading(f"spend [{currency}/yr]", Form.MONEY, "Units and freight."),
        Heading(f"spend nobody else delivers [{currency}/yr]", Form.MONEY, "In this plan."),
        Heading("part of all spend", Form.PART),
        Heading("with those above", Form.PART),
    ]
    nearshore = np.where(found["nearshore"], "yes", "no")
    names = ("items", "sole_items", "spend", "sole_spend", "part", "cumulative")
    columns: list[Column] = [found["supplier"], found["region"], nearshore, *(found[name] for name in names)]
    write_table(sheet, formats, headings, columns, is_filtered=True)


def _key_figures(workbook: "Workbook", formats: Formats, dossier: Dossier) -> None:
    sheet = workbook.add_worksheet("key figures")
    currency = money(dossier.plan.summary.currency)
    values = [getattr(dossier.kpis, name) for name in KPIS]
    headings = [Heading("figure"), Heading("value", Form.NUMBER), Heading("unit"), Heading("what it is", width=90)]
    columns: list[Column] = [
        [kpi.label for kpi in KPIS.values()],
        [math.nan if value is None else value for value in values],
        [kpi.unit.replace("currency", currency) for kpi in KPIS.values()],
        [kpi.doc for kpi in KPIS.values()],
    ]
    free = write_table(sheet, formats, headings, columns)
    for row, (kpi, value) in enumerate(zip(KPIS.values(), values, strict=True), start=1):
        if not kpi.unit and value is not None:
            sheet.write_number(row, 1, value, formats.of[Form.PART])
    lines = dossier.lines
    headings = [
        Heading("product line"),
        Heading("uptime, independently", Form.PART),
        Heading("items", Form.COUNT),
        Heading("uptime, together", Form.PART, width=90),
    ]
    names = ("product_line", "uptime", "items", "uptime_together")
    if len(lines):
        write_table(sheet, formats, headings, [lines[name] for name in names], top=free + 1)


def _assumptions(workbook: "Workbook", formats: Formats, dossier: Dossier) -> None:
    sheet = workbook.add_worksheet("assumptions")
    found = assumptions(dossier.plan)
    headings = [Heading("what"), Heading("value", width=40), Heading("default", width=28), Heading("meaning", width=90)]
    write_table(sheet, formats, headings, [list(column) for column in zip(*found, strict=True)], is_filtered=True)


def _notes(workbook: "Workbook", formats: Formats, dossier: Dossier) -> None:
    sheet = workbook.add_worksheet("data notes")
    findings = dossier.plan.case.findings
    headings = [
        *(Heading("kind"), Heading("file"), Heading("sheet"), Heading("row", Form.COUNT), Heading("column")),
        *(Heading("value"), Heading("what was noticed", width=70), Heading("remedy", width=60)),
    ]
    columns: list[Column] = [
        [finding.severity.value for finding in findings],
        [finding.file for finding in findings],
        [finding.sheet or "" for finding in findings],
        [math.nan if finding.row is None else float(finding.row) for finding in findings],
        [finding.column or "" for finding in findings],
        [finding.value or "" for finding in findings],
        [finding.problem for finding in findings],
        [finding.remedy for finding in findings],
    ]
    free = write_table(sheet, formats, headings, columns, is_filtered=bool(findings))
    if not findings:
        sheet.write_string(free, 0, "Nothing was noticed.", formats.soft)
