"""Plans side by side as a page of text."""

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from stockposture.comparison.result import Comparison
from stockposture.optimise.texts import one_figure
from stockposture.report.figures import amount, percent
from stockposture.report.kpis import share
from stockposture.report.plain import one_line
from stockposture.report.table import shortened, table

#: Plans beside the yardstick in one table; more go on below it.
BESIDE = 3
#: Columns of a terminal that names and decisions may take.
_NAME, _DECISION = 24, 40

#: Rows of the table: words, column, how it is written.
_MEASURES: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ("cost the plan decides", "relevant_cost", amount),
    ("goods and freight", "purchase_cost", amount),
    ("orders and programmes", "ordering_cost", amount),
    ("carrying stock", "carrying_cost", amount),
    ("expected shortages", "stockout_cost", amount),
    ("suppliers' fees", "supplier_cost", amount),
    ("rented space", "overflow_cost", amount),
    ("working capital", "capital", amount),
    ("capital in buffers", "buffer_capital", amount),
    ("space, m3", "space_m3", amount),
    ("units short a year", "short_units_per_year", amount),
    ("fill rate", "fill_rate", share),
    ("stockout rate, mean of items", "stockout_rate", percent),
    ("production uptime", "production_uptime", share),
    ("stock turns a year", "stock_turns", amount),
    ("days on hand", "days_on_hand", amount),
    ("premium freight", "premium_freight_share", percent),
    ("items just-in-time", "jit", amount),
    ("items hybrid", "hybrid", amount),
    ("items just-in-case", "jic", amount),
    ("items from one supplier", "single", amount),
    ("items from two", "dual", amount),
    ("items from nearshore", "nearshore", amount),
)
#: Parts of a whole: their differences are in points.
_PARTS = frozenset({"fill_rate", "stockout_rate", "production_uptime", "premium_freight_share"})
#: Left out where no plan has any.
_OPTIONAL = frozenset({"supplier_cost", "overflow_cost", "production_uptime", "space_m3"})


def comparison_text(found: Comparison, top: int = 10) -> str:
    """Return totals with their differences, what is proven and broken, and the items that differ most.

    Parameters
    ----------
    found
        The plans side by side.
    top
        Items shown of each plan.
    """
    blocks = [_totals(found, start) for start in range(1, len(found.plans), BESIDE)]
    blocks += [_proofs(found), *([_limits(found)] if len(found.limits) else [])]
    if found.notes:
        blocks.append([f"Note: {one_line(note)}." for note in found.notes])
    for change in _records(found.changes):
        blocks += _items(found, change, top)
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _totals(found: Comparison, start: int) -> list[str]:
    rows = [(f"  {words}", *cells) for words, *cells in beside_rows(found, start)]
    money = one_line(found.currency) or "currency"
    return [
        f"Plans set against {_short(found.names[0])}: {money}, cost a year",
        *table(rows, right=tuple(range(1, len(rows[0])))),
    ]


def beside_rows(found: Comparison, start: int = 1) -> list[tuple[str, ...]]:
    """Return the names of the yardstick and some plans from the given one on, then a row of cells for each measure."""
    plans = _records(found.plans)
    first, beside = plans[0], plans[start : start + BESIDE]
    rows: list[tuple[str, ...]] = [
        ("", _name(first), *(word for plan in beside for word in (_name(plan), "difference")))
    ]
    for words, measure, written in _MEASURES:
        values = [plan[measure] for plan in (first, *beside)]
        if measure in _OPTIONAL and not any(value and math.isfinite(value) for value in values):
            continue
        cells = [_written(values[0], written)]
        for value in values[1:]:
            cells += [_written(value, written), _difference(value - values[0], measure)]
        rows.append((words, *cells))
    return rows


def _proofs(found: Comparison) -> list[str]:
    return ["What is proven", *table([(f"  {name}", words) for name, words in proof_rows(found)], right=())]


def proof_rows(found: Comparison) -> list[tuple[str, str]]:
    """Return each plan and, in words, what is proven of it."""
    rows = []
    for plan in _records(found.plans):
        gap = plan["proven_gap"]
        if plan["status"] == "priced":
            words = "priced as it stands, not optimised"
            if math.isfinite(gap):
                words += f"; within {percent(gap)} of the best possible, by the bound of {one_line(plan['proven_by'])}"
        else:
            words = f"proven within {percent(gap)} of the best possible under its limits"
        if plan["rules_broken"]:
            words += f"; items that break a rule: {plan['rules_broken']:,}"
        rows.append((_name(plan), words))
    return rows


def _limits(found: Comparison) -> list[str]:
    broken = found.limits[found.limits["excess"] > 0]
    lines = []
    for limit in _records(broken):
        what = {"capital": "working capital", "space": "all space"}.get(limit["kind"], limit["kind"])
        there = limit["use"] - limit["excess"]
        unit = limit["unit"].replace("currency", one_line(found.currency) or "currency")
        lines.append(
            f"  {_name(limit)} BREAKS {what} {one_line(limit['name'])}".rstrip()
            + f": {amount(limit['use'])} used of {amount(there)} {unit}"
        )
    if not lines:
        return ["Limits: all plans keep theirs"]
    shown = lines[: 3 * BESIDE]
    hidden = [f"  and {len(lines) - len(shown):,} more"] if len(lines) > len(shown) else []
    return ["Limits", *shown, *hidden]


def difference_words(found: Comparison, change: dict[str, Any]) -> str:
    """Return how much more or less a plan costs than the yardstick, in words."""
    first, name = found.names[0], change["plan"]
    whole = change["relevant_cost_difference"]
    part = change["part_of_first"]
    relative = f" ({percent(abs(part))})" if math.isfinite(part) else ""
    if abs(whole) < 0.5:
        return f"{_short(name)} costs the same as {_short(first)} a year"
    word = "more" if whole > 0 else "less"
    return f"{_short(name)} costs {amount(abs(whole))}{relative} {word} a year than {_short(first)}"


def total_rows(found: Comparison, place: int) -> list[tuple[str, str, str, str]]:
    """Return what is measured, the yardstick's figure, that of the plan in this place, and the difference."""
    plans = _records(found.plans)
    first, other = plans[0], plans[place]
    return [
        (words, _written(first[measure], written), _written(other[measure], written), gap)
        for words, measure, written in _MEASURES
        if not (measure in _OPTIONAL and not any(each[measure] and math.isfinite(each[measure]) for each in plans))
        for gap in (_difference(other[measure] - first[measure], measure),)
    ]


def _items(found: Comparison, change: dict[str, Any], top: int) -> list[list[str]]:
    name = change["plan"]
    headline = difference_words(found, change)
    kinds = [
        f"{change[f'{column}_changed']:,} {words}"
        for column, words in (
            ("posture", "in posture"),
            ("suppliers", "in suppliers"),
            ("shares", "in shares"),
            ("order_interval_days", "in order interval"),
            ("buffer_units", "in buffer"),
        )
        if change[f"{column}_changed"]
    ]
    count = change["items_that_differ"]
    lines = [f"{headline}; {count:,} items differ" + (f": {', '.join(kinds)}" if kinds else "")]
    if count:
        lines.append(
            f"  these items: {signed(change['items_running_cost_difference'])} to run,"
            f" {signed(change['items_stockout_cost_difference'])} of shortages,"
            f" {signed(change['items_capital_difference'])} of capital"
        )
    others = [
        f"{signed(change[column])} {words}"
        for column, words in (("of_other_items", "of items decided alike"), ("of_fees_and_rent", "of fees and rent"))
        if abs(change[column]) >= 0.5
    ]
    if others:
        lines.append(f"  beside them: {', '.join(others)}")
    shown = found.items[found.items["plan"] == name].head(top)
    if not len(shown):
        return [lines]
    rows = [(f"  {words}", *cells) for words, *cells in item_rows(found, str(name), top)]
    more = [f"  and {count - len(shown):,} more; --out and --json have them"] if count > len(shown) else []
    return [lines, [*table(rows, right=(3, 4, 5, 6)), *more]]


def item_rows(found: Comparison, name: str, top: int) -> list[tuple[str, ...]]:
    """Return headings and a row for each of the items that a plan decides otherwise, those that matter most."""
    money = one_line(found.currency) or "currency"
    rows: list[tuple[str, ...]] = [
        ("item", _short(found.names[0]), _short(name), f"{money} a year", "to run", "shortages", "capital")
    ]
    rows += [
        (
            shortened(one_line(row["sku"]), _NAME),
            decision_words(row, "first_"),
            decision_words(row, ""),
            *(
                signed(row[f"{figure}_difference"])
                for figure in ("relevant_cost", "running_cost", "stockout_cost", "capital")
            ),
        )
        for row in _records(found.items[found.items["plan"] == name].head(top))
    ]
    return rows


def decision_words(row: dict[str, Any], side: str) -> str:
    """Return what is decided for an item: ``first_`` for the yardstick, empty for the other plan."""
    suppliers = one_line(row[f"{side}suppliers"])
    if "|" in suppliers:
        suppliers += f" {row[f'{side}shares']}"
    words = f"{row[f'{side}posture']} {amount(row[f'{side}buffer_units'])}, {row[f'{side}order_interval_days']} d, "
    return shortened(words + suppliers, _DECISION)


def _written(value: float, written: Callable[[float], str]) -> str:
    return written(value) if math.isfinite(value) else "none"


def _difference(value: float, measure: str) -> str:
    if not math.isfinite(value):
        return ""
    if measure in _PARTS:
        points = f"{100 * value:+.2g}"
        return "0" if abs(value) < 5e-7 else f"{points} points"
    return signed(value)


def signed(value: float) -> str:
    """Return a difference with its sign.

    >>> signed(1234.4), signed(-2.4021), signed(0.0001), signed(0.0)
    ('+1,234', '-2.4', '0', '0')
    """
    return "0" if abs(value) < 5e-4 else f"{'+' if value > 0 else '-'}{one_figure(abs(value))}"


def _name(plan: dict[str, Any]) -> str:
    return _short(plan["plan"])


def _short(name: str) -> str:
    return shortened(one_line(name), _NAME)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
