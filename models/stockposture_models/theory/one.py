"""One policy, as the compiled loop over its order-up-to levels needs it."""

from typing import NamedTuple

from stockposture_models.theory.policies import Floats


class One(NamedTuple):
    """One policy.

    Parameters
    ----------
    mu, variance, interval, backorder, share, base
        Mean and variance of a day's demand, review interval, mode, shares and undelayed lead times.
    cells
        How many the excess has.
    shifts, cases
        Days between the suppliers' arrivals, in so many equally likely cases.
    shifted
        What :func:`outstanding.shifted_deliveries` says.
    """

    mu: float
    variance: float
    interval: float
    backorder: bool
    share: Floats
    base: Floats
    cells: int
    shifts: Floats
    cases: int
    shifted: tuple[bool, float]
