"""The quick floor: what a policy is short of, and holds, at the very least; a microsecond a curve.

A policy's short fraction is never below max(0, exp(l(b)) - 1e-5), l falling and linear between knots of the buffer b
that lie at fixed multiples of the deviation of what is outstanding; its mean on-hand and peak stock are never below a
line each. Knots and lines come from a small network, calibrated below the theory's own answers, and the theory is
defined not to fall below them (``kernel``). What is exact stays so: certain demand has no floor of the short fraction,
nor has what lies beyond the range calibrated on; backorders of one supplier have one well clear of it. Weights:
``quick_table``, written by ``tests/benchmarks/theory/quick.py``.

Called in this order: ``new_room`` once; ``begin_split`` for an item and a split; ``floor_curve`` for each interval of
it; then ``quick_least.floor_at`` and ``least_floored``, and ``room.stock``.
"""

import math

import numpy as np

from stockposture_models.theory.compiled import compiled_inner, compiled_lane
from stockposture_models.theory.quick_curve import look
from stockposture_models.theory.quick_offers import QuickOffers
from stockposture_models.theory.quick_room import (
    CURVE_SEEN,
    HIDDEN,
    KIND,
    KNOTS,
    LATE,
    OUTPUTS,
    SHARE,
    SPLIT_SEEN,
    UNIT,
    UNUSUAL,
    VARIATION,
    WAITS,
    Quick,
    QuickRoom,
    Singles,
    new_room,
)
from stockposture_models.theory.quick_split import note_split

__all__ = ["NEGLIGIBLE", "ROUNDING", "Quick", "QuickRoom", "begin_split", "floor_curve", "least_stock", "new_room"]

NEGLIGIBLE = 1e-5  #: short fractions below this have floor 0
#: Part of the least stock by the formulas alone that is left where they are exact, and beyond the range calibrated on.
EXACT, CORRECTED = 0.999, 0.75
#: Part of that stock which no policy is below (0.89 was the least of 200,000 random points).
SURE_STOCK = 0.85
#: What rounding may do to a logarithm: the theory keeps above the floor by this much.
ROUNDING = 1e-4
LONGEST_INTERVAL = 60.0  #: days, calibrated on
NONE = np.float32(0.0)
NOTHING = -100.0  #: logarithm of no floor
#: Further margin where short units wait for one supplier: what is exact there stays so (the largest seen is 0.19).
WAITING = 0.3


@compiled_inner
def begin_split(
    quick: Quick,
    offers: QuickOffers,
    first: int,
    second: int,
    share_first: float,
    same_region: bool,  # noqa: FBT001 - compiled
    variation: float,
    backorder: bool,  # noqa: FBT001
    room: QuickRoom,
) -> bool:
    """Note all of a curve but its interval; return whether its short fraction has a floor.

    Parameters
    ----------
    first, second
        Rows of ``offers``; second -1 where there is none. Either order.
    share_first
        Share of the first.
    same_region
        Whether both sit in one region.
    variation
        Deviation over mean of a day's demand.
    backorder
        Whether short units wait.
    """
    note_split(offers, first, second, share_first, same_region, variation, backorder, room)
    kind = int(room.held[KIND])
    if kind < 0:
        return False
    add_rows(room.seen, SPLIT_SEEN, quick.split[kind], quick.first_bias[kind], room.common, HIDDEN)
    return True


@compiled_inner
def floor_curve(quick: Quick, mean: float, interval: float, room: QuickRoom) -> bool:
    """Fill the room's knots and lines for an interval of the split begun; return whether there is a short floor.

    Where there is none, the logarithms say so at every buffer, and the lines are those of the formulas alone. ``mean``
    demand of a day, units.
    """
    kind, stock = int(room.held[KIND]), room.stock
    scale = look(interval, room)
    unit = mean * scale
    room.held[UNIT] = unit
    # On hand is the level less what is outstanding, and not less than none: at least the difference of the means, but
    # for what the correction does to it.
    exact = room.held[VARIATION] == 0.0 or (room.held[WAITS] > 0.0 and room.held[SHARE] == 0.0)
    stock[1] = EXACT if exact else CORRECTED
    stock[0] = mean * lessened(0.5 * interval - room.held[LATE], stock[1])
    stock[2], stock[3] = stock[0], stock[1]
    if kind < 0 or interval > LONGEST_INTERVAL:
        for k in range(len(KNOTS)):
            room.buffer[k], room.log[k] = KNOTS[k] * unit, NOTHING
        return False
    run(quick, kind, room)
    output = room.output
    margin = quick.margin[kind, int(room.held[UNUSUAL])]
    log = -positive(output[0]) - margin[0] - (WAITING if exact else 0.0)
    room.buffer[0], room.log[0] = 0.0, log
    for k in range(1, len(KNOTS)):
        log -= positive(output[k]) * (KNOTS[k] - KNOTS[k - 1])
        room.buffer[k], room.log[k] = KNOTS[k] * unit, log
    if exact:
        return True
    for k in range(2):
        at = len(KNOTS) + 2 * k
        days = 0.5 * (1 + k) * interval - room.held[LATE] + (scale + interval) * output[at]
        part = 1.0 - margin[1 + k]
        stock[2 * k] = mean * lessened(days, part)
        stock[2 * k + 1] = max(1.0 + output[at + 1], 0.0) * part
    return True


@compiled_inner
def least_stock(mean: float, interval: float, late: float, buffer: float) -> float:
    """Return mean on-hand stock below which no policy is, whatever its network says, units.

    A part of what is left where all demand is met: the buffer and half a review's demand, less what ``late`` days hold
    back.
    """
    return float(SURE_STOCK * max(0.0, buffer + mean * (0.5 * interval - late)))


@compiled_inner
def lessened(days: float, part: float) -> float:
    """Return the part of it, or where it is negative, what it is the part of."""
    return days * part if days > 0.0 else days / part


@compiled_inner
def positive(x: float) -> float:
    """Return a smooth positive function that rises with x, near x where that is large and 0 where it is low."""
    return 0.5 * (x + math.sqrt(x * x + 1.0))


@compiled_inner
def run(quick: Quick, kind: int, room: QuickRoom) -> None:
    """Run the network."""
    inner, outer = room.inner, room.outer
    add_rows(room.seen[SPLIT_SEEN:], CURVE_SEEN, quick.curve[kind], room.common, inner, HIDDEN)
    for h in range(HIDDEN):
        inner[h] = max(inner[h], NONE)
    add_rows(inner, HIDDEN, quick.second[kind], quick.second_bias[kind], outer, HIDDEN)
    for h in range(HIDDEN):
        outer[h] = max(outer[h], NONE)
    add_rows(outer, HIDDEN, quick.last[kind], quick.last_bias[kind], room.output, OUTPUTS)


@compiled_lane
def add_rows(values: Singles, rows: int, weights: Singles, bias: Singles, out: Singles, width: int) -> None:
    """Fill ``out`` with the bias and the values times their rows of weights (rows, width).

    Eight rows at a time, to store less often; values of 0 are not left out, which would take longer than they do.
    """
    for h in range(width):
        out[h] = bias[h]
    whole = rows - rows % 8
    for g in range(0, whole, 8):
        v0, v1, v2, v3 = values[g], values[g + 1], values[g + 2], values[g + 3]
        v4, v5, v6, v7 = values[g + 4], values[g + 5], values[g + 6], values[g + 7]
        for h in range(width):
            low = (v0 * weights[g, h] + v1 * weights[g + 1, h]) + (v2 * weights[g + 2, h] + v3 * weights[g + 3, h])
            high = (v4 * weights[g + 4, h] + v5 * weights[g + 5, h]) + (v6 * weights[g + 6, h] + v7 * weights[g + 7, h])
            out[h] += low + high
    for g in range(whole, rows):
        for h in range(width):
            out[h] += values[g] * weights[g, h]
