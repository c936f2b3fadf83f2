"""Progress on standard error: one line that changes on a terminal, one line a stage elsewhere."""

import sys
import time
from typing import Self

import click

from stockposture.report.figures import percent


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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.done()

    def __call__(self, stage: str, gap: float | None) -> None:
        """Show that a stage begins; with the gap, once there is a plan."""
        self._show(stage if gap is None else f"{stage}, within {percent(gap)} of the best possible")

    def of_simulation(self, stage: str, width: float | None) -> None:
        """Show how far a simulation is; with half the interval's width as a part of the total cost, once known."""
        self._show(stage if width is None else f"{stage}, total cost +- {percent(width)}")

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
