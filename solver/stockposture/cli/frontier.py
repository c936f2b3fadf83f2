"""``stockposture frontier``: one case under many limits."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stockposture.cli.noted import tell_of_noted
from stockposture.cli.options import (
    PART,
    SECONDS,
    case_argument,
    cluster_option,
    decimal_option,
    encoding_option,
    json_option,
    quiet_option,
    workers_option,
)
from stockposture.cli.output import print_document
from stockposture.cli.pictures import ensure_pictures
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

if TYPE_CHECKING:
    from stockposture.api import Frontier

#: Exit codes: some plan's gap is larger than asked for; no plan fits at any point; the time ran out before any plan.
STOPPED_EARLY, NOTHING_FITS, NO_PLAN = 5, 4, 6

EPILOG = """\b
Examples:
  stockposture frontier my-case --capital 1M:5M:20
  stockposture frontier my-case --capital 40%:100%:13 --out my-frontier --pictures my-pictures
  stockposture frontier my-case --capital 1M,2M,none --space 800:1200:3
  stockposture frontier my-case.xlsx --space 50%:100%:6 --json --quiet | jq '.points[] | {space_cap, relevant_cost}'

\b
Limits: LO:HI:N for N of them evenly spaced, both ends included; or one, or several with commas. Each an amount
(2500000, 2.5M, 800k), none, or a percentage of what the plan uses that none of the swept limits binds. With both
options every cap is planned under every space limit.
Exit codes: 0 done, also where no plan fits some of the limits (the table says which, and short by how much); 2 usage;
3 bad input; 4 no plan fits any of them; 5 some plan stopped early, with its gap; 6 stopped without any plan; 7 a plan
failed verification; 8 file fault; 130 interrupted.
"""


class SweepText(click.ParamType):  # type: ignore[type-arg] # generic only in recent versions of click
    """Limits to go through, checked here, read again by the verb."""

    name = "limits"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as it was given."""
        from stockposture.frontiers.sweep import sweep_of

        try:
            sweep_of(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return value


@click.command(epilog=EPILOG, short_help="Plan under many caps: what each costs, what changes.")
@case_argument
@click.option("--capital", type=SweepText(), metavar="LO:HI:N", help="Working-capital caps to plan under.")
@click.option("--space", type=SweepText(), metavar="LO:HI:N", help="Limits on the space of all items, m3.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write the tables to.")
@click.option(
    "--pictures",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder to draw the frontier to (SVG and PNG); needs the extra 'pictures'.",
)
@click.option("--gap", type=PART, metavar="PART", help="Stop each within this of the best possible: 0.001, 0.1%.")
@workers_option
@cluster_option
@click.option(
    "--time-limit",
    type=SECONDS,
    metavar="SECONDS",
    help="Stop searching after so long: for each plan; with many items, for all.",
)
@encoding_option
@decimal_option
@json_option
@quiet_option
def command(
    case: Place,
    capital: str | None,
    space: str | None,
    out: Path | None,
    pictures: Path | None,
    gap: float | None,
    workers: int | None,
    cluster: str | None,
    time_limit: float | None,
    encoding: str | None,
    decimal: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Plan CASE under many limits: what each costs, and what changes between them.

    Prints a line for each limit: what the plan ties up and costs, how much is short, how many items are of each
    posture and split, and what one more unit of the limit would save; the knee is marked, up to which more of it pays
    well. Then what changes from each to the next. A limit under which no plan fits is a line that says so.
    """
    from stockposture.cli.progress import ProgressLine

    if capital is None and space is None:
        raise click.UsageError("name the limits to go through: --capital 1M:5M:20, --space 800:1200:5 or both")
    from stockposture.frontiers.sweep import ensure_few, sweep_of

    try:
        ensure_few(*(None if given is None else sweep_of(given) for given in (capital, space)))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    ensure_pictures(pictures, (), others=[out])
    if out is not None:
        from stockposture.io.atomic import ensure_writable
        from stockposture.io.frontier_folder import KIND

        ensure_writable(out, kind=KIND)
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Case, frontier
        from stockposture.planning.warm import warm_own_process

        read = Case.read(case, encoding=encoding, decimal=decimal)
        asked = {"mip_gap": gap, "time_limit": time_limit}
        changes = {name: value for name, value in asked.items() if value is not None}
        if changes:
            read = read.with_settings(**changes)
        warm_own_process()
        found = frontier(read, capital=capital, space=space, progress=progress, workers=workers, cluster=cluster)
        if out is not None:
            progress("writing", None)
            found.write(out)
        if pictures is not None:
            progress("drawing", None)
            _draw(found, pictures)
    if not quiet:
        tell_of_noted(case, read)
    if as_json:
        print_document(found.document)
    else:
        _show(found, out, pictures)
    code = exit_code(found)
    if code:
        raise click.exceptions.Exit(code)


def _show(found: "Frontier", out: Path | None, pictures: Path | None) -> None:
    click.echo(str(found), nl=False)
    if out is not None:
        click.echo(f"Written to {plain(str(out))}: points, steps, changes, limits, shortfalls as CSV and Parquet.")
    if pictures is not None:
        click.echo(f"Drawn in {plain(str(pictures))}: the frontier as SVG and PNG.")


def exit_code(found: "Frontier") -> int:
    """Return the code a pipeline sees."""
    if found.planned.empty:
        return NOTHING_FITS if (found.points["status"] == "no_plan_fits").any() else NO_PLAN
    return STOPPED_EARLY if (found.points["status"] == "stopped_early").any() else 0


def _draw(found: "Frontier", folder: Path) -> None:
    from stockposture.io.picture_folder import picture_folder
    from stockposture.report.pictures.frontier import frontier_picture

    with picture_folder(folder) as draft:
        frontier_picture(found).write(draft)
