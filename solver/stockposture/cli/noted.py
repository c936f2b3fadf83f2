"""What was noticed in a case, told in a line on standard error."""

import shlex
from typing import TYPE_CHECKING

import click

from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

if TYPE_CHECKING:
    from stockposture.api import Case


def tell_of_noted(path: Place, read: "Case") -> None:
    """Say on standard error how much was noticed in a case, and how to see it.

    Parameters
    ----------
    path
        Where the case was read.
    read
        The case.
    """
    count = len(read.findings)
    if count:
        noun = "warning or repair" if count == 1 else "warnings and repairs"
        click.echo(f"{count:,} {noun}; see: stockposture check {plain(shlex.quote(str(path)))}", err=True)
