"""What the quick floor of a curve says at a buffer, and of a cost over a range of buffers."""

import math

from stockposture_models.theory.compiled import compiled_inner
from stockposture_models.theory.quick import NEGLIGIBLE, QuickRoom


@compiled_inner
def floor_at(room: QuickRoom, buffer: float) -> float:
    """Return the least short fraction at a buffer >= 0, units; 0 beyond the last knot."""
    last = len(room.log) - 1
    if buffer >= room.buffer[last]:
        return 0.0
    k = 0
    while buffer >= room.buffer[k + 1]:
        k += 1
    way = (buffer - room.buffer[k]) / (room.buffer[k + 1] - room.buffer[k])
    return max(math.exp(room.log[k] + way * (room.log[k + 1] - room.log[k])) - NEGLIGIBLE, 0.0)


@compiled_inner
def least_floored(room: QuickRoom, rise: float, weight: float, lower: float, upper: float) -> tuple[float, float]:
    """Return a lower bound of rise * b + weight * floor(b) over [lower, upper], and its b.

    It is low by at most ``weight * NEGLIGIBLE``.

    ``rise`` and ``weight`` are not negative. Between knots the function is linear plus an exponential: convex, its
    least at an end or where the slopes cancel.
    """
    last = len(room.log) - 1
    least, at = rise * lower + weight * floor_at(room, lower), lower
    for k in range(last):
        left, right = max(room.buffer[k], lower), min(room.buffer[k + 1], upper)
        if left > right:
            continue
        # All further buffers cost at least this much by their rise alone.
        if rise * left >= least:
            return least, at
        slope = (room.log[k] - room.log[k + 1]) / (room.buffer[k + 1] - room.buffer[k])
        best = right
        if slope > 0.0 and rise > 0.0:
            steepest = weight * slope * math.exp(room.log[k])
            # rise = steepest exp(-slope (b - knot))
            if steepest <= rise:
                best = left
            else:
                best = min(max(room.buffer[k] + math.log(steepest / rise) / slope, left), right)
        elif rise > 0.0:
            best = left
        # Not cut off at 0: a floor below 0 bounds as well, and the least then has no corner.
        value = rise * best + weight * (math.exp(room.log[k] - slope * (best - room.buffer[k])) - NEGLIGIBLE)
        if value < least:
            least, at = value, best
    if upper >= room.buffer[last] and rise * max(room.buffer[last], lower) < least:
        at = max(room.buffer[last], lower)
        least = rise * at
    return least, at
