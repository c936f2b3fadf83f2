"""Candidate policies: posture x order interval x supplier split, each with a band of whole-unit buffers."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stockposture_models.candidates.splits import Splits
from stockposture_models.candidates.terms import Flags, Floats, Ints


@dataclass(frozen=True)
class Candidates:
    """Candidate policies, grouped by item.

    Parameters
    ----------
    splits
        The supplier splits they draw from.
    split
        (n,) row of ``splits``.
    posture
        (n,) number in :data:`~stockposture_models.candidates.terms.POSTURES`.
    interval
        (n,) review interval T, days.
    lower, upper
        (n,) least and largest buffer, whole units.
    """

    splits: Splits
    split: Ints
    posture: NDArray[np.int8]
    interval: Floats
    lower: Ints
    upper: Ints

    def __len__(self) -> int:
        return len(self.split)

    def take(self, rows: Ints | Flags) -> Self:
        """Return the given candidates; the splits stay whole."""
        return type(self)(
            self.splits,
            self.split[rows],
            self.posture[rows],
            self.interval[rows],
            self.lower[rows],
            self.upper[rows],
        )

    @property
    def item(self) -> Ints:
        """(n,) row of the item."""
        return self.splits.item[self.split]

    @property
    def offers(self) -> NDArray[np.int64]:
        """(n, 2) rows of the offers used; -1 where there is no second."""
        return self.splits.offers[self.split]

    @property
    def shares(self) -> Floats:
        """(n, 2) their parts of every order."""
        return self.splits.shares[self.split]

    @property
    def label(self) -> NDArray[np.int8]:
        """(n,) number in :data:`~stockposture_models.candidates.splits.SPLIT_LABELS`."""
        return self.splits.label[self.split]
