"""What a rule of thumb is: a name, one free knob, and what it would do with every item."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from stockposture.rules.situation import Situation
from stockposture_models.candidates.terms import Floats


@dataclass(frozen=True)
class Wanted:
    """What a rule wants for each item, whether it may have it or not.

    Parameters
    ----------
    posture
        (n,) number in :data:`~stockposture_models.candidates.terms.POSTURES`.
    buffer
        (n,) units, not rounded; what a posture's band or an item's own bounds forbid is cut off later.
    """

    posture: NDArray[np.int64]
    buffer: Floats


class Rule(Protocol):
    """A rule people use; ``knob`` is the one thing about it that is free."""

    @property
    def name(self) -> str:
        """As it is called on the command line and in tables."""
        ...

    @property
    def words(self) -> str:
        """What it does, in one line."""
        ...

    @property
    def usual(self) -> float:
        """The knob as people commonly set it."""
        ...

    @property
    def largest(self) -> float:
        """Beyond this the knob changes nothing that makes sense."""
        ...

    def __call__(self, situation: Situation, knob: float) -> Wanted:
        """Return what the rule wants at this knob, 0 or more; more never means less stock."""
        ...

    def shown(self, knob: float) -> str:
        """Return the knob in the words of those who use the rule."""
        ...
