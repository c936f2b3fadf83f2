"""A plan's summary as a page of text that a procurement leader can read."""

from collections.abc import Sequence

from stockposture.report.plain import plain
from stockposture_models.plan.summary import LimitUse, Status, Summary
from stockposture_models.tables.limit_kind import LimitKind

_PARTS = (
    ("purchase", "goods and freight"),
    ("ordering", "orders and programmes"),
    ("carrying", "capital, obsolescence, storage, transit"),
    ("stockout", "expected shortages"),
    ("supplier", "onboarding and fees"),
    ("overflow", "rented space"),
)


def summary_text(summary: Summary) -> str:
    """Return cost parts, postures and splits, limits with what one more unit is worth, and the proven gap."""
    blocks = [_headline(summary), _costs(summary), _decisions(summary), _limits(summary), _stock(summary)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def percent(part: float) -> str:
    """Return a part as a percentage with enough digits to tell it from 0.

    >>> percent(0.0000123), percent(0.25), percent(0.0)
    ('0.0012 %', '25 %', '0 %')
    """
    return f"{100 * part:.2g} %"


def _headline(summary: Summary) -> list[str]:
    words = f"Plan for {summary.items:,} items: within {percent(summary.gap)} of the best possible"
    if summary.status is Status.STOPPED_EARLY:
        return [f"{words} (stopped early)."]
    return [f"{words}, proven."]


def _money(summary: Summary) -> str:
    return plain(summary.currency) or "currency"


def _costs(summary: Summary) -> list[str]:
    costs = summary.costs
    rows = [
        (f"  {part}", _whole(getattr(costs, part)), what)
        for part, what in _PARTS
        if getattr(costs, part) or part not in ("supplier", "overflow")
    ]
    rows.append(("  total", _whole(summary.total_cost), ""))
    rows.append(
        ("  of which the plan decides", _whole(costs.relevant), "all but demand at its cheapest landed price")
    )
    return [f"Cost a year, {_money(summary)}", *_table(rows)]


def _decisions(summary: Summary) -> list[str]:
    postures = [(f"  {name}", f"{count:,}") for name, count in summary.posture_counts.items()]
    splits = [(name, f"{count:,}") for name, count in summary.split_counts.items()]
    rows = [(*posture, "   " + split[0], split[1]) for posture, split in zip(postures, splits, strict=True)]
    return ["Items by posture and by supplier split", *_table(rows, right=(1, 3))]


def _limits(summary: Summary) -> list[str]:
    if not summary.limits:
        return ["Limits: none"]
    money = _money(summary)
    rows = [("  limit", "used", "allowed", "used", f"one more unit saves, {money} a year")]
    rows += [_limit_row(limit, money) for limit in summary.limits]
    return ["Limits", *_table(rows, right=(1, 2, 3))]


def _limit_row(limit: LimitUse, money: str) -> tuple[str, ...]:
    called = {LimitKind.CAPITAL: "working capital", LimitKind.SPACE: "all space"}
    name = f"{called.get(limit.kind, limit.kind.value)} {plain(limit.name)}".strip()
    unit = money if limit.kind is LimitKind.CAPITAL else f"{money}/yr" if limit.unit == "currency/yr" else limit.unit
    part = f"{100 * limit.use / limit.cap:.1f} %" if limit.cap > 0 else ""
    price = f"{limit.shadow_price:,.4g}" if limit.shadow_price > 0 else "nothing: it does not bind"
    if limit.overflow > 0:
        price += f"; {_whole(limit.overflow)} {limit.unit} rented for {_whole(limit.overflow_cost)}"
    return (f"  {name} ({unit})", _whole(limit.use), _whole(limit.cap), part, price)


def _stock(summary: Summary) -> list[str]:
    days = 365.0 * summary.capital / summary.costs.purchase if summary.costs.purchase > 0 else 0.0
    return [
        f"Working capital {_whole(summary.capital)} {_money(summary)} ({days:.0f} days of purchases), "
        f"space {_whole(summary.space_m3)} m3, {percent(1 - summary.fill_rate)} of demand short.",
        f"{summary.candidates:,} candidate policies weighed in {summary.seconds.get('total', 0.0):.1f} s "
        f"with {summary.solver}; every figure recomputed by an independent check.",
    ]


def _whole(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.4g}"


def _table(rows: Sequence[tuple[str, ...]], right: tuple[int, ...] = (1,)) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            f"{cell:{'>' if column in right else '<'}{widths[column]}}" for column, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ]
