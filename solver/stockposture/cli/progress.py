"""Progress on standard error: one line that changes on a terminal, a line now and then elsewhere."""

import sys
import time
from typing import Self

import click

from stockposture.report.figures import percent

#: Seconds between two lines of a simulation.
_ON_TERMINAL, _ELSEWHERE = 0.2, 5.0


def duration(seconds: float) -> str:
    """Return a time as people say it.

    >>> duration(0.4), duration(42.0), duration(60.0), duration(754.0), duration(7 * 3600 + 1200.0)
    ('1 s', '42 s', '1 min', '13 min', '7.3 h')
    """
    if seconds < 59.5:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 3570 else f"{seconds / 3600:.1f} h"


class ProgressLine:
    """Shows the stage, the seconds and the gap so far; leaving the ``with`` block clears the line.

    Parameters
    ----------
    quiet
        Show nothing.
    """

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.started = time.monotonic()
        self.is_terminal = sys.stderr.isatty()
        self.width = 0
        self.last = ""
        self.simulating_since: float | None = None
        self.shown = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.done()

    def __call__(self, stage: str, gap: float | None) -> None:
        """Show that a stage begins; with the gap, once there is a plan."""
        self._show(stage if gap is None else f"{stage}, within {percent(gap)} of the best possible")

    def of_simulation(self, words: str, part: float | None) -> None:
        """Show how far a simulation is, with the time left; called many times a second, shown a few."""
        now = time.monotonic()
        if self.simulating_since is None:
            self.simulating_since = now
        elif now < self.shown + (_ON_TERMINAL if self.is_terminal else _ELSEWHERE):
            return
        self.shown = now
        spent = now - self.simulating_since
        left = f", {duration(spent * (1 - part) / part)} left" if part and spent > 1.0 else ""
        self._show(f"simulating: {words}{left}")

    def _show(self, words: str) -> None:
        if self.quiet:
            return
        text = f"{time.monotonic() - self.started:6.1f} s  {words}"
        if self.is_terminal:
            click.echo("\r" + text.ljust(self.width), err=True, nl=False)
            self.width = len(text)
        elif words != self.last:
            click.echo(text, err=True)
        self.last = words

    def done(self) -> None:
        """Clear the line, so that results and errors start on their own."""
        if self.width:
            click.echo("\r" + " " * self.width + "\r", err=True, nl=False)
            self.width = 0
