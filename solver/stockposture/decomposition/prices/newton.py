"""Newton's method on the dual function, in a box that grows and shrinks with its success."""

import numpy as np

from stockposture.decomposition.prices.ascent import ascend
from stockposture.decomposition.prices.rounds import Round, Rounds
from stockposture_models.candidates.terms import Floats

#: The box grows where a step gave more than this part of what was promised, faster above the second.
_GOOD, _FULL = 0.5, 0.9
#: It shrinks where a step gave less than the first, more below the second.
_POOR = 0.1
#: The most and the least it then shrinks to.
_SHRINK = (0.03, 0.3)
#: The method has come as far as it can after this many rounds without progress.
_FAILURES = 4


def newton(rounds: Rounds, best: Round, radius: Floats, *, tolerance: float, far: Floats) -> Round:
    """Step to the maximum of a model with the curvature of near ties, as long as that succeeds.

    Parameters
    ----------
    rounds
        Prices the items.
    best
        Where to start; with curvature.
    radius
        (m,) first room for the prices.
    tolerance
        Stop when no more than this is promised, currency/yr.
    far
        (m,) stop when a price is above.

    Notes
    -----
    A trust region (Conn, Gould and Toint 2000), one radius a price. The curvature is looked for within the same
    radius: it is that of the function smoothed over the steps to come.
    """
    terms = rounds.terms
    bend, failures = best.sums.bend, 0
    while rounds.left and failures < _FAILURES and not (best.limit > far).any():
        gain = best.sums.slope.sum(axis=0) - terms.cap
        limit, promised = ascend(
            best.limit, gain, bend, terms.overflow, terms.overflow_cost, *rounds.box(best.limit, radius)
        )
        rounds.foreseen = best.value + promised
        if promised <= tolerance:
            break
        trial = rounds.at(limit, best.part, radius)
        gained = trial.value - best.value
        step, fall = limit - best.limit, best.sums.slope.sum(axis=0) - trial.sums.slope.sum(axis=0)
        radius = _resized(radius, np.abs(step), gained / promised)
        failures = 0 if gained > 0.5 * tolerance else failures + 1
        if gained > 0:
            best = rounds.settled(trial, radius)
            bend = best.sums.bend
        bend = _secant(bend, step, fall)
    return best


def _secant(bend: Floats, step: Floats, fall: Floats) -> Floats:
    """Return the curvature corrected along a step that was seen to make uses fall so much.

    The update of Broyden, Fletcher, Goldfarb and Shanno; curvature stays at least 0 (Nocedal and Wright 2006, 6.19).
    """
    thought, seen = bend @ step, float(fall @ step)
    along = float(step @ thought)
    if seen <= 0.0 or along <= 0.0:
        return bend
    return bend - np.outer(thought, thought) / along + np.outer(fall, fall) / seen


def _resized(radius: Floats, step: Floats, kept: float) -> Floats:
    """Return the next radius after a step that gave part ``kept`` of what it promised, which may be negative."""
    if kept > _GOOD:
        grown = (4.0 if kept > _FULL else 2.0) * radius
        return np.where(step >= 0.99 * radius, grown, np.maximum(0.5 * radius, 1.5 * step))
    # Where the parabola through the slope, as promised, and the value found has its top.
    return (0.5 if kept > _POOR else float(np.clip(0.5 / (1.0 - kept), *_SHRINK))) * radius
