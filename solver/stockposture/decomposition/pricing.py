"""The inner loops of pricing, compiled: one pass over items, their choices and their points."""

from math import inf, isfinite

import numpy as np

from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.theory.compiled import compiled

#: Relative difference of slopes that is rounding, not a bend (as in :mod:`stockposture.optimise.bounds`).
_STRAIGHT = 1e-9
#: Relative difference of two costs that is rounding.
_ROUNDING = 1e-9


@compiled
def lowest_inside(buffer: Floats, cost: Floats, falling: Floats, ceiling: float) -> float:
    """Return a lower bound of one curve's cost at whole units strictly between its nodes, if below ``ceiling``.

    The same bound as :func:`stockposture.optimise.bounds.lowest_inside`, least over the segments; a segment whose
    monotone parts alone stay at or above ``ceiling`` is left out.
    """
    lowest = ceiling
    for j in range(len(buffer) - 1):
        width = buffer[j + 1] - buffer[j]
        if width <= 1.0:
            continue
        monotone = cost[j] + min(falling[j + 1] - falling[j], 0.0)
        if monotone >= lowest:
            continue
        bound = monotone
        slope = (cost[j + 1] - cost[j]) / width
        noise = _STRAIGHT * abs(slope)
        has_left = j > 0 and buffer[j] > buffer[j - 1]
        has_right = j + 2 < len(buffer) and buffer[j + 2] > buffer[j + 1]
        left = (cost[j] - cost[j - 1]) / (buffer[j] - buffer[j - 1]) if has_left else 0.0
        right = (cost[j + 2] - cost[j + 1]) / (buffer[j + 2] - buffer[j + 1]) if has_right else 0.0
        convex = not ((has_left and left > slope + noise) or (has_right and slope > right + noise))
        if convex and (has_left or has_right):
            if has_left and left >= 0.0:
                chords = cost[j]
            elif has_right and right <= 0.0:
                chords = cost[j + 1]
            elif has_left and has_right:
                crossing = (cost[j + 1] - cost[j] - right * width) / (left - right)
                chords = cost[j] + left * min(max(crossing, 0.0), width)
            elif has_left:
                chords = cost[j] + left * width
            else:
                chords = cost[j + 1] - right * width
            bound = max(monotone, min(chords, cost[j], cost[j + 1]))
        lowest = min(lowest, bound)
    return lowest


@compiled
def price_points(first: Ints, limit: Ints, cost: Floats, use: Floats, price: Floats, priced: Floats) -> None:
    """Write cost plus priced use of every point into ``priced``."""
    touched = limit.shape[1]
    for c in range(len(first) - 1):
        for p in range(first[c], first[c + 1]):
            total = cost[p]
            for s in range(touched):
                if limit[c, s] >= 0:
                    total += price[limit[c, s]] * use[p, s]
            priced[p] = total


@compiled
def price_items(
    item: Ints,
    first: Ints,
    limit: Ints,
    opening: Ints,
    buffer: Floats,
    cost: Floats,
    falling: Floats,
    use: Floats,
    rest: Floats,
    price: Floats,
    part: Floats,
    most: Floats,
    curved: bool,  # noqa: FBT001
    rest_part: float,
    reach: float,
    every: int,
    bound: Floats,
    value: Floats,
    group_cost: Floats,
    group_use: Floats,
    slope: Floats,
    charged: Floats,
    saving: Floats,
    needs: Ints,
    bend: Floats,
) -> int:
    """Price all items and add them up by group into the arrays given; return how many need a new screen.

    ``rest_part`` is the part of ``rest`` that holds at these prices, negative for none of it. Curvature is
    looked at in one item of ``every``.
    """
    items, groups, choices, touched = len(rest), len(bound), len(item), limit.shape[1]
    widest, longest = _largest(item, first)
    priced = np.empty(longest)
    own = np.empty(touched)
    least, node, charge = np.empty(widest), np.empty(widest, dtype=np.int64), np.empty(widest)
    change = np.zeros(len(price))
    outside = 0
    begin = 0
    for i in range(items):
        g = i * groups // items
        end = begin
        while end < choices and item[end] == i:
            end += 1
        base = first[begin]
        best = 0
        for c in range(begin, end):
            k = c - begin
            for s in range(touched):
                own[s] = price[limit[c, s]] if limit[c, s] >= 0 else 0.0
            lowest, at = inf, first[c]
            for p in range(first[c], first[c + 1]):
                total = cost[p]
                for s in range(touched):
                    total += own[s] * use[p, s]
                priced[p - base] = total
                if total < lowest:
                    lowest, at = total, p
            least[k], node[k], charge[k] = lowest, at, 0.0
            if lowest < least[best]:
                best = k
        # What each opening of the best choice is worth to the item; other openings are worth nothing to it.
        for slot in range(2):
            s = opening[begin + best, slot]
            if s < 0:
                continue
            without = _least_without(opening, least, begin, end, s)
            worth = min((least[without] if without >= 0 else inf) - least[best], most[s])
            saving[g, s] += worth
            paid = part[s] * worth
            charged[g, s] += paid
            for c in range(begin, end):
                if opening[c, 0] == s or opening[c, 1] == s:
                    charge[c - begin] += paid
        taken = best
        for k in range(end - begin):
            if least[k] + charge[k] < least[taken] + charge[taken]:
                taken = k
        paying = least[taken] + charge[taken]
        value[g] += paying
        lowest = paying
        if curved:
            for c in range(begin, end):
                k = c - begin
                a, b = first[c], first[c + 1]
                inside = lowest_inside(buffer[a:b], priced[a - base : b - base], falling[a:b], lowest - charge[k])
                lowest = min(lowest, inside + charge[k])
        others = rest[i] if rest[i] == inf else (rest_part * rest[i] if rest_part >= 0.0 else -inf)
        if others < paying - _ROUNDING * abs(paying):
            outside += 1
        bound[g] += min(lowest, others)
        c, p = begin + best, node[best]
        group_cost[g] += cost[p]
        _add_use(group_use[g], limit[c], use[p], 1.0)
        for slot in range(2):
            if opening[c, slot] >= 0:
                needs[g, opening[c, slot]] += 1
        c, p, own_part = begin + taken, node[taken], 1.0
        for slot in range(2):
            s = opening[c, slot]
            if s < 0 or part[s] == 0.0 or (opening[begin + best, 0] != s and opening[begin + best, 1] != s):
                continue
            without = _least_without(opening, least, begin, end, s)
            if without >= 0 and least[without] - least[best] < most[s]:
                own_part -= part[s]
                _add_use(slope[g], limit[begin + without], use[node[without]], part[s])
                if taken != best:
                    own_part += part[s]
                    _add_use(slope[g], limit[begin + best], use[node[best]], -part[s])
        _add_use(slope[g], limit[c], use[p], own_part)
        if reach > 0.0 and i % every == 0:
            _add_bend(bend, change, first, limit, use, price, priced, begin, end, best, node[best], reach, every)
        begin = end
    return outside


@compiled
def take_points(
    item: Ints,
    first: Ints,
    limit: Ints,
    opening: Ints,
    cost: Floats,
    use: Floats,
    price: Floats,
    closed: Flags,
    taken: Ints,
) -> None:
    """Write the least-cost point of each item into ``taken``, -1 where all its choices need something closed."""
    least = np.full(len(taken), inf)
    taken[:] = -1
    for c in range(len(item)):
        a, b = opening[c, 0], opening[c, 1]
        if (a >= 0 and closed[a]) or (b >= 0 and closed[b]):
            continue
        for p in range(first[c], first[c + 1]):
            total = cost[p]
            for s in range(limit.shape[1]):
                if limit[c, s] >= 0:
                    total += price[limit[c, s]] * use[p, s]
            if total < least[item[c]] and isfinite(total):
                least[item[c]] = total
                taken[item[c]] = p


@compiled
def _largest(item: Ints, first: Ints) -> tuple[int, int]:
    """Return the most choices and the most points of any item."""
    widest, longest, begin = 1, 1, 0
    for c in range(len(item)):
        if item[c] != item[begin]:
            begin = c
        widest = max(widest, c + 1 - begin)
        longest = max(longest, first[c + 1] - first[begin])
    return widest, longest


@compiled
def _least_without(opening: Ints, least: Floats, begin: int, end: int, s: int) -> int:
    """Return which of an item's choices is cheapest among those that do not need an opening, -1 for none."""
    without = -1
    for c in range(begin, end):
        if opening[c, 0] != s and opening[c, 1] != s and (without < 0 or least[c - begin] < least[without]):
            without = c - begin
    return without


@compiled
def _add_use(total: Floats, limit: Ints, use: Floats, part: float) -> None:
    for s in range(len(limit)):
        if limit[s] >= 0:
            total[limit[s]] += part * use[s]


@compiled
def _add_bend(
    bend: Floats,
    change: Floats,
    first: Ints,
    limit: Ints,
    use: Floats,
    price: Floats,
    priced: Floats,
    begin: int,
    end: int,
    best: int,
    best_point: int,
    reach: float,
    every: int,
) -> None:
    """Add what one item says of the curvature of all items' least cost.

    Items that would take another point after a small change of prices are taken for a sample of a smooth density:
    a point that is ``excess`` dearer counts where excess <= h, with weight 1 / (2 h); h is ``reach`` times the value
    of the change of uses, what prices can plausibly move by.
    """
    touched = limit.shape[1]
    base = first[begin]
    for c in range(begin, end):
        for p in range(first[c], first[c + 1]):
            if p == best_point:
                continue
            worth = 0.0
            for s in range(touched):
                if limit[c, s] >= 0:
                    change[limit[c, s]] += use[p, s]
                if limit[begin + best, s] >= 0:
                    change[limit[begin + best, s]] -= use[best_point, s]
            for s in range(touched):
                row, other = limit[c, s], limit[begin + best, s]
                if row >= 0:
                    worth += abs(price[row] * change[row])
                if other >= 0:
                    worth += abs(price[other] * change[other])
            width = reach * worth
            if width > 0.0 and priced[p - base] - priced[best_point - base] <= width:
                weight = every / (2.0 * width)
                _add_square(bend, change, limit[c], limit[begin + best], weight)
            for s in range(touched):
                if limit[c, s] >= 0:
                    change[limit[c, s]] = 0.0
                if limit[begin + best, s] >= 0:
                    change[limit[begin + best, s]] = 0.0


@compiled
def _add_square(bend: Floats, change: Floats, one: Ints, other: Ints, weight: float) -> None:
    """Add ``weight * change change'`` over the rows of both lists, each row once."""
    rows = np.empty(len(one) + len(other), dtype=np.int64)
    count = 0
    for which in (one, other):
        for s in range(len(which)):
            known = which[s] < 0
            for r in range(count):
                known = known or rows[r] == which[s]
            if not known:
                rows[count] = which[s]
                count += 1
    for a in range(count):
        for b in range(count):
            bend[rows[a], rows[b]] += weight * change[rows[a]] * change[rows[b]]
