"""The core: a few hundred items of all partitions with their points, and what everything else costs and uses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from stockposture.decomposition.near import Near
from stockposture_models.candidates.terms import Floats, Ints


@dataclass(frozen=True)
class CorePool:
    """k items of the core with q points; the rest of the items stay at their least points.

    Parameters
    ----------
    partition, item
        (k,) where each item is.
    row
        (q,) item of the core of each point, non-decreasing; the first point of each is its least at the prices.
    point
        (q,) row of the partition's points.
    cost, regret
        (q,) relevant cost and extra priced cost.
    use
        (q, m) use of every limit.
    opening
        (q, 2) openings needed, -1 for none.
    rest_cost, rest_use, rest_needs
        Relevant cost, (m,) use and (f,) number of items that need each opening, over all items outside.
    """

    partition: Ints
    item: Ints
    row: Ints
    point: Ints
    cost: Floats
    regret: Floats
    use: Floats
    opening: Ints
    rest_cost: float
    rest_use: Floats
    rest_needs: Ints

    @classmethod
    def of(cls, answers: Sequence[Near], per_limit: int) -> Self:
        """Keep the best movers of each limit and sign over all partitions."""
        sizes = [len(answer.item) for answer in answers]
        start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        begins = start[:-1].tolist()
        slot = np.concatenate([answer.slot for answer in answers])
        score = np.concatenate([answer.score for answer in answers])
        mover = np.concatenate([answer.mover + begin for answer, begin in zip(answers, begins, strict=True)])
        order = np.lexsort((mover, score, slot))
        slot, mover = slot[order], mover[order]
        kept = np.zeros(int(start[-1]), dtype=np.bool_)
        kept[mover[np.arange(len(slot)) - np.searchsorted(slot, slot) < per_limit]] = True

        row = np.concatenate([answer.row + begin for answer, begin in zip(answers, begins, strict=True)])
        chosen = kept[row]
        fresh = np.cumsum(kept) - 1
        limits = len(answers[0].use)
        core = cls(
            partition=np.repeat(np.arange(len(answers)), sizes)[kept],
            item=np.concatenate([answer.item for answer in answers])[kept],
            row=fresh[row[chosen]],
            point=np.concatenate([answer.point for answer in answers])[chosen],
            cost=np.concatenate([answer.point_cost for answer in answers])[chosen],
            regret=np.concatenate([answer.regret for answer in answers])[chosen],
            use=_dense(
                np.concatenate([answer.limit for answer in answers])[chosen],
                np.concatenate([answer.point_use for answer in answers])[chosen],
                limits,
            ),
            opening=np.concatenate([answer.opening for answer in answers])[chosen],
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
