"""Who answers at prices: the workers, or columns in this process."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from stockposture.decomposition.columns.columns import Answer, Columns, Tariff, price


class Oracle(Protocol):
    """Prices all items, wherever they are."""

    def price(self, tariff: Tariff, groups: int) -> list[Answer]:
        """Return one answer a partition, always in the same order, of at most ``groups`` groups together."""
        ...


class LocalOracle:
    """Columns in this process.

    Parameters
    ----------
    parts
        The partitions.
    """

    def __init__(self, parts: Sequence[Columns]) -> None:
        self.parts = tuple(parts)

    def price(self, tariff: Tariff, groups: int) -> list[Answer]:
        """Return one answer a partition; groups are dealt out by numbers of items, at least one a partition."""
        shares = shares_of(groups, [part.items for part in self.parts])
        return [price(part, tariff, share) for part, share in zip(self.parts, shares, strict=True)]


def shares_of(groups: int, items: Sequence[int]) -> list[int]:
    """Return groups dealt out to partitions by their numbers of items, at least one each."""
    total = sum(items)
    return [max(1, groups * count // total) for count in items]


def joined(answers: Sequence[Answer]) -> Answer:
    """Return the answers of all partitions as one: groups one after the other, the rest added up."""
    rows = ("bound", "value", "cost", "use", "slope", "charged", "saving", "beyond", "needs")
    return Answer(
        **{name: np.concatenate([getattr(answer, name) for answer in answers]) for name in rows},
        bend=np.sum([answer.bend for answer in answers], axis=0),
        outside=sum(answer.outside for answer in answers),
        items=sum(answer.items for answer in answers),
    )
