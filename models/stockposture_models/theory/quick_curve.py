"""What the quick floor notes of an interval: scale, phases and a rough short fraction from the formulas' main terms."""

import math

from stockposture_models.theory.compiled import compiled_inner
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.quick_room import (
    ALONE,
    BASE,
    BEYOND_BASE,
    CHANCE,
    DELAY,
    EASED,
    LEAD,
    OTHER_BASE,
    PART,
    REFERENCES,
    SPLIT_SEEN,
    VARIANCE,
    VARIATION,
    QuickRoom,
)


@compiled_inner
def look(interval: float, room: QuickRoom) -> float:
    """Note what is seen of an interval; return the deviation of outstanding demand, days of demand."""
    seen, held, at = room.seen, room.held, SPLIT_SEEN
    protection = interval + held[LEAD]
    demand = held[VARIATION] ** 2 * protection
    variance = relieved(interval, room.causes, held[VARIANCE])
    scale = math.sqrt(demand + variance) + 1e-9
    seen[at] = math.log(interval)
    seen[at + 1] = math.log(scale)
    seen[at + 2] = math.log(scale / protection)
    seen[at + 3] = demand / (demand + variance + 1e-9)
    # Where in the cycle the first supplier delivers, and how long after the second; blurred by congestion.
    sharp = interval * interval / (interval * interval + 10.0 * variance)
    phase = held[BASE] / interval
    phase -= math.floor(phase)
    seen[at + 4] = sharp * (phase - 0.5)
    seen[at + 5] = sharp * phase * (1.0 - phase)
    phase = (held[BASE] - held[OTHER_BASE]) / interval
    phase -= math.floor(phase)
    seen[at + 6] = sharp * (phase - 0.5)
    seen[at + 7] = sharp * phase * (1.0 - phase)
    mean = protection - held[BEYOND_BASE]
    rough_logs(interval, mean, max(held[VARIATION] ** 2 * mean, 1e-9), scale, held[BEYOND_BASE], room)
    return scale


@compiled_inner
def relieved(interval: float, causes: Floats, unrelieved: float) -> float:
    """Return the variance of the lead time, days squared, less what surges take off the tails of outages."""
    variance = unrelieved
    for c in range(causes.shape[1]):
        if causes[EASED, c] > 0.0:
            delay, left = causes[DELAY, c], 1.0 - causes[EASED, c]
            reach = (causes[ALONE, c] + 0.5 * interval * causes[PART, c]) / delay
            # Second moment of an exponential delay beyond ``reach`` of its mean, with and without what is taken over.
            off = math.exp(-reach) * (1.0 + reach - left * (reach + left))
            variance -= 2.0 * causes[CHANCE, c] * delay * delay * off
    return max(variance, 0.01 * unrelieved)


@compiled_inner
def rough_logs(  # noqa: C901 - one compiled pass
    interval: float, mean: float, variance: float, scale: float, beyond_base: float, room: QuickRoom
) -> None:
    """Note a rough logarithm of the short fraction at each reference, from the main terms of the formulas.

    ``mean`` and ``variance`` of demand over interval and undelayed lead time, ``scale`` of the references and
    ``beyond_base`` to add to them, all in days of demand. Demand alone exceeds the level about as often as Chernoff's
    bound for a gamma distribution says; a cause, by an exponential delay, or where that is short against demand's
    deviation, by demand's.
    """
    power, weight, causes, seen = room.power, room.weight, room.causes, room.seen
    references = len(REFERENCES)
    shape, usual = mean * mean / variance, 0.4 * math.sqrt(variance) / interval
    for r in range(references):
        ratio = (REFERENCES[r] * scale + beyond_base) / mean
        power[r] = shape * (math.log1p(ratio) - ratio)
        weight[r] = usual
    count = references
    for c in range(causes.shape[1]):
        if causes[CHANCE, c] == 0.0:
            continue
        delay = causes[DELAY, c]
        often = causes[CHANCE, c] * delay / (interval + delay)
        full, later = 1e300, delay
        if causes[EASED, c] > 0.0:
            full = causes[ALONE, c] + 0.5 * interval * causes[PART, c]
            later = delay * (1.0 - causes[EASED, c]) + 1e-9
        per_delay, per_later = 1.0 / delay, 1.0 / later
        for r in range(references):
            left = REFERENCES[r] * scale + beyond_base
            rate, before = per_delay, 0.0
            if left > full:
                left, rate, before = left - full, per_later, full * per_delay
            far = (0.5 * variance * rate - left) * rate
            near = -0.5 * left * left / variance
            power[count] = (far if left > variance * rate else near) - before
            weight[count] = often
            count += 1
    # exp(x) = exp(x / 1024)^1024, which the processor does for several x at once; close where it is not small anyway.
    for k in range(count):
        part = max(power[k], -30.0) * (1.0 / 1024.0)
        part = 1.0 + part * (1.0 + 0.5 * part)
        for _ in range(10):
            part *= part
        power[k] = weight[k] * part
    for r in range(references):
        total = 1e-6
        for k in range(r, count, references):
            total += power[k]
        seen[SPLIT_SEEN + 8 + r] = math.log(total)
