"""Progress on standard error: one line that changes on a terminal, one line a stage elsewhere."""

import sys
import time

import click


class ProgressLine:
    """Shows the stage, the seconds and the gap so far.

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

    def __call__(self, stage: str, gap: float | None) -> None:
        """Show that a stage begins."""
        if self.quiet:
            return
        text = f"{time.monotonic() - self.started:6.1f} s  {stage}"
        if gap is not None:
            text += f", within {100 * gap:.2g} % of the best possible"
        if self.is_terminal:
            click.echo("\r" + text.ljust(self.width), err=True, nl=False)
            self.width = len(text)
        else:
            click.echo(text, err=True)

    def done(self) -> None:
        """End the line, so that results start on their own."""
        if self.is_terminal and not self.quiet:
            click.echo("\r" + " " * self.width + "\r", err=True, nl=False)
