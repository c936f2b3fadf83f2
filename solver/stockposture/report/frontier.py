"""A frontier as a page of text."""

from typing import Any

import numpy as np
import pandas as pd

from stockposture.frontiers.point import NO_PLAN_FITS
from stockposture.frontiers.result import Frontier
from stockposture.report.figures import amount, percent
from stockposture.report.plain import one_line
from stockposture.report.table import shortened, table

#: Rows shown of each table; --json and --out have all.
MOST_POINTS, MOST_STEPS, MOST_CHANGES = 60, 30, 10
#: Columns of a terminal that a name may take.
_NAME = 32


def frontier_text(found: Frontier) -> str:
    """Return the points, where the knee is, and what changes from point to point."""
    blocks = [_head(found), _points(found), _knees(found), _without(found), _steps(found), _changes(found)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _money(found: Frontier) -> str:
    return one_line(found.currency) or "currency"


def _head(found: Frontier) -> list[str]:
    planned = found.planned
    items = "1 item" if found.items == 1 else f"{found.items:,} items"
    count = f"{len(planned):,} of {len(found.points):,} points" if len(planned) < len(found.points) else "every point"
    if planned.empty:
        return [f"Frontier of {items}: no plan at any of {len(found.points):,} points."]
    words = f"Frontier of {items}: a plan at {count}, each proven within {percent(float(planned['gap'].max()))}"
    return [f"{words} of the best possible."]


def _points(found: Frontier) -> list[str]:
    money, swept = _money(found), found.swept
    shown = found.points.head(MOST_POINTS)
    named = {"capital": "capital cap", "space": "space limit, m3"}
    rows: list[tuple[str, ...]] = [
        (
            "  point",
            *(named[name] for name in swept),
            "capital",
            f"{money} a year",
            "stockout",
            "short",
            "jit",
            "hybrid",
            "jic",
            "dual",
            "near",
            *(f"one more {'m3' if name == 'space' else money} saves" for name in swept),
            "",
        )
    ]
    for row in shown.to_dict("records"):
        caps = [f"  {row['point']}", *(_cap(row[f"{name}_cap"]) for name in swept)]
        if np.isnan(row["gap"]):
            rows.append((*caps, *("-",) * (9 + len(swept)), _why(found, row)))
            continue
        rows.append(
            (
                *caps,
                amount(row["capital"]),
                amount(row["relevant_cost"]),
                amount(row["stockout_cost"]),
                percent(max(0.0, 1.0 - row["fill_rate"])),
                *(f"{row[f'items_{name}']:,}" for name in ("jit", "hybrid", "jic", "dual", "nearshore")),
                *(f"{row[f'{name}_price']:,.4g}" for name in swept),
                _mark(row),
            )
        )
    lines = table(rows, right=tuple(range(len(rows[0]) - 1)))
    hidden = len(found.points) - len(shown)
    return lines + ([f"  and {hidden:,} more; --json and --out have all"] if hidden > 0 else [])


def _cap(cap: float) -> str:
    return "none" if np.isnan(cap) else amount(cap)


def _mark(row: dict[Any, Any]) -> str:
    marks = ["knee"] if row["knee"] else []
    if row["status"] == "stopped_early":
        marks.append(f"stopped early, within {percent(row['gap'])}")
    return ", ".join(marks)


def _why(found: Frontier, row: dict[Any, Any]) -> str:
    if row["status"] != NO_PLAN_FITS:
        return "stopped without a plan"
    short = found.shortfalls[found.shortfalls["point"] == row["point"]]
    if short.empty:
        return "no plan fits"
    first = short.iloc[0]
    name = shortened(f"{first['kind']} {one_line(first['name'])}".strip(), _NAME)
    return f"no plan fits: {name} {amount(first['short_by'])} short"


def _knees(found: Frontier) -> list[str]:
    lines = []
    swept = found.swept
    along = swept[0]
    money, unit = _money(found), "m3" if along == "space" else _money(found)
    use = "space_m3" if along == "space" else "capital"
    for _, row in found.knees.head(MOST_STEPS).iterrows():
        line = found.planned
        if len(swept) > 1:
            other = f"{swept[1]}_cap"
            line = line[line[other].isna() if np.isnan(row[other]) else line[other] == row[other]]
        low, high = line.iloc[0], line.iloc[int(line["relevant_cost"].argmin())]
        beside = _beside(row["space_cap"]) if len(swept) > 1 else ""
        lines.append(
            f"Knee{beside}: {amount(row[use])} {unit}. Up to there each {unit} more saves"
            f" {_rate(low, row, use)} {money} a year, beyond it {_rate(row, high, use)}."
        )
    return lines


def _beside(room: float) -> str:
    return " without a space limit" if np.isnan(room) else f" at a space limit of {amount(room)} m3"


def _rate(one: "pd.Series[Any]", other: "pd.Series[Any]", use: str) -> str:
    width = other[use] - one[use]
    return f"{(one['relevant_cost'] - other['relevant_cost']) / width:,.3g}" if width > 0 else "nothing"


def _without(found: Frontier) -> list[str]:
    free = found.facts.get("unlimited")
    if not isinstance(free, dict):
        return []
    takes = f"ties up {amount(free['capital'])} {_money(found)}, fills {amount(free['space_m3'])} m3"
    return [f"Without these limits (100 %) the plan {takes} and costs {amount(free['relevant_cost'])} a year."]


def _steps(found: Frontier) -> list[str]:
    if found.steps.empty:
        return []
    money = _money(found)
    rows: list[tuple[str, ...]] = [
        ("  points", "posture", "suppliers", "split", "only adjusted", "capital more", f"{money} a year less", "moves")
    ]
    moving = found.steps[(found.steps["items"] > 0) | (found.steps["adjusted"] > 0)]
    shown = moving.head(MOST_STEPS)
    rows += [
        (
            f"  {row['from_point']} to {row['to_point']}",
            f"{row['postures']:,}",
            f"{row['suppliers']:,}",
            f"{row['splits']:,}",
            f"{row['adjusted']:,}",
            amount(row["capital_more"]),
            amount(row["relevant_cost_less"]),
            _moves(found.changes[found.changes["step"] == row["step"]]),
        )
        for row in shown.to_dict("records")
    ]
    if moving.empty:
        return ["No item changes from one point to the next."]
    lines = ["Items that change from one point to the next looser one", *table(rows, right=(1, 2, 3, 4, 5, 6))]
    hidden = len(moving) - len(shown)
    return lines + ([f"  and {hidden:,} more; --json and --out have all"] if hidden > 0 else [])


def _moves(changes: pd.DataFrame) -> str:
    """Return the most frequent changes of posture, in words."""
    moved = changes[changes["posture_from"] != changes["posture_to"]]
    if moved.empty:
        return ""
    counts = (moved["posture_from"] + " to " + moved["posture_to"]).value_counts(sort=False)
    first = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:3]
    return ", ".join(f"{words} {count:,}" for words, count in first)


def _changes(found: Frontier) -> list[str]:
    """Return the items whose change moves most capital."""
    if found.changes.empty:
        return []
    order = found.changes["capital_more"].abs().sort_values(ascending=False, kind="stable").index
    shown = found.changes.loc[order[:MOST_CHANGES]]
    rows: list[tuple[str, ...]] = [("  item", "points", "from", "to", "capital more")]
    rows += [
        (
            f"  {shortened(one_line(row['sku']), _NAME)}",
            f"{row['from_point']} to {row['to_point']}",
            _choice(row, "from"),
            _choice(row, "to"),
            amount(row["capital_more"]),
        )
        for row in shown.to_dict("records")
    ]
    head = "All changes" if len(shown) == len(found.changes) else "The changes that move most capital; --out has all"
    return [head, *table(rows, right=(4,))]


def _choice(row: dict[Any, Any], end: str) -> str:
    names = str(row[f"suppliers_{end}"]).split("|")
    # Each cut by itself: of two suppliers it is often the second that changes.
    suppliers = "|".join(shortened(one_line(name), _NAME // len(names)) for name in names)
    return f"{row[f'posture_{end}']} {row[f'split_{end}']} {suppliers}"
