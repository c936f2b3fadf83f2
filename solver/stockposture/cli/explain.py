"""``stockposture explain``: the ledger of one item of a plan."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stockposture.cli.options import json_option, plan_argument, quiet_option
from stockposture.cli.output import print_document
from stockposture.cli.pictures import ensure_pictures
from stockposture.io.sql.database import Place
from stockposture.report.plain import one_line, plain

if TYPE_CHECKING:
    from stockposture.api import Explanation

EPILOG = """\b
Examples:
  stockposture explain my-plan HOUSING
  stockposture explain my-plan HOUSING --pictures my-pictures --out my-ledger
  stockposture explain my-plan HOUSING --json --quiet | jq .break_evens

\b
Exit codes: 0 done; 2 usage (no such item in the plan: what is close is named); 3 bad input; 7 the plan's case was
changed after solving; 8 file fault; 130 interrupted.
"""


@click.command(epilog=EPILOG, short_help="Explain one item: costs, alternatives, limits, break-evens.")
@plan_argument
@click.argument("sku")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write all tables to (CSV and Parquet)."
)
@click.option(
    "--pictures",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder to draw the cost curves to (SVG and PNG); needs the extra 'pictures'.",
)
@json_option
@quiet_option
def command(plan: Place, sku: str, out: Path | None, pictures: Path | None, as_json: bool, quiet: bool) -> None:
    """Explain what PLAN decided for the item SKU, from its tables and the prices of its limits.

    Shows what the choice costs beside the best of every other posture and split, what it pays for each limit, how
    long it survives each outage, the governance rules it is under, and the stockout cost, prices, outage rates and
    lead times at which the decision would be another.
    """
    from stockposture.cli.progress import ProgressLine

    ensure_pictures(pictures, (), others=[out])
    if out is not None:
        from stockposture.io.atomic import ensure_writable

        ensure_writable(out, kind="explanation")
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Plan, explain

        read = Plan.read(plan)
        try:
            found = explain(read, sku, progress=progress)
        except ValueError as error:
            raise click.UsageError(one_line(str(error))) from error
        if out is not None:
            progress("writing", None)
            found.write(out)
        if pictures is not None:
            progress("drawing", None)
            _draw(found, pictures)
    if as_json:
        print_document(found.document)
        return
    click.echo(str(found), nl=False)
    if out is not None:
        click.echo(f"Written to {plain(str(out))}: every table as CSV and Parquet.")
    if pictures is not None:
        click.echo(f"Drawn in {plain(str(pictures))}: the cost curves as SVG and PNG.")


def _draw(found: "Explanation", folder: Path) -> None:
    from stockposture.io.picture_folder import picture_folder
    from stockposture.report.pictures.cost_curves import cost_curves

    with picture_folder(folder) as draft:
        cost_curves(found).write(draft)
