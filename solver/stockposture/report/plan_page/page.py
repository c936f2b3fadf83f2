"""The page: from a dossier to HTML."""

from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files

from stockposture.report.charts.chart import Chart, chart_style
from stockposture.report.dossier.dossier import Dossier
from stockposture.report.dossier.mixes import largest_buffers
from stockposture.report.dossier.pictures import plan_charts
from stockposture.report.figures import amount, counted, percent
from stockposture.report.html import Ready, Section, escaped, name, page, paragraph, table
from stockposture.report.pictures.words import clean, money
from stockposture.report.plan_page.items import item_section
from stockposture.report.plan_page.overview import costs, decisions, limits, overview

#: Buffers listed, those that are worth most.
MOST_BUFFERS = 15

_TOOLS = (
    '<div class="tools"><button type="button" id="theme" aria-pressed="false">Dark</button>'
    '<button type="button" id="print">Print</button></div>\n'
)


def plan_page(dossier: Dossier) -> str:
    """Return the page as HTML that needs nothing else: no address, no script but its own.

    Parameters
    ----------
    dossier
        The plan, and what is reported of it.
    """
    count = dossier.plan.summary.items
    mix, risk, capital, space, suppliers, regions = plan_charts(dossier)
    sections = [
        Section("Costs and decisions", [_pair(costs(dossier), decisions(dossier)), _charts(mix, risk)]),
        Section("Limits", list(limits(dossier))),
        Section("Where the stock is", [_charts(capital, space)]),
        Section("Largest buffers", list(_buffers(dossier))),
        Section("Suppliers", [_charts(suppliers, regions), _suppliers(dossier)]),
        Section("Items", [item_section(dossier)]),
        Section("How it was made", list(_made(dossier))),
    ]
    own = files("stockposture.report.plan_page")
    return page(
        f"Plan for {counted(count, 'item')}",
        list(overview(dossier)),
        sections,
        style=chart_style(variables=True) + own.joinpath("page.css").read_text(encoding="utf-8"),
        script=own.joinpath("page.js").read_text(encoding="utf-8"),
        tools=_TOOLS,
    )


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


def _charts(*charts: Chart) -> str:
    return f'<div class="charts">{"".join(map(chart_figure, charts))}</div>'


def _pair(left: str, right: str) -> str:
    return f'<div class="pair">{left}{right}</div>'


def _buffers(dossier: Dossier) -> Iterator[str]:
    found = largest_buffers(dossier.items, MOST_BUFFERS)
    if found.empty:
        yield paragraph("No item has a buffer.")
        return
    total = float(dossier.items["buffer_capital"].sum())
    part = float(found["buffer_capital"].sum()) / total if total > 0 else 0.0
    currency = money(dossier.plan.summary.currency)
    yield paragraph(
        f"All buffers together tie up {amount(total)} {currency} as they are on hand on average; these "
        f"{len(found)} are {percent(part)} of that."
    )
    rows = [
        (
            Ready(_item_button(row["sku"])),
            row["description"],
            Ready(f'<span class="badge {row["posture"]}">{row["posture"]}</span>'),
            f"{row['buffer_units']:,}",
            f"{row['buffer_days']:.0f}",
            amount(row["buffer_capital"]),
            # What comes after is of the limits and the next best; the drawer says it all.
            row["reason"].partition(";")[0],
        )
        for row in found.to_dict("records")
    ]
    header = ("item", "description", "posture", "units", "days of supply", f"ties up, {currency}", "why")
    yield table("The buffers that tie up most", header, rows, words_in=(0, 1, 2, 6))


def _item_button(sku: str) -> str:
    return f'<button type="button" class="item" data-sku="{escaped(sku)}">{name(sku)}</button>'


def _suppliers(dossier: Dossier) -> str:
    currency = money(dossier.plan.summary.currency)
    rows = [
        (
            row["supplier"],
            row["region"],
            "nearshore" if row["nearshore"] else "",
            f"{row['items']:,}",
            f"{row['sole_items']:,}",
            amount(row["spend"]),
            percent(row["part"]),
            percent(row["cumulative"]),
        )
        for row in dossier.suppliers.to_dict("records")
    ]
    header = (
        *("supplier", "region", "", "items", "nobody else delivers"),
        *(f"spend, {currency} a year", "of all spend", "with those above"),
    )
    return table("Who is bought from", header, rows, words_in=(0, 1, 2))


def _made(dossier: Dossier) -> Iterator[str]:
    summary = dossier.plan.summary
    yield (
        f'<p class="made">{escaped(clean(summary.solver))}; {summary.candidates:,} candidate policies weighed in '
        f"{summary.seconds.get('total', 0.0):.1f} s. Every figure of the plan was recomputed from its tables by a "
        "check that shares nothing with the optimiser.</p>"
    )
    yield (
        f'<p class="made">Input <code>{escaped(summary.input_digest)}</code>; stockposture '
        f"{escaped(version('stockposture'))}.</p>"
    )
