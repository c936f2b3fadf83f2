"""A stress as pages of text: each scenario, its product lines and items, then the ranking."""

import math
from typing import Any

import pandas as pd

from stockposture.report.estimates import measured, spread
from stockposture.report.figures import amount, percent
from stockposture.report.plain import one_line
from stockposture.report.table import shortened, table
from stockposture.simulation.stress.result import Stress

#: Rows shown of each table; --json and --out have all.
MOST_LINES, MOST_ITEMS, MOST_RANKED = 12, 10, 15
#: Columns of a terminal that a name may take.
_NAME = 32


def stress_text(stress: Stress) -> str:
    """Return what each scenario costs and when it is felt, and which failures would cost most."""
    blocks = []
    for _, scenario in stress.scenarios.iterrows():
        blocks += _scenario(stress, scenario)
    if len(stress.ranking.columns):
        blocks.append(_ranking(stress))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _scenario(stress: Stress, found: "pd.Series[Any]") -> list[list[str]]:
    name, money = found["scenario"], one_line(stress.currency) or "currency"
    title = f"{one_line(name)}, for {_days(found['days'])}"
    if not found["items"]:
        return [[title, "  no item of the plan is touched: nothing is lost"]]
    rows = [
        ("  items touched", f"{found['items']:,} of {stress.items_planned:,}"),
        ("  first shortage it causes", _first(found)),
        ("  supply and stock back", _back(found)),
        ("  lost", f"{_mean(found, 'units_lost')} units, {_mean(found, 'money_lost')} {money}"),
        ("  without any buffer", f"{_mean(found, 'money_lost_no_buffers')} {money}, {_bare(found)}"),
        ("  saved by the buffers", f"{_mean(found, 'money_saved')} {money}"),
    ]
    note = (
        f"  Beyond the same days without it; mean of {stress.runs:,} replications +- half of a 95 % interval;"
        f" {_days(found['horizon_days'])} watched."
    )
    blocks = [[title, *table(rows, right=()), note]]
    lines = stress.lines[stress.lines["scenario"] == name]
    items = stress.items[stress.items["scenario"] == name]
    if len(lines):
        blocks.append(_details("product line", lines, "product_line", money, MOST_LINES))
    blocks.append(_details("item", items, "sku", money, MOST_ITEMS))
    return blocks


def _details(thing: str, rows: pd.DataFrame, column: str, money: str, most: int) -> list[str]:
    """Return the table of the things that lose most."""
    worst = rows.sort_values(["money_lost", column], ascending=[False, True], kind="stable").head(most)
    cells: list[tuple[str, ...]] = [
        (f"  {thing}", "first short", "5 %", "back", "95 %", "units lost", f"{money} lost", "+-", "no buffer")
    ]
    for _, row in worst.iterrows():
        cells.append(
            (
                f"  {shortened(one_line(row[column]), _NAME)}",
                _day(row["time_to_survive"]),
                _day(row["time_to_survive_p5"]),
                _day(row["time_to_recover"]),
                _day(row["time_to_recover_p95"]),
                amount(row["units_lost"]),
                measured(row["money_lost"], row["money_lost_half_width"]),
                spread(row["money_lost_half_width"]),
                amount(row["money_lost_no_buffers"]),
            )
        )
    lines = table(cells, right=tuple(range(1, 9)))
    return lines + _more(len(rows) - len(worst))


def _ranking(stress: Stress) -> list[str]:
    money = one_line(stress.currency) or "currency"
    ranked = stress.ranking
    shown = ranked.head(MOST_RANKED)
    cells: list[tuple[str, ...]] = [
        ("  supplier or region", "days down", "items", "first short", "5 %", f"{money} lost", "+-", "no buffer", "REI")
    ]
    for _, row in shown.iterrows():
        kind = "region " if row["kind"] == "region" else ""
        default = "*" if row["outage_days_from"] == "default" else ""
        cells.append(
            (
                f"  {shortened(kind + one_line(row['name']), _NAME)}",
                f"{row['outage_days']:,}{default}",
                f"{row['items']:,}",
                _day(row["time_to_survive"]),
                _day(row["time_to_survive_p5"]),
                measured(row["money_lost"], row["money_lost_half_width"]),
                spread(row["money_lost_half_width"]),
                amount(row["money_lost_no_buffers"]),
                f"{row['risk_exposure_index']:.3f}",
            )
        )
    lines = [
        "What the failure of each supplier and region for its time-to-recover would cost",
        *table(cells, right=tuple(range(1, 9))),
        *_more(len(ranked) - len(shown)),
    ]
    if (ranked["outage_days_from"] == "default").any():
        lines.append("  * assumed: the tables name no disruption_days; --ttr-days N sets the days of all")
    lines.append(
        f"  REI, risk exposure index: {money} lost over the largest; {stress.ranking_runs:,} replications of each."
    )
    return lines


def _more(hidden: int) -> list[str]:
    return [f"  and {hidden:,} more; --json and --out have all"] if hidden > 0 else []


def _first(found: "pd.Series[Any]") -> str:
    if found["survived"] >= 1.0:
        return "never"
    if math.isinf(found["time_to_survive_p5"]):
        return f"never in most, but in {percent(1.0 - found['survived'])} of replications"
    early = f"day {_day(found['time_to_survive_p5'])} in the worst 5 %"
    if math.isinf(found["time_to_survive"]):
        return f"never in {percent(found['survived'])} of replications, {early}"
    return f"day {_day(found['time_to_survive'])} (median), {early}"


def _back(found: "pd.Series[Any]") -> str:
    if math.isinf(found["time_to_recover"]):
        return f"not within {_days(found['horizon_days'])}; --horizon-days watches longer"
    late = found["time_to_recover_p95"]
    slow = "later than was watched" if math.isinf(late) else f"day {_day(late)}"
    return f"day {_day(found['time_to_recover'])} (median), {slow} in the slowest 5 %"


def _bare(found: "pd.Series[Any]") -> str:
    day = found["time_to_survive_no_buffers"]
    return "never short" if math.isinf(day) else f"short from day {_day(day)}"


def _mean(found: "pd.Series[Any]", name: str) -> str:
    width = found[f"{name}_half_width"]
    return f"{measured(found[name], width)} +- {spread(width)}"


def _day(value: float) -> str:
    return "never" if math.isinf(value) else f"{value:,.0f}"


def _days(value: int) -> str:
    return f"{value:,} day" if value == 1 else f"{value:,} days"
