"""What a simulation found."""

from dataclasses import dataclass

import pandas as pd

from stockposture.simulation.estimate import Estimate
from stockposture_models.values import Value

#: Measures of an item; each comes with its ``_half_width``.
ITEM_MEASURES = (
    "fill_rate",
    "short_units_per_year",
    "stockout_days_per_year",
    "stockouts_per_year",
    "on_hand_units",
    "peak_units",
    "highest_units",
    "capital",
    "space_m3",
    "carrying_cost",
    "stockout_cost",
    "premium_cost",
    "total_cost",
    "relevant_cost",
    "stock_turns",
    "days_on_hand",
)

#: Measures that a plan's rows promise: ``promised_`` and the name.
PROMISED_MEASURES = (
    "short_units_per_year",
    "fill_rate",
    "on_hand_units",
    "capital",
    "space_m3",
    "carrying_cost",
    "stockout_cost",
    "relevant_cost",
)

#: Measures of the whole plan.
TOTAL_MEASURES = (
    "capital",
    "space_m3",
    "carrying_cost",
    "stockout_cost",
    "premium_cost",
    "total_cost",
    "relevant_cost",
    "short_units_per_year",
    "fill_rate",
    "stock_turns",
    "days_on_hand",
)


@dataclass(frozen=True, eq=False)
class Simulation(Value):
    """A plan simulated: independent runs of many years, each figure with its 95 % interval.

    Parameters
    ----------
    items
        One row an item: sku, posture, product_line; each of :data:`ITEM_MEASURES` and, beside it,
        ``<measure>_half_width``; ``promised_<measure>`` for each of :data:`PROMISED_MEASURES`.
    lines
        One row a product line: product_line, items, uptime, uptime_half_width, promised_uptime,
        promised_uptime_together. Uptime is the part of days on which none of its items is short; promised is that of
        items that run short independently, and on the same days.
    totals
        Each of :data:`TOTAL_MEASURES` for the whole plan; costs with supplier fees and overflow.
    promised
        The plan's own figure for the same names, where it promises one.
    over_time
        Capital, space and the space of each warehouse, day by day: name, unit, cap, mean, p95 (95th percentile of
        days), highest, part_over_cap (of days), each with ``_half_width``; cap ``nan`` where there is none.
    years
        One row a simulated year of the whole plan: run, year, stockout_cost, carrying_cost, relevant_cost,
        short_units, capital_mean.
    disagreements
        Items whose promise lies outside the interval: sku, measure, promised, simulated, half_width, difference
        (simulated less promised), difference_cost (currency/yr; ``nan`` where it is no money a year); largest first.
    runs, years_each
        Independent runs, counted years of each.
    seed
        Seed of the first and all runs: same seed, same numbers.
    until_reached
        Whether the asked-for width was reached; ``None`` where none was asked for.
    seconds
        How long it took.
    currency
        Name of the currency.
    """

    items: pd.DataFrame
    lines: pd.DataFrame
    totals: dict[str, Estimate]
    promised: dict[str, float]
    over_time: pd.DataFrame
    years: pd.DataFrame
    disagreements: pd.DataFrame
    runs: int
    years_each: int
    seed: int
    until_reached: bool | None
    seconds: float
    currency: str
