"""All just-in-case: weeks or months of everything."""

from dataclasses import dataclass

import numpy as np

from stockposture.rules.rule import Wanted
from stockposture.rules.situation import Situation
from stockposture_models.candidates.terms import POSTURES
from stockposture_models.tables.posture_name import PostureName


@dataclass(frozen=True)
class AllJic:
    """Every item jic, with so many days of supply: from as little as the posture's band asks for."""

    name: str = "all jic"
    words: str = "every item just-in-case, with the same days of supply as buffer"
    usual: float = 60.0
    largest: float = 3650.0

    def __call__(self, situation: Situation, knob: float) -> Wanted:
        """Return jic with ``knob`` days of buffer for every item."""
        mean = situation.items.demand_mean
        return Wanted(np.full(len(mean), POSTURES.index(PostureName.JIC), dtype=np.int64), knob * mean)

    def shown(self, knob: float) -> str:
        """Return the days."""
        return f"{knob:.3g} days of buffer"
