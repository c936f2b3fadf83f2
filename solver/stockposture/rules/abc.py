"""The ABC rule: A items just-in-case, B hybrid, C just-in-time, each with its z."""

from dataclasses import dataclass

import numpy as np

from stockposture.rules.rule import Wanted
from stockposture.rules.service_level import deviation
from stockposture.rules.situation import Situation
from stockposture_models.segments.value import abc_classes, annual_values

#: z of A, B and C items: cycle service levels of 98, 95 and 90 %, as commonly set.
Z = (2.054, 1.645, 1.282)


@dataclass(frozen=True)
class AbcRule:
    """Classes by annual value; the knob multiplies the z of all three."""

    name: str = "ABC rule"
    words: str = "A items jic, B hybrid, C jit, safety stock z x deviation over lead time and review"
    usual: float = 1.0
    largest: float = 40.0

    def __call__(self, situation: Situation, knob: float) -> Wanted:
        """Return the class's posture and ``knob`` times its usual safety stock."""
        case = situation.case
        letter = abc_classes(annual_values(case), case.settings.segments.abc).astype(np.int64)
        posture = 2 - letter
        each = np.stack([deviation(policies) for policies in situation.policies], axis=1)
        return Wanted(posture, knob * np.array(Z)[letter] * each[np.arange(len(posture)), posture])

    def shown(self, knob: float) -> str:
        """Return the z of the classes."""
        return "z " + ", ".join(f"{name} {knob * z:.3g}" for name, z in zip("ABC", Z, strict=True))
