"""Seconds per stage, passed on to whoever watches with how far it is and how long it may take."""

import time
from collections.abc import Callable

#: Called with the stage, in words that say how far it is, and the proven gap once there is a plan.
Progress = Callable[[str, float | None], None]

#: Seconds between two words on one stage.
_APART = 0.25


class Clock:
    """Counts the seconds of each stage.

    Parameters
    ----------
    progress
        Told about it; called a few times a second at most within a stage.
    """

    def __init__(self, progress: Progress | None) -> None:
        self.started = self.since = time.monotonic()
        self._progress = progress
        self._current = ""
        self._spent: dict[str, float] = {}
        self._told = 0.0
        self._gap: float | None = None

    def stage(self, name: str, gap: float | None) -> None:
        """Note that a stage begins."""
        now = time.monotonic()
        if self._current:
            self._spent[self._current] = self._spent.get(self._current, 0.0) + now - self.since
        self._current, self.since, self._told = name, now, now
        self._gap = gap
        if self._progress is not None:
            self._progress(name, gap)

    def part(self, name: str, part: float, gap: float | None) -> None:
        """Note that part of a stage is done; at 0 it begins, if it is another than before."""
        if name != self._current or gap != self._gap:
            self.stage(name, gap)
        now = time.monotonic()
        if self._progress is None or part <= 0.0 or now < self._told + _APART:
            return
        self._told = now
        left = (now - self.since) * (1.0 - part) / part
        words = f"{name} {part:.0%}" + (f", {left:.0f} s left" if left >= 1.0 else "")
        self._progress(words, gap)

    @property
    def seconds(self) -> dict[str, float]:
        """Seconds of the stages so far, the current one included."""
        now = time.monotonic()
        spent = {**self._spent}
        if self._current:
            spent[self._current] = spent.get(self._current, 0.0) + now - self.since
        spent["total"] = now - self.started
        return {stage: round(seconds, 3) for stage, seconds in spent.items()}
