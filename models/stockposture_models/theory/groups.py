"""Dimensionless groups by which the correction tells policies apart."""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.lead_time import Congestion, congestion
from stockposture_models.theory.outages import outages
from stockposture_models.theory.policies import Floats, Policies

STEADY = 0.2  #: coefficients of variation of a day's demand from here on are calibrated; below, the correction fades


def policy_groups(policies: Policies) -> tuple[Floats, Floats]:
    """Return the groups of each policy and how much of the correction applies to it.

    Parameters
    ----------
    policies
        n policies in canonical order, all with demand.

    Returns
    -------
    groups
        (n, 29): logarithms of the interval, lead times, congestion and outages in days (the world moves in days, so a
        day is its unit of time), of demand's coefficient of variation over a day and over interval and lead time;
        chances, shares, surge, and where in the cycle deliveries fall. Nothing in them depends on the unit of demand.
    applies
        (n, 3) part of the correction of short fraction, on-hand and peak stock that applies: 0 where the formulas are
        exact (certain demand; backorders of one supplier, but for the peak) to 1.
    """
    p = policies
    crowd = congestion(p.lead, p.lead_sd)
    own, region = outages(p.outage_rate, p.outage_days), outages(p.region_rate, p.region_days)
    protection = p.interval + p.mean_lead
    variation = p.demand_sd / p.demand_mean
    used = p.share > 0.0
    both = used[:, 0] & used[:, 1]
    crowded, struck, region_struck = (used & (crowd.rho > 0.0)), (used & (own.down > 0.0)), (used & (region.down > 0.0))
    spread = np.where(crowded, 1.0 / crowd.eta, 0.0)
    # What the other supplier takes over, of this one's part.
    relief = np.where(
        both[:, None], np.minimum(1.0, p.surge_fraction[:, ::-1] * p.share[:, ::-1] / np.where(used, p.share, 1.0)), 0.0
    )
    columns = [
        np.log(p.interval),
        np.log1p(p.mean_lead),
        np.log(variation + 0.02),
        np.log(variation / np.sqrt(protection) + 0.01),
        p.backorder.astype(np.float64),
        p.share[:, 1],
        (p.same_region & both).astype(np.float64),
    ]
    for j in range(2):
        columns += [
            np.log1p(np.where(used, crowd.base, 0.0)[:, j]),
            np.log1p(spread[:, j]),
            np.where(crowded, crowd.rho, 0.0)[:, j],
            np.log(np.where(struck, own.down, 0.0)[:, j] + 1e-3),
            np.log1p(np.where(struck, own.mean, 0.0)[:, j]),
            np.log(np.where(region_struck, region.down, 0.0)[:, j] + 1e-3),
            np.log1p(np.where(region_struck, region.mean, 0.0)[:, j]),
            relief[:, j],
            np.log1p(np.where(relief > 0.0, p.surge_delay[:, ::-1], 0.0)[:, j]),
        ]
    columns += _phases(crowd, p.interval, crowded, both)
    applies = np.repeat(np.minimum(1.0, (variation / STEADY) ** 2)[:, None], 3, axis=1)
    applies[p.backorder & ~both, :2] = 0.0
    return np.column_stack(columns), applies


def _phases(crowd: Congestion, interval: Floats, crowded: NDArray[np.bool_], both: NDArray[np.bool_]) -> list[Floats]:
    """Return where in the cycle the first supplier delivers, and how long after the second: on a circle, blurred."""
    spread = np.where(crowded, crowd.rho * (2.0 - crowd.rho) / crowd.eta**2, 0.0)
    base = np.floor(crowd.base + 0.5)
    found = []
    for after, variance, applies in (
        (base[:, 0], spread[:, 0], np.ones_like(both)),
        (base[:, 0] - base[:, 1], spread.sum(axis=1), both),
    ):
        turn = 2.0 * np.pi / interval
        strength = np.where(applies, np.exp(-0.5 * variance * turn**2), 0.0)
        found += [strength * np.cos(turn * after), strength * np.sin(turn * after)]
    return found
