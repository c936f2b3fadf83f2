"""Outages: how often an order finds its supplier down, and how long it then waits."""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.policies import Floats

DAYS_PER_YEAR = 365.0
SHORTEST = 0.05  #: days; a shorter mean length gives the same outages of one day


class Outages(NamedTuple):
    """Outages of one cause (a supplier's own, or its region's).

    Parameters
    ----------
    down
        Part of the days it is down.
    mean, least
        An order placed during an outage waits ``least`` + Exp(``mean``) days: the exponential outage, and what
        whole days add to its mean.
    """

    down: Floats
    mean: Floats
    least: Floats


def outages(rate: Floats, days: Floats) -> Outages:
    """Return how often and how long.

    Parameters
    ----------
    rate
        Outages per year; an up day turns down with probability p = 1 - exp(-rate / 365).
    days
        Mean d of the exponential length, days; an outage is rounded to whole days and lasts at least one.

    Notes
    -----
    With q = exp(-1/d) an outage lasts n >= 2 days or more with probability exp(-(n - 1/2) / d), so M = 1 +
    exp(-3/2 / d) / (1 - q) days on average; between two there are (1 - p) / p up days. An order placed on a random
    day of an outage waits 1 + exp(-3/2 / d) / ((1 - q)^2 M) days on average (renewal theory).
    """
    mean = np.maximum(days, SHORTEST)
    starts = -np.expm1(-rate / DAYS_PER_YEAR)
    ends = -np.expm1(-1.0 / mean)
    beyond = np.exp(-1.5 / mean) / ends
    lasts = 1.0 + beyond
    wait = 1.0 + beyond / (ends * lasts)
    return Outages(starts * lasts / (starts * lasts + 1.0 - starts), mean, wait - mean)
