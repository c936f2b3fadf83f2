"""Results as they show themselves in a notebook: tables and a chart; no script, no address, every text escaped."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from stockposture.report.charts.bars import Bar, Part, bars
from stockposture.report.charts.chart import Chart, chart_style
from stockposture.report.comparison import BESIDE, beside_rows, item_rows, proof_rows
from stockposture.report.dossier.dossier import Dossier
from stockposture.report.dossier.frontier import frontier_charts, frontier_words
from stockposture.report.dossier.mixes import POSTURES
from stockposture.report.figures import amount, counted, percent
from stockposture.report.html import escaped, paragraph, table
from stockposture.report.kpis import kpi_rows
from stockposture.report.pictures.words import money
from stockposture.report.plan_page.frontier import points
from stockposture.report.plan_page.overview import costs, limits, overview
from stockposture.report.summary import MOST_LIMITS
from stockposture.report.table import shortened
from stockposture_models.candidates.splits import SPLIT_LABELS
from stockposture_models.plan.plan import Plan

if TYPE_CHECKING:
    from stockposture.comparison.result import Comparison
    from stockposture.frontiers.result import Frontier
    from stockposture.simulation.result import Simulation

#: Rows shown of what has one an item; its table has all.
MOST_ITEMS = 10
#: Points of a frontier shown.
MOST_POINTS = 60
#: Letters shown of a text.
MOST_LETTERS = 160

_STYLE = """
.stockposture { max-width: 76rem; }
.stockposture svg.chart { max-width: 44rem; width: 100%; background: #fff; display: block; margin: .5em 0; }
.stockposture .wide { overflow-x: auto; }
.stockposture table { border-collapse: collapse; margin: .5em 0; }
.stockposture th, .stockposture td { padding: .15em .7em; text-align: left; vertical-align: top; }
.stockposture td:last-child:not(.number) { min-width: 16em; }
.stockposture th.number, .stockposture td.number { text-align: right; white-space: nowrap; }
.stockposture tbody th { min-width: 6em; overflow-wrap: anywhere; }
.stockposture caption, .stockposture figcaption { text-align: left; font-weight: bold; caption-side: top; }
.stockposture figure { margin: .5em 0; }
"""
_SIMULATED = ("carrying_cost", "stockout_cost", "relevant_cost")


def _drawn(chart: Chart) -> str:
    return f"<figure><figcaption>{escaped(chart.title)}</figcaption>{chart.inline()}</figure>"


def _only(name: str, rows: Sequence[object]) -> str:
    """Return a name for a chart: several outputs share a page, and ids must not."""
    return f"{name}-{zlib.crc32(repr(rows).encode()):08x}"


def fragment(parts: Sequence[str]) -> str:
    """Return parts, HTML made of escaped text, as what stands below a cell."""
    style = _STYLE + chart_style(variables=False)
    return f'<div class="stockposture"><style>{style}</style>\n' + "\n".join(parts) + "\n</div>"


def plan_html(plan: Plan) -> str:
    """Return a plan: its proof, costs, postures, key figures, limits, and the items that cost most."""
    currency = money(plan.summary.currency)
    shown, more = _fewer_limits(plan)
    dossier = Dossier(shown)
    *words, _ = overview(dossier)
    kpis = table("Key figures", ("figure", "", "what"), kpi_rows(plan.kpis, currency), words_in=(0, 1, 2))
    parts = [*words, _drawn(_mix(plan.items)), costs(dossier), kpis, *limits(dossier)]
    if more:
        parts.append(paragraph(f"{counted(more, 'other limit')}: plan.summary.limits."))
    return fragment([*parts, _items(plan.items, currency)])


def _fewer_limits(plan: Plan) -> tuple[Plan, int]:
    """Return the plan with the limits that matter most, in their order, and how many others there are."""
    every = plan.summary.limits
    by_need = sorted(every, key=lambda limit: (limit.shadow_price > 0, limit.use / limit.cap if limit.cap else 0.0))
    kept = by_need[-MOST_LIMITS:]
    few = tuple(limit for limit in every if limit in kept)
    return replace(plan, summary=plan.summary.model_copy(update={"limits": few})), len(every) - len(few)


def _mix(items: pd.DataFrame) -> Chart:
    found = pd.crosstab(items["split"], items["posture"]).reindex(index=SPLIT_LABELS, columns=POSTURES, fill_value=0)
    rows = [Bar(str(split), [float(count) for count in counts]) for split, counts in found.iterrows()]
    return bars(
        _only("postures", rows),
        "Items by supplier split and posture",
        "How many items of each supplier split are jit, hybrid and jic.",
        [Part(name, name) for name in POSTURES],
        rows,
        lambda count: f"{count:,.0f}",
    )


def _items(items: pd.DataFrame, currency: str) -> str:
    rows = [
        (
            *(shortened(str(row[name]), MOST_LETTERS) for name in ("sku", "posture", "split", "suppliers")),
            f"{row['buffer_units']:,}",
            percent(max(0.0, 1.0 - row["fill_rate"])),
            amount(row["capital"]),
            amount(row["relevant_cost"]),
            # What comes after is of the limits and the next best.
            shortened(str(row["reason"]).partition(";")[0], MOST_LETTERS),
        )
        for row in items.nlargest(MOST_ITEMS, "relevant_cost").to_dict("records")
    ]
    header = (
        *("item", "posture", "split", "suppliers", "buffer", "short", f"capital, {currency}"),
        *(f"relevant cost, {currency} a year", "reason"),
    )
    caption = "Items" if len(items) == len(rows) else f"The {len(rows)} of {len(items):,} items that cost most"
    return table(f"{caption}; all: plan.items", header, rows, words_in=(0, 1, 2, 3, 8))


def simulation_html(simulation: "Simulation") -> str:
    """Return a simulation: promise and truth side by side, and the costs as bars."""
    from stockposture.report.simulation_page import totals_table  # loads compiled code

    currency = money(simulation.currency)
    rows: list[Bar] = []
    for name in _SIMULATED:
        found, promise = simulation.totals[name], simulation.promised.get(name)
        label = name.removesuffix("_cost")
        if promise is not None:
            rows.append(Bar(f"{label}, promised", [promise, 0.0]))
        rows.append(Bar(f"{label}, simulated", [0.0, found.mean]))
    chart = bars(
        _only("promise", rows),
        f"Cost a year, {currency}",
        "What was promised beside what came of it in the simulated years.",
        (Part("promised", "pale"), Part("simulated", "plain")),
        rows,
        amount,
    )
    years = counted(simulation.runs * simulation.years_each, "year")
    words = f"Simulation of a plan for {counted(len(simulation.items), 'item')}: {years}, seed {simulation.seed}."
    return fragment([paragraph(words), _drawn(chart), totals_table(simulation)])


def frontier_html(found: "Frontier") -> str:
    """Return a frontier: what it says, the curve and the postures along it, its points."""
    charts = [replace(chart, name=_only(chart.name, chart.rows)) for chart in frontier_charts(found)]
    more = len(found.points) - MOST_POINTS
    parts = [paragraph(frontier_words(found)), *map(_drawn, charts), points(found, MOST_POINTS)]
    if more > 0:
        parts.append(paragraph(f"{counted(more, 'other point')}: frontier.points."))
    return fragment(parts)


def comparison_html(found: "Comparison") -> str:
    """Return plans side by side: relevant cost, capital and stockout cost as bars, all measures, what differs most."""
    currency = money(found.currency)
    parts: list[str] = [_drawn(_costs(found, currency))]
    for start in range(1, len(found.plans), BESIDE):
        header, *rows = beside_rows(found, start)
        caption = f"Plans set against {found.names[0]}: {currency}, cost a year"
        parts.append(table(caption, ("measure", *header[1:]), rows))
    parts.append(table("What is proven", ("plan", ""), proof_rows(found), words_in=(0, 1)))
    parts += [paragraph(f"Note: {note}.") for note in found.notes]
    for name in found.names[1:]:
        header, *rows = item_rows(found, name, MOST_ITEMS)
        count = int((found.items["plan"] == name).sum())
        caption = f"{counted(count, 'item')} decided otherwise in {name}; all: comparison.items"
        parts.append(table(caption, header, rows, words_in=(0, 1, 2)))
    return fragment(parts)


def _costs(found: "Comparison", currency: str) -> Chart:
    plans = found.plans
    kept = ("stockout_cost", "carrying_cost")
    rows = [
        Bar(
            str(row["plan"]),
            [*(row[name] for name in kept), max(0.0, row["relevant_cost"] - sum(row[n] for n in kept))],
        )
        for row in plans.to_dict("records")
    ]
    return bars(
        _only("plans", rows),
        f"What the plans decide, {currency} a year",
        "The relevant cost of each plan: shortages, carrying stock, and all else.",
        (Part("shortages", "mark"), Part("carrying", "pale"), Part("all else", "plain")),
        rows,
        amount,
    )
