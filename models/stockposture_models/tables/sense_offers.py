"""Whether offers and suppliers make sense with their items: one check a function."""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.findings import Finding
from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.tables.found import Mask
from stockposture_models.tables.links import Positions, value_at
from stockposture_models.tables.noted import positions_of, rows_in_words
from stockposture_models.tables.settings import Settings


def check_shelf_life(items: CheckedTable, offers: CheckedTable, offer_item: Positions) -> list[Finding]:
    """Refuse offers that deliver goods after their shelf life."""
    life = value_at(offer_item, items.frame["shelf_life_days"])
    lead = offers.frame["lead_time_days"].to_numpy()

    def remedy(position: int) -> str:
        return (
            f"shelf_life_days of the item is {life[position]:g}, lead_time_days is {lead[position]:g}: "
            "remove the offer or correct one of the two"
        )

    problem = "shelf life is shorter than the lead time"
    return offers.column("lead_time_days").faults(positions_of(life < lead), problem, remedy)


def check_moq(items: CheckedTable, offers: CheckedTable, offer_item: Positions) -> list[Finding]:
    """Warn of a minimum order above a year's demand."""
    yearly = DAYS_A_YEAR * value_at(offer_item, items.frame["demand_mean"])
    large = positions_of((offers.frame["moq"].to_numpy() > yearly) & (yearly > 0))
    problem = "moq is over a year's demand"
    remedy = "check the unit of moq (pieces, not cartons), or negotiate it"
    return offers.column("moq").warning(large, problem, remedy)


def _two_largest(
    items: NDArray[np.int64], shares: NDArray[np.float64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the largest and second largest share per item (0 where there are fewer offers)."""
    largest = np.zeros(count)
    np.maximum.at(largest, items, shares)
    # One offer with the largest share is taken out of each item, then the largest is sought again.
    top = np.flatnonzero(shares == largest[items])
    first_top = top[np.unique(items[top], return_index=True)[1]]
    rest = np.ones(len(items), dtype=bool)
    rest[first_top] = False
    second = np.zeros(count)
    np.maximum.at(second, items[rest], shares[rest])
    return largest, second


def shares_fit(largest: NDArray[np.float64], second: NDArray[np.float64], grid: tuple[float, ...]) -> Mask:
    """Return whether one supplier may have all, or two may share by a step of the split grid, either way."""
    slack = 1e-9
    fits = largest >= 1 - slack
    for share in grid:
        high, low = max(share, 1 - share), min(share, 1 - share)
        fits = fits | ((high <= largest + slack) & (low <= second + slack))
    return np.asarray(fits, dtype=bool)


def check_shares(items: CheckedTable, offers: CheckedTable, offer_item: Positions, settings: Settings) -> list[Finding]:
    """Refuse items whose offers' max_share leave no single supplier and no pair that adds up to 1.

    The finding is on the item's first offer.
    """
    frame = offers.frame
    known = np.flatnonzero(offer_item >= 0)
    codes = offer_item[known]
    shares = np.nan_to_num(frame["max_share"].to_numpy()[known], nan=1.0)
    largest, second = _two_largest(codes, shares, len(items.frame))
    bad = ~shares_fit(largest, second, settings.split_grid)
    if not bad[codes].any():
        return []
    offered, first = np.unique(codes, return_index=True)
    at = np.sort(known[first[bad[offered]]])
    grid = "split_grid " + ", ".join(f"{step:g}" for step in settings.split_grid)

    def remedy(position: int) -> str:
        code = offer_item[position]
        rows = offers.raw.rows[offer_item == code].tolist()
        total = largest[code] + second[code]
        why = (
            f"the two largest max_share add up to {total:g}"
            if total < 1 - 1e-9
            else f"no split of {grid} lies within max_share {largest[code]:g} and {second[code]:g}"
        )
        return (
            f"an order goes to one supplier or two whose shares add up to 1, but {why} "
            f"(offers in {rows_in_words(offers.raw, rows)}): raise a max_share, add an offer or change split_grid"
        )

    problem = "max_share of the item's offers cannot add up to 1"
    return offers.column("max_share").faults(at, problem, remedy)


def check_outage_length(table: CheckedTable) -> list[Finding]:
    """Refuse outages that happen but last no time."""
    frame = table.frame
    endless = positions_of(((frame["disruption_rate"] > 0) & (frame["disruption_days"] == 0)).to_numpy())
    rate = frame["disruption_rate"].to_numpy()

    def remedy(position: int) -> str:
        return f"disruption_rate is {rate[position]:g} a year: give disruption_days above 0, or a rate of 0"

    problem = "disruption_rate is above 0 but disruption_days is 0"
    return table.column("disruption_days").faults(endless, problem, remedy)


def check_incumbent_onboarding(
    suppliers: CheckedTable, offers: CheckedTable, offer_supplier: Positions
) -> list[Finding]:
    """Warn of an incumbent supplier that would be charged for onboarding."""
    frame = suppliers.frame
    incumbent = np.zeros(len(frame), dtype=bool)
    incumbent[offer_supplier[offers.frame["incumbent"].to_numpy() & (offer_supplier >= 0)]] = True
    charged = incumbent & (frame["onboarding_cost"] > 0).to_numpy()
    problem = "supplier is incumbent in offers but has an onboarding_cost, which is charged once"
    remedy = "set onboarding_cost to 0 if it is already onboarded"
    return suppliers.column("onboarding_cost").warning(positions_of(charged), problem, remedy)
