"""The core's linear program by an interior-point method made for its shape, compiled.

One row an item (its weights sum to 1) and a few rows of limits: with the items' rows eliminated a step solves as many
equations as there are limits, so that thousands of points take milliseconds. Mehrotra's predictor and corrector:
Mehrotra (1992), "On the implementation of a primal-dual interior point method". Differences to an item's heaviest
point, not the points themselves, are added up, so that nothing is lost where one weight is all but 1.
"""

import numpy as np

from stockposture.decomposition.core.factor import factorise, solve_factored
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled

#: Part of the way to the border that a step goes.
_SHY = 0.995
#: Most that a row of the program may be missed by.
_MISSED = 1e-6


@compiled
def interior(  # noqa: C901, PLR0912, PLR0915 - one compiled pass
    first: Ints,
    begin: Ints,
    which: Ints,
    local: Floats,
    cost: Floats,
    room: Floats,
    low: Floats,
    overflow: Floats,
    rent: Floats,
    elastic: Floats,
    start: Floats,
    spread: float,
    tolerance: float,
    most: int,
) -> tuple[Floats, Floats, float, int]:
    """Return weights (q,), prices (m,), the gap left between both and the steps taken.

    Least cost @ weight + rent @ u + elastic @ v - low @ s, weights of each item summing to 1, and for every limit
    use @ weight - u - v + s = room with u, v, s >= 0 and u at most the overflow.

    Parameters
    ----------
    first, begin, which, local
        (k + 1,), (k + 1,), (t,), (q, T) points of the items, limits they touch and how much of them.
    cost
        (q,) cost.
    room, low, overflow, rent, elastic
        (m,) room, least price, what can be rented, at what price, and the price of what is beyond all that.
    start
        (m,) prices to start from.
    spread
        How far from the best the first weights lie, in units of the cost.
    tolerance, most
        Gap to stop at, in units of the cost, and most steps.
    """
    k, q, m = len(first) - 1, len(cost), len(room)
    y = np.minimum(np.maximum(start, low + 1e-3 * (elastic - low)), elastic - 1e-3 * (elastic - low))
    w, z, dw, dz = np.empty(q), np.empty(q), np.empty(q), np.empty(q)
    dwa, dza = np.zeros(q), np.zeros(q)
    da, total, shift = np.zeros(k), np.zeros(k), np.zeros(k)
    weighted, ratio = np.zeros(local.shape[1]), np.empty(q)
    block = np.zeros((local.shape[1], local.shape[1]))
    g, part = np.zeros((k, local.shape[1])), np.zeros(local.shape[1])
    key = np.zeros(k, dtype=np.int64)
    used = np.zeros(m)
    mu = 0.0
    for i in range(k):
        least = np.inf
        for p in range(first[i], first[i + 1]):
            value = cost[p]
            for t in range(begin[i], begin[i + 1]):
                value += y[which[t]] * local[p, t - begin[i]]
            z[p] = value
            least = min(least, value)
        sum_ = 0.0
        for p in range(first[i], first[i + 1]):
            z[p] -= least - spread
            sum_ += 1.0 / z[p]
        for p in range(first[i], first[i + 1]):
            w[p] = 1.0 / z[p] / sum_
            for t in range(begin[i], begin[i + 1]):
                used[which[t]] += w[p] * local[p, t - begin[i]]
        mu += 1.0 / sum_ * (first[i + 1] - first[i])
    mu /= q
    # Singles of the limits: s (room left), v (beyond everything), u (rented, with the multiplier h of its most).
    zs, zv = y - low, elastic - y
    s, v = np.empty(m), np.empty(m)
    rents = (overflow > 0) & (rent < elastic)
    bounded = rents & np.isfinite(overflow)
    u, zu, h = np.ones(m), np.ones(m), np.zeros(m)
    for at in range(m):
        if rents[at]:
            u[at] = 0.5 * overflow[at] if bounded[at] else max(1e-3, used[at] - room[at])
            gap = rent[at] - y[at]
            zu[at] = max(gap, 0.0) + mu / u[at]
            h[at] = max(-gap, 0.0) + mu / u[at] if bounded[at] else 0.0
        s[at] = mu / zs[at]
        v[at] = mu / zv[at]
    count = q + 2 * m + rents.sum() + bounded.sum()
    normal, rhs, dy = np.zeros((m, m)), np.zeros(m), np.zeros(m)
    ds, dv, du = np.zeros(m), np.zeros(m), np.zeros(m)
    dzs, dzv, dzu, dh = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m)
    r2 = np.zeros(m)
    steps = 0
    gap_left = np.inf
    for _ in range(most):
        # -- where things stand ---------------------------------------------------------------------------------
        for at in range(m):
            r2[at] = room[at] + v[at] - s[at] + (u[at] if rents[at] else 0.0)
        product, worst_dual = 0.0, 0.0
        worst_primal = 0.0
        for i in range(k):
            shift[i] = 1.0
            heaviest = first[i]
            for p in range(first[i], first[i + 1]):
                shift[i] -= w[p]
                product += w[p] * z[p]
                if w[p] > w[heaviest]:
                    heaviest = p
                for t in range(begin[i], begin[i + 1]):
                    r2[which[t]] -= w[p] * local[p, t - begin[i]]
            key[i] = heaviest
            worst_primal = max(worst_primal, abs(shift[i]))
        for at in range(m):
            product += s[at] * zs[at] + v[at] * zv[at]
            if rents[at]:
                product += u[at] * zu[at]
                worst_dual = max(worst_dual, abs(rent[at] - y[at] - zu[at] + h[at]))
                if bounded[at]:
                    product += h[at] * (overflow[at] - u[at])
            worst_primal = max(worst_primal, abs(r2[at]))
        mu = product / count
        gap_left = product
        if product <= tolerance and worst_primal <= _MISSED:
            break
        steps += 1
        # -- the equations of the limits ---------------------------------------------------------------------------
        normal[:] = 0.0
        for i in range(k):
            base, width, b = key[i], begin[i + 1] - begin[i], begin[i]
            n = 0.0
            g[i, :width] = 0.0
            block[:width, :width] = 0.0
            for p in range(first[i], first[i + 1]):
                d = w[p] / z[p]
                ratio[p] = d
                n += d
                if p == base:
                    continue
                for t in range(width):
                    part[t] = local[p, t] - local[base, t]
                for t in range(width):
                    moved = d * part[t]
                    if moved == 0.0:
                        continue
                    g[i, t] += moved
                    for r in range(t + 1):
                        block[t, r] += moved * part[r]
            total[i] = n
            for t in range(width):
                for r in range(t + 1):
                    normal[which[b + t], which[b + r]] += block[t, r] - g[i, t] * g[i, r] / n
        for at in range(m):
            for other in range(at):
                # Limits stand in each item's own order: what fell above the diagonal belongs below it.
                normal[at, other] += normal[other, at]
                normal[other, at] = 0.0
            normal[at, at] += s[at] / zs[at] + v[at] / zv[at]
            if rents[at]:
                normal[at, at] += 1.0 / (zu[at] / u[at] + (h[at] / (overflow[at] - u[at]) if bounded[at] else 0.0))
        factorise(normal)
        sigma = 0.0
        step_primal, step_dual = 1.0, 1.0
        for corrector in range(2):
            target = sigma * mu
            for at in range(m):
                rhs[at] = -r2[at]
                ts = (target - (ds[at] * dzs[at] if corrector else 0.0)) / s[at] - (zs[at])
                tv = (target - (dv[at] * dzv[at] if corrector else 0.0)) / v[at] - (zv[at])
                # What the dual rows miss; zero but for rounding.
                ts -= y[at] - low[at] - zs[at]
                tv -= elastic[at] - y[at] - zv[at]
                rhs[at] += s[at] / zs[at] * ts - v[at] / zv[at] * tv
                if rents[at]:
                    rc1 = target - (du[at] * dzu[at] if corrector else 0.0)
                    tu = rc1 / u[at] - zu[at] - (rent[at] - y[at] - zu[at] + h[at])
                    curve = zu[at] / u[at]
                    if bounded[at]:
                        left = overflow[at] - u[at]
                        rc2 = target + (du[at] * dh[at] if corrector else 0.0)
                        tu -= rc2 / left - h[at]
                        curve += h[at] / left
                    rhs[at] -= tu / curve
            for i in range(k):
                base, width, b = key[i], begin[i + 1] - begin[i], begin[i]
                sum_t = 0.0
                part[:width] = 0.0
                for p in range(first[i], first[i + 1]):
                    d = ratio[p]
                    tq = (target - (dwa[p] * dza[p] if corrector else 0.0)) / w[p] - z[p]
                    dw[p] = tq
                    sum_t += d * tq
                    if p != base:
                        for t in range(width):
                            part[t] += d * tq * (local[p, t] - local[base, t])
                da[i] = (shift[i] - sum_t) / total[i]
                for t in range(width):
                    rhs[which[b + t]] += local[base, t] * shift[i] + part[t] + g[i, t] * da[i]
            dy[:] = rhs
            solve_factored(normal, dy)
            # -- directions, and how far they may be gone ------------------------------------------------------------
            step_primal, step_dual = 1.0, 1.0
            for i in range(k):
                base, width, b = key[i], begin[i + 1] - begin[i], begin[i]
                a = da[i]
                for t in range(width):
                    a += g[i, t] * dy[which[b + t]] / total[i]
                    weighted[t] = dy[which[b + t]]
                for p in range(first[i], first[i + 1]):
                    moved = -a
                    for t in range(width):
                        moved += (local[p, t] - local[base, t]) * weighted[t]
                    tq = dw[p]
                    dw[p] = ratio[p] * (tq - moved)
                    dz[p] = moved
                    if dw[p] < 0.0:
                        step_primal = min(step_primal, -w[p] / dw[p])
                    if dz[p] < 0.0:
                        step_dual = min(step_dual, -z[p] / dz[p])
            for at in range(m):
                rc = target - (ds[at] * dzs[at] if corrector else 0.0)
                dzs[at] = dy[at] + (y[at] - low[at] - zs[at])
                ds[at] = rc / zs[at] - s[at] - s[at] / zs[at] * dzs[at]
                rc = target - (dv[at] * dzv[at] if corrector else 0.0)
                dzv[at] = -dy[at] + (elastic[at] - y[at] - zv[at])
                dv[at] = rc / zv[at] - v[at] - v[at] / zv[at] * dzv[at]
                if ds[at] < 0.0:
                    step_primal = min(step_primal, -s[at] / ds[at])
                if dv[at] < 0.0:
                    step_primal = min(step_primal, -v[at] / dv[at])
                if dzs[at] < 0.0:
                    step_dual = min(step_dual, -zs[at] / dzs[at])
                if dzv[at] < 0.0:
                    step_dual = min(step_dual, -zv[at] / dzv[at])
                if rents[at]:
                    rc1 = target - (du[at] * dzu[at] if corrector else 0.0)
                    missing = rent[at] - y[at] - zu[at] + h[at]
                    tu = rc1 / u[at] - zu[at] - missing
                    curve = zu[at] / u[at]
                    rc2 = 0.0
                    if bounded[at]:
                        left = overflow[at] - u[at]
                        rc2 = target + (du[at] * dh[at] if corrector else 0.0)
                        tu -= rc2 / left - h[at]
                        curve += h[at] / left
                    du[at] = (dy[at] + tu) / curve
                    dzu[at] = (rc1 - zu[at] * du[at]) / u[at] - zu[at]
                    if du[at] < 0.0:
                        step_primal = min(step_primal, -u[at] / du[at])
                    if dzu[at] < 0.0:
                        step_dual = min(step_dual, -zu[at] / dzu[at])
                    if bounded[at]:
                        left = overflow[at] - u[at]
                        dh[at] = (rc2 + h[at] * du[at]) / left - h[at]
                        if du[at] > 0.0:
                            step_primal = min(step_primal, left / du[at])
                        if dh[at] < 0.0:
                            step_dual = min(step_dual, -h[at] / dh[at])
            if not corrector:
                after = 0.0
                for p in range(q):
                    after += (w[p] + step_primal * dw[p]) * (z[p] + step_dual * dz[p])
                    dwa[p], dza[p] = dw[p], dz[p]
                for at in range(m):
                    after += (s[at] + step_primal * ds[at]) * (zs[at] + step_dual * dzs[at])
                    after += (v[at] + step_primal * dv[at]) * (zv[at] + step_dual * dzv[at])
                    if rents[at]:
                        after += (u[at] + step_primal * du[at]) * (zu[at] + step_dual * dzu[at])
                        if bounded[at]:
                            after += (h[at] + step_dual * dh[at]) * (overflow[at] - u[at] - step_primal * du[at])
                sigma = min(1.0, max(after / product, 0.0)) ** 3
        step_primal, step_dual = min(1.0, _SHY * step_primal), min(1.0, _SHY * step_dual)
        for p in range(q):
            w[p] += step_primal * dw[p]
            z[p] += step_dual * dz[p]
        for at in range(m):
            s[at] += step_primal * ds[at]
            v[at] += step_primal * dv[at]
            zs[at] += step_dual * dzs[at]
            zv[at] += step_dual * dzv[at]
            y[at] += step_dual * dy[at]
            if rents[at]:
                u[at] += step_primal * du[at]
                zu[at] += step_dual * dzu[at]
                if bounded[at]:
                    h[at] += step_dual * dh[at]
    return w, y, gap_left, steps
