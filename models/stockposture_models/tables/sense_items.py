"""Whether an item's numbers make sense together: one check a function."""

import numpy as np

from stockposture_models.findings import Finding
from stockposture_models.tables.bands import buffer_bounds
from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.found import Mask
from stockposture_models.tables.noted import positions_of
from stockposture_models.tables.outliers import NO_CAP
from stockposture_models.tables.posture_name import PostureName
from stockposture_models.tables.settings import Settings

#: A day's deviation above this many means is rarely demand; most often sd was given for another period.
LARGEST_VARIATION = 5.0
#: One unit in three million years: less cannot be reckoned with, and means none.
LEAST_DEMAND = 1e-9


def check_no_stockout_cost(items: CheckedTable) -> list[Finding]:
    """Warn of items whose shortage costs nothing: they will be let run out."""
    free = positions_of((items.frame["stockout_cost"] == 0).to_numpy())
    problem = "stockout_cost is 0: the cheapest plan lets the item run out"
    remedy = "give what a unit short costs (lost margin, expediting, a stopped line)"
    return items.column("stockout_cost").warning(free, problem, remedy)


def check_least_demand(items: CheckedTable) -> list[Finding]:
    """Refuse demand that is not none but next to it: order intervals and days of supply overflow."""
    mean = items.frame["demand_mean"]
    faint = positions_of(((mean > 0) & (mean < LEAST_DEMAND)).to_numpy())
    problem = f"is above 0 but below {LEAST_DEMAND:g} units a day"
    return items.column("demand_mean").faults(faint, problem, "give 0 for no demand, or check the units")


def check_variation(items: CheckedTable) -> list[Finding]:
    """Warn of a daily deviation above five times the daily mean."""
    frame = items.frame
    wild = positions_of((frame["demand_sd"] > LARGEST_VARIATION * frame["demand_mean"]).to_numpy())
    problem = "demand_sd is over 5 times demand_mean"
    remedy = "both are per day: check that the deviation is not of a week, a month or an order"
    return items.column("demand_sd").warning(wild, problem, remedy)


def _contradicting(items: CheckedTable) -> Mask:
    return (items.frame["min_buffer"] > items.frame["max_buffer"]).to_numpy(dtype=bool)


def check_buffer_order(items: CheckedTable) -> list[Finding]:
    """Refuse min_buffer > max_buffer."""
    frame = items.frame
    largest = frame["max_buffer"].to_numpy()

    def remedy(position: int) -> str:
        return f"max_buffer is {largest[position]:g}: raise max_buffer or lower min_buffer"

    return items.column("min_buffer").faults(
        positions_of(_contradicting(items)), "min_buffer is above max_buffer", remedy
    )


def check_postures_fit(items: CheckedTable, settings: Settings) -> list[Finding]:
    """Refuse items for which no allowed posture's band holds a whole unit within min and max buffer."""
    frame = items.frame
    fits = np.zeros(len(frame), dtype=bool)
    allowed = frame["allowed_postures"]
    for name in PostureName:
        lower, upper = buffer_bounds(frame, settings.postures.of(name))
        fits |= allowed.str.contains(name.value, regex=False).to_numpy(dtype=bool) & (lower <= upper)
    # Items refused for other reasons have no band to speak of.
    sound = ~_contradicting(items) & (frame["demand_mean"].notna() & (allowed != "")).to_numpy(dtype=bool)
    none = positions_of(~fits & sound)

    def remedy(position: int) -> str:
        row = frame.iloc[position]
        bands = {name: settings.postures.of(name).buffer_days for name in row["allowed_postures"].split("|")}
        days = "; ".join(f"{name} {least:g} to {most:g}" for name, (least, most) in bands.items())
        largest = "unlimited" if np.isnan(row["max_buffer"]) else f"{row['max_buffer']:g}"
        return (
            f"allowed_postures gives these days of supply: {days}, at demand_mean {row['demand_mean']:g}; "
            f"min_buffer {row['min_buffer']:g} and max_buffer {largest} units leave no whole unit in them: "
            "allow another posture, or change min_buffer, max_buffer or the posture's buffer_days"
        )

    problem = "no allowed posture's band fits the item's min_buffer and max_buffer"
    return items.column("allowed_postures").faults(none, problem, remedy)


def check_no_cap(table: CheckedTable, column: str) -> list[Finding]:
    """Take a cap of 1e30 or more as no cap, with a warning."""
    values = table.frame[column]
    huge = values >= NO_CAP
    at = positions_of(huge.to_numpy())
    if not len(at):
        return []
    problem, remedy = f"{column} of 1e30 or more is taken as no cap", "leave the cell blank for no cap"
    found_huge = table.column(column).warning(at, problem, remedy)
    table.frame.loc[huge, column] = np.nan
    return found_huge
