"""The frontier as a sheet, with a chart of Excel's own."""

from typing import TYPE_CHECKING

from stockposture.frontiers.result import Frontier
from stockposture.report.charts.chart import COLOURS
from stockposture.report.dossier.columns import Form
from stockposture.report.dossier.frontier import use_of
from stockposture.report.pictures.words import money
from stockposture.report.plan_workbook.sheet import Column, Formats, Heading, write_table

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

#: Column to its form; all others are money.
_FORMS = {
    **dict.fromkeys(("status", "problem"), Form.TEXT),
    **dict.fromkeys(("gap", "fill_rate"), Form.PART),
    **dict.fromkeys(("space_cap", "space_m3", "capital_price", "space_price", "short_units_per_year"), Form.NUMBER),
}


def frontier_sheet(workbook: "Workbook", formats: Formats, found: Frontier) -> None:
    """Write the points of a frontier, and the curve of them."""
    sheet, points = workbook.add_worksheet("frontier"), found.points
    headings: list[Heading] = []
    columns: list[Column] = []
    for name in map(str, points.columns):
        if name == "knee":
            headings.append(Heading("knee"))
            columns.append(["yes" if is_knee else "" for is_knee in points["knee"]])
            continue
        counts = name == "point" or name.startswith("items_")
        headings.append(Heading(name.replace("_", " "), Form.COUNT if counts else _FORMS.get(name, Form.MONEY)))
        is_text = headings[-1].form is Form.TEXT
        columns.append(points[name] if is_text else points[name].to_numpy(dtype="float64", na_value=float("nan")))
    free = write_table(sheet, formats, headings, columns, is_filtered=True)
    use, what, unit = use_of(found)
    across, up = (list(points.columns).index(name) for name in (use, "relevant_cost"))
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    chart.add_series(
        {
            "name": "relevant cost",
            "categories": [sheet.name, 1, across, free - 1, across],
            "values": [sheet.name, 1, up, free - 1, up],
            "line": {"color": COLOURS["plain"]},
            "marker": {"type": "circle", "fill": {"color": COLOURS["plain"]}, "border": {"color": COLOURS["plain"]}},
        }
    )
    chart.set_title({"name": "The efficient frontier", "name_font": {"size": 11}})
    chart.set_x_axis({"name": f"{what}, {unit}", "num_format": "#,##0"})
    chart.set_y_axis({"name": f"relevant cost, {money(found.currency)} a year", "num_format": "#,##0"})
    chart.set_legend({"none": True})
    chart.set_size({"width": 720, "height": 360})
    sheet.insert_chart(free + 1, 1, chart, {"description": "Relevant cost against the limit"})
