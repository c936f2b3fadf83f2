"""The highest stock of a review cycle: the larger of two states, each of which may be the higher one.

The states are the stock after each supplier's delivery or, with one supplier, after its delivery and at the
review that begins the cycle. Their expected maximum is Clark's (1961) for two normal variables.
"""

import math

from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled_inner, compiled_once
from stockposture_models.theory.one import One
from stockposture_models.theory.policies import Floats


@compiled_inner
def expected_larger(first: float, second: float, deviation: float) -> float:
    """Return E[max(X, Y)] of normal X, Y of the given means, ``deviation`` being that of X - Y."""
    if deviation <= 0.0:
        return max(first, second)
    alpha = (first - second) / deviation
    density = math.exp(-0.5 * alpha * alpha) / math.sqrt(2.0 * math.pi)
    below = 0.5 * math.erfc(-alpha / math.sqrt(2.0))
    return first * below + second * (1.0 - below) + deviation * density


@compiled_once
def add_cycle_peak(
    one: One, count_gaps: int, gap: Floats, top: Floats, calibration: Calibration, part: float, peak: Floats
) -> None:
    """Add ``part`` of the expected highest stock of a cycle at each level to ``peak``.

    ``top`` is the mean stock at the beginning of each gap. From one state to the other the stock loses the demand in
    between and gains a delivery.
    """
    mu, interval = one.mu, one.interval
    congested, wander = one.shifted
    if count_gaps == 2:
        between = gap[0, 2]
        delivered = one.share[1] ** 2 * interval
    else:
        between = 0.5 * (interval - 1.0) if congested else one.base[0] % interval
        delivered = interval if between > 0.0 else 0.0
    spread = calibration.peak_demand * one.variance * (between + delivered)
    spread += calibration.peak_congestion * mu * mu * wander
    deviation = math.sqrt(spread)
    for n in range(len(peak)):
        other = top[1, n] if count_gaps == 2 else top[0, n] - mu * (interval - between)
        peak[n] += part * expected_larger(top[0, n], other, deviation)
