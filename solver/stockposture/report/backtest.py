"""A backtest as a page of text: the plan and the rules side by side."""

import math
from typing import Any

import pandas as pd

from stockposture.backtesting.result import LEAD_SOURCES, PLAN, Backtest
from stockposture.report.figures import amount, percent
from stockposture.report.plain import one_line
from stockposture.report.table import table

_CAPITALS = ("promised_capital", "capital", "highest_capital")
_SOURCES = (
    "the item's own from that supplier",
    "the supplier's of other items",
    "its region's",
    "the mean the plan reckons with, where nothing was ordered near",
)


def backtest_text(found: Backtest) -> str:
    """Return costs, fill rate and capital of each, and what was taken for granted."""
    blocks = [_headline(found), _costs(found), _capital(found), _kpis(found), _notes(found)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _headline(found: Backtest) -> list[str]:
    rows = found.contestants
    costs = rows.set_index("name")["relevant_cost"]
    rules = costs.drop(PLAN)
    beaten = int((costs[PLAN] < rules).sum())
    best = str(rules.idxmin())
    period = found.period
    cap = "no cap" if found.capital is None else f"a cap of {amount(found.capital)}"
    less = 1.0 - costs[PLAN] / rules[best] if rules[best] > 0 else 0.0
    word = "less" if less >= 0 else "more"
    what = f"The plan costs less than {beaten} of {len(rules)} rules, and {percent(abs(less))} {word} than the best"
    return [
        f"Made on what was known before {period.start}, with {cap} on working capital; lived through",
        f"{period.start} to {period.end} ({period.days} days). {what}, {best}.",
    ]


def _costs(found: Backtest) -> list[str]:
    money = one_line(found.currency) or "currency"
    rows: list[tuple[str, ...]] = [
        ("  ", "relevant cost", "of it purchase", "ordering", "carrying", "stockout", "fill rate", "promised a year")
    ]
    rows += [
        (
            f"  {row['name']}",
            *(amount(row[f"{part}_cost"]) for part in ("relevant", "purchase", "ordering", "carrying", "stockout")),
            percent(row["fill_rate"]),
            amount(row["promised_cost"]),
        )
        for row in _rows(found.contestants)
    ]
    return [
        f"Cost of these days, {money} (purchase: above the cheapest landed price)",
        *table(rows, tuple(range(1, 8))),
    ]


def _capital(found: Backtest) -> list[str]:
    money = one_line(found.currency) or "currency"
    rows: list[tuple[str, ...]] = [("  ", "promised", "in truth", "highest", "the rule's knob")]
    plan = found.contestants.loc[0, "promised_capital"]
    for row in _rows(found.contestants):
        knob = row["knob"]
        if not row["is_reached"]:
            knob += f"; cannot go as {'low' if row['promised_capital'] > plan else 'high'} as the plan's"
        if row["cut"]:
            knob += f"; {row['cut']:,} buffers cut or filled to what postures allow"
        rows.append((f"  {row['name']}", *(amount(row[name]) for name in _CAPITALS), knob))
    return [f"Working capital, {money}", *table(rows, (1, 2, 3))]


def _kpis(found: Backtest) -> list[str]:
    rows: list[tuple[str, ...]] = [
        ("  ", "stock turns", "days on hand", "stockout rate", "premium freight", "carrying cost of buffers")
    ]
    rows += [
        (
            f"  {row['name']}",
            _or_none(row["stock_turns"]),
            _or_none(row["days_on_hand"]),
            percent(max(0.0, row["stockout_rate"])),
            percent(row["premium_freight_share"]) if math.isfinite(row["premium_freight_share"]) else "none",
            amount(row["buffer_carrying_cost"]),
        )
        for row in _rows(found.contestants)
    ]
    return ["Key figures of these days (docs/kpis.md)", *table(rows, tuple(range(1, 6)))]


def _or_none(figure: float) -> str:
    return f"{figure:.3g}" if math.isfinite(figure) else "none"


def _notes(found: Backtest) -> list[str]:
    facts: dict[str, Any] = dict(found.facts)
    plan = found.contestants.iloc[0]
    parts = [f"{percent(plan[name])} {words}" for name, words in zip(LEAD_SOURCES, _SOURCES, strict=True)]
    planned = f"{facts['items']:,} items planned, {facts['items_demanded']:,} of them demanded in these days"
    return [
        f"{planned}; {facts['items_not_planned']:,} others were demanded too and are not counted.",
        f"Lead times of the plan's orders are those of the nearest actual ones, by value {', '.join(parts)}.",
        "Prices are those known when the plans were made. Each plan opens with its own promised stock.",
    ]


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
