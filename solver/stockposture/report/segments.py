"""Segments as a page of text."""

from typing import Any

from stockposture.report.figures import amount, percent
from stockposture.report.plain import one_line
from stockposture.report.table import shortened, table
from stockposture.segmentation.segmentation import Segmentation
from stockposture.segmentation.sensitivity import FACTORS, Sensitivity

#: Items spelt out, the most critical and fragile first; all stand in segments.csv.
MOST_ITEMS = 15
MOST_OF_A_NAME = 32
#: Items spelt out whose posture or split flips.
MOST_FLIPS = 30


def segments_text(found: Segmentation) -> str:
    """Return classes, matrix, rules, where stockout costs come from, and the items that matter most."""
    blocks = [_head(found), _classes(found), _matrix(found), _rules(found), _costs(found), _items(found)]
    if found.sensitivity is not None:
        blocks += [_plans(found.sensitivity, found.case.settings.currency), _flips(found.sensitivity)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(found: Segmentation) -> list[str]:
    count = len(found.items)
    money = one_line(found.case.settings.currency) or "currency"
    value = amount(float(found.items["annual_value"].sum()))
    return [f"{_count(count)}, {value} {money} a year at their unit prices"]


def _count(items: int) -> str:
    return "1 item" if items == 1 else f"{items:,} items"


def _classes(found: Segmentation) -> list[str]:
    settings, value = found.case.settings.segments, found.items.groupby("abc")["annual_value"].sum()
    total = float(value.sum())
    rows: list[tuple[str, ...]] = [("  class", "X", "Y", "Z", "items", "part of value")]
    for name, row in found.classes.iterrows():
        part = percent(float(value.get(name, 0.0)) / total) if total > 0 else "0 %"
        rows.append((f"  {name}", *(f"{count:,}" for count in row), f"{row.sum():,}", part))
    (a, b), (x, y) = settings.abc, settings.xyz
    head = f"By value (A to {percent(a)}, B to {percent(b)} of it) and by predictability (deviation over mean of 30"
    return [
        f"{head} days: X to {x:g}, Y to {y:g})",
        *table(rows, right=(1, 2, 3, 4, 5)),
    ]


def _matrix(found: Segmentation) -> list[str]:
    rows: list[tuple[str, ...]] = [
        ("  criticality", *(f"fragility {level}" for level in found.matrix.columns), "items")
    ]
    for level, row in found.matrix.iterrows():
        rows.append((f"  {level}", *(f"{count:,}" if count else "." for count in row), f"{row.sum():,}"))
    return ["By criticality and fragility, items", *table(rows, right=(1, 2, 3, 4, 5, 6))]


def _rules(found: Segmentation) -> list[str]:
    if found.rules.empty:
        return ["Governance: no rules"]
    rows = [
        (f"  {shortened(one_line(rule['name']), 60)}", rule["effect"], _count(rule["items"]))
        for rule in found.rules.to_dict("records")
    ]
    return ["Governance", *table(rows, right=(2,))]


def _costs(found: Segmentation) -> list[str]:
    counts = found.items["stockout_cost_from"].value_counts()
    rows = [(f"  {shortened(one_line(str(source)), 60)}", _count(count)) for source, count in counts.items()]
    hidden = [f"  and {len(rows) - MOST_ITEMS:,} more sources"] if len(rows) > MOST_ITEMS else []
    return ["Stockout cost from", *table(rows[:MOST_ITEMS]), *hidden]


def _items(found: Segmentation) -> list[str]:
    items = found.items
    order = items["criticality"] * items["fragility"]
    first = items.assign(order=order).nlargest(MOST_ITEMS, ["order", "annual_value"])
    rows: list[tuple[str, ...]] = [("  item", "crit.", "frag.", "class", "stockout cost", "from", "allowed", "least")]
    rows += [_item(row) for row in first.itertuples()]
    head = "All items" if len(items) <= MOST_ITEMS else f"The {MOST_ITEMS} most critical and fragile; --out has all"
    return [head, *table(rows, right=(1, 2, 4, 7))]


def _item(row: Any) -> tuple[str, ...]:
    return (
        f"  {shortened(one_line(row.sku), MOST_OF_A_NAME)}",
        str(row.criticality),
        str(row.fragility),
        row.abc + row.xyz,
        amount(row.stockout_cost),
        shortened(one_line(row.stockout_cost_from), MOST_OF_A_NAME),
        row.allowed_postures,
        f"{amount(row.min_buffer)} units" if row.min_buffer > 0 else "",
    )


def _plans(found: Sensitivity, currency: str) -> list[str]:
    money = one_line(currency) or "currency"
    rows: list[tuple[str, ...]] = [("  costs", f"{money} a year", "capital", "jit", "hybrid", "jic", "within")]
    rows += [
        (
            f"  {row['costs'].replace('_', ' ')}",
            amount(row["relevant_cost"]),
            amount(row["capital"]),
            *(f"{row[posture]:,}" for posture in ("jit", "hybrid", "jic")),
            percent(row["gap"]),
        )
        for row in found.plans.to_dict("records")
    ]
    head = "Sensitivity: solved with all stockout costs halved, as they are, doubled"
    return [head, *table(rows, right=(1, 2, 3, 4, 5, 6))]


def _flips(found: Sensitivity) -> list[str]:
    flipped = found.flipped
    if flipped.empty:
        return ["No item changes posture or split."]
    postures = int(flipped["flips"].str.contains("posture", regex=False).sum())
    splits = int(flipped["flips"].str.contains("split", regex=False).sum())
    head = f"Of {len(found.items):,} items {postures:,} change posture and {splits:,} change split"
    shown = flipped.head(MOST_FLIPS)
    if len(flipped) > len(shown):
        head += f"; the first {len(shown)} (--out has all)"
    rows: list[tuple[str, ...]] = [("  item", "stockout cost", "halved", "as it is", "doubled")]
    rows += [
        (
            f"  {shortened(one_line(row['sku']), MOST_OF_A_NAME)}",
            amount(row["stockout_cost"]),
            *(f"{row[f'posture_{name}']} {row[f'split_{name}']}" for name in FACTORS),
        )
        for row in shown.to_dict("records")
    ]
    return [head, *table(rows, right=(1,))]
