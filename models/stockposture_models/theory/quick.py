"""The quick floor: what a policy is short of, and holds, at the very least; a microsecond a curve.

A policy's short fraction is never below max(0, exp(l(b)) - 1e-5), l falling and linear between knots of the buffer b
that lie at fixed multiples of the deviation of what is outstanding; its mean on-hand and peak stock are never below a
line each. Knots and lines come from a small network, calibrated below the theory's own answers, and the theory is
defined not to fall below them (``kernel``). Nothing is said, and nothing changed, where the formulas are exact and
outside the range calibrated on. Weights: ``quick_table``, written by ``tests/benchmarks/theory/quick.py``.

Called in this order: ``new_room`` once; ``begin_split`` for an item and a split; ``floor_curve`` for each interval of
it; then ``floor_at``, ``least_floored`` and ``room.stock``.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.quick_offers import SEEN, QuickOffers

Singles = NDArray[np.float32]

#: Knots, in deviations of outstanding demand.
KNOTS = np.array([0.0, 0.4, 0.8, 1.3, 2.0, 3.0, 4.5, 6.5, 9.5, 14.0, 21.0, 32.0])
REFERENCES = (0.0, 1.3, 4.5, 9.5, 21.0)  #: buffers at which a rough figure is worked out, in the same unit
LINES = 4  #: outputs beside the knots: intercept and slope of on-hand and peak
SPLIT_SEEN = 2 * SEEN + 9  #: what the network sees of item and split
CURVE_SEEN = 8 + len(REFERENCES)  #: and of the interval
KINDS = 3  #: lost with one supplier, lost with two, backorders with two
NEGLIGIBLE = 1e-5  #: short fractions below this have floor 0
#: Part of the least stock by the formulas alone that is left where they are exact, and beyond the range calibrated on.
EXACT, CORRECTED = 0.999, 0.75
#: What rounding may do to a logarithm: the theory keeps above the floor by this much.
ROUNDING = 1e-4
#: Range calibrated on: coefficient of variation of a day's demand, interval (days).
LEAST_VARIATION, LARGEST_VARIATION, LONGEST_INTERVAL = 0.2, 35.0, 60.0


class Quick(NamedTuple):
    """Weights, of each kind of policy.

    Parameters
    ----------
    split, curve
        (3, f, h) of what is seen of a split and of an interval.
    first_bias, second, second_bias, last, last_bias
        (3, h), (3, h, g), (3, g), (3, g, o), (3, o).
    margin
        (3, 3) what is taken off what the network says: off the logarithm of the short fraction; part of on-hand stock;
        part of peak stock.
    """

    split: Singles
    curve: Singles
    first_bias: Singles
    second: Singles
    second_bias: Singles
    last: Singles
    last_bias: Singles
    margin: Singles


def no_quick() -> Quick:
    """Return weights of no floor at all."""
    none, flat = np.zeros((0, 0, 0), np.float32), np.zeros((0, 0), np.float32)
    return Quick(none, none, flat, none, flat, none, flat, flat)


class QuickRoom(NamedTuple):
    """Working memory, and the floor of one curve.

    Parameters
    ----------
    seen
        What is seen of the split, then of the interval.
    common
        First layer by the split alone.
    inner, outer, output
        The layers.
    active
        Which of a layer's values are positive.
    held
        Of the split: kind (-1 for none), coefficient of variation, mean lead time, its variance, days late, undelayed
        lead times of both suppliers, share of the second, mean lead time over the undelayed one, whether short units wait.
    chance, delay
        (6,) how often each cause delays, and by how many days of demand.
    power
        (35,) exponents of what each cause and demand alone are short of at each reference.
    buffer, log
        (k,) knots, units, and logarithm of the short fraction's floor plus ``NEGLIGIBLE`` at them.
    stock
        Intercept and slope of the least mean on-hand stock, then those of the least peak, units.
    """

    seen: Singles
    common: Singles
    inner: Singles
    outer: Singles
    output: Singles
    active: NDArray[np.int64]
    held: Floats
    chance: Floats
    delay: Floats
    power: Floats
    buffer: Floats
    log: Floats
    stock: Floats


@compiled
def new_room(quick: Quick) -> QuickRoom:
    """Return room for one curve at a time."""
    hidden, outer, outputs = quick.first_bias.shape[1], quick.second_bias.shape[1], quick.last_bias.shape[1]
    return QuickRoom(
        np.zeros(SPLIT_SEEN + CURVE_SEEN, np.float32),
        np.zeros(hidden, np.float32),
        np.zeros(hidden, np.float32),
        np.zeros(outer, np.float32),
        np.zeros(outputs, np.float32),
        np.zeros(max(hidden, outer) + 1, np.int64),
        np.zeros(10),
        np.zeros(6),
        np.zeros(6),
        np.zeros(7 * len(REFERENCES)),
        np.zeros(len(KNOTS)),
        np.zeros(len(KNOTS)),
        np.zeros(4),
    )


@compiled
def comes_first(offers: QuickOffers, one: int, other: int, share_one: float) -> bool:
    """Whether ``canonical`` puts the one offer first: the larger share, then lead time and so on."""
    share_other = 1.0 - share_one
    if abs(share_one - share_other) > 1e-9:
        return share_one > share_other
    for k in range(offers.terms.shape[1]):
        if offers.terms[one, k] != offers.terms[other, k]:
            return offers.terms[one, k] > offers.terms[other, k]
    return True


@compiled
def begin_split(
    quick: Quick,
    offers: QuickOffers,
    first: int,
    second: int,
    share_first: float,
    same_region: bool,
    variation: float,
    backorder: bool,
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
    """
    two = second >= 0
    if two and not comes_first(offers, first, second, share_first):
        first, second, share_first = second, first, 1.0 - share_first
    share_second = 1.0 - share_first if two else 0.0
    common = two and same_region
    lead = share_first * offers.terms[first, 0]
    late = share_first * offers.late[first]
    variance = share_first**2 * offers.variance[first]
    known = offers.known[first] and LEAST_VARIATION <= variation <= LARGEST_VARIATION
    seen = room.seen
    for k in range(SEEN):
        seen[k] = offers.seen[first, k]
        seen[SEEN + k] = offers.seen[second, k] if two else 0.0
    relief_first, relief_second = 0.0, 0.0
    at = 2 * SEEN
    if two:
        lead += share_second * offers.terms[second, 0]
        late += share_second * offers.late[second]
        variance += share_second**2 * offers.variance[second]
        if common:
            variance += (
                2.0 * share_first * share_second * min(offers.region_variance[first], offers.region_variance[second])
            )
        known = known and offers.known[second]
        relief_first = min(1.0, offers.terms[second, 6] * share_second / share_first)
        relief_second = min(1.0, offers.terms[first, 6] * share_first / share_second)
    seen[at] = math.log(variation + 0.02)
    seen[at + 1] = math.log(share_second) if two else 0.0
    seen[at + 2] = 1.0 if common else 0.0
    seen[at + 3] = relief_first
    seen[at + 4] = math.log1p(offers.terms[second, 7]) if relief_first > 0.0 else 0.0
    seen[at + 5] = relief_second
    seen[at + 6] = math.log1p(offers.terms[first, 7]) if relief_second > 0.0 else 0.0
    seen[at + 7] = math.log1p(lead)
    seen[at + 8] = math.log(variance + 1.0)
    kind = 0 if not two else (2 if backorder else 1)
    room.held[0] = kind if known and (two or not backorder) else -1
    room.held[1], room.held[2], room.held[3], room.held[4] = variation, lead, variance, late
    room.held[5] = offers.base[first]
    room.held[6] = offers.base[second] if two else 0.0
    room.held[7] = share_second
    room.held[8] = lead - share_first * room.held[5] - share_second * room.held[6]
    room.held[9] = 1.0 if backorder else 0.0
    for c in range(3):
        room.chance[c], room.delay[c] = offers.chance[first, c], share_first * offers.delay[first, c]
        room.chance[3 + c] = offers.chance[second, c] if two else 0.0
        room.delay[3 + c] = share_second * offers.delay[second, c] if two else 0.0
    if common:
        # The region strikes both at once.
        room.delay[1] = offers.delay[first, 1]
        room.chance[4] = 0.0
    if room.held[0] < 0:
        return False
    for h in range(len(room.common)):
        room.common[h] = quick.first_bias[kind, h]
    for g in range(SPLIT_SEEN):
        value = seen[g]
        for h in range(len(room.common)):
            room.common[h] += value * quick.split[kind, g, h]
    return True


@compiled
def floor_curve(quick: Quick, mean: float, interval: float, room: QuickRoom) -> bool:
    """Fill the room's knots and lines for an interval of the split begun; return whether there is a short floor.

    Where there is none, the logarithms say so at every buffer, and the lines are those of the formulas alone.
    """
    kind = int(room.held[0])
    floored = kind >= 0 and interval <= LONGEST_INTERVAL
    scale = look(interval, room)
    if not floored:
        for k in range(len(KNOTS)):
            room.buffer[k] = KNOTS[k] * scale * mean
            room.log[k] = -100.0
        # On hand is the level less what is outstanding, and not less than none: at least the difference of the means,
        # but for what the correction does to it.
        exact = room.held[1] == 0.0 or (room.held[9] > 0.0 and room.held[7] == 0.0)
        part = EXACT if exact else CORRECTED
        days = 0.5 * interval - room.held[4]
        room.stock[0], room.stock[1] = mean * (days * part if days > 0.0 else days / part), part
        room.stock[2], room.stock[3] = room.stock[0], room.stock[1]
        return False
    run(quick, kind, room)
    output = room.output
    room.buffer[0] = 0.0
    log = -positive(output[0]) - quick.margin[kind, 0]
    room.log[0] = log
    for k in range(1, len(KNOTS)):
        log -= positive(output[k]) * (KNOTS[k] - KNOTS[k - 1])
        room.buffer[k] = KNOTS[k] * scale * mean
        room.log[k] = log
    for k in range(2):
        at = len(KNOTS) + 2 * k
        days = 0.5 * (1 + k) * interval - room.held[4] + (scale + interval) * output[at]
        part = 1.0 - quick.margin[kind, 1 + k]
        room.stock[2 * k] = mean * (days * part if days > 0.0 else days / part)
        room.stock[2 * k + 1] = max(1.0 + output[at + 1], 0.0) * part
    return True


@compiled
def positive(x: float) -> float:
    """Return a smooth positive function that rises with x, near x where that is large and 0 where it is low."""
    return 0.5 * (x + math.sqrt(x * x + 1.0))


@compiled
def look(interval: float, room: QuickRoom) -> float:
    """Note what is seen of an interval; return the deviation of outstanding demand, days of demand."""
    protection = interval + room.held[2]
    demand = room.held[1] ** 2 * protection
    variance = room.held[3]
    scale = math.sqrt(demand + variance) + 1e-9
    seen = room.seen
    at = SPLIT_SEEN
    seen[at] = math.log(interval)
    seen[at + 1] = math.log(scale)
    seen[at + 2] = math.log(scale / protection)
    seen[at + 3] = demand / (demand + variance + 1e-9)
    # Where in the cycle the first supplier delivers, and how long after the second; blurred by congestion.
    sharp = interval * interval / (interval * interval + 10.0 * variance)
    phase = room.held[5] / interval
    phase -= math.floor(phase)
    seen[at + 4] = sharp * (phase - 0.5)
    seen[at + 5] = sharp * phase * (1.0 - phase)
    phase = (room.held[5] - room.held[6]) / interval
    phase -= math.floor(phase)
    seen[at + 6] = sharp * (phase - 0.5)
    seen[at + 7] = sharp * phase * (1.0 - phase)
    rough_logs(room, interval, protection - room.held[8], scale)
    return scale


@compiled
def rough_logs(room: QuickRoom, interval: float, mean: float, scale: float) -> None:
    """Note a rough logarithm of the short fraction at each reference, from the main terms of the formulas.

    ``mean`` days of demand over interval and undelayed lead time. Demand alone exceeds the level about as often as
    Chernoff's bound for a gamma distribution says; a cause, by an exponential delay, or where that is short against
    demand's deviation, by demand's.
    """
    variance = max(room.held[1] ** 2 * mean, 1e-9)
    shape, causes = mean * mean / variance, len(room.chance)
    deviation = 0.4 * math.sqrt(variance) / interval
    power = room.power
    for r in range(len(REFERENCES)):
        beyond = REFERENCES[r] * scale + room.held[8]
        ratio = beyond / mean
        at = r * (causes + 1)
        power[at + causes] = shape * (math.log1p(ratio) - ratio)
        for c in range(causes):
            delay = room.delay[c] + 1e-9
            far = (0.5 * variance / delay - beyond) / delay
            near = -0.5 * beyond * beyond / variance
            power[at + c] = far if beyond * delay > variance else near
    # exp(x) = exp(x / 1024)^1024, which the processor does for several x at once; 1e-6 where it is small anyway.
    for k in range(len(power)):
        part = max(power[k], -30.0) * (1.0 / 1024.0)
        part = 1.0 + part * (1.0 + 0.5 * part)
        for _ in range(10):
            part *= part
        power[k] = part
    for r in range(len(REFERENCES)):
        at = r * (causes + 1)
        total = 1e-6 + deviation * power[at + causes]
        for c in range(causes):
            delay = room.delay[c]
            total += room.chance[c] * delay / (interval + delay) * power[at + c]
        room.seen[SPLIT_SEEN + 8 + r] = math.log(total)


@compiled
def run(quick: Quick, kind: int, room: QuickRoom) -> None:
    """Run the network."""
    active = room.active
    for g in range(CURVE_SEEN):
        active[g] = g
    add_rows(room.seen[SPLIT_SEEN:], quick.curve[kind], room.common, active, CURVE_SEEN, room.inner)
    count = positives(room.inner, active)
    add_rows(room.inner, quick.second[kind], quick.second_bias[kind], active, count, room.outer)
    count = positives(room.outer, active)
    add_rows(room.outer, quick.last[kind], quick.last_bias[kind], active, count, room.output)


@compiled
def positives(values: Singles, active: NDArray[np.int64]) -> int:
    """Note where values are positive; return how many are."""
    count = 0
    for g in range(len(values)):
        active[count] = g
        count += 1 if values[g] > 0.0 else 0
    return count


@compiled
def add_rows(
    values: Singles, weights: Singles, bias: Singles, active: NDArray[np.int64], count: int, out: Singles
) -> None:
    """Fill ``out`` with the bias and the active values times their rows; four at a time, to store less often."""
    for h in range(len(out)):
        out[h] = bias[h]
    whole = count - count % 4
    for k in range(0, whole, 4):
        g0, g1, g2, g3 = active[k], active[k + 1], active[k + 2], active[k + 3]
        v0, v1, v2, v3 = values[g0], values[g1], values[g2], values[g3]
        for h in range(len(out)):
            out[h] += (v0 * weights[g0, h] + v1 * weights[g1, h]) + (v2 * weights[g2, h] + v3 * weights[g3, h])
    for k in range(whole, count):
        value = values[active[k]]
        for h in range(len(out)):
            out[h] += value * weights[active[k], h]
