"""Outages: how often an order finds its supplier down, and how long it then waits."""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.policies import Floats

DAYS_PER_YEAR = 365.0


class Outages(NamedTuple):
    """Outages of one cause (a supplier's own, or its region's).

    Parameters
    ----------
    down
        Part of the time it is down: d / (u + d) with mean up time u and mean outage d.
    mean
        Mean of the exponential wait of an order placed during an outage, days (half a day more on the
        calendar, see ``HALF_DAY``).
    """

    down: Floats
    mean: Floats


#: an outage fills whole days, so that an order placed on one of them waits half a day longer on average
#: than in continuous time
HALF_DAY = 0.5


def outages(rate: Floats, days: Floats) -> Outages:
    """Return how often and how long.

    Parameters
    ----------
    rate
        Outages per year; an up day turns down with probability 1 - exp(-rate / 365).
    days
        Mean length, days; an outage lasts at least one.
    """
    mean = np.maximum(days, 1.0)
    starts = -np.expm1(-rate / DAYS_PER_YEAR)
    return Outages(starts * mean / (1.0 + starts * mean), mean)
