"""The step of Newton's method on the dual function: prices at least 0, rented space a kink."""

import numpy as np

from stockposture_models.candidates.terms import Floats
from stockposture_models.theory.compiled import compiled

#: Most sweeps over the prices, and the largest change of one, relative to its room, that ends them.
_SWEEPS, _STILL = 3_000, 1e-7


def ascend(
    price: Floats, gain: Floats, bend: Floats, overflow: Floats, overflow_cost: Floats, lower: Floats, upper: Floats
) -> tuple[Floats, float]:
    """Maximise the model of the dual function within a box around the prices.

    Parameters
    ----------
    price
        (m,) prices now.
    gain
        (m,) slope of the dual function there, rented space left out: use - cap.
    bend
        (m, m) how fast the use falls as prices rise.
    overflow, overflow_cost
        (m,) what can be rented, and its price: above it the slope is smaller by what can be rented.
    lower, upper
        (m,) the box; ``upper`` is no higher than the cost of what can be rented without end.

    Returns
    -------
    The new prices (m,), and what the model promises for the step.
    """
    room = np.where(np.isfinite(overflow), overflow, 0.0)
    step = np.zeros(len(price))
    _sweep(step, price, gain, bend, room, overflow_cost, lower, upper)
    new = np.clip(price + step, lower, upper)
    moved = new - price
    rent = room * (np.minimum(0.0, overflow_cost - new) - np.minimum(0.0, overflow_cost - price))
    return new, float(gain @ moved - 0.5 * moved @ bend @ moved + rent.sum())


@compiled
def _sweep(
    step: Floats,
    price: Floats,
    gain: Floats,
    bend: Floats,
    overflow: Floats,
    overflow_cost: Floats,
    lower: Floats,
    upper: Floats,
) -> None:
    """Improve one price after the other, each as far as it goes, until none moves."""
    count = len(price)
    slope = gain.copy()  # at the present step, rented space left out
    for _ in range(_SWEEPS):
        still = True
        for j in range(count):
            curvature = bend[j, j]
            slack = slope[j] + curvature * step[j]  # slope where this price has its old value
            best = _best_of_one(price[j], slack, curvature, overflow[j], overflow_cost[j], lower[j], upper[j])
            change = best - price[j] - step[j]
            if abs(change) > _STILL * (upper[j] - lower[j]):
                still = False
            if change != 0.0:
                step[j] += change
                for k in range(count):
                    slope[k] -= bend[k, j] * change
        if still:
            break


@compiled
def _best_of_one(
    price: float, slack: float, curvature: float, overflow: float, overflow_cost: float, lower: float, upper: float
) -> float:
    """Return the best value of one price, the others held."""
    if curvature <= 0.0:
        if slack > overflow:
            return upper
        if slack > 0.0:
            return min(max(overflow_cost, lower), upper) if overflow > 0.0 else upper
        return lower if slack < 0.0 else min(max(price, lower), upper)
    best = price + slack / curvature
    if best > overflow_cost and overflow > 0.0:
        best = max(overflow_cost, price + (slack - overflow) / curvature)
    return min(max(best, lower), upper)
