"""The ABC rule: A items just-in-case, B hybrid, C just-in-time, each with its z."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture.rules.rule import Wanted
from stockposture.rules.service_level import deviation
from stockposture.rules.situation import Situation
from stockposture_models.candidates.terms import Floats

#: Parts of the annual value up to which an item is A, B; the usual cuts.
A_UP_TO, B_UP_TO = 0.80, 0.95
#: z of A, B and C items: cycle service levels of 98, 95 and 90 %, as commonly set.
Z = (2.054, 1.645, 1.282)


@dataclass(frozen=True)
class AbcRule:
    """Classes by annual value; the knob multiplies the z of all three."""

    name: str = "ABC rule"
    words: str = "A items jic, B hybrid, C jit, safety stock z x deviation over lead time and review"
    largest: float = 40.0

    def __call__(self, situation: Situation, knob: float) -> Wanted:
        """Return the class's posture and ``knob`` times its usual safety stock."""
        letter = abc_classes(situation.value)
        posture = 2 - letter
        each = np.stack([deviation(policies) for policies in situation.policies], axis=1)
        return Wanted(posture, knob * np.array(Z)[letter] * each[np.arange(len(posture)), posture])

    def shown(self, knob: float) -> str:
        """Return the z of the classes."""
        return "z " + ", ".join(f"{name} {knob * z:.3g}" for name, z in zip("ABC", Z, strict=True))


def abc_classes(value: Floats) -> NDArray[np.int64]:
    """Return 0 for A, 1 for B, 2 for C: by what comes before an item in the order of annual value.

    >>> abc_classes(np.array([60.0, 30.0, 6.0, 4.0])).tolist()
    [0, 0, 1, 2]
    """
    order = np.argsort(-value, kind="stable")
    total = float(value.sum())
    before = (np.cumsum(value[order]) - value[order]) / total if total > 0 else np.ones(len(value))
    letter = np.empty(len(value), dtype=np.int64)
    letter[order] = np.where(before < A_UP_TO, 0, np.where(before < B_UP_TO, 1, 2))
    return letter
