"""What a plan does otherwise than another, as two sheets."""

import math
from typing import TYPE_CHECKING

from stockposture.comparison.result import DECIDED, FIGURES, PLAN_COLUMNS, Comparison
from stockposture.report.dossier.columns import Form
from stockposture.report.pictures.words import money
from stockposture.report.plan_workbook.sheet import Column, Formats, Heading, write_table
from stockposture_models.plan.kpis import KPIS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_MEASURES = [
    *(name for name in PLAN_COLUMNS if name not in ("plan", "status", "proven_by", "gap", "lower_bound")),
    *(name for name in KPIS if name not in PLAN_COLUMNS),
]


def difference_sheets(workbook: "Workbook", formats: Formats, found: Comparison) -> None:
    """Write totals side by side, and the items that differ with what each difference costs and buys."""
    sheet = workbook.add_worksheet("differences")
    first, other = ([_number(found.plans[name].iloc[place]) for name in _MEASURES] for place in (0, 1))
    units = [(KPIS[name].unit if name in KPIS else PLAN_COLUMNS[name][0]) for name in _MEASURES]
    columns: list[Column] = [
        [name.replace("_", " ") for name in _MEASURES],
        [unit.replace("currency", money(found.currency)) for unit in units],
        first,
        other,
        [after - before for before, after in zip(first, other, strict=True)],
    ]
    names = (*found.names, "difference")
    headings = [Heading("measure"), Heading("unit"), *(Heading(name, Form.NUMBER, width=18) for name in names)]
    free = write_table(sheet, formats, headings, columns)
    for row, note in enumerate(found.notes, start=free + 1):
        sheet.write_string(row, 0, note, formats.soft)
    _items(workbook, formats, found)


def _items(workbook: "Workbook", formats: Formats, found: Comparison) -> None:
    sheet, items = workbook.add_worksheet("items that differ"), found.items
    headings, columns = [Heading("item"), Heading("changed")], [items["sku"], items["changed"]]
    for name in DECIDED:
        form = Form.COUNT if items[name].dtype.kind in "if" else Form.TEXT
        for plan, column in ((found.names[0], f"first_{name}"), (found.names[1], name)):
            headings.append(Heading(f"{name.replace('_', ' ')}, {plan}", form))
            columns.append(items[column])
    for name in ("relevant_cost", "running_cost", *(name for name in FIGURES if name != "relevant_cost")):
        headings.append(Heading(f"difference of {name.replace('_', ' ')}", Form.NUMBER))
        columns.append(items[f"{name}_difference"])
    headings.append(Heading("in words", width=60))
    columns.append(items["words"])
    write_table(sheet, formats, headings, columns, is_filtered=True)


def _number(value: object) -> float:
    return math.nan if value is None else float(value)  # type: ignore[arg-type]
