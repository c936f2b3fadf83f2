"""Quick floors kept from one look at an item to the next: they depend on no price, and take most of a look's time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled_inner, compiled_once
from stockposture_models.theory.quick import QuickRoom
from stockposture_models.theory.quick_room import KNOTS, UNIT

#: What is kept of a curve: whether its short fraction has a floor, the unit of its knots, logarithms at them, lines.
_LOGS = 2
_LINES = _LOGS + len(KNOTS)
_WIDTH = _LINES + 4
#: Curves kept of each item that is looked at, if it has so many.
_ROOM = 128


class Kept(NamedTuple):
    """Floors that are kept.

    Parameters
    ----------
    place
        (s, t) row of ``curve`` of each split and interval, -1 for none; (0, 0) if none are to be kept.
    curve
        (k, w) the floors.
    many
        (1,) how many there are.
    """

    place: NDArray[np.int32]
    curve: Floats
    many: Ints


def none_kept(splits: int, intervals: int) -> Kept:
    """Return room for the floors of so many splits and intervals; none of either for not keeping any."""
    place = np.full((splits, intervals), -1, dtype=np.int32)
    return Kept(place, np.empty((0, _WIDTH)), np.zeros(1, dtype=np.int64))


def with_room(kept: Kept, items: int) -> Kept:
    """Return it with room for the floors of so many more items."""
    count = int(kept.many[0])
    wanted = min(kept.place.size, count + _ROOM * items)
    if wanted <= len(kept.curve):
        return kept
    curve = np.empty((wanted, _WIDTH))
    curve[:count] = kept.curve[:count]
    return kept._replace(curve=curve)


@compiled_inner
def find(kept: Kept, split: int, number: int) -> int:
    """Return where the floor of a split and the number of an interval is, -1 for nowhere."""
    return int(kept.place[split, number]) if len(kept.place) > 0 else -1


@compiled_once
def recall(kept: Kept, at: int, room: QuickRoom) -> bool:
    """Put a floor back into the room; return whether its short fraction has one."""
    curve = kept.curve[at]
    room.held[UNIT] = curve[1]
    for k in range(len(KNOTS)):
        room.buffer[k] = KNOTS[k] * curve[1]
        room.log[k] = curve[_LOGS + k]
    for k in range(4):
        room.stock[k] = curve[_LINES + k]
    return bool(curve[0] > 0.0)


@compiled_once
def put_by(kept: Kept, split: int, number: int, floored: bool, room: QuickRoom) -> None:  # noqa: FBT001 - compiled
    """Keep the floor in the room, if there is room for it."""
    at = kept.many[0]
    if at >= len(kept.curve):
        return
    curve = kept.curve[at]
    curve[0] = 1.0 if floored else 0.0
    curve[1] = room.held[UNIT]
    for k in range(len(KNOTS)):
        curve[_LOGS + k] = room.log[k]
    for k in range(4):
        curve[_LINES + k] = room.stock[k]
    kept.place[split, number] = at
    kept.many[0] = at + 1
