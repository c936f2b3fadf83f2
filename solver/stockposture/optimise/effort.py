"""How hard to search."""

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """How hard to try.

    Parameters
    ----------
    gap
        Stop when (cost - bound) is at most this part of the relevant cost.
    deadline
        ``time.monotonic()`` at which to stop; ``None`` for never.
    full
        Solve a core model of every candidate, whatever the prices say: slower, for cross-checks.
    """

    gap: float
    deadline: float | None
    full: bool = False

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the deadline, at least a tenth; ``None`` without one."""
        return None if self.deadline is None else max(0.1, self.deadline - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    def proves(self, cost: float, bound: float) -> bool:
        """Return whether a plan of this relevant cost is within the gap of the bound."""
        return cost - bound <= self.gap * abs(cost) + 1e-9
