"""The inner loops of pricing, compiled: one pass over items, their choices and their points."""

from math import inf, isfinite

import numpy as np

from stockposture.decomposition.columns.bend import add_bend
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.theory.compiled import compiled, compiled_inner

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
    return _lowest_between(buffer, cost, falling, 0, len(buffer), 0, ceiling)


@compiled_inner
def _lowest_between(
    buffer: Floats, cost: Floats, falling: Floats, begin: int, end: int, base: int, ceiling: float
) -> float:
    """Do so for the nodes from ``begin`` to ``end``; ``cost`` begins at node ``base``."""
    lowest = ceiling
    for j in range(begin, end - 1):
        # What costs no less by its monotone parts alone is not looked at.
        monotone = cost[j - base] + min(falling[j + 1] - falling[j], 0.0)
        if buffer[j + 1] - buffer[j] > 1.0 and monotone < lowest:
            lowest = min(lowest, _lowest_in_segment(buffer, cost, j, begin, end, base, monotone))
    return lowest


@compiled_inner
def _lowest_in_segment(buffer: Floats, cost: Floats, j: int, begin: int, end: int, base: int, monotone: float) -> float:
    """Return the bound inside the segment from node j; ``monotone`` is what its monotone parts say."""
    width = buffer[j + 1] - buffer[j]
    here, there = cost[j - base], cost[j + 1 - base]
    slope = (there - here) / width
    noise = _STRAIGHT * abs(slope)
    has_left = j > begin and buffer[j] > buffer[j - 1]
    has_right = j + 2 < end and buffer[j + 2] > buffer[j + 1]
    left = (here - cost[j - 1 - base]) / (buffer[j] - buffer[j - 1]) if has_left else 0.0
    right = (cost[j + 2 - base] - there) / (buffer[j + 2] - buffer[j + 1]) if has_right else 0.0
    convex = not ((has_left and left > slope + noise) or (has_right and slope > right + noise))
    if not convex or not (has_left or has_right):
        return monotone
    if has_left and left >= 0.0:
        chords = here
    elif has_right and right <= 0.0:
        chords = there
    elif has_left and has_right:
        crossing = (there - here - right * width) / (left - right)
        chords = here + left * min(max(crossing, 0.0), width)
    elif has_left:
        chords = here + left * width
    else:
        chords = there - right * width
    return float(max(monotone, min(chords, here, there)))


@compiled
def lowest_segments(buffer: Floats, cost: Floats, falling: Floats, lowest: Floats, segment: Ints) -> None:
    """Fill the least bound inside the segments of each curve (c,), ``inf`` for none, and the segment it is in.

    ``buffer``, ``cost`` and ``falling`` are (c, k); rows with fewer nodes repeat their last one.
    """
    for c in range(len(buffer)):
        lowest[c], segment[c] = inf, 0
        for j in range(buffer.shape[1] - 1):
            if buffer[c, j + 1] - buffer[c, j] <= 1.0:
                continue
            monotone = cost[c, j] + min(falling[c, j + 1] - falling[c, j], 0.0)
            if monotone < lowest[c]:
                bound = _lowest_in_segment(buffer[c], cost[c], j, 0, buffer.shape[1], 0, monotone)
                if bound < lowest[c]:
                    lowest[c], segment[c] = bound, j


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
def price_items(  # noqa: C901 - one pass over the items, everything added up on the way
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
    fallen: Floats,
    touched: Ints,
    most_used: Floats,
    reach: Floats,
    bent: bool,  # noqa: FBT001
    every: int,
    bound: Floats,
    value: Floats,
    group_cost: Floats,
    group_use: Floats,
    slope: Floats,
    charged: Floats,
    saving: Floats,
    beyond: Floats,
    needs: Ints,
    bend: Floats,
) -> int:
    """Price all items and add them up by group into the arrays given; return how many need a new screen.

    ``rest_part`` is the part of ``rest`` that holds at these prices, negative for none of it; ``fallen`` is how far
    prices of shared limits fell. Curvature is looked at in one item of ``every``.
    """
    items, groups, choices = len(rest), len(bound), len(item)
    widest, longest = _largest(item, first)
    priced, own, slots = np.empty(longest), np.empty(limit.shape[1]), np.empty(limit.shape[1], dtype=np.int64)
    least, node, charge = np.empty(widest), np.empty(widest, dtype=np.int64), np.empty(widest)
    change, rows = np.zeros(len(price)), np.empty(2 * limit.shape[1], dtype=np.int64)
    outside, begin = 0, 0
    for i in range(items):
        g = i * groups // items
        end = begin
        while end < choices and item[end] == i:
            end += 1
        best = _price_item(first, limit, cost, use, price, begin, end, own, slots, priced, least, node)
        _charge(opening, begin, end, best, part, most, least, charge, saving[g], charged[g])
        taken = best
        for k in range(end - begin):
            if least[k] + charge[k] < least[taken] + charge[taken]:
                taken = k
        paying = least[taken] + charge[taken]
        lowest = paying
        if curved:
            for c in range(begin, end):
                paid = charge[c - begin]
                inside = _lowest_between(buffer, priced, falling, first[c], first[c + 1], first[begin], lowest - paid)
                lowest = min(lowest, inside + paid)
        slot = _dearest(fallen, touched[i], most_used[i])
        others = _rest_of(rest[i], rest_part, fallen, touched[i], most_used[i], slot)
        bound[g] += min(lowest, others)
        if others < paying - _ROUNDING * abs(paying):
            outside += 1
            beyond[g] += paying - max(others, 0.0)
        value[g] += paying
        _add_slope(slope[g], limit, opening, use, part, most, begin, end, best, taken, least, node)
        c, p = begin + best, node[best]
        group_cost[g] += cost[p]
        _add_use(group_use[g], limit[c], use[p], 1.0)
        for s in opening[c]:
            if s >= 0:
                needs[g, s] += 1
        if bent and i % every == 0:
            add_bend(bend, change, rows, first, limit, use, reach, priced, begin, end, best, node[best], every)
        begin = end
    return outside


@compiled_inner
def _dearest(fallen: Floats, touched: Ints, most: Floats) -> int:
    """Return where an item loses most by prices that fell, -1 for nowhere."""
    slot, worst = -1, 0.0
    for t in range(len(touched)):
        if touched[t] >= 0 and fallen[touched[t]] * most[t] > worst:
            slot, worst = t, fallen[touched[t]] * most[t]
    return slot


@compiled_inner
def _rest_of(rest: float, part: float, fallen: Floats, touched: Ints, most: Floats, slot: int) -> float:
    """Return the lower bound of what was ruled out of an item."""
    if rest == inf:
        return inf
    if part < 0.0:
        return -inf
    return part * rest - (fallen[touched[slot]] * most[slot] if slot >= 0 else 0.0)


@compiled_inner
def _price_item(
    first: Ints,
    limit: Ints,
    cost: Floats,
    use: Floats,
    price: Floats,
    begin: int,
    end: int,
    own: Floats,
    slot: Ints,
    priced: Floats,
    least: Floats,
    node: Ints,
) -> int:
    """Price an item's points into ``priced``; note each choice's least and where; return the cheapest choice."""
    touched = limit.shape[1]
    base, best = first[begin], 0
    for c in range(begin, end):
        # What costs nothing is left out: many limits are not scarce.
        count = 0
        for s in range(touched):
            if limit[c, s] >= 0 and price[limit[c, s]] != 0.0:
                own[count], slot[count] = price[limit[c, s]], s
                count += 1
        lowest, at = inf, first[c]
        for p in range(first[c], first[c + 1]):
            total = cost[p]
            for k in range(count):
                total += own[k] * use[p, slot[k]]
            priced[p - base] = total
            if total < lowest:
                lowest, at = total, p
        least[c - begin], node[c - begin] = lowest, at
        if lowest < least[best]:
            best = c - begin
    return best


@compiled_inner
def _charge(
    opening: Ints,
    begin: int,
    end: int,
    best: int,
    part: Floats,
    most: Floats,
    least: Floats,
    charge: Floats,
    saving: Floats,
    charged: Floats,
) -> None:
    """Charge the openings of an item's best choice for what they save it; others save it nothing."""
    charge[: end - begin] = 0.0
    for s in opening[begin + best]:
        if s < 0:
            continue
        worth = min(_without(opening, least, begin, end, best, s), most[s])
        saving[s] += worth
        charged[s] += part[s] * worth
        for c in range(begin, end):
            if opening[c, 0] == s or opening[c, 1] == s:
                charge[c - begin] += part[s] * worth


@compiled_inner
def _add_slope(
    slope: Floats,
    limit: Ints,
    opening: Ints,
    use: Floats,
    part: Floats,
    most: Floats,
    begin: int,
    end: int,
    best: int,
    taken: int,
    least: Floats,
    node: Ints,
) -> None:
    """Add how the choice an item takes, charges included, changes with the prices.

    A charge is the part of a saving, and changes as the cheapest choice without the opening does less the best one.
    """
    own = 1.0
    for s in opening[begin + taken]:
        if s < 0 or part[s] == 0.0 or not (opening[begin + best, 0] == s or opening[begin + best, 1] == s):
            continue
        if _without(opening, least, begin, end, best, s) < most[s]:
            other = _least_without(opening, least, begin, end, s)
            _add_use(slope, limit[begin + other], use[node[other]], part[s])
            if taken == best:
                own -= part[s]
            else:
                _add_use(slope, limit[begin + best], use[node[best]], -part[s])
    _add_use(slope, limit[begin + taken], use[node[taken]], own)


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


@compiled_inner
def _largest(item: Ints, first: Ints) -> tuple[int, int]:
    """Return the most choices and the most points of any item."""
    widest, longest, begin = 1, 1, 0
    for c in range(len(item)):
        if item[c] != item[begin]:
            begin = c
        widest = max(widest, c + 1 - begin)
        longest = max(longest, first[c + 1] - first[begin])
    return widest, longest


@compiled_inner
def _least_without(opening: Ints, least: Floats, begin: int, end: int, s: int) -> int:
    """Return which of an item's choices is cheapest among those that do not need an opening, -1 for none."""
    without = -1
    for c in range(begin, end):
        if opening[c, 0] != s and opening[c, 1] != s and (without < 0 or least[c - begin] < least[without]):
            without = c - begin
    return without


@compiled_inner
def _without(opening: Ints, least: Floats, begin: int, end: int, best: int, s: int) -> float:
    """Return how much dearer an item's best choice without an opening is."""
    other = _least_without(opening, least, begin, end, s)
    return least[other] - least[best] if other >= 0 else inf


@compiled_inner
def _add_use(total: Floats, limit: Ints, use: Floats, part: float) -> None:
    for s in range(len(limit)):
        if limit[s] >= 0:
            total[limit[s]] += part * use[s]
