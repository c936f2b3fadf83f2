"""The knee of a frontier: up to there more of the limit pays well, beyond it less."""

import numpy as np
import numpy.typing as npt

#: A frontier that is nowhere this part of the way below its chord is all but straight: it has no knee.
LEAST_BEND = 0.05


def knee(use: npt.NDArray[np.float64], cost: npt.NDArray[np.float64]) -> int | None:
    """Return the place of the point that lies farthest below the chord from the tightest to the loosest plan.

    With u and c scaled to 0..1 over the points, the knee is the largest of (1 - c) - u; the points beyond the cheapest
    do not count. This is the knee of Satopaa, Albrecht, Irwin and Raghavan, "Finding a 'Kneedle' in a haystack" (ICDCS
    workshops 2011), without smoothing: a frontier is smooth already.

    Parameters
    ----------
    use
        (k,) what each plan uses of the limit.
    cost
        (k,) its relevant cost, currency/yr.

    Returns
    -------
    int or None
        ``None`` for fewer than three different uses, for costs that do not fall, and where the frontier is all but
        straight (:data:`LEAST_BEND`).

    Examples
    --------
    The first 10 save 80, the next 10 save 15, the last 5: the chord from (0, 100) to (30, 0) is at 66.7 where the
    cost is 20.

    >>> knee(np.array([0.0, 10, 20, 30]), np.array([100.0, 20, 5, 0]))
    1
    >>> knee(np.array([0.0, 10, 20]), np.array([20.0, 10, 0])) is None
    True
    """
    if not len(use):
        return None
    tightest, cheapest = int(np.argmin(use)), int(np.lexsort((use, cost))[0])
    width, height = use[cheapest] - use[tightest], cost[tightest] - cost[cheapest]
    between = (use >= use[tightest]) & (use <= use[cheapest])
    if width <= 0 or height <= 0 or len(np.unique(use[between])) < 3:
        return None
    below = (cost[tightest] - cost) / height - (use - use[tightest]) / width
    best = int(np.argmax(np.where(between, below, -np.inf)))
    return best if below[best] >= LEAST_BEND else None
