"""Which points mixed items are rounded to: what that leaves of the limits, or takes too much, the smaller items absorb.

Smaller items absorb an imbalance b (use less what was planned, per limit) at a cost of about b' H^-1 b / 2, where H
says how fast their use falls as prices rise. Rounding is then a choice of points of least regret plus that cost, found
by simulated annealing: Kirkpatrick, Gelatt and Vecchi (1983), "Optimization by simulated annealing".
"""

import numpy as np

from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled

#: Part of the mean of the diagonal of H that is added to it: directions in which smaller items hardly move.
_RIDGE = 1e-3


def absorption(row: Ints, regret: Floats, change: Floats, worth: Floats) -> Floats:
    """Return the cost matrix (m, m) of imbalances that items absorb, from their points.

    Parameters
    ----------
    row
        (q,) item of each point.
    regret
        (q,) extra priced cost of each point over the item's least.
    change
        (q, m) difference in use from the item's least point.
    worth
        (m,) prices by which amounts of different limits are compared.

    Notes
    -----
    Items are taken for a sample of a smooth density: a point counts where its regret is at most h, a part of what its
    change is worth, with weight 1 / (2 h), divided by the root of how many points of its item count: it can take but
    one of them, yet they move different limits.
    """
    moved = np.abs(change) @ worth
    part = np.divide(regret, moved, out=np.full(len(regret), np.inf), where=moved > 0)
    m = len(worth)
    finite = part[np.isfinite(part)]
    bend = np.zeros((m, m))
    if len(finite):
        width = max(float(np.median(finite)), 1e-12)
        near = part <= width
        shared = np.sqrt(np.bincount(row[near])[row[near]])
        scaled = change[near] / np.sqrt(2.0 * width * moved[near] * shared)[:, np.newaxis]
        bend = scaled.T @ scaled
    # In units of worth, so that one ridge suits all limits.
    unit = 1.0 / np.maximum(worth, 1e-300)
    relative = bend / np.outer(unit, unit)
    relative += np.eye(m) * max(_RIDGE * float(np.trace(relative)) / m, 1e-12)
    inverse: Floats = np.linalg.inv(relative) * np.outer(worth, worth)
    return inverse


@compiled
def round_mixes(
    first: Ints,
    regret: Floats,
    limit: Ints,
    use: Floats,
    start: Ints,
    imbalance: Floats,
    matrix: Floats,
    hot: float,
    cold: float,
    steps: int,
    seed: int,
) -> Ints:
    """Return (k,) one point an item of about least total regret plus ``imbalance' matrix imbalance / 2``.

    Parameters
    ----------
    first, regret, limit, use
        (k + 1,), (q,), (q, S), (q, S) items and points.
    start, imbalance
        (k,) points to start from and the imbalance with them, (m,).
    matrix
        (m, m) cost of imbalances.
    hot, cold, steps, seed
        First and last temperature, currency/yr; moves tried; seed of the random numbers.
    """
    np.random.seed(seed)  # noqa: NPY002 - numba's own generator, seeded anew in every call
    limits, width = len(imbalance), limit.shape[1]
    x = start.copy()
    best_x = start.copy()
    slope = (matrix * imbalance).sum(axis=1)  # not @, for which numba needs scipy
    rows = np.empty(2 * width, dtype=np.int64)
    change = np.zeros(limits)
    now, best = 0.0, 0.0
    cooling = (cold / hot) ** (1.0 / max(1, steps))
    heat = hot
    for _ in range(steps):
        heat *= cooling
        i = np.random.randint(len(x))  # noqa: NPY002
        b = first[i] + np.random.randint(first[i + 1] - first[i])  # noqa: NPY002
        a = x[i]
        if a == b:
            continue
        count = difference(limit, use, a, b, rows, change)
        worse = regret[b] - regret[a]
        for r in range(count):
            worse += slope[rows[r]] * change[rows[r]]
            for s in range(count):
                worse += 0.5 * change[rows[r]] * matrix[rows[r], rows[s]] * change[rows[s]]
        if worse > 0.0 and np.random.random() >= np.exp(-worse / heat):  # noqa: NPY002
            continue
        x[i] = b
        now += worse
        for r in range(count):
            for at in range(limits):
                slope[at] += matrix[at, rows[r]] * change[rows[r]]
        if now < best:
            best = now
            best_x[:] = x
    return best_x


@compiled
def difference(limit: Ints, use: Floats, a: int, b: int, rows: Ints, change: Floats) -> int:
    """Write the use of point b less that of point a into ``change``, its rows into ``rows``; return their number."""
    count = 0
    for side in range(2):
        p = a if side == 0 else b
        for s in range(limit.shape[1]):
            at = limit[p, s]
            if at < 0:
                continue
            known = False
            for r in range(count):
                known = known or rows[r] == at
            if not known:
                rows[count] = at
                count += 1
                change[at] = 0.0
            change[at] += use[p, s] if side == 1 else -use[p, s]
    return count
