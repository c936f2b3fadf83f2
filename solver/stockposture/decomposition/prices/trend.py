"""Prices foretold: where caps go on changing as they did, prices do so too, roughly."""

from collections.abc import Sequence

import numpy as np

from stockposture_models.candidates.terms import Floats

#: A trend is followed no further than so many of its own steps.
_FURTHEST = 2.0
#: Steps point the same way if what is left of one beside the other is no larger part of it than this.
_ASIDE = 1e-6


def foretold(cap: Floats, points: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Return prices (m,) to begin with under caps (m,).

    Parameters
    ----------
    cap
        The caps.
    points
        Caps and best prices so far, (m,) each, the latest last; at least one.
    """
    at, prices = points[-1]
    if len(points) == 1:
        return prices
    cap_before, prices_before = points[-2]
    step, last = cap - at, at - cap_before
    length = float(last @ last)
    times = float(step @ last) / length if length > 0 else 0.0
    aside = np.abs(step - times * last).max(initial=0.0) > _ASIDE * np.abs(step).max(initial=0.0)
    if aside or not 0.0 < times <= _FURTHEST:
        return prices
    return np.maximum(prices + times * (prices - prices_before), 0.0)
