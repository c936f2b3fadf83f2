"""The top of the page: what the plan costs, how good it is, and its figures at a glance."""

from collections.abc import Iterator

from stockposture.report.dossier.dossier import Dossier
from stockposture.report.dossier.kpis import kpi_table, kpi_value
from stockposture.report.dossier.limits import limit_name
from stockposture.report.figures import amount, percent
from stockposture.report.html import Ready, escaped, paragraph, table
from stockposture.report.kpis import share
from stockposture.report.pictures.words import money
from stockposture.report.proof import broken_words
from stockposture_models.plan.kpis import Kpis
from stockposture_models.plan.summary import Status, Summary
from stockposture_models.tables.limit_kind import LimitKind

#: Product lines listed.
MOST_LINES = 30

_COSTS = (
    ("purchase", "goods and freight"),
    ("ordering", "orders and what running the postures costs"),
    ("carrying", "capital, obsolescence, storage, goods in transit"),
    ("stockout", "units short at what they cost"),
    ("supplier", "onboarding and yearly fees, once a supplier"),
    ("overflow", "rented space"),
)


def overview(dossier: Dossier) -> Iterator[str]:
    """Yield the first paragraphs and the figures at a glance, as HTML."""
    summary = dossier.plan.summary
    currency = escaped(money(summary.currency))
    yield (
        f'<p class="lede">This plan costs <strong>{amount(summary.total_cost)} {currency}</strong> a year, of which '
        f"<strong>{amount(summary.costs.relevant)} {currency}</strong> is what decisions can change: all but the "
        f"demand at its cheapest landed price. {escaped(_quality(summary))}</p>"
    )
    broken = "".join(f"<li>{escaped(words)}</li>" for words in broken_words(summary))
    if broken:
        yield f'<ul class="warning">{broken}</ul>'
    yield _cards(summary, dossier.kpis)


def _quality(summary: Summary) -> str:
    if summary.status is Status.PRICED:
        return "It was priced as it stands, not optimised: nothing is proven of its cost."
    if summary.status is Status.STOPPED_EARLY:
        return (
            f"It is proven to be within {percent(summary.gap)} of the best possible on that part; the search stopped "
            "early, short of the gap asked for."
        )
    return f"It is proven to be within {percent(summary.gap)} of the best possible on that part."


def _cards(summary: Summary, kpis: Kpis) -> str:
    currency = money(summary.currency)
    capital = next((limit for limit in summary.limits if limit.kind is LimitKind.CAPITAL), None)
    if capital is None:
        of_cap = "no cap"
    elif capital.cap > 0:
        of_cap = f"{percent(capital.use / capital.cap)} of {amount(capital.cap)} allowed"
    else:
        of_cap = "none is allowed"
    cards = [
        ("Relevant cost a year", amount(summary.costs.relevant), currency, "what decisions can change"),
        ("Working capital", amount(summary.capital), currency, of_cap),
        ("Fill rate", share(kpis.fill_rate), "", "of units, met from stock"),
        ("Stock turns", kpi_value("stock_turns", kpis.stock_turns), "a year", _days(kpis)),
        (
            "Buffers",
            amount(kpis.buffer_capital),
            currency,
            f"tied up; keeping them costs {amount(kpis.buffer_carrying_cost)} a year",
        ),
        ("Space", amount(summary.space_m3), "m3", "all warehouses together"),
    ]
    if kpis.production_uptime is not None:
        lowest = "" if kpis.lowest_uptime is None else f"; the least of a line {share(kpis.lowest_uptime)}"
        cards.append(("Production uptime", share(kpis.production_uptime), "", f"of days, mean of the lines{lowest}"))
    if kpis.premium_freight_share is not None:
        note = "of freight: above the cheapest offers, and expediting"
        cards.append(("Premium freight", percent(kpis.premium_freight_share), "", note))
    if capital is not None and summary.status is not Status.PRICED:
        note = "saved a year for each" if capital.shadow_price > 0 else "capital does not bind"
        cards.insert(2, (f"One more {currency} of capital", f"{capital.shadow_price:,.3g}", currency, note))
    made = "".join(
        f'<div><dt>{escaped(label)}</dt><dd class="figure">{figure}{f" <small>{escaped(unit)}</small>" if unit else ""}'
        f'</dd><dd class="soft">{escaped(note)}</dd></div>'
        for label, figure, unit, note in cards
    )
    return f'<dl class="cards">{made}</dl>'


def _days(kpis: Kpis) -> str:
    return "no demand" if kpis.days_on_hand is None else f"{kpi_value('days_on_hand', kpis.days_on_hand)} days on hand"


def key_figures(dossier: Dossier) -> Iterator[str]:
    """Yield the key figures with their definitions, and the uptime of each product line."""
    rows = kpi_table(dossier.kpis, money(dossier.plan.summary.currency))
    yield table("As promised by the plan", ("figure", "value", "unit", "what it is"), rows, words_in=(0, 2, 3))
    lines = dossier.lines
    if len(lines):
        caption = (
            "Part of days on which no item of a product line is short, if its items run short independently, and if "
            "they do together: what strikes several at once puts the truth between the two"
        )
        told = [
            (row["product_line"], f"{row['items']:,}", share(row["uptime"]), share(row["uptime_together"]))
            for row in lines.head(MOST_LINES).to_dict("records")
        ]
        if len(lines) > MOST_LINES:
            caption += f"; the {MOST_LINES} with the least uptime of {len(lines):,}"
        yield table(caption, ("product line", "items", "independently", "together"), told)


def costs(dossier: Dossier) -> str:
    """Return the cost parts as a table."""
    summary = dossier.plan.summary
    parts = summary.costs
    rows = [
        (part, amount(getattr(parts, part)), what)
        for part, what in _COSTS
        if getattr(parts, part) or part not in ("supplier", "overflow")
    ]
    rows.append(("total", amount(summary.total_cost), ""))
    rows.append(
        ("of which decisions can change", amount(parts.relevant), "all but demand at its cheapest landed price")
    )
    caption = f"Cost a year, {money(summary.currency)}"
    return table(caption, ("part", "amount", "what it is"), rows, words_in=(0, 2))


def decisions(dossier: Dossier) -> str:
    """Return postures by split as a table."""
    items, summary = dossier.items, dossier.plan.summary
    counts = items.groupby(["posture", "split"]).size()
    splits = list(summary.split_counts)
    rows = [
        (posture, *(f"{int(counts.get((posture, split), 0)):,}" for split in splits), f"{total:,}")
        for posture, total in summary.posture_counts.items()
    ]
    totals = ("all", *(f"{summary.split_counts[split]:,}" for split in splits), f"{summary.items:,}")
    return table("Items by posture and supplier split", ("posture", *splits, "all"), [*rows, totals])


def limits(dossier: Dossier) -> Iterator[str]:
    """Yield the limits as a table, with what one more unit of each is worth."""
    summary = dossier.plan.summary
    if not summary.limits:
        yield paragraph("None was set: the plan is the cheapest there is, whatever it ties up.")
        return
    currency = money(summary.currency)
    rows = []
    for limit in summary.limits:
        part = limit.use / limit.cap if limit.cap > 0 else 0.0
        css = ' class="full"' if limit.overflow > 0 or limit.excess > 0 else ""
        bar = f'<span{css} style="width:{min(100 * part, 100):.1f}%"></span>'
        meter = f'<span class="meter" aria-hidden="true">{bar}</span>'
        unit = limit.unit.replace("currency", currency).replace("/yr", " a year")
        price = f"{limit.shadow_price:,.4g}" if limit.shadow_price > 0 else "0: it does not bind"
        if limit.overflow > 0:
            price += f"; {amount(limit.overflow)} rented for {amount(limit.overflow_cost)}"
        if summary.status is Status.PRICED:
            price = f"broken by {amount(limit.excess)}" if limit.excess > 0 else "kept"
        used = f"{100 * part:.1f} %" if limit.cap > 0 else ""
        rows.append((limit_name(limit), unit, amount(limit.use), amount(limit.cap), Ready(f"{meter}{used}"), price))
    worth = "" if summary.status is Status.PRICED else f"one more unit saves, {currency} a year"
    header = ("limit", "unit", "used", "allowed", "part", worth)
    yield table("What is used of each limit", header, rows, words_in=(0, 1, 4, 5))
