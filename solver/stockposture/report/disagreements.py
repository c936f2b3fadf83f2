"""The items whose promise lies outside the interval of what was simulated, as lines of text."""

import math
from typing import TYPE_CHECKING

from stockposture.report.estimates import measured, off_by, spread
from stockposture.report.figures import amount, percent
from stockposture.report.plain import one_line
from stockposture.report.table import MOST_OF_A_NAME, shortened, table
from stockposture.simulation.chance import count_outside, largest_in_money
from stockposture.simulation.measures import MEASURES

if TYPE_CHECKING:
    from stockposture.simulation.result import Simulation

#: Items shown, largest difference in money first.
MOST_ITEMS = 10


def disagreement_lines(simulation: "Simulation", money: str) -> list[str]:
    """Return how many items disagree by measure, how many would by chance, and the largest in money."""
    items = len(simulation.items)
    rows: list[tuple[str, ...]] = [
        ("Items with a promise outside the interval", "there are", "by chance", "half are off by less than")
    ]
    for name, counted in count_outside(simulation).items():
        found, chance = f"{counted.outside:,} of {items:,}", f"about {_roughly(counted.by_chance)}"
        median = percent(counted.median_off) if math.isfinite(counted.median_off) else ""
        rows.append((f"  {MEASURES[name].label}", found, chance, median))
    lines = table(rows, right=(1, 2, 3))
    largest = largest_in_money(simulation, MOST_ITEMS)
    if not len(largest):
        return lines
    rows = [(f"The largest in relevant cost, {money} a year", "promised", "simulated", "+-", "promise is off by")]
    for record in largest.to_dict("records"):
        promised, mean, half = (float(record[name]) for name in ("promised", "simulated", "half_width"))
        sku = shortened(one_line(str(record["sku"])), MOST_OF_A_NAME)
        rows.append((f"  {sku}", measured(promised, half), measured(mean, half), spread(half), off_by(promised, mean)))
    return [*lines, "", *table(rows, right=(1, 2, 3, 4))]


def _roughly(count: float) -> str:
    return amount(round(count)) if count >= 1 else f"{count:.1g}"
