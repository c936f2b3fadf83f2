"""The highest stock of a review cycle: the larger of two states, each of which may be the higher one.

The states are the stock after each supplier's delivery or, with one supplier, after its delivery and at the
review that begins the cycle. Their expected maximum is Clark's (1961) for two normal variables.
"""

import math

from stockposture_models.theory.calibration import Calibration
from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.policies import Floats


@compiled
def expected_larger(first: float, second: float, deviation: float) -> float:
    """Return E[max(X, Y)] of normal X, Y of the given means, ``deviation`` being that of X - Y."""
    if deviation <= 0.0:
        return max(first, second)
    alpha = (first - second) / deviation
    density = math.exp(-0.5 * alpha * alpha) / math.sqrt(2.0 * math.pi)
    below = 0.5 * math.erfc(-alpha / math.sqrt(2.0))
    return first * below + second * (1.0 - below) + deviation * density


@compiled
def cycle_peak(
    mu: float,
    variance: float,
    interval: float,
    share: Floats,
    lead: float,
    count_gaps: int,
    gap: Floats,
    tops: Floats,
    shifted: tuple[bool, float],
    calibration: Calibration,
) -> float:
    """Return the expected highest stock of a cycle.

    ``tops`` [2] and [3] are the mean stock at the beginning of each gap, ``lead`` the undelayed lead time, ``shifted``
    what :func:`shifted_deliveries` says. From one state to the other the stock loses the demand in between
    and gains a delivery.
    """
    congested, wander = shifted
    if count_gaps == 2:
        between, other = gap[0, 2], tops[3]
        delivered = share[1] ** 2 * interval
    else:
        between = 0.5 * (interval - 1.0) if congested else lead % interval
        other = tops[2] - mu * (interval - between)
        delivered = interval if between > 0.0 else 0.0
    spread = calibration.peak_demand * variance * (between + delivered)
    spread += calibration.peak_congestion * mu * mu * wander
    return expected_larger(tops[2], other, math.sqrt(spread))
