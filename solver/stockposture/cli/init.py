"""``stockposture init``: a starter case to fill in."""

import json
import shlex
from pathlib import Path

import click

from stockposture.cli.options import json_option, quiet_option

EPILOG = """\b
Examples:
  stockposture init my-case                  a folder: items.csv, suppliers.csv, ..., settings.toml
  stockposture init my-case --xlsx           the workbook my-case/case.xlsx
  stockposture init parts.xlsx --xlsx        the workbook parts.xlsx
  stockposture init my-case --json           the files written, for a script
"""


@click.command(epilog=EPILOG, short_help="Write a starter case: a folder of CSV, or a workbook with --xlsx.")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--xlsx", is_flag=True, help="Write one Excel workbook, with units, notes and drop-downs.")
@json_option
@quiet_option
def command(target: Path, xlsx: bool, as_json: bool, quiet: bool) -> None:
    """Write a starter case: a folder of CSV, or a workbook with --xlsx.

    DIR is a new or an empty folder; with --xlsx also a new file whose name ends in .xlsx. The case is small
    and complete: `check` and `solve` accept it as it is. Replace its rows by your own. Nothing is ever
    overwritten.
    """
    from stockposture.io.template import write_starter_folder, write_starter_workbook

    if xlsx:
        case = write_starter_workbook(target)
        written = [case]
    elif target.suffix.lower() == ".xlsx":
        raise click.UsageError(f"{target} is the name of a workbook: add --xlsx, or name a folder")
    else:
        case = target
        written = write_starter_folder(target)
    following = f"stockposture check {shlex.quote(str(case))}"
    if as_json:
        document = {"case": str(case), "written": [str(path) for path in written], "next": following}
        click.echo(json.dumps(document))
        return
    for path in written:
        click.echo(f"wrote {path}")
    if not quiet:
        click.echo(f"next: {following}")
