"""A plan's summary as a page of text that a procurement leader can read."""

from stockposture.report.dossier.limits import limit_name
from stockposture.report.figures import amount, percent
from stockposture.report.kpis import kpi_lines
from stockposture.report.plain import one_line
from stockposture.report.proof import broken_words, proof_words
from stockposture.report.table import MOST_OF_A_NAME, shortened, table
from stockposture_models.plan.summary import LimitUse, Status, Summary
from stockposture_models.tables.limit_kind import LimitKind

#: Limits shown; a catalogue may have hundreds of suppliers with a capacity.
MOST_LIMITS = 15

_PARTS = (
    ("purchase", "goods and freight"),
    ("ordering", "orders and programmes"),
    ("carrying", "capital, obsolescence, storage, transit"),
    ("stockout", "expected shortages"),
    ("supplier", "onboarding and fees"),
    ("overflow", "rented space"),
)
_POSTURES = {"jit": "just-in-time (jit)", "jic": "just-in-case (jic)"}


def summary_text(summary: Summary) -> str:
    """Return cost parts, postures and splits, limits with what one more unit is worth, and the proven gap."""
    kpis = [] if summary.kpis is None else [kpi_lines(summary.kpis, _money(summary))]
    blocks = [_headline(summary), _costs(summary), _decisions(summary), *kpis, _limits(summary), _stock(summary)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _headline(summary: Summary) -> list[str]:
    items = "1 item" if summary.items == 1 else f"{summary.items:,} items"
    words = f"Plan for {items}: {proof_words(summary)}"
    if summary.status is Status.STOPPED_EARLY:
        return [f"{words}; stopped early, short of the gap asked for."]
    return [f"{words}.", *broken_words(summary)]


def _money(summary: Summary) -> str:
    return one_line(summary.currency) or "currency"


def _costs(summary: Summary) -> list[str]:
    rows = [(f"  {part}", *rest) for part, *rest in cost_rows(summary)]
    return [f"Cost a year, {_money(summary)}", *table(rows)]


def cost_rows(summary: Summary) -> list[tuple[str, str, str]]:
    """Return name, amount and meaning of each part of the cost, then of all together and of what the plan decides."""
    costs = summary.costs
    rows = [
        (part, amount(getattr(costs, part)), what)
        for part, what in _PARTS
        if getattr(costs, part) or part not in ("supplier", "overflow")
    ]
    rows.append(("total", amount(summary.total_cost), ""))
    rows.append(("of which the plan decides", amount(costs.relevant), "all but demand at its cheapest landed price"))
    return rows


def _decisions(summary: Summary) -> list[str]:
    postures = [(f"  {_POSTURES.get(name, name)}", f"{count:,}") for name, count in summary.posture_counts.items()]
    splits = [(f"   {name}", f"{count:,}") for name, count in summary.split_counts.items()]
    rows = [(*posture, *split) for posture, split in zip(postures, splits, strict=True)]
    return ["Items by posture and by supplier split", *table(rows, right=(1, 3))]


def _limits(summary: Summary) -> list[str]:
    if not summary.limits:
        return ["Limits: none"]
    money = _money(summary)
    by_need = sorted(summary.limits, key=_need, reverse=True)
    shown = [limit for limit in summary.limits if limit in by_need[:MOST_LIMITS]]
    worth = "" if summary.status is Status.PRICED else f"one more unit saves, {money} a year"
    rows: list[tuple[str, ...]] = [("  limit", "used", "allowed", "part", worth)]
    rows += [_limit_row(limit, money, is_priced=summary.status is Status.PRICED) for limit in shown]
    lines = ["Limits", *table(rows, right=(1, 2, 3))]
    hidden = by_need[len(shown) :]
    if hidden:
        binding = sum(limit.shadow_price > 0 for limit in hidden)
        lines.append(f"  and {len(hidden):,} more, {binding:,} of which bind; --json and summary.json have all")
    return lines


def _need(limit: LimitUse) -> tuple[bool, bool, float]:
    """Return what decides which limits are shown: the leader's own, then those that bind, then the fullest."""
    own = limit.kind in (LimitKind.CAPITAL, LimitKind.SPACE)
    is_full = limit.shadow_price > 0 or limit.overflow > 0 or limit.excess > 0
    return own, is_full, limit.use / limit.cap if limit.cap > 0 else 0.0


def _limit_row(limit: LimitUse, money: str, *, is_priced: bool) -> tuple[str, ...]:
    name = shortened(limit_name(limit), MOST_OF_A_NAME)
    unit = limit.unit.replace("currency", money)
    part = f"{100 * limit.use / limit.cap:.1f} %" if limit.cap > 0 else ""
    if is_priced:
        price = "BROKEN" if limit.excess > 0 else "kept"
    else:
        price = f"{limit.shadow_price:,.4g}" if limit.shadow_price > 0 else "nothing: it does not bind"
    if limit.overflow > 0:
        price += f"; {amount(limit.overflow)} {unit} rented for {amount(limit.overflow_cost)}"
    return (f"  {name} ({unit})", amount(limit.use), amount(limit.cap), part, price)


def _stock(summary: Summary) -> list[str]:
    days = 365.0 * summary.capital / summary.costs.purchase if summary.costs.purchase > 0 else 0.0
    if summary.kpis is not None:
        stock = f"Working capital is {days:.0f} days of purchases; space {amount(summary.space_m3)} m3."
    else:  # a plan of an older version
        stock = (
            f"Working capital {amount(summary.capital)} {_money(summary)} ({days:.0f} days of purchases), "
            f"space {amount(summary.space_m3)} m3, {percent(max(0.0, 1 - summary.fill_rate))} of demand short."
        )
    if summary.status is Status.PRICED:
        return [stock, "Nothing was searched for; every figure recomputed by an independent check."]
    proof = (
        f"{summary.candidates:,} candidate policies weighed in {summary.seconds.get('total', 0.0):.1f} s "
        f"with {summary.solver}; every figure recomputed by an independent check."
    )
    return [stock, proof]
