"""At which buffers to evaluate a candidate: first around where its bound lies, then where its optimum must be."""

import numpy as np

from stockposture.optimise.curves import ascending
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.terms import Floats, Ints, ItemTerms, OfferTerms

#: First buffers around the expected optimum, in deviations of demand and lateness over interval and lead time. The
#: quick floor lies below the shortage, so the optimum lies rather above where the bound does. Once a candidate is
#: worked out, further buffers cost next to nothing.
_AROUND = np.array([-0.5, -0.15, 0.1, 0.35, 0.7, 1.5])
#: The slope at an end of the band is of use where the optimum is expected this near to it, in those deviations.
_BESIDE = 0.7
#: First buffers where nothing is expected: parts of the band.
_SPREAD = np.array([0.004, 0.015, 0.04, 0.08, 0.14, 0.22, 0.33, 0.46, 0.62, 0.8])
#: Distance of new buffers around an expected optimum, as part of the distance of its neighbours.
_CLOSER = 0.08


def first_nodes(candidates: Candidates, at: Floats | None, items: ItemTerms, offers: OfferTerms) -> Floats:
    """Return the buffers to begin with, (c, k) ascending whole units: both ends of the band and some between.

    Parameters
    ----------
    candidates
        c candidates.
    at
        (c,) where the optimum may lie; ``None`` if nobody knows.
    """
    lower, upper = (
        candidates.lower.astype(np.float64)[:, np.newaxis],
        candidates.upper.astype(np.float64)[:, np.newaxis],
    )
    if at is None:
        inner = lower + (upper - lower) * _SPREAD
        by_lower = by_upper = np.ones_like(lower, dtype=np.bool_)
    else:
        expected, deviation = at[:, np.newaxis], _deviation(candidates, items, offers)[:, np.newaxis]
        inner = expected + deviation * _AROUND
        by_lower = expected <= lower + _BESIDE * deviation
        by_upper = expected >= upper - _BESIDE * deviation
    # The units beside the ends tell the slopes there.
    beside = [
        np.where(by_lower, np.minimum(lower + 1.0, upper), lower),
        np.where(by_upper, np.maximum(upper - 1.0, lower), upper),
    ]
    return ascending(np.concatenate([lower, np.clip(np.round(inner), lower, upper), upper, *beside], axis=1))


def next_nodes(buffer: Floats, priced: Floats, segment: Ints) -> Floats:
    """Return more buffers for each candidate, (c, k): where its curve may lie lowest below what is known.

    Parameters
    ----------
    buffer, priced
        (c, k) buffers and priced cost there.
    segment
        (c,) the segment between buffers in which a curve may lie lowest.
    """
    rows = np.arange(len(buffer))
    left, right = buffer[rows, segment], buffer[rows, segment + 1]
    quarters = left[:, np.newaxis] + (right - left)[:, np.newaxis] * np.array([0.1, 0.25, 0.4, 0.6, 0.75, 0.9])
    least = priced.argmin(axis=1)
    before, after = np.maximum(least - 1, 0), np.minimum(least + 1, buffer.shape[1] - 1)
    x0, x1, x2 = buffer[rows, before], buffer[rows, least], buffer[rows, after]
    y0, y1, y2 = priced[rows, before], priced[rows, least], priced[rows, after]
    # A parabola through the least point and its neighbours; its vertex is where the optimum is looked for.
    with np.errstate(invalid="ignore", divide="ignore"):
        fall, rise = (y1 - y0) / (x1 - x0), (y2 - y1) / (x2 - x1)
        vertex = 0.5 * (x0 + x1) - fall * 0.5 * (x2 - x0) / (rise - fall)
    step = np.maximum(1.0, _CLOSER * (x2 - x0) * 0.5)
    around = np.round(vertex)[:, np.newaxis] + step[:, np.newaxis] * np.array([-3.0, -1.0, -0.3, 0.3, 1.0, 3.0])
    bracketed = (x0 < x1) & (x1 < x2) & (rise > fall) & np.isfinite(vertex)
    bracketed &= (segment == least) | (segment == least - 1)
    # At an end of the band: the unit beside it tells the slope there.
    edge = np.where(segment == 0, left, right)
    inward = np.where(segment == 0, 1.0, -1.0)
    width = right - left
    beside = edge[:, np.newaxis] + inward[:, np.newaxis] * np.stack(
        [np.ones_like(width), *(width * part for part in (0.03, 0.08, 0.16, 0.3, 0.5))], axis=1
    )
    at_edge = ~bracketed & (x1 == edge) & ((x0 == x1) | (x1 == x2))
    nodes = np.where(bracketed[:, np.newaxis], around, np.where(at_edge[:, np.newaxis], beside, quarters))
    low, high = buffer[:, :1], buffer[:, -1:]
    return ascending(np.clip(np.round(nodes), low, high))


def _deviation(candidates: Candidates, items: ItemTerms, offers: OfferTerms) -> Floats:
    """Return the deviation of demand over interval and lead time, with late deliveries, (c,), units, at least 1."""
    item, rows, shares = candidates.item, candidates.offers, candidates.shares
    mean = items.demand_mean[item]
    protection = candidates.interval + (shares * offers.lead[rows]).sum(axis=1)
    variance = items.demand_sd[item] ** 2 * protection + (
        mean[:, np.newaxis] * shares * offers.lead_sd[rows] ** 1
    ) ** 2 @ np.ones(2)
    deviation: Floats = np.maximum(1.0, np.sqrt(variance))
    return deviation
