"""Blanket days of cover: so many days of supply of everything."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture.rules.rule import Wanted
from stockposture.rules.situation import Situation
from stockposture_models.candidates.terms import Floats


@dataclass(frozen=True)
class DaysOfCover:
    """The same days of supply as buffer for every item, under the posture whose band holds them."""

    name: str = "days of cover"
    words: str = "the same days of supply as buffer for every item"
    usual: float = 1.0
    largest: float = 3650.0

    def __call__(self, situation: Situation, knob: float) -> Wanted:
        """Return ``knob`` days of buffer for every item."""
        buffer = knob * situation.items.demand_mean
        return Wanted(posture_that_holds(situation, buffer), buffer)

    def shown(self, knob: float) -> str:
        """Return the days."""
        return f"{knob:.3g} days of cover"


def posture_that_holds(situation: Situation, buffer: Floats) -> NDArray[np.int64]:
    """Return (n,) the leanest posture whose band reaches as far as the buffer, the last if none does."""
    mean = situation.items.demand_mean
    days = np.divide(buffer, mean, out=np.zeros_like(mean), where=mean > 0)
    ends = [situation.band_days(posture)[1] for posture in (0, 1)]
    return np.where(days <= ends[0], 0, np.where(days <= ends[1], 1, 2)).astype(np.int64)
