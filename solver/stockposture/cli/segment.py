"""``stockposture segment``: which items matter most, which are easiest to upset, what governance allows them."""

from pathlib import Path

import click

from stockposture.cli.options import case_argument, decimal_option, encoding_option, json_option, quiet_option
from stockposture.cli.output import print_document
from stockposture.report.plain import plain

EPILOG = """\b
Examples:
  stockposture segment my-case
  stockposture segment my-case --out my-segmented-case
  stockposture segment my-case.xlsx --json --quiet | jq .criticality_fragility

\b
Exit codes: 0 done; 2 usage; 3 bad input (governance rules that leave an item nothing are named); 8 file fault;
130 interrupted.
"""


@click.command(epilog=EPILOG, short_help="Segment a case: ABC-XYZ, criticality, fragility, governance.")
@case_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="CASE2",
    help="Folder to write the case to, stockout costs filled in, with segments.csv beside its tables.",
)
@encoding_option
@decimal_option
@json_option
@quiet_option
def command(
    case: Path,
    out: Path | None,
    encoding: str | None,
    decimal: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Segment the items of CASE by value, predictability, criticality and fragility.

    Prints classes by annual value (ABC) and predictability (XYZ), the criticality x fragility matrix, how many items
    each governance rule of settings.toml is for, and what a unit short of each item costs and where that comes from.
    """
    from stockposture.cli.progress import ProgressLine

    if out is not None:
        from stockposture.io.atomic import ensure_writable

        ensure_writable(out, kind="case")
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Case, segment

        read = Case.read(case, encoding=encoding, decimal=decimal)
        progress("segmenting", None)
        found = segment(read, progress=progress)
        if out is not None:
            progress("writing", None)
            found.write(out, source=case)
    if as_json:
        print_document(found.document)
        return
    click.echo(str(found), nl=False)
    if out is not None:
        click.echo(f"Written to {plain(str(out))}: the case, and segments.csv.")
