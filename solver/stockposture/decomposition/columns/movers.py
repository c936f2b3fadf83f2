"""Compiled loops over columns: totals over chosen points, and who moves a limit at least regret."""

import numpy as np

from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.theory.compiled import compiled

#: Part of an item's priced cost added to every regret: among ties whoever moves more comes first.
_TIE = 1e-9


@compiled
def totals(
    taken: Ints, first: Ints, limit: Ints, opening: Ints, cost: Floats, use: Floats, limits: int, openings: int
) -> tuple[float, Floats, Ints]:
    """Return cost, (m,) use and (f,) number of items that need each opening, over one point an item; -1 takes none."""
    total = 0.0
    used = np.zeros(limits)
    needs = np.zeros(openings, dtype=np.int64)
    c = 0
    for i in range(len(taken)):
        p = taken[i]
        if p < 0:
            continue
        while first[c + 1] <= p:
            c += 1
        total += cost[p]
        for s in range(limit.shape[1]):
            if limit[c, s] >= 0:
                used[limit[c, s]] += use[p, s]
        for k in range(opening.shape[1]):
            if opening[c, k] >= 0 and (k == 0 or opening[c, k] != opening[c, 0]):
                needs[opening[c, k]] += 1
    return total, used, needs


@compiled
def cheapest_movers(  # noqa: C901, PLR0912, PLR0915 - one compiled pass
    item: Ints,
    first: Ints,
    limit: Ints,
    use: Floats,
    priced: Floats,
    least: Ints,
    watched: Flags,
    prices: Floats,
    grain: float,
    sizes: int,
    reach: float,
    most: int,
) -> tuple[Floats, Ints, Ints]:
    """Return regret per unit, item and point of the cheapest movers, (2 m sizes, most) each, best first; -1 for none.

    Row (2 l) sizes + k moves limit l down by an amount of size k, row (2 l + 1) sizes + k up; size k is worth up to
    ``grain`` times 4 to the k at the prices, the largest anything. An item is counted once a row, by its cheapest
    point.
    """
    slots = 2 * len(watched) * sizes
    score = np.full((slots, most), np.inf)
    who = np.full((slots, most), -1, dtype=np.int64)
    how = np.full((slots, most), -1, dtype=np.int64)
    change = np.zeros(len(watched))
    mine = np.full(slots, np.inf)
    mine_by = np.zeros(slots, dtype=np.int64)
    touched = np.empty(slots, dtype=np.int64)
    width = limit.shape[1]
    c = 0
    while c < len(item):
        i, base, home = item[c], least[item[c]], c
        while first[home + 1] <= base:
            home += 1
        count = 0
        while c < len(item) and item[c] == i:
            for p in range(first[c], first[c + 1]):
                if base < 0 or p == base or not priced[p] - priced[base] <= reach:
                    continue
                regret = priced[p] - priced[base] + _TIE * abs(priced[base])
                for s in range(width):
                    if limit[home, s] >= 0:
                        change[limit[home, s]] -= use[base, s]
                for s in range(width):
                    if limit[c, s] >= 0:
                        change[limit[c, s]] += use[p, s]
                for side in range(2):
                    row = home if side == 0 else c
                    for s in range(width):
                        at = limit[row, s]
                        if at < 0 or not watched[at] or change[at] == 0.0:
                            continue
                        worth = prices[at] * abs(change[at])
                        size = 0
                        while size < sizes - 1 and worth > grain * 4.0**size:
                            size += 1
                        slot = (2 * at + (1 if change[at] > 0 else 0)) * sizes + size
                        value = regret / abs(change[at])
                        if value < mine[slot]:
                            if mine[slot] == np.inf:
                                touched[count] = slot
                                count += 1
                            mine[slot] = value
                            mine_by[slot] = p
                for s in range(width):
                    if limit[home, s] >= 0:
                        change[limit[home, s]] = 0.0
                    if limit[c, s] >= 0:
                        change[limit[c, s]] = 0.0
            c += 1
        for k in range(count):
            slot = touched[k]
            value = mine[slot]
            mine[slot] = np.inf
            if value >= score[slot, most - 1]:
                continue
            place = most - 1
            while place > 0 and score[slot, place - 1] > value:
                score[slot, place] = score[slot, place - 1]
                who[slot, place] = who[slot, place - 1]
                how[slot, place] = how[slot, place - 1]
                place -= 1
            score[slot, place] = value
            who[slot, place] = i
            how[slot, place] = mine_by[slot]
    return score, who, how
