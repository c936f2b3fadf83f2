"""Single moves: until all limits hold, then as long as something is saved."""

from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.core.moves import move_singly
from stockposture.decomposition.core.pool import CorePool
from stockposture.decomposition.terms import Terms
from stockposture_models.candidates.terms import Floats, Ints

#: Relative excess over a cap that is rounding of the sum, not use (as of a plan in the search).
LIMIT_TOLERANCE = 1e-9
#: Part of it that may be used: the rest is for sums in another order.
_USABLE = 0.1
#: Most moves of each kind, for every item.
_MOVES_AN_ITEM = 2


@dataclass(frozen=True)
class Room:
    """The limits, and how to compare what is beyond them."""

    terms: Terms
    worth: Floats

    @property
    def most(self) -> Floats:
        """(m,) most that may be used of each limit."""
        room = self.terms.cap + self.terms.overflow
        return room + _USABLE * LIMIT_TOLERANCE * np.abs(room)

    def rent(self, use: Floats) -> float:
        """Return the cost of overflow."""
        return float(np.clip(use - self.terms.cap, 0.0, self.terms.overflow) @ self.terms.overflow_cost)

    def holds(self, use: Floats) -> bool:
        """Return whether all limits hold."""
        return bool((use <= self.most).all())


def repair(core: CorePool, room: Room, chosen: Ints) -> Ints | None:
    """Move single items at least extra cost a unit of relief until all limits hold; ``None`` where none helps."""
    moved, holds = _moved(core, room, chosen, mend=True)
    return moved if holds else None


def polish(core: CorePool, room: Room, chosen: Ints) -> Ints:
    """Move single items as long as that saves cost, overflow and openings included, and keeps all limits."""
    return _moved(core, room, chosen, mend=False)[0]


def _moved(core: CorePool, room: Room, chosen: Ints, *, mend: bool) -> tuple[Ints, bool]:
    _, use, needs = core.totals(chosen)
    terms = room.terms
    moved = chosen.copy()
    holds = move_singly(
        core.row,
        core.cost,
        core.limit,
        core.limit_use,
        core.opening,
        moved,
        use.copy(),
        needs.copy(),
        terms.cap,
        terms.overflow,
        terms.overflow_cost,
        terms.opening_cost,
        room.most,
        room.worth,
        mend,
        _MOVES_AN_ITEM * len(chosen) + 1,
    )
    # The running sums carry rounding: the answer is of sums made afresh.
    return moved, holds and room.holds(core.totals(moved)[1])
