"""Simulated annealing over the core: single items move, limits may be broken at a rising price.

A quick way to a plan that keeps all limits close to the bound where the mixed-integer model of the same core has not
found any: Kirkpatrick, Gelatt and Vecchi (1983), "Optimization by simulated annealing".
"""

import numpy as np

from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled


@compiled
def anneal(
    first: Ints,
    cost: Floats,
    limit: Ints,
    use: Floats,
    opening: Ints,
    chosen: Ints,
    total: Floats,
    needs: Ints,
    cap: Floats,
    overflow: Floats,
    overflow_cost: Floats,
    opening_cost: Floats,
    penalty: Floats,
    slack: Floats,
    hot: float,
    cold: float,
    steps: int,
    seed: int,
) -> tuple[float, Ints]:
    """Return the least change of cost from the start that keeps all limits, and its points; ``inf`` and the last if none was met.

    Parameters
    ----------
    first, cost, limit, use, opening
        (k + 1,), (q,), (q, S), (q, S), (q, 2) the core's items and points.
    chosen, total, needs
        (k,), (m,), (f,) where to start: a point an item, use and needs of everything.
    cap, overflow, overflow_cost, opening_cost
        The limits.
    penalty
        (m,) price of a unit beyond cap and overflow, currency/yr.
    slack
        (m,) excess that is rounding.
    hot, cold
        First and last temperature, currency/yr.
    steps, seed
        Moves tried; seed of the random numbers.
    """
    np.random.seed(seed)  # noqa: NPY002 - numba's own generator, seeded anew in every call
    items, limits, width = len(first) - 1, len(cap), limit.shape[1]
    x = chosen.copy()
    used = total.copy()
    counts = needs.copy()
    best = np.inf
    best_x = chosen.copy()
    change = np.zeros(limits)
    rows = np.empty(2 * width, dtype=np.int64)
    broken = 0
    for at in range(limits):
        if used[at] > cap[at] + overflow[at] + slack[at]:
            broken += 1
    now = 0.0  # cost with rent and openings, without penalties, against the start
    if broken == 0:
        best = 0.0
    cooling = (cold / hot) ** (1.0 / max(1, steps))
    heat = hot
    for _ in range(steps):
        heat *= cooling
        i = np.random.randint(items)  # noqa: NPY002
        length = first[i + 1] - first[i]
        if length < 2:
            continue
        b = first[i] + np.random.randint(length)  # noqa: NPY002
        a = x[i]
        if a == b:
            continue
        count = 0
        for side in range(2):
            p = a if side == 0 else b
            for s in range(width):
                at = limit[p, s]
                if at < 0:
                    continue
                known = False
                for r in range(count):
                    if rows[r] == at:
                        known = True
                if not known:
                    rows[count] = at
                    count += 1
                    change[at] = 0.0
                change[at] += use[p, s] if side == 1 else -use[p, s]
        real = cost[b] - cost[a]
        fine = 0.0
        for r in range(count):
            at = rows[r]
            before, after = used[at], used[at] + change[at]
            if overflow[at] > 0.0:
                real += overflow_cost[at] * (
                    min(overflow[at], max(0.0, after - cap[at])) - min(overflow[at], max(0.0, before - cap[at]))
                )
            room = cap[at] + overflow[at]
            fine += penalty[at] * (max(0.0, after - room) - max(0.0, before - room))
        for k in range(2):
            s = opening[a, k]
            if s >= 0 and (k == 0 or opening[a, 0] != s) and opening[b, 0] != s and opening[b, 1] != s:
                if counts[s] == 1:
                    real -= opening_cost[s]
            s = opening[b, k]
            if s >= 0 and (k == 0 or opening[b, 0] != s) and opening[a, 0] != s and opening[a, 1] != s:
                if counts[s] == 0:
                    real += opening_cost[s]
        worse = real + fine
        if worse > 0.0 and np.random.random() >= np.exp(-worse / heat):  # noqa: NPY002
            continue
        x[i] = b
        now += real
        for r in range(count):
            at = rows[r]
            room = cap[at] + overflow[at] + slack[at]
            if used[at] > room:
                broken -= 1
            used[at] += change[at]
            if used[at] > room:
                broken += 1
        for k in range(2):
            s = opening[a, k]
            if s >= 0 and (k == 0 or opening[a, 0] != s):
                counts[s] -= 1
            s = opening[b, k]
            if s >= 0 and (k == 0 or opening[b, 0] != s):
                counts[s] += 1
        if broken == 0 and now < best:
            best = now
            best_x[:] = x
    return best, best_x if best < np.inf else x
