"""The frontier in the page: charts and points."""

import math
from collections.abc import Iterator

from stockposture.frontiers.result import Frontier
from stockposture.report.dossier.dossier import Dossier
from stockposture.report.dossier.frontier import frontier_charts, frontier_words
from stockposture.report.dossier.mixes import POSTURES
from stockposture.report.figures import amount
from stockposture.report.html import paragraph, table
from stockposture.report.kpis import share
from stockposture.report.pictures.words import money
from stockposture.report.plan_page.figures import chart_figures


def frontier_section(dossier: Dossier, found: Frontier) -> Iterator[str]:
    """Yield what a frontier says, its charts with the plan on them, and its points."""
    yield paragraph(frontier_words(found))
    if found.facts.get("input_digest") != dossier.plan.summary.input_digest:
        yield (
            '<p class="warning">The frontier was not made of the very tables and settings of this plan: the two can be '
            "set beside one another only as far as these are alike.</p>"
        )
    charts = list(frontier_charts(found, dossier.plan))
    if charts:
        yield chart_figures(*charts)
    yield points(found)


def points(found: Frontier, most: int | None = None) -> str:
    """Return the points as a table, or the first of them."""
    unit = money(found.currency)
    called = {"capital": "capital cap", "space": "space limit, m3"}
    rows = [
        (
            *(amount(row[f"{name}_cap"]) if row[f"{name}_cap"] >= 0 else "none" for name in found.swept),
            *(_or_none(row[name]) for name in ("relevant_cost", "stockout_cost", "capital", "space_m3")),
            "" if math.isnan(row["fill_rate"]) else share(row["fill_rate"]),
            *("" if math.isnan(row["gap"]) else f"{int(row[f'items_{name}']):,}" for name in POSTURES),
            *(_or_none(row[f"{name}_price"]) for name in found.swept),
            "knee" if row["knee"] else row["problem"],
        )
        for row in found.points.head(len(found.points) if most is None else most).to_dict("records")
    ]
    header = (
        *(called[name] for name in found.swept),
        *(f"relevant cost, {unit} a year", "of that stockout", f"capital, {unit}", "space, m3", "fill rate", *POSTURES),
        *(f"one more {unit if name == 'capital' else 'm3'} saves" for name in found.swept),
        "",
    )
    return table("The points of the frontier", header, rows, words_in=(len(header) - 1,))


def _or_none(value: float) -> str:
    return "" if math.isnan(value) else amount(value)
