"""What a simulation measures: the one source of each measure's unit, words and definition."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One measure of an item or of the whole plan.

    Parameters
    ----------
    unit
        ``currency`` stands for the case's own.
    label
        As people call it.
    doc
        What it is.
    """

    unit: str
    label: str
    doc: str


#: Name in tables and documents to what it is; a year has 365 days.
MEASURES = {
    "relevant_cost": Measure(
        "currency/yr", "relevant cost", "Total cost less all demand at its cheapest landed price: what was decided."
    ),
    "total_cost": Measure(
        "currency/yr", "total cost", "Purchase, ordering, carrying and stockout cost; whole plan: plus fees and rent."
    ),
    "stockout_cost": Measure("currency/yr", "stockout", "Units short at their stockout cost."),
    "premium_cost": Measure(
        "currency/yr",
        "of it expediting",
        "Stockout cost of items whose units short may be brought another way; see docs/kpis.md.",
    ),
    "carrying_cost": Measure("currency/yr", "carrying", "Capital, obsolescence, storage and goods in transit."),
    "short_units_per_year": Measure("units/yr", "short", "Units demanded that stock could not meet at once."),
    "fill_rate": Measure("", "fill rate", "Part of the units demanded that was met from stock (type 2)."),
    "stockout_days_per_year": Measure("days/yr", "days short", "Days on which at least part of a unit was short."),
    "stockouts_per_year": Measure("1/yr", "stockouts", "Spells of days short without a day between them."),
    "on_hand_units": Measure(
        "units", "mean on-hand", "Mean of the stock after arrivals and at the end of the day, over all days."
    ),
    "peak_units": Measure("units", "peak", "Mean over review cycles of the highest on-hand stock of the cycle."),
    "highest_units": Measure("units", "highest on-hand", "Highest on-hand stock of a run, mean over the runs."),
    "capital": Measure("currency", "working capital", "Capital tied up, on the case's capital basis, mean over time."),
    "space_m3": Measure("m3", "space", "Space on the case's space basis: volume times peak, or times mean on-hand."),
    "stock_turns": Measure(
        "1/yr", "stock turns", "Units that left the stock in a year over its mean; whole plan: both at value."
    ),
    "days_on_hand": Measure(
        "days", "days on hand", "Mean on-hand stock over the mean demand of a day; whole plan: both at value."
    ),
}
