"""Promise and truth side by side: what a plan promised and what its simulation found, as a page of text."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stockposture.report.disagreements import disagreement_lines
from stockposture.report.estimates import measured, off_by, percentage, percentage_spread, spread
from stockposture.report.over_time import over_time_lines
from stockposture.report.plain import one_line
from stockposture.report.table import MOST_OF_A_NAME, shortened, table
from stockposture.simulation.estimate import Estimate
from stockposture.simulation.measures import MEASURES

if TYPE_CHECKING:
    from stockposture.simulation.result import Simulation

#: Production lines shown: those that stand still most.
MOST_LINES = 10

_UPTIME_NOTE = (
    "Uptime is the part of days on which no item of the line is short; promised: from items running short",
    "independently to all on the same days.",
)
_COMPARED = (
    "carrying_cost",
    "stockout_cost",
    "premium_cost",
    "relevant_cost",
    "total_cost",
    "short_units_per_year",
    "fill_rate",
    "capital",
    "space_m3",
    "stock_turns",
    "days_on_hand",
)


def promise_text(simulation: "Simulation") -> str:
    """Return promise and simulation side by side, stock over time, lines, and where the two disagree."""
    money = one_line(simulation.currency) or "currency"
    blocks = [
        _headline(simulation),
        _side_by_side(simulation, money),
        over_time_lines(simulation.over_time, money),
        _lines(simulation),
        disagreement_lines(simulation, money),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _headline(simulation: "Simulation") -> list[str]:
    count = len(simulation.items)
    items = "1 item" if count == 1 else f"{count:,} items"
    years = "1 year" if simulation.years_each == 1 else f"{simulation.years_each:,} years"
    what = f"{items} through {simulation.runs:,} runs of {years} each"
    lines = [f"Simulated: {what}, seed {simulation.seed}, in {simulation.seconds:.1f} s."]
    if simulation.until_reached is False:
        lines.append("The interval of the relevant cost is still wider than asked for: allow more with --max-runs.")
    return lines


def _side_by_side(simulation: "Simulation", money: str) -> list[str]:
    rows: list[tuple[str, ...]] = [("Promise and truth", "promised", "simulated", "+-", "promise is off by", "")]
    rows += [_row(name, simulation.totals[name], simulation.promised.get(name), money) for name in _COMPARED]
    note = "+- is half of the interval that holds the true mean with 95 % confidence."
    return [*table(rows, right=(1, 2, 3, 4)), note]


def _row(name: str, estimate: Estimate, promised: float | None, money: str) -> tuple[str, ...]:
    measure = MEASURES[name]
    unit = measure.unit.replace("currency", money)
    # Days on hand are days, whoever says it.
    label = f"  {measure.label} ({unit})" if unit not in ("", "days") else f"  {measure.label}"
    mean, half = estimate.mean, estimate.half_width
    figure, width = (percentage, percentage_spread) if name == "fill_rate" else (measured, spread)
    if promised is None or not math.isfinite(promised):
        return (label, "", figure(mean, half), width(half), "", "")
    off, words = off_by(promised, mean), verdict(promised, estimate)
    return (label, figure(promised, half), figure(mean, half), width(half), off, words)


def verdict(promised: float, estimate: Estimate) -> str:
    """Return in words whether a promise lies within the interval of what was simulated.

    >>> found = Estimate(9.0, 0.5)
    >>> verdict(9.4, found), verdict(10.0, found), verdict(8.0, found), verdict(9.001, Estimate(9.0, 0.0))
    ('within the interval', 'too high', 'too low', 'equal to 0.1 %')
    """
    if estimate.holds(promised):
        return "within the interval"
    # Figures that do not vary from run to run have intervals without width.
    if abs(promised - estimate.mean) <= 0.001 * abs(estimate.mean):
        return "equal to 0.1 %"
    return "too high" if promised > estimate.mean else "too low"


def uptime_range(line: Mapping[Any, Any]) -> str:
    """Return what a line's uptime was promised to lie between, per cent.

    >>> uptime_range({"promised_uptime": 0.7026, "promised_uptime_together": 0.9618})
    '70.3 to 96.2'
    """
    least, most = (100 * float(line[name]) for name in ("promised_uptime", "promised_uptime_together"))
    return f"{least:.1f} to {most:.1f}"


def _lines(simulation: "Simulation") -> list[str]:
    lines = simulation.lines
    if not len(lines):
        return []
    worst = lines.sort_values(["uptime", "product_line"]).head(MOST_LINES)
    rows: list[tuple[str, ...]] = [("Product line", "items", "promised uptime", "simulated", "+-")]
    for record in worst.to_dict("records"):
        name = shortened(one_line(str(record["product_line"])), MOST_OF_A_NAME)
        uptime, half = float(record["uptime"]), float(record["uptime_half_width"])
        promised = f"{uptime_range(record)} %"
        rows.append((f"  {name}", f"{record['items']:,}", promised, percentage(uptime, half), percentage_spread(half)))
    shown = [*table(rows, right=(1, 2, 3, 4)), *_UPTIME_NOTE]
    hidden = len(lines) - len(worst)
    if hidden:
        shown.insert(len(rows), f"  and {hidden:,} more with a higher uptime; --json and lines.csv have all")
    return shown
