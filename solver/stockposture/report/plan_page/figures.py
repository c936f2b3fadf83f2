"""Charts within the page."""

from stockposture.report.charts.chart import Chart
from stockposture.report.html import escaped, table


def chart_figure(chart: Chart) -> str:
    """Return a chart as HTML, its figures as a table one can open below it."""
    told = escaped(chart.title)
    figures = ""
    if chart.rows:
        inner = table(chart.title, chart.header, chart.rows)
        figures = f"<details><summary>Figures</summary>{inner}</details>"
    return (
        f'<figure>\n<figcaption>{told}</figcaption>\n<div class="wide" role="region" tabindex="0" aria-label="{told}">'
        f"{chart.inline()}</div>{figures}\n</figure>"
    )


def chart_figures(*charts: Chart) -> str:
    """Return charts side by side where the page is wide enough."""
    return f'<div class="charts">{"".join(map(chart_figure, charts))}</div>'
