"""Dimensionless groups by which the correction tells policies apart."""

import math

from stockposture_models.theory.compiled import compiled_inner
from stockposture_models.theory.offer_table import OfferTable
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.quick_offers import SURGE_DELAY, SURGE_FRACTION

STEADY = 0.2  #: coefficients of variation of a day's demand from here on are calibrated; below, the correction fades
GROUPS = 29  #: of a policy
_OF_BOTH, _OF_SUPPLIER, _SEEN = 7, 9, 7


@compiled_inner
def note_groups(
    one: int,
    other: int,
    share: Floats,
    interval: float,
    mean_lead: float,
    variation: float,
    backorder: bool,  # noqa: FBT001 - compiled
    common: bool,  # noqa: FBT001
    table: OfferTable,
    groups: Floats,
    applies: Floats,
) -> None:
    """Fill the groups of a policy and how much of the correction applies to it.

    Parameters
    ----------
    one, other, share
        Rows of the suppliers in the table, in canonical order, and (2,) their shares.
    interval, mean_lead
        Days.
    variation
        Deviation over mean of a day's demand.
    backorder
        Whether short units wait.
    common
        Whether outages of the region strike both.
    groups
        (29,) set to logarithms of the interval, lead times, congestion and outages in days (the world moves in days,
        so a day is its unit of time), of demand's coefficient of variation over a day and over interval and lead time;
        chances, shares, surge, and where in the cycle deliveries fall. Nothing in them depends on the unit of demand.
    applies
        (3,) set to the part of the correction of short fraction, on-hand and peak stock that applies: 0 where the
        formulas are exact (certain demand; backorders of one supplier, but for the peak) to 1.
    """
    both = share[0] > 0.0 and share[1] > 0.0
    groups[0] = math.log(interval)
    groups[1] = math.log1p(mean_lead)
    groups[2] = math.log(variation + 0.02)
    groups[3] = math.log(variation / math.sqrt(interval + mean_lead) + 0.01)
    groups[4] = 1.0 if backorder else 0.0
    groups[5] = share[1]
    groups[6] = 1.0 if common else 0.0
    for j in range(2):
        own, rival = (one, other) if j == 0 else (other, one)
        at = _OF_BOTH + _OF_SUPPLIER * j
        for g in range(_SEEN):
            groups[at + g] = table.seen[own, g]
        # What the other supplier takes over, of this one's part.
        relief = min(1.0, table.quick.terms[rival, SURGE_FRACTION] * share[1 - j] / share[j]) if both else 0.0
        groups[at + _SEEN] = relief
        groups[at + _SEEN + 1] = math.log1p(table.quick.terms[rival, SURGE_DELAY]) if relief > 0.0 else 0.0
    # Where in the cycle the first supplier delivers, and how long after the second: on a circle, blurred.
    turn, at = 2.0 * math.pi / interval, _OF_BOTH + 2 * _OF_SUPPLIER
    first, between = table.base[one], table.base[one] - table.base[other]
    strength = math.exp(-0.5 * table.spread[one] * turn**2)
    groups[at], groups[at + 1] = strength * math.cos(turn * first), strength * math.sin(turn * first)
    strength = math.exp(-0.5 * (table.spread[one] + table.spread[other]) * turn**2) if both else 0.0
    groups[at + 2], groups[at + 3] = strength * math.cos(turn * between), strength * math.sin(turn * between)
    part = min(1.0, (variation / STEADY) ** 2)
    for figure in range(3):
        applies[figure] = 0.0 if backorder and not both and figure < len(applies) - 1 else part
