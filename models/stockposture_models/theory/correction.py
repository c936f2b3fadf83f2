"""The correction of the formulas, calibrated once on simulated policies.

Each response y is multiplied by exp(c_0 + sum_k c_k / (1 + exp(-(log y - x_k) / w))): a smooth function of the
formulas' own answer with a few coefficients a policy. Their least slopes are bounded so that the corrected response
rises wherever y does: what the formulas promise of the buffer (short falls, stock rises) stays true. The coefficients
come from a small network (two layers of tanh) over dimensionless groups of the policy: its times and chances, and what
the formulas say at three buffers. Weights: ``correction_table``, written by ``tests/benchmarks/theory/correct.py``.
"""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled, compiled_inner, compiled_lane
from stockposture_models.theory.elementary import exponential, logarithm
from stockposture_models.theory.parts import Parts
from stockposture_models.theory.policies import Floats

REACHES = (0.0, 0.25, 1.0)  #: buffers looked at, in mean demand over interval and lead time
LEVEL_GROUPS = 7  #: groups of each of them
BENDS = 5  #: k = 1..5
TERMS = 1 + BENDS
#: log x_k of short fraction, on-hand and peak stock (these over mean demand over interval and lead time)
PLACES = np.log([[0.3, 0.07, 0.015, 0.003, 0.0005], [0.03, 0.12, 0.4, 1.2, 3.6], [0.05, 0.2, 0.6, 1.8, 5.4]])
WIDTHS = np.array([1.0, 0.9, 0.9])
#: largest size of c_0 and of the other c_k; a slope of c_k / (4 w) each, over places far apart, stays above -1
LARGEST = np.array([[1.0, 1.2], [0.5, 0.8], [0.5, 0.8]])
#: exp(x_k / w), of short fraction, on-hand and peak stock.
TURNS = np.exp(PLACES / WIDTHS[:, None])
TINY = 1e-12


class Correction(NamedTuple):
    """Weights; no ``last`` ones is no correction.

    Parameters
    ----------
    low, high
        (g,) range of each group among the policies calibrated on; values beyond count as its ends.
    center, scale
        (g,) a value enters as (value - center) / scale.
    first, first_bias, second, second_bias, last, last_bias
        (g, h), (h,), (h, h), (h,), (h, 3 * TERMS), (3 * TERMS,).
    """

    low: Floats
    high: Floats
    center: Floats
    scale: Floats
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    last: Floats
    last_bias: Floats


def no_correction() -> Correction:
    """Return weights that leave the formulas as they are."""
    none, flat = np.zeros((0, 0)), np.zeros(0)
    return Correction(flat, flat, flat, flat, none, flat, none, flat, none, flat)


class Room(NamedTuple):
    """Working memory: groups, both layers, (3 * TERMS,) coefficients; the bends (3, TERMS) they make."""

    groups: Floats
    inner: Floats
    outer: Floats
    coefficients: Floats
    bends: Floats


@compiled
def new_room(correction: Correction) -> Room:
    """Return room for one policy at a time."""
    groups, hidden = len(correction.low), len(correction.first_bias)
    last = len(correction.last_bias)
    return Room(np.zeros(groups), np.zeros(hidden), np.zeros(hidden), np.zeros(last), np.zeros((3, TERMS)))


@compiled_inner
def level_groups(found: Parts, reach: int, demand: float, bare: float, seen: Floats) -> None:
    """Note what the formulas say at one of the ``REACHES``, for :func:`log_level_groups`.

    ``demand`` of a cycle, ``bare`` over all the lead time.
    """
    small = 1e-5 * demand
    short, uncrowded, on_hand = found.short[reach], found.uncrowded[reach], found.on_hand[reach]
    at = len(seen) - (len(REACHES) - reach) * LEVEL_GROUPS
    seen[at] = short / demand + 1e-5
    seen[at + 1] = (uncrowded + small) / (short + small)
    seen[at + 2] = (uncrowded + small) / (found.direct[reach] + small)
    seen[at + 3] = (found.waiting_short[reach] + small) / (uncrowded + small)
    seen[at + 4] = on_hand / bare + 0.01
    seen[at + 5] = (on_hand + 0.001 * bare) / (found.waiting_on_hand[reach] + 0.001 * bare)
    seen[at + 6] = found.peak[reach] / bare + 0.01


@compiled_inner
def log_level_groups(seen: Floats) -> None:
    """Put the logarithms of all that :func:`level_groups` noted in its place."""
    noted = seen[len(seen) - len(REACHES) * LEVEL_GROUPS :]
    for g in range(len(REACHES) * LEVEL_GROUPS):
        noted[g] = logarithm(noted[g])


@compiled_inner
def bend(correction: Correction, seen: Floats, applies: Floats, room: Room) -> None:
    """Compute the coefficients of one policy from all its groups."""
    for g in range(len(room.groups)):
        value = min(max(seen[g], correction.low[g]), correction.high[g])
        room.groups[g] = (value - correction.center[g]) / correction.scale[g]
    _layer(room.groups, correction.first, correction.first_bias, room.inner)
    _squash(room.inner)
    _layer(room.inner, correction.second, correction.second_bias, room.outer)
    _squash(room.outer)
    _layer(room.outer, correction.last, correction.last_bias, room.coefficients)
    for c in range(len(room.coefficients)):
        room.coefficients[c] /= LARGEST[c // TERMS, min(c % TERMS, 1)]
    _squash(room.coefficients)
    for c in range(len(room.coefficients)):
        kind, term = c // TERMS, c % TERMS
        room.bends[kind, term] = applies[kind] * LARGEST[kind, min(term, 1)] * room.coefficients[c]


@compiled_inner
def _layer(values: Floats, weights: Floats, bias: Floats, out: Floats) -> None:
    """Fill out with bias + values @ weights; four rows at a time, so that sums stay in registers."""
    for h in range(len(out)):
        out[h] = bias[h]
    fours = len(values) // 4 * 4
    for g in range(0, fours, 4):
        a, b, c, d = values[g], values[g + 1], values[g + 2], values[g + 3]
        for h in range(len(out)):
            out[h] = out[h] + a * weights[g, h] + b * weights[g + 1, h] + c * weights[g + 2, h] + d * weights[g + 3, h]
    for g in range(fours, len(values)):
        for h in range(len(out)):
            out[h] += values[g] * weights[g, h]


@compiled_inner
def _squash(values: Floats) -> None:
    """Put tanh(x) in place of x: by the exponential function, three times as fast, to 1e-16."""
    for h in range(len(values)):
        values[h] = 1.0 - 2.0 / (exponential(2.0 * values[h]) + 1.0)


@compiled_inner
def adjusted(value: float, unit: float, kind: int, room: Room) -> float:
    """Return a response of the formulas, corrected; ``kind`` 0 short fraction, 1 on-hand, 2 peak."""
    b, t = room.bends[kind], TURNS[kind]
    per = 1.0 / WIDTHS[kind]
    return _bent(value, unit, per, b[0], b[1], b[2], b[3], b[4], b[5], t[0], t[1], t[2], t[3], t[4])


@compiled_inner
def adjust(values: Floats, divisor: float, unit: float, kind: int, room: Room, count: int, out: Floats) -> None:
    """Fill ``out`` with the first values over the divisor, whole lanes, corrected as by :func:`adjusted`."""
    b, t = room.bends[kind], TURNS[kind]
    per = 1.0 / WIDTHS[kind]
    b0, b1, b2, b3, b4, b5 = b[0], b[1], b[2], b[3], b[4], b[5]
    t1, t2, t3, t4, t5 = t[0], t[1], t[2], t[3], t[4]
    for n in range(count):
        out[n] = _bent(values[n] / divisor, unit, per, b0, b1, b2, b3, b4, b5, t1, t2, t3, t4, t5)


@compiled_lane
def _bent(
    value: float,
    unit: float,
    per: float,
    b0: float,
    b1: float,
    b2: float,
    b3: float,
    b4: float,
    b5: float,
    t1: float,
    t2: float,
    t3: float,
    t4: float,
    t5: float,
) -> float:
    """Return the value times exp(c_0 + sum of the bends); the terms one by one, so that several values go at a time."""
    fall = exponential(-per * logarithm(max(value / unit, TINY)))
    total = b0 + b1 / (1.0 + t1 * fall) + b2 / (1.0 + t2 * fall) + b3 / (1.0 + t3 * fall)
    total += b4 / (1.0 + t4 * fall) + b5 / (1.0 + t5 * fall)
    return value * exponential(total)
