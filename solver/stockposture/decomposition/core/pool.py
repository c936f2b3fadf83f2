"""The core: a few hundred items of all partitions with their points, and what everything else costs and uses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from stockposture.decomposition.columns.near import Near, Told
from stockposture_models.candidates.terms import Flags, Floats, Ints

#: Arrays with a row a point.
_OF_POINTS = ("point", "choice", "cost", "regret", "limit", "limit_use", "use", "opening")


@dataclass(frozen=True)
class Wanted:
    """Items wanted of one partition, ascending, and their points that move limits cheaply."""

    item: Ints
    movers: Ints


def wanted_of(answers: Sequence[Near], per_limit: int) -> list[Wanted]:
    """Keep the best movers of each limit, sign and size over all partitions."""
    partition = np.repeat(np.arange(len(answers)), [len(answer.slot) for answer in answers])
    slot, score, item, point = (
        np.concatenate([getattr(answer, name) for answer in answers]) for name in ("slot", "score", "item", "point")
    )
    order = np.lexsort((item, partition, score, slot))
    place = np.arange(len(order)) - np.searchsorted(slot[order], slot[order])
    kept = order[place < per_limit]
    return [
        Wanted(np.unique(item[kept[of]]), np.unique(point[kept[of]]))
        for of in (partition[kept] == part for part in range(len(answers)))
    ]


@dataclass(frozen=True)
class CorePool:
    """k items of the core with q points; the rest of the items stay at their least points.

    Parameters
    ----------
    partition, item
        (k,) where each item is.
    row
        (q,) item of the core of each point, non-decreasing; the first point of each is its least at the prices.
    point, choice
        (q,) row of the partition's points, and of its choices: nothing to compare between items.
    cost, regret
        (q,) relevant cost and extra priced cost.
    limit, limit_use
        (q, S) limits that each point touches, -1 for none, and how much it uses of them.
    use
        (q, m) the same, every limit a column.
    opening
        (q, 2) openings needed, -1 for none.
    rest_cost, rest_use, rest_needs
        Relevant cost, (m,) use and (f,) number of items that need each opening, over all items outside.
    """

    partition: Ints
    item: Ints
    row: Ints
    point: Ints
    choice: Ints
    cost: Floats
    regret: Floats
    limit: Ints
    limit_use: Floats
    use: Floats
    opening: Ints
    rest_cost: float
    rest_use: Floats
    rest_needs: Ints

    @classmethod
    def of(cls, answers: Sequence[Near], wanted: Sequence[Wanted], parts: Sequence[Told]) -> Self:
        """Put together what the partitions answered and told of the items wanted."""
        sizes = [len(want.item) for want in wanted]
        begins = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64).tolist()
        limit = np.concatenate([part.limit for part in parts])
        limit_use = np.concatenate([part.use for part in parts])
        core = cls(
            partition=np.repeat(np.arange(len(wanted)), sizes),
            item=np.concatenate([want.item for want in wanted]),
            row=np.concatenate([part.row + begin for part, begin in zip(parts, begins, strict=True)]),
            point=np.concatenate([part.point for part in parts]),
            choice=np.concatenate([part.choice for part in parts]),
            cost=np.concatenate([part.cost for part in parts]),
            regret=np.concatenate([part.regret for part in parts]),
            limit=limit,
            limit_use=limit_use,
            use=_dense(limit, limit_use, len(answers[0].use)),
            opening=np.concatenate([part.opening for part in parts]),
            rest_cost=float(sum(answer.cost for answer in answers)),
            rest_use=np.sum([answer.use for answer in answers], axis=0),
            rest_needs=np.sum([answer.needs for answer in answers], axis=0),
        )
        least = core.least
        return replace(
            core,
            rest_cost=core.rest_cost - float(core.cost[least].sum()),
            rest_use=core.rest_use - core.use[least].sum(axis=0),
            rest_needs=core.rest_needs - _needs(core.opening[least], len(core.rest_needs)),
        )

    def narrowed(self, items: Flags, points: Flags, chosen: Ints) -> tuple[Self, Ints]:
        """Return a core of these (k,) items with these (q,) points, and which rows of this one its points are.

        All other items stay at their point of ``chosen`` (k,); an item's chosen point is always among its points.
        """
        points = points.copy()
        points[chosen] = True
        points &= items[self.row]
        rows = np.flatnonzero(points)
        fresh = np.cumsum(items) - 1
        fixed = chosen[~items]
        core = replace(
            self,
            partition=self.partition[items],
            item=self.item[items],
            row=fresh[self.row[rows]],
            rest_cost=self.rest_cost + float(self.cost[fixed].sum()),
            rest_use=self.rest_use + self.use[fixed].sum(axis=0),
            rest_needs=self.rest_needs + _needs(self.opening[fixed], len(self.rest_needs)),
            **{name: getattr(self, name)[rows] for name in _OF_POINTS},
        )
        return core, rows

    def only(self, points: Flags) -> tuple[Self, Ints]:
        """Return the core with these (q,) of its points alone, at least one of every item, and which rows they are."""
        rows = np.flatnonzero(points)
        return replace(self, row=self.row[rows], **{name: getattr(self, name)[rows] for name in _OF_POINTS}), rows

    @property
    def least(self) -> Ints:
        """(k,) the least point of each item at the prices."""
        return np.searchsorted(self.row, np.arange(len(self.item)))

    def totals(self, chosen: Ints) -> tuple[float, Floats, Ints]:
        """Return cost, (m,) use and (f,) needs of all items, those of the core at these points (rows of the core)."""
        return (
            self.rest_cost + float(self.cost[chosen].sum()),
            self.rest_use + self.use[chosen].sum(axis=0),
            self.rest_needs + _needs(self.opening[chosen], len(self.rest_needs)),
        )


def _dense(limit: Ints, use: Floats, limits: int) -> Floats:
    """Return (q, m) uses from the (q, S) limits touched and their uses."""
    table = np.zeros((len(limit), limits + 1))
    rows = np.arange(len(limit))
    for column in range(limit.shape[1]):
        table[rows, limit[:, column]] += use[:, column]
    return np.ascontiguousarray(table[:, :limits])


def _needs(opening: Ints, openings: int) -> Ints:
    """Return (f,) how many of the points need each opening, from (k, 2) openings needed, -1 for none."""
    once = opening.copy()
    once[once[:, 1] == once[:, 0], 1] = -1
    return np.bincount(once[once >= 0], minlength=openings).astype(np.int64)
