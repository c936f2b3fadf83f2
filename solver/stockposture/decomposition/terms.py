"""What is common to all items: the limits on everything together, and the openings paid once."""

from dataclasses import dataclass

import numpy as np

from stockposture_models.candidates.terms import Floats


@dataclass(frozen=True)
class Terms:
    """Limits and openings.

    Parameters
    ----------
    cap
        (m,) most that may be used of each limit, in the limit's unit.
    overflow, overflow_cost
        (m,) how much may be rented on top, and the price of a unit a year.
    opening_cost
        (f,) cost of each opening, once, currency/yr.
    """

    cap: Floats
    overflow: Floats
    overflow_cost: Floats
    opening_cost: Floats


def dual_constant(terms: Terms, limit: Floats, charged: Floats) -> float:
    """Return what prices earn outside the items: a bound is this plus every item's least priced cost.

    Parameters
    ----------
    terms
        Limits and openings.
    limit
        (m,) prices of the limits, at least 0.
    charged
        (f,) sum of what all items are charged for each opening.

    Notes
    -----
    Caps cost their price; overflow and openings are bought wherever what is asked for them exceeds their cost.
    """
    dearer = np.minimum(0.0, terms.overflow_cost - limit)
    rented = (terms.overflow[dearer < 0] * dearer[dearer < 0]).sum()
    opened = np.minimum(0.0, terms.opening_cost - charged).sum()
    return float(rented + opened - limit @ terms.cap)
