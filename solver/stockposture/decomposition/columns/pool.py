"""The pool: candidates of a partition that were worth evaluating, at the buffers looked at so far."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from stockposture.decomposition.columns.pricing import lowest_segments
from stockposture.optimise.curves import order_of
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import Economics
from stockposture_models.candidates.splits import Splits
from stockposture_models.candidates.terms import Flags, Floats, Ints

#: The figures kept at every buffer.
KEPT = ("relevant", "stockout", "capital", "space")


@dataclass(frozen=True)
class Pool:
    """Candidates and their figures at some whole-unit buffers.

    Parameters
    ----------
    candidates
        c candidates, grouped by item.
    buffer
        (c, k) units, ascending; a row with fewer buffers repeats its last one.
    relevant, stockout, capital, space
        (c, k) figures there; see :class:`~stockposture_models.candidates.economics.Economics`.
    """

    candidates: Candidates
    buffer: Floats
    relevant: Floats
    stockout: Floats
    capital: Floats
    space: Floats

    def __len__(self) -> int:
        return len(self.candidates)

    @classmethod
    def of(cls, candidates: Candidates, economics: Economics) -> Self:
        """Return a pool of candidates evaluated at ascending buffers."""
        return cls(candidates, economics.buffer.copy(), *(getattr(economics, name) for name in KEPT))

    @classmethod
    def none(cls, splits: Splits) -> Self:
        """Return no candidates of these splits."""
        nobody = np.empty(0, dtype=np.int64)
        candidates = Candidates(splits, nobody, nobody.astype(np.int8), np.empty(0), nobody, nobody)
        return cls(candidates, *(np.empty((0, 1)) for _ in ("buffer", *KEPT)))

    @property
    def item(self) -> Ints:
        """(c,) row of the item of each candidate."""
        return self.candidates.item

    @property
    def distinct(self) -> Flags:
        """(c, k) whether a buffer is not a repetition of the one before it."""
        fresh = np.ones(self.buffer.shape, dtype=np.bool_)
        fresh[:, 1:] = np.diff(self.buffer, axis=1) > 0
        return fresh

    def take(self, rows: Ints | Flags) -> Self:
        """Return the given candidates."""
        return replace(
            self,
            candidates=self.candidates.take(rows),
            buffer=self.buffer[rows],
            **{name: getattr(self, name)[rows] for name in KEPT},
        )

    def joined(self, *others: Self) -> Self:
        """Return all of them, grouped by item; within an item this one's come first, then the others' in turn."""
        pools = [self, *(other for other in others if len(other))]
        if len(pools) == 1:
            return self
        parts = [pool.candidates for pool in pools]
        candidates = Candidates(
            self.candidates.splits,
            *(
                np.concatenate([getattr(part, name) for part in parts])
                for name in ("split", "posture", "interval", "lower", "upper")
            ),
        )
        order = np.argsort(candidates.item, kind="stable")
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        width, ends = max(pool.buffer.shape[1] for pool in pools), np.cumsum([len(pool) for pool in pools])
        stacked = {}
        for name in ("buffer", *KEPT):
            values = np.empty((len(order), width))
            for pool, end in zip(pools, ends, strict=True):
                values[place[end - len(pool) : end]] = _widened(getattr(pool, name), width)
            stacked[name] = values
        return replace(self, candidates=candidates.take(order), **stacked)

    def lowest_inside(self, priced: Floats) -> tuple[Floats, Ints]:
        """Return how low each curve may lie between its buffers (c,), and in which segment; see ``bounds``."""
        lowest, segment = np.empty(len(self)), np.empty(len(self), dtype=np.int64)
        lowest_segments(self.buffer, priced, self.stockout, lowest, segment)
        return lowest, segment

    def thinned(self, priced: Floats, beside: int) -> Self:
        """Return the pool with the buffers that matter near these prices: those beside the cheapest, and both ends.

        Parameters
        ----------
        priced
            (c, k) priced cost.
        beside
            How many are kept on either side of the cheapest.
        """
        width = self.buffer.shape[1]
        if width <= 2 * beside + 3:
            return self
        least, last = priced.argmin(axis=1), self.distinct.sum(axis=1) - 1
        middle = np.clip(least[:, np.newaxis] + np.arange(-beside, beside + 1), 0, last[:, np.newaxis])
        kept = np.concatenate([np.zeros((len(self), 1), dtype=np.int64), middle, last[:, np.newaxis]], axis=1)
        fresh = np.ones(kept.shape, dtype=np.bool_)
        fresh[:, 1:] = np.diff(kept, axis=1) > 0
        # Each kept once, the places left over at the end filled with the last.
        order = np.argsort(~fresh, axis=1, kind="stable")
        kept = np.where(
            np.arange(kept.shape[1]) < fresh.sum(axis=1)[:, np.newaxis],
            np.take_along_axis(kept, order, axis=1),
            last[:, np.newaxis],
        )
        figures = {name: np.take_along_axis(getattr(self, name), kept, axis=1) for name in ("buffer", *KEPT)}
        return type(self)(self.candidates, **figures)

    def with_buffers(self, economics: Economics) -> Self:
        """Return the candidates with more buffers each; both sets are merged."""
        order = order_of(np.concatenate([self.buffer, economics.buffer], axis=1))
        merged = {
            name: np.take_along_axis(
                np.concatenate([getattr(self, name), getattr(economics, name)], axis=1), order, axis=1
            )
            for name in ("buffer", *KEPT)
        }
        return type(self)(self.candidates, **merged)

    def replaced(self, others: Sequence[tuple[Ints, Self]]) -> Self:
        """Return the pool with the figures of some candidates, by place, at the buffers of other pools of these."""
        others = [(rows, other) for rows, other in others if len(rows)]
        if not others:
            return self
        width = max(self.buffer.shape[1], *(other.buffer.shape[1] for _, other in others))
        figures: dict[str, Floats] = {}
        for name in ("buffer", *KEPT):
            figures[name] = _widened(getattr(self, name), width)
            for rows, other in others:
                figures[name][rows] = _widened(getattr(other, name), width)
        return type(self)(self.candidates, **figures)


def _widened(values: Floats, width: int) -> Floats:
    """Return a copy of rows that repeat their last value up to a width."""
    wide = np.empty((len(values), width))
    wide[:, : values.shape[1]] = values
    wide[:, values.shape[1] :] = values[:, -1:]
    return wide
