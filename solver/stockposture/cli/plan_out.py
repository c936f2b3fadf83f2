"""What the commands that make a plan do with ``--out``: look before, and say after."""

from typing import TYPE_CHECKING

import click

from stockposture.io.sql.database import Place
from stockposture.io.streams import STREAM
from stockposture.report.plain import plain

if TYPE_CHECKING:
    from stockposture.api import Plan


def ensure_plan_out(out: Place | None, *, with_document: bool) -> None:
    """Find out before the work begins whether a plan can be written.

    Parameters
    ----------
    out
        Where to, if anywhere.
    with_document
        Whether something else goes to standard output.

    Raises
    ------
    UsageError
        Two things are to go to standard output.
    FileFaultError
        It cannot be written there.
    """
    if out is None:
        return
    if out == STREAM and with_document:
        raise click.UsageError("--out - takes standard output for the rows: leave out --json and --simulate")
    from stockposture.io.plans import ensure_plan_writable

    ensure_plan_writable(out)


def show_plan(
    plan: "Plan", out: Place | None, *, quiet: bool, done: str = "was decided", case: str = "the case as solved"
) -> None:
    """Show the page of a plan, and where it was written; beside its rows on standard output, on standard error.

    Parameters
    ----------
    plan
        The plan.
    out
        Where it was written, if it was.
    quiet
        Whether standard error is to stay empty.
    done, case
        What its rows say of each item, and what the case in it is, in words.
    """
    from stockposture.io.plans import tables_written

    if out != STREAM:
        click.echo(str(plan), nl=False)
    elif not quiet:
        click.echo(str(plan), nl=False, err=True)
    if out is None:
        click.echo(f"Not written: add --out PLAN to keep what {done} for each item.")
    elif out != STREAM:
        click.echo(f"Written to {plain(str(out))}: {tables_written(out)}, and {case}.")
