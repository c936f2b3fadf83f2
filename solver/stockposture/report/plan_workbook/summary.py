"""The first sheet: the plan at a glance, with charts of Excel's own."""

from typing import TYPE_CHECKING, Any

from stockposture.report.charts.chart import COLOURS
from stockposture.report.dossier.columns import Form
from stockposture.report.dossier.dossier import Dossier
from stockposture.report.dossier.mixes import POSTURES, posture_by_class, stock_by_warehouse
from stockposture.report.figures import counted
from stockposture.report.pictures.words import clean, money
from stockposture.report.plan_workbook.sheet import Formats, Heading, write_table, write_text
from stockposture.report.proof import broken_words, proof_words
from stockposture_models.plan.summary import Status

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_COSTS = ("purchase", "ordering", "carrying", "stockout", "supplier", "overflow")
#: Column at which the charts begin.
_CHARTS_AT = 6
_CHART_ROWS = 15


def summary_sheet(workbook: "Workbook", formats: Formats, dossier: Dossier, *, most_items: int) -> None:
    """Write the first sheet of a workbook; of more items than the most it says which the sheet of decisions holds."""
    sheet, summary = workbook.add_worksheet("summary"), dossier.plan.summary
    currency = money(summary.currency)
    write_text(sheet, 0, 0, f"Plan for {counted(summary.items, 'item')}", formats.title)
    words = proof_words(summary)
    on = "" if summary.status is Status.PRICED else " on the cost that decisions can change"
    write_text(sheet, 1, 0, f"{words[0].upper()}{words[1:]}{on}.", formats.soft)
    top = 2
    if summary.items > most_items:
        told = f"The sheet of decisions holds the {most_items:,} items of the largest relevant cost; plan.csv has all."
        write_text(sheet, top, 0, told, formats.soft)
        top += 1
    for line in broken_words(summary):
        write_text(sheet, top, 0, line, formats.title)
        top += 1
    rows: list[tuple[str, float, Form, str]] = [
        (f"{part} cost", getattr(summary.costs, part), Form.MONEY, f"{currency}/yr") for part in _COSTS
    ]
    rows += [
        ("total cost", summary.total_cost, Form.MONEY, f"{currency}/yr"),
        ("relevant cost: what decisions can change", summary.costs.relevant, Form.MONEY, f"{currency}/yr"),
        *(
            []
            if summary.status is Status.PRICED  # of which nothing is proven
            else [
                ("no plan within the limits costs less than", summary.lower_bound, Form.MONEY, f"{currency}/yr"),
                ("gap, of the relevant cost", summary.gap, Form.PART, ""),
            ]
        ),
        ("working capital", summary.capital, Form.MONEY, currency),
        ("space", summary.space_m3, Form.NUMBER, "m3"),
        ("fill rate", summary.fill_rate, Form.PART, ""),
    ]
    top += 1
    for at, heading in enumerate(("figure", "value", "unit")):
        write_text(sheet, top, at, heading, formats.head)
    for row, (what, value, form, unit) in enumerate(rows, start=top + 1):
        write_text(sheet, row, 0, what)
        sheet.write_number(row, 1, value, formats.of[form])
        write_text(sheet, row, 2, unit)
    top += len(rows) + 2
    top = _mix(workbook, sheet, formats, "items by class", posture_by_class(dossier.items), Form.COUNT, top, 0)
    capital, space = (stock_by_warehouse(dossier.items, measure) for measure in ("capital", "space_m3"))
    top = _mix(workbook, sheet, formats, f"capital, {currency}", capital, Form.MONEY, top + 1, 1)
    _mix(workbook, sheet, formats, "space, m3", space, Form.NUMBER, top + 1, 2)
    for column, width in enumerate((42, 18, 14, 14, 14)):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)


def _mix(
    workbook: "Workbook",
    sheet: "Worksheet",
    formats: Formats,
    what: str,
    table: "pd.DataFrame",
    form: Form,
    top: int,
    place: int,
) -> int:
    """Write a table of postures and the chart of it; return the first free row."""
    headings = [Heading(what), *(Heading(name, form) for name in POSTURES)]
    names = [clean(str(name)) for name in table.index]
    columns: list[Any] = [names, *(table[name] for name in POSTURES)]
    free = write_table(sheet, formats, headings, columns, top=top)
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for at, name in enumerate(POSTURES, start=1):
        chart.add_series(
            {
                "name": [sheet.name, top, at],
                "categories": [sheet.name, top + 1, 0, free - 1, 0],
                "values": [sheet.name, top + 1, at, free - 1, at],
                "fill": {"color": COLOURS[name]},
                "gap": 60,
            }
        )
    chart.set_title({"name": what, "name_font": {"size": 11}, "overlay": False})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 560, "height": 280})
    sheet.insert_chart(3 + _CHART_ROWS * place, _CHARTS_AT, chart, {"description": f"{what} by posture"})
    return free
