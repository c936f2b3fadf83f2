"""The two best kinds of candidates so far: an item's best choice, and its second one."""

from typing import NamedTuple

import numpy as np

from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled_inner


class Best(NamedTuple):
    """Least bounds so far of the two best kinds of candidates, (2,) each: bound, posture, first and second offer."""

    bound: Floats
    posture: Ints
    one: Ints
    two: Ints


def new_best() -> Best:
    """Return room for the two best kinds."""
    one, two, three = (np.zeros(2, dtype=np.int64) for _ in range(3))
    return Best(np.zeros(2), one, two, three)


@compiled_inner
def note_best(bound: float, posture: int, one: int, other: int, two: Best) -> None:
    """Note a bound among the least of the two best kinds: postures and suppliers."""
    kind = -1
    for k in range(2):
        if two.bound[k] < np.inf and two.posture[k] == posture and two.one[k] == one and two.two[k] == other:
            kind = k
    if kind == 0 or (kind < 0 and bound >= two.bound[1]) or (kind == 1 and bound >= two.bound[0]):
        if kind >= 0:
            two.bound[kind] = min(two.bound[kind], bound)
        return
    at = 1
    if bound < two.bound[0]:
        two.bound[1], two.posture[1], two.one[1], two.two[1] = two.bound[0], two.posture[0], two.one[0], two.two[0]
        at = 0
    two.bound[at], two.posture[at], two.one[at], two.two[at] = bound, posture, one, other
