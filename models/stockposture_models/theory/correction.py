"""The correction of the formulas, calibrated once on simulated policies.

Each response y is multiplied by exp(c_0 + sum_k c_k / (1 + exp(-(log y - x_k) / w))): a smooth function of the
formulas' own answer with a few coefficients a policy. Their least slopes are bounded so that the corrected response
rises wherever y does: what the formulas promise of the buffer (short falls, stock rises) stays true. The coefficients
come from a small network (two layers of tanh) over dimensionless groups of the policy: its times and chances, and what
the formulas say at three buffers. Weights: ``correction_table``, written by ``tests/benchmarks/theory/correct.py``.
"""

import math
from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled, compiled_inner
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
    """Working memory: both layers, the coefficients (3, TERMS)."""

    inner: Floats
    outer: Floats
    bends: Floats


@compiled
def new_room(correction: Correction) -> Room:
    """Return room for one policy at a time."""
    hidden = len(correction.first_bias)
    return Room(np.zeros(hidden), np.zeros(hidden), np.zeros((3, TERMS)))


@compiled_inner
def level_groups(found: Parts, reach: int, demand: float, bare: float, seen: Floats) -> None:
    """Note what the formulas say at one of the ``REACHES``; ``demand`` of a cycle, ``bare`` over all the lead time."""
    small = 1e-5 * demand
    short, uncrowded, on_hand = found.short[reach], found.uncrowded[reach], found.on_hand[reach]
    at = len(seen) - (len(REACHES) - reach) * LEVEL_GROUPS
    seen[at] = math.log(short / demand + 1e-5)
    seen[at + 1] = math.log((uncrowded + small) / (short + small))
    seen[at + 2] = math.log((uncrowded + small) / (found.direct[reach] + small))
    seen[at + 3] = math.log((found.waiting_short[reach] + small) / (uncrowded + small))
    seen[at + 4] = math.log(on_hand / bare + 0.01)
    seen[at + 5] = math.log((on_hand + 0.001 * bare) / (found.waiting_on_hand[reach] + 0.001 * bare))
    seen[at + 6] = math.log(found.peak[reach] / bare + 0.01)


@compiled_inner
def bend(correction: Correction, seen: Floats, applies: Floats, room: Room) -> None:
    """Compute the coefficients of one policy from all its groups."""
    groups, hidden = correction.first.shape
    for h in range(hidden):
        room.inner[h] = correction.first_bias[h]
        room.outer[h] = correction.second_bias[h]
    for g in range(groups):
        value = min(max(seen[g], correction.low[g]), correction.high[g])
        value = (value - correction.center[g]) / correction.scale[g]
        for h in range(hidden):
            room.inner[h] += value * correction.first[g, h]
    for g in range(hidden):
        value = math.tanh(room.inner[g])
        for h in range(hidden):
            room.outer[h] += value * correction.second[g, h]
    for h in range(hidden):
        room.outer[h] = math.tanh(room.outer[h])
    for kind in range(3):
        for term in range(TERMS):
            c = kind * TERMS + term
            value = correction.last_bias[c]
            for h in range(hidden):
                value += room.outer[h] * correction.last[h, c]
            most = LARGEST[kind, min(term, 1)]
            room.bends[kind, term] = applies[kind] * most * math.tanh(value / most)


@compiled_inner
def adjusted(value: float, unit: float, kind: int, room: Room) -> float:
    """Return a response of the formulas, corrected; ``kind`` 0 short fraction, 1 on-hand, 2 peak."""
    at = math.log(max(value / unit, TINY))
    total = room.bends[kind, 0]
    for k in range(BENDS):
        total += room.bends[kind, 1 + k] / (1.0 + math.exp(-(at - PLACES[kind, k]) / WIDTHS[kind]))
    return value * math.exp(total)
