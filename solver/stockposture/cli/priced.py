"""What the commands that price a plan show of it."""

from typing import TYPE_CHECKING

import click

from stockposture.cli.output import print_document
from stockposture.cli.plan_out import show_plan
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

if TYPE_CHECKING:
    from stockposture.api import Plan


def deliver(plan: "Plan", out: Place | None, *, as_json: bool, quiet: bool) -> None:
    """Show a priced plan, or print its summary; where it breaks a limit, say so on standard error too.

    Parameters
    ----------
    plan
        The plan.
    out
        Where it was written, if it was.
    as_json, quiet
        As the options.
    """
    from stockposture.report.proof import broken_words

    if as_json:
        print_document(plan.summary.model_dump(mode="json"))
        for line in [] if quiet else broken_words(plan.summary):
            click.echo(f"warning: {plain(line)}", err=True)
        return
    show_plan(plan, out, quiet=quiet, done="is done", case="the case it is priced by")
