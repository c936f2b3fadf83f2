"""What the theory needs to know of offers, worked out once an offer however many policies draw on it."""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.lead_time import congestion, whole_days
from stockposture_models.theory.outages import outages
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.quick_offers import QuickOffers, quick_offers, seen_of


class OfferTable(NamedTuple):
    """Offers and, as the last row, none: one without lead time and outages.

    Parameters
    ----------
    quick
        Offers as the quick floor sees them, their terms as they came among it.
    base, eta
        (o,) lead time without any delay, whole days; 1 / mean congestion, 1/days.
    probability, mean, least
        (o, 3) chance that an order is delayed by the supplier's own outages, its region's, congestion; a delay lasts
        ``least`` + Exp(``mean``) days.
    seen
        (o, 7) what the correction goes by: logarithms of the undelayed lead time, of congestion and of outages.
    spread
        (o,) variance of congestion, days squared.
    """

    quick: QuickOffers
    base: Floats
    eta: Floats
    probability: Floats
    mean: Floats
    least: Floats
    seen: Floats
    spread: Floats


def offer_table(
    lead: Floats,
    lead_sd: Floats,
    outage_rate: Floats,
    outage_days: Floats,
    region_rate: Floats,
    region_days: Floats,
    surge_fraction: Floats,
    surge_delay: Floats,
) -> OfferTable:
    """Return the table of o offers.

    Parameters
    ----------
    lead, lead_sd, outage_rate, outage_days, region_rate, region_days, surge_fraction, surge_delay
        (o,) as in :class:`~stockposture_models.theory.policies.Policies`; rates 0 where there is no region.
    """
    columns = (lead, lead_sd, outage_rate, outage_days, region_rate, region_days, surge_fraction, surge_delay)
    terms = [np.append(np.asarray(column, dtype=np.float64), 0.0) for column in columns]
    crowd = congestion(terms[0], terms[1])
    calendar = whole_days(crowd)
    own, region = outages(terms[2], terms[3]), outages(terms[4], terms[5])
    return OfferTable(
        quick=quick_offers(*terms),
        base=calendar.base,
        eta=crowd.eta,
        probability=np.column_stack([own.down, region.down, calendar.rho]),
        mean=np.column_stack([own.mean, region.mean, 1.0 / crowd.eta]),
        least=np.column_stack([own.least, region.least, calendar.least]),
        seen=seen_of(crowd, own, region),
        spread=np.where(crowd.rho > 0.0, crowd.rho * (2.0 - crowd.rho) / crowd.eta**2, 0.0),
    )
