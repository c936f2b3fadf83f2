"""The page: from a dossier to HTML."""

from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files

from stockposture.report.charts.chart import chart_style
from stockposture.report.dossier.dossier import Dossier
from stockposture.report.dossier.pictures import plan_charts
from stockposture.report.figures import counted
from stockposture.report.html import Section, escaped, page
from stockposture.report.pictures.words import clean
from stockposture.report.plan_page.differences import differences_section
from stockposture.report.plan_page.figures import chart_figures
from stockposture.report.plan_page.frontier import frontier_section
from stockposture.report.plan_page.holdings import buffers, suppliers
from stockposture.report.plan_page.items import item_section
from stockposture.report.plan_page.overview import costs, decisions, key_figures, limits, overview
from stockposture_models.plan.summary import Status

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
    mix, risk, capital, space, spend, regions = plan_charts(dossier)
    sections = [
        Section("Costs and decisions", [_pair(costs(dossier), decisions(dossier)), chart_figures(mix, risk)]),
        Section("Key figures", list(key_figures(dossier))),
        Section("Limits", list(limits(dossier))),
        *_beside(dossier),
        Section("Where the stock is", [chart_figures(capital, space)]),
        Section("Largest buffers", list(buffers(dossier))),
        Section("Suppliers", [chart_figures(spend, regions), suppliers(dossier)]),
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


def _beside(dossier: Dossier) -> Iterator[Section]:
    """Yield what the plan is shown beside, if anything."""
    if dossier.frontier is not None:
        yield Section("Frontier", list(frontier_section(dossier, dossier.frontier)))
    if dossier.comparison is not None:
        yield Section("Differences", list(differences_section(dossier.comparison)))


def _pair(left: str, right: str) -> str:
    return f'<div class="pair">{left}{right}</div>'


def _made(dossier: Dossier) -> Iterator[str]:
    summary = dossier.plan.summary
    searched = (
        "Nothing was searched for"
        if summary.status is Status.PRICED
        else f"{clean(summary.solver)}; {summary.candidates:,} candidate policies weighed in "
        f"{summary.seconds.get('total', 0.0):.1f} s"
    )
    yield (
        f'<p class="made">{escaped(searched)}. Every figure of the plan was recomputed from its tables by a check that '
        "shares nothing with the optimiser.</p>"
    )
    yield (
        f'<p class="made">Input <code>{escaped(summary.input_digest)}</code>; stockposture '
        f"{escaped(version('stockposture'))}.</p>"
    )
