"""What a simulation tells of itself while it goes on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from stockposture.simulation.tally import WARM_UP_DAYS, YEAR

#: Called with how far it is in words, and with the part that is done as far as one can tell.
Progress = Callable[[str, float | None], None]


@dataclass
class Teller:
    """Tells of runs done, speed, the interval so far and the part that is done.

    Parameters
    ----------
    progress
        Whom to tell.
    item_days
        Item-days of one run, dropped days included.
    runs
        Runs asked for, at least.
    most
        Runs at most.
    until
        Half-width to reach, part of the relevant cost; ``None`` where just the runs are wanted.
    """

    progress: Progress
    item_days: int
    runs: int
    most: int
    until: float | None
    ran: int = 0
    width: float | None = None
    began: float = field(default_factory=time.perf_counter)

    @classmethod
    def of(
        cls, progress: Progress | None, *, items: int, years: int, runs: int, most: int, until: float | None
    ) -> "Teller":
        """Return the teller of a simulation; without anybody to tell it tells nobody."""
        return cls(progress or _nobody, items * (WARM_UP_DAYS + years * YEAR), runs, most, until)

    def unit(self, finished: int, of: int) -> None:
        """Tell that so many units of work are done, of so many at most."""
        runs = self.most * finished / of
        words = f"{self.ran:,} of {self._needed:,} runs"
        if self.ran:  # before, compiling would count as slow work
            seconds = max(time.perf_counter() - self.began, 1e-9)
            words += f", {runs * self.item_days / seconds / 1e6:,.1f} million item-days/s"
        if self.width is not None:
            words += f", relevant cost +- {100 * self.width:.2g} %"
        self.progress(words, min(1.0, runs / self._needed))

    def run(self, ran: int, width: float | None) -> None:
        """Take in that a run is done, and how wide the interval of the relevant cost is after it."""
        self.ran, self.width = ran, width

    @property
    def _needed(self) -> int:
        """Runs it will take: an interval shrinks with the square root of their number."""
        if self.until is None or self.width is None:
            return self.runs
        return min(self.most, max(self.runs, self.ran, round(self.ran * (self.width / self.until) ** 2)))


def _nobody(_words: str, _part: float | None) -> None:
    return
