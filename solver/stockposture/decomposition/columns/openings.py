"""Which openings a plan uses: what each saves all items at the prices, against its cost once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from stockposture.decomposition.columns.columns import Columns, Tariff, priced_points
from stockposture.decomposition.terms import Terms
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.theory.compiled import compiled

#: Most passes over all items.
_PASSES = 16
#: Savings below this part of all costs are rounding.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Toggles:
    """What a partition's items come to at prices with some openings closed, and what changes would do.

    Parameters
    ----------
    value
        Least priced cost, currency/yr; ``inf`` if an item has no choice left.
    change
        (f,) by how much that changes if an opening alone is closed, or opened again.
    needs
        (f,) items whose least-cost choice needs the opening.
    """

    value: float
    change: Floats
    needs: Ints


class Openable(Protocol):
    """Asks all partitions, wherever they are."""

    def toggles(self, tariff: Tariff, closed: Flags) -> Sequence[Toggles]:
        """Return what :func:`toggles` says of each partition."""
        ...


def toggles(columns: Columns, tariff: Tariff, closed: Flags) -> Toggles:
    """Return what the items come to without the closed openings, and with one more or one less of them."""
    priced = priced_points(columns, tariff.limit)
    least = np.minimum.reduceat(priced, columns.first[:-1])
    change = np.zeros(len(closed))
    needs = np.zeros(len(closed), dtype=np.int64)
    value = _toggle(columns.item, columns.opening, least, closed, change, needs)
    return Toggles(value, change, needs)


def without(columns: Columns, closed: Flags) -> Columns:
    """Return the columns without the choices that need a closed opening; an item with no other keeps them all."""
    shut = ((columns.opening >= 0) & np.append(closed, False)[columns.opening]).any(axis=1)
    if not shut.any():
        return columns
    kept = ~shut
    kept |= (np.bincount(columns.item[kept], minlength=columns.items) == 0)[columns.item]
    count = np.diff(columns.first)
    points = np.repeat(kept, count)
    return replace(
        columns,
        item=columns.item[kept],
        first=np.concatenate([[0], np.cumsum(count[kept])]).astype(np.int64),
        limit=columns.limit[kept],
        opening=columns.opening[kept],
        buffer=columns.buffer[points],
        cost=columns.cost[points],
        falling=columns.falling[points],
        use=columns.use[points],
    )


def close_openings(partitions: Openable, terms: Terms, tariff: Tariff) -> Flags:
    """Return (f,) which openings to leave unused: closing or opening any single one more costs more at the prices.

    A local search, as of facility location (Kuehn and Hamburger 1963, "A heuristic program for locating warehouses"):
    all that save are changed at once, and if together they do not, the best half of them, and so on.
    """
    cost = terms.opening_cost
    closed = np.zeros(len(cost), dtype=np.bool_)
    if len(cost) == 0:
        return closed
    total, change = _at(partitions, tariff, closed, cost)
    tried = np.zeros(len(cost), dtype=np.bool_)
    most = len(cost)
    for _ in range(_PASSES):
        saving = np.flatnonzero((change < -_ROUNDING * abs(total)) & ~(tried & (most == 1)))
        if len(saving) == 0:
            break
        chosen = saving[np.argsort(change[saving], kind="stable")][: max(1, min(most, len(saving)))]
        other = closed.copy()
        other[chosen] = ~other[chosen]
        new_total, new_change = _at(partitions, tariff, other, cost)
        if new_total < total:
            closed, total, change = other, new_total, new_change
            tried[:] = False
        elif len(chosen) == 1:
            tried[chosen] = True
        else:
            most = len(chosen) // 2
    return closed


def _at(partitions: Openable, tariff: Tariff, closed: Flags, cost: Floats) -> tuple[float, Floats]:
    """Return what everything comes to, openings that are used included, and the change by each opening alone."""
    answers = partitions.toggles(tariff, closed)
    used = np.sum([answer.needs for answer in answers], axis=0) > 0
    total = float(sum(answer.value for answer in answers)) + float(cost[used].sum())
    change = np.sum([answer.change for answer in answers], axis=0)
    # One that is open and not used changes nothing.
    return total, np.where(closed, change + cost, np.where(used, change - cost, 0.0))


@compiled
def _toggle(  # noqa: C901, PLR0912 - one compiled pass
    item: Ints, opening: Ints, least: Floats, closed: Flags, change: Floats, needs: Ints
) -> float:
    """Add up changes and needs over the items; return the sum of their least priced costs."""
    total = 0.0
    begin = 0
    while begin < len(item):
        end = begin
        best = -1
        while end < len(item) and item[end] == item[begin]:
            if _closed_needs(opening, end, closed)[0] == 0 and (best < 0 or least[end] < least[best]):
                best = end
            end += 1
        value = least[best] if best >= 0 else np.inf
        total += value
        for k in range(2):
            s = opening[best, k] if best >= 0 else -1
            if s < 0 or (k == 1 and s == opening[best, 0]):
                continue
            needs[s] += 1
            second = np.inf
            for c in range(begin, end):
                if opening[c, 0] != s and opening[c, 1] != s and _closed_needs(opening, c, closed)[0] == 0:
                    second = min(second, least[c])
            change[s] += second - value
        for c in range(begin, end):
            count, s = _closed_needs(opening, c, closed)
            if count != 1 or least[c] >= value:
                continue
            # The best of the choices that this opening alone would allow: counted once.
            first = True
            for d in range(begin, end):
                if d == c:
                    continue
                other_count, other = _closed_needs(opening, d, closed)
                if other_count == 1 and other == s and (least[d] < least[c] or (least[d] == least[c] and d < c)):
                    first = False
            if first:
                change[s] -= value - least[c]
        begin = end
    return total


@compiled
def _closed_needs(opening: Ints, c: int, closed: Flags) -> tuple[int, int]:
    """Return how many different closed openings a choice needs, and the last of them."""
    count, which = 0, -1
    for k in range(2):
        s = opening[c, k]
        if s >= 0 and closed[s] and (k == 0 or s != opening[c, 0]):
            count += 1
            which = s
    return count, which
