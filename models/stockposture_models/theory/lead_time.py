"""The lead time of an offer: a constant part and congestion, the workload of an M/M/1 queue."""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.policies import Floats

CONSTANT = 1e-6  #: days; a lead time, or its deviation, below this is none


class Congestion(NamedTuple):
    """Lead time = base + V with P(V > x) = rho exp(-eta x), x >= 0.

    Parameters
    ----------
    base
        Constant part, days.
    rho
        Part of the time there is congestion.
    eta
        1 / mean congestion while there is some, 1/days; 1 where there is never any.
    """

    base: Floats
    rho: Floats
    eta: Floats


def congestion(lead: Floats, lead_sd: Floats) -> Congestion:
    """Return the congestion whose lead time has the given mean and standard deviation.

    Parameters
    ----------
    lead, lead_sd
        Mean m and standard deviation s, days; any one shape. Below a millionth of a day either counts as 0.

    Returns
    -------
    Congestion
        For s <= sqrt(3) m: rho = 1/2, eta = sqrt(3/4) / s, base = m - rho / eta; beyond: base = 0,
        rho = 2 / (1 + (s/m)^2), eta = rho / m. The mean of V is rho / eta, its variance
        rho (2 - rho) / eta^2.

    Examples
    --------
    >>> base, rho, eta = congestion(np.array([30.0]), np.array([5.0]))
    >>> bool(np.isclose(base + rho / eta, 30.0)), bool(np.isclose(rho * (2.0 - rho) / eta**2, 25.0))
    (True, True)
    """
    varies = (lead_sd > CONSTANT) & (lead > CONSTANT)
    mean = np.where(varies, lead, 1.0)
    deviation = np.where(varies, lead_sd, 1.0)
    moderate = deviation <= np.sqrt(3.0) * mean
    rho = np.where(moderate, 0.5, 2.0 / (1.0 + (deviation / mean) ** 2))
    eta = np.where(moderate, np.sqrt(0.75) / deviation, rho / mean)
    base = np.where(moderate, np.maximum(mean - rho / eta, 0.0), 0.0)
    return Congestion(np.where(varies, base, lead), np.where(varies, rho, 0.0), np.where(varies, eta, 1.0))


class WholeDays(NamedTuple):
    """Lead time on the calendar: ``base`` whole days and, with probability ``rho``, ``least`` + Exp(1 / eta) more."""

    base: Floats
    rho: Floats
    eta: Floats
    least: Floats


def whole_days(lead: Congestion) -> WholeDays:
    """Return the lead time with arrivals on the nearest whole day.

    Notes
    -----
    With base = B + delta, B whole and -1/2 <= delta < 1/2, base + V is rounded to B + n, n >= 1, or later with
    probability rho exp(-eta (n - 1/2 - delta)): delayed with probability rho exp(-eta (1/2 - delta)), and if so by
    1 / (1 - exp(-eta)) days on average.
    """
    base = np.floor(lead.base + 0.5)
    rho = lead.rho * np.exp(-lead.eta * (0.5 - (lead.base - base)))
    return WholeDays(base, rho, lead.eta, 1.0 / -np.expm1(-lead.eta) - 1.0 / lead.eta)
