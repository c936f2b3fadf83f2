"""How fast the uses of limits fall as prices rise, from how near items are to taking another point."""

from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled_inner

#: What is left out for certain stays out whatever is rounded.
_ROOM = 1.0 + 1e-9


@compiled_inner
def add_bend(  # noqa: C901 - loops over points, rows and rows
    bend: Floats,
    change: Floats,
    rows: Ints,
    first: Ints,
    limit: Ints,
    use: Floats,
    reach: Floats,
    priced: Floats,
    begin: int,
    end: int,
    best: int,
    best_point: int,
    every: int,
) -> None:
    """Add what one item says of the curvature of all items' least cost.

    Items that would take another point after a small change of prices are taken for a sample of a smooth density:
    a point that is ``excess`` dearer counts where excess <= h, with weight 1 / (2 h); h is what the change of uses is
    worth at ``reach``, the changes of prices that are plausible.

    Parameters
    ----------
    bend
        (m, m) added to.
    change, rows
        (m,) and (2 S,) room to work in; the first is zeros before and after.
    first, limit, use
        As in :class:`~stockposture.decomposition.columns.columns.Columns`.
    reach
        (m,) plausible changes of the prices.
    priced
        Priced cost of the item's points.
    begin, end
        The item's choices.
    best, best_point
        The one it takes, counted from ``begin``, and its point.
    every
        Weight of the item: how many it stands for.
    """
    touched = limit.shape[1]
    own = limit[begin + best]
    least, most_own = priced[best_point - first[begin]], _worth(reach, limit, begin + best, use, best_point)
    for c in range(begin, end):
        count = 0
        for p in range(first[c], first[c + 1]):
            excess = priced[p - first[begin]] - least
            # Most points are dearer than all that they and the best one use can be worth.
            if excess > _ROOM * (most_own + _worth(reach, limit, c, use, p)):
                continue
            if count == 0:
                count = _union(rows, limit[c], own)
            for s in range(touched):
                if limit[c, s] >= 0:
                    change[limit[c, s]] += use[p, s]
                if own[s] >= 0:
                    change[own[s]] -= use[best_point, s]
            worth = 0.0
            for r in rows[:count]:
                worth += reach[r] * abs(change[r])
            if worth > 0.0 and excess <= worth:
                weight = every / (2.0 * worth)
                for a in rows[:count]:
                    for b in rows[:count]:
                        bend[a, b] += weight * change[a] * change[b]
            for r in rows[:count]:
                change[r] = 0.0


@compiled_inner
def _worth(reach: Floats, limit: Ints, c: int, use: Floats, p: int) -> float:
    """Return the most that what a point of a choice uses can be worth at these changes of the prices."""
    worth = 0.0
    for s in range(limit.shape[1]):
        if limit[c, s] >= 0:
            worth += reach[limit[c, s]] * abs(use[p, s])
    return worth


@compiled_inner
def _union(rows: Ints, one: Ints, other: Ints) -> int:
    """Write the rows of both lists into ``rows``, each once; return how many."""
    count = 0
    for which in (one, other):
        for row in which:
            known = row < 0
            for r in range(count):
                known = known or rows[r] == row
            if not known:
                rows[count] = row
                count += 1
    return count
