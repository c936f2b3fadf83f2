"""The compiled loop of single moves over a core, and what a move changes."""

import numpy as np

from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled

#: Relative changes below this are rounding.
_ROUNDING = 1e-12


@compiled
def move_singly(  # noqa: C901, PLR0912 - one compiled pass
    row: Ints,
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
    most: Floats,
    worth: Floats,
    mend: bool,  # noqa: FBT001
    moves: int,
) -> bool:
    """Change ``chosen``, ``total`` and ``needs`` by the best single move after the other; return if all limits hold.

    To mend is to move at least extra cost a unit of relief, a unit of each limit counting by its worth, until nothing
    is beyond ``most``; else moves save cost and break nothing.

    Parameters
    ----------
    row, cost, limit, use, opening
        (q,), (q,), (q, S), (q, S), (q, 2) the core's points.
    chosen, total, needs
        (k,), (m,), (f,) a point an item; use and needs of everything.
    cap, overflow, overflow_cost, opening_cost, most, worth
        The limits and openings.
    mend
        Which of both.
    moves
        Most moves.
    """
    rows = np.empty(2 * limit.shape[1], dtype=np.int64)
    change = np.zeros(len(total))
    scale = 0.0
    for p in chosen:
        scale += abs(cost[p])
    for _ in range(moves):
        broken = 0.0
        for at in range(len(total)):
            broken += worth[at] * max(0.0, total[at] - most[at])
        if mend and broken == 0.0:
            return True
        best, best_rank = -1, 0.0 if not mend else np.inf
        for p in range(len(row)):
            a = chosen[row[p]]
            if p == a:
                continue
            count = difference(limit, use, a, p, rows, change)
            extra, relief, breaks = cost[p] - cost[a], 0.0, False
            for r in range(count):
                at = rows[r]
                before, after = total[at], total[at] + change[at]
                if overflow[at] > 0.0:
                    extra += overflow_cost[at] * (
                        min(overflow[at], max(0.0, after - cap[at])) - min(overflow[at], max(0.0, before - cap[at]))
                    )
                relief += worth[at] * (max(0.0, before - most[at]) - max(0.0, after - most[at]))
                breaks = breaks or (after > most[at] and change[at] > 0.0)
            if len(needs):
                extra += _fees(opening, a, p, needs, opening_cost)
            if mend:
                if relief <= _ROUNDING * broken:
                    continue
                # What saves money besides comes first; else the cheapest a unit.
                rank = extra / relief if extra > 0.0 else extra - relief
            elif breaks or extra >= -_ROUNDING * scale:
                continue
            else:
                rank = extra
            if rank < best_rank:
                best, best_rank = p, rank
        if best < 0:
            break
        a = chosen[row[best]]
        count = difference(limit, use, a, best, rows, change)
        for r in range(count):
            total[rows[r]] += change[rows[r]]
        for k in range(2):
            if opening[a, k] >= 0 and (k == 0 or opening[a, 0] != opening[a, 1]):
                needs[opening[a, k]] -= 1
            if opening[best, k] >= 0 and (k == 0 or opening[best, 0] != opening[best, 1]):
                needs[opening[best, k]] += 1
        chosen[row[best]] = best
    return bool((total <= most).all())


@compiled
def _fees(opening: Ints, a: int, b: int, needs: Ints, cost: Floats) -> float:
    """Return what openings cost more where point b takes the place of point a."""
    total = 0.0
    for k in range(2):
        s = opening[b, k]
        if s >= 0 and s != opening[a, 0] and s != opening[a, 1] and (k == 0 or s != opening[b, 0]) and needs[s] == 0:
            total += cost[s]
        s = opening[a, k]
        if s >= 0 and s != opening[b, 0] and s != opening[b, 1] and (k == 0 or s != opening[a, 0]) and needs[s] == 1:
            total -= cost[s]
    return total


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
