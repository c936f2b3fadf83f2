"""The highest stock of a review cycle: the larger of two states, each of which may be the higher one.

The states are the stock after each supplier's delivery or, with one supplier, after its delivery and at the
review that begins the cycle. Their expected maximum is Clark's (1961) for two normal variables.
"""

import math

from stockposture_models.theory.compiled import compiled


@compiled
def expected_larger(first: float, second: float, deviation: float) -> float:
    """Return E[max(X, Y)] of normal X, Y of the given means, ``deviation`` being that of X - Y."""
    if deviation <= 0.0:
        return max(first, second)
    alpha = (first - second) / deviation
    density = math.exp(-0.5 * alpha * alpha) / math.sqrt(2.0 * math.pi)
    below = 0.5 * math.erfc(-alpha / math.sqrt(2.0))
    return first * below + second * (1.0 - below) + deviation * density
