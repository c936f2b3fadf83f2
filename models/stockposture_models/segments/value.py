"""ABC: classes by annual value."""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.tables.case import Case
from stockposture_models.tables.days import DAYS_A_YEAR

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

ABC = ("A", "B", "C")


def unit_prices(case: Case) -> Floats:
    """Return the price of each item, (n,) currency/unit: the incumbent's, else that of the cheapest landed offer."""
    offers = case.offers
    price = offers["unit_price"].to_numpy(dtype=np.float64)
    landed = price + offers["freight_per_unit"].to_numpy(dtype=np.float64)
    # Offers are grouped by item: the first of each by rank is the one that counts.
    rank = np.where(offers["incumbent"].to_numpy(dtype=np.bool_), -np.inf, landed)
    first, count = case.first_offer[:-1], np.diff(case.first_offer)
    item = np.repeat(np.arange(len(count)), count)
    least = np.minimum.reduceat(rank, first) if len(first) else rank
    at = np.flatnonzero(rank == least[item])
    taken = at[np.unique(item[at], return_index=True)[1]]
    return price[taken]


def annual_values(case: Case) -> Floats:
    """Return 365 mu price of each item, (n,) currency/yr."""
    values: Floats = DAYS_A_YEAR * case.items["demand_mean"].to_numpy(dtype=np.float64) * unit_prices(case)
    return values


def abc_classes(value: Floats, cut_offs: tuple[float, float]) -> Codes:
    """Return the class of each item, (n,), a number in :data:`ABC`.

    Items are put in order of value, dearest first (equal ones in the order given). An item is A if those before it
    make up less than the first cut-off of the whole, B if less than the second, else C (Dickie, "ABC inventory
    analysis shoots for dollars, not pennies", Factory Management 109, 1951; the cut-offs 80 and 95 % are customary).
    An item worth nothing is C.

    Parameters
    ----------
    value
        (n,) annual value, currency/yr.
    cut_offs
        Parts of the whole up to which items are A, and up to which B.

    Examples
    --------
    Of 1,000 a year, 700 stand before the second item and 850 before the third:

    >>> [ABC[code] for code in abc_classes(np.array([100.0, 700.0, 150.0, 50.0]), (0.8, 0.95))]
    ['B', 'A', 'A', 'C']
    """
    order = np.argsort(-value, kind="stable")
    sorted_value = value[order]
    total = sorted_value.sum()
    before = np.concatenate([[0.0], np.cumsum(sorted_value)[:-1]])
    # Sums of decimal fractions fall short of 0.95 of the whole by rounding.
    part = before / total * (1.0 + 1e-12) if total > 0 else np.ones_like(before)
    first, second = cut_offs
    codes = np.full(len(value), 2, dtype=np.int8)
    codes[order] = np.where(sorted_value <= 0, 2, np.where(part < first, 0, np.where(part < second, 1, 2)))
    return codes
