"""What the quick floor needs to know of a supplier's offer, worked out once an offer."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.compiled import compiled_inner
from stockposture_models.theory.lead_time import Congestion, WholeDays, congestion, whole_days
from stockposture_models.theory.outages import Outages, outages
from stockposture_models.theory.policies import Floats

SURGE_FRACTION, SURGE_DELAY = 6, 7  #: columns of ``QuickOffers.terms``
SEEN = 7  #: dimensionless or in days: what the network sees of each offer
#: Range the floor was calibrated on: shortest and longest lead time (days), largest deviation over it, most outages a
#: year, their longest mean (days).
WHOLE_RANGE = (0.0, 250.0, 1.0, 3.0, 90.0)
#: What is usual, where the floor is surer: shortest and longest lead time, and so on.
USUAL_RANGE = (2.0, 90.0, 0.6, 1.2, 60.0)


class QuickOffers(NamedTuple):
    """Offers as the quick floor sees them.

    Parameters
    ----------
    terms
        (n, 8) lead time and its deviation, outages of the supplier and of its region (rate and days of each), surge
        fraction and delay, as they came.
    seen
        (n, 7) logarithms of the undelayed lead time, of congestion and of outages.
    chance, delay
        (n, 3) how often an order is delayed, and days by which it then is, exponentially: outages of the supplier, of
        its region, congestion.
    base
        (n,) undelayed lead time, days.
    late
        (n,) mean lead time with outages less the quoted one, days.
    variance, region_variance
        (n,) variance of the lead time, and that part of it which outages of its region make, days squared.
    known
        (n,) 2 where all of it is usual, 1 in the range the floor was calibrated on, 0 beyond it.
    """

    terms: Floats
    seen: NDArray[np.float32]
    chance: Floats
    delay: Floats
    base: Floats
    late: Floats
    variance: Floats
    region_variance: Floats
    known: NDArray[np.int64]


def quick_offers(
    lead: Floats,
    lead_sd: Floats,
    outage_rate: Floats,
    outage_days: Floats,
    region_rate: Floats,
    region_days: Floats,
    surge_fraction: Floats,
    surge_delay: Floats,
) -> QuickOffers:
    """Return what the quick floor needs to know of n offers.

    Parameters
    ----------
    lead, lead_sd, outage_rate, outage_days, region_rate, region_days, surge_fraction, surge_delay
        (n,) as in :class:`~stockposture_models.theory.policies.Policies`; rates 0 where there is no region.
    """
    terms = np.column_stack(
        [lead, lead_sd, outage_rate, outage_days, region_rate, region_days, surge_fraction, surge_delay]
    ).astype(np.float64)
    crowd = whole_days(congestion(terms[:, 0], terms[:, 1]))
    own, region = outages(terms[:, 2], terms[:, 3]), outages(terms[:, 4], terms[:, 5])
    crowded = crowd.rho > 0.0
    spread = np.where(crowded, 1.0 / crowd.eta, 0.0)
    seen = seen_of(crowd, own, region).astype(np.float32)
    mean = np.stack([crowd.rho * (crowd.least + spread), own.down * (own.least + own.mean)])
    region_mean = region.down * (region.least + region.mean)
    # An atom at 0 and, with probability p, least + Exp(m): second moment p (least^2 + 2 least m + 2 m^2).
    region_variance = _second(region.down, region.least, region.mean) - region_mean**2
    variance = (
        _second(crowd.rho, crowd.least, spread)
        - mean[0] ** 2
        + _second(own.down, own.least, own.mean)
        - mean[1] ** 2
        + region_variance
    )
    known = _inside(terms, WHOLE_RANGE).astype(np.int64) + (_inside(terms, WHOLE_RANGE) & _inside(terms, USUAL_RANGE))
    chance = np.column_stack([own.down, region.down, crowd.rho])
    delay = np.column_stack([own.mean, region.mean, np.where(crowded, spread, 1.0)])
    late = crowd.base + mean.sum(axis=0) + region_mean - terms[:, 0]
    return QuickOffers(terms, seen, chance, delay, crowd.base, late, variance, region_variance, known)


def seen_of(crowd: Congestion | WholeDays, own: Outages, region: Outages) -> Floats:
    """Return what networks see of offers, (n, 7): logarithms of undelayed lead time, of congestion and of outages."""
    return np.column_stack(
        [
            np.log1p(crowd.base),
            np.log1p(np.where(crowd.rho > 0.0, 1.0 / crowd.eta, 0.0)),
            crowd.rho,
            np.log(own.down + 1e-3),
            np.log1p(np.where(own.down > 0.0, own.mean, 0.0)),
            np.log(region.down + 1e-3),
            np.log1p(np.where(region.down > 0.0, region.mean, 0.0)),
        ]
    )


@compiled_inner
def comes_before(terms: Floats, one: int, other: int) -> bool:
    """Whether of two suppliers with equal shares the one comes before the other: by its terms in turn, larger first.

    Whatever the theory rounds or cuts into cells, it so does the same way for both orders of the suppliers.
    """
    for t in range(terms.shape[1]):
        if terms[one, t] != terms[other, t]:
            return bool(terms[one, t] > terms[other, t])
    return False


def _inside(terms: Floats, ends: tuple[float, float, float, float, float]) -> NDArray[np.bool_]:
    """Whether each offer lies in a range; how long outages last matters only where there are any."""
    shortest, longest, deviation, most, outage = ends
    lead, rates, days = terms[:, 0], terms[:, (2, 4)], terms[:, (3, 5)]
    fits: NDArray[np.bool_] = (lead >= shortest) & (lead <= longest) & (terms[:, 1] <= deviation * lead)
    fits &= ((rates <= most) & ((rates == 0.0) | (days <= outage))).all(axis=1)
    return fits


def _second(probability: Floats, least: Floats, mean: Floats) -> Floats:
    moment: Floats = probability * (least**2 + 2.0 * least * mean + 2.0 * mean**2)
    return moment
