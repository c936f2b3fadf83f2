"""``stockposture report``: a plan as a page to read and send on, and as a workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stockposture.cli.options import PLACE, json_option, plan_argument, quiet_option
from stockposture.cli.output import print_document
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

if TYPE_CHECKING:
    from stockposture.api import Plan

#: Where a report goes that nobody named a place for: beside the plan.
_ENDING = ".html"
#: Endings of files that somebody may expect and that are not written: not taken for names of folders.
OTHER_FILES = frozenset(
    {".pdf", ".htm", ".xls", ".xlsm", ".ods", ".csv", ".json", ".doc", ".docx", ".pptx", ".txt", ".svg"}
)

EPILOG = """\b
Examples:
  stockposture report my-plan
  stockposture report my-plan --out my-plan.xlsx
  stockposture report my-plan --out my-report --frontier my-frontier
  stockposture report my-plan --against today --out my-plan.xlsx
  stockposture report my-plan --json --quiet | jq .files

\b
Exit codes: 0 done; 2 usage; 3 bad input; 7 PLAN is no plan of its case; 8 a file cannot be read or written;
130 interrupted, nothing half written.
"""


@click.command(epilog=EPILOG, short_help="Report a plan: one HTML page, one Excel workbook.")
@plan_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="FILE.html, FILE.xlsx (needs the extra 'excel'), or a folder for both and the pictures as SVG.  "
    "[default: PLAN.html beside PLAN]",
)
@click.option(
    "--frontier",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder that frontier --out wrote for the same case, to show the plan among others.",
)
@click.option(
    "--against",
    type=PLACE,
    metavar="PLAN2",
    help="Another plan, what is done today for one: what PLAN does otherwise, and what that costs and buys.",
)
@json_option
@quiet_option
def command(
    plan: Place,
    out: Path | None,
    frontier: Path | None,
    against: Place | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Report PLAN, a folder that solve wrote, to those who did not make it.

    The page needs nothing but itself, no network and no server: figures at a glance, limits and what one more unit of
    each is worth, where stock and spend are, and every item to search, sort and open. The workbook holds the same as
    typed cells with filters. An earlier report is replaced, a file that is not ours or was edited is not.
    """
    from stockposture.cli.progress import ProgressLine
    from stockposture.io.report_files import ensure_report_writable

    target = _beside(plan) if out is None else out
    if target.suffix.lower() in OTHER_FILES:
        raise click.UsageError(f"{target.name}: a report is .html or .xlsx, or a folder of both")
    ensure_report_writable(target)
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Frontier, Plan

        read = Plan.read(plan)
        found = None if frontier is None else Frontier.read(frontier)
        beside = None if against is None else _named(against, Plan.read(against), plan, read)
        progress("writing", None)
        files = read.report(target, frontier=found, against=beside)
    if as_json:
        print_document({"files": [str(file) for file in files], "bytes": [file.stat().st_size for file in files]})
        return
    for file in files:
        click.echo(f"Written: {plain(str(file))} ({file.stat().st_size / 1e6:.2f} MB)")


def _named(against: Place, other: "Plan", plan: Place, read: "Plan") -> "dict[str, Plan]":
    """Return the two plans by the names of their folders, told apart where these are the same."""
    ours = plan.name if isinstance(plan, Path) else "this plan"
    theirs = against.name if isinstance(against, Path) else against.run
    return {theirs if theirs not in ("", ours) else str(against): other, ours: read}


def _beside(plan: Place) -> Path:
    if isinstance(plan, Path):
        return plan.with_name(f"{plan.name}{_ENDING}")
    raise click.UsageError("nothing stands beside a database: name the file to write, --out my-plan.html")
