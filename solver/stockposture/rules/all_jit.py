"""All just-in-time: next to no buffer anywhere."""

from dataclasses import dataclass

import numpy as np

from stockposture.rules.rule import Wanted
from stockposture.rules.situation import Situation


@dataclass(frozen=True)
class AllJit:
    """Every item jit, with so many days of supply: as far as the posture's band goes."""

    name: str = "all jit"
    words: str = "every item just-in-time, with the same few days of buffer"
    usual: float = 1.0
    largest: float = 3650.0

    def __call__(self, situation: Situation, knob: float) -> Wanted:
        """Return jit with ``knob`` days of buffer for every item."""
        mean = situation.items.demand_mean
        return Wanted(np.zeros(len(mean), dtype=np.int64), knob * mean)

    def shown(self, knob: float) -> str:
        """Return the days."""
        return f"{knob:.3g} days of buffer"
