"""``stockposture segment``: which items matter most, which are easiest to upset, what governance allows them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stockposture.cli.options import (
    AMOUNT,
    case_argument,
    decimal_option,
    encoding_option,
    json_option,
    quiet_option,
)
from stockposture.cli.output import print_document
from stockposture.cli.pictures import ensure_pictures
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

if TYPE_CHECKING:
    from stockposture.api import Segmentation

EPILOG = """\b
Examples:
  stockposture segment my-case
  stockposture segment my-case --out my-segmented-case --pictures my-pictures
  stockposture segment my-case --sensitivity --capital 2.5M
  stockposture segment my-case.xlsx --json --quiet | jq .criticality_fragility

\b
Exit codes: 0 done; 2 usage; 3 bad input (governance rules that leave an item nothing are named); 4 no plan fits
(--sensitivity); 6 stopped without a plan; 7 a plan failed verification; 8 file fault; 130 interrupted.
"""


@click.command(epilog=EPILOG, short_help="Segment a case: ABC-XYZ, criticality, fragility, governance.")
@case_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="CASE2",
    help="Folder to write the case to, stockout costs filled in, with segments.csv beside its tables.",
)
@click.option(
    "--sensitivity",
    "is_sensitivity",
    is_flag=True,
    help="Also solve with stockout costs halved, as they are, doubled: which postures and splits flip.",
)
@click.option("--capital", type=AMOUNT, metavar="N", help="With --sensitivity: working-capital cap, as for solve.")
@click.option("--space", type=AMOUNT, metavar="N", help="With --sensitivity: limit on all space, m3, as for solve.")
@click.option(
    "--pictures",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder to draw the matrix to (SVG and PNG); needs the extra 'pictures'.",
)
@encoding_option
@decimal_option
@json_option
@quiet_option
def command(
    case: Place,
    out: Path | None,
    is_sensitivity: bool,
    capital: float | None,
    space: float | None,
    pictures: Path | None,
    encoding: str | None,
    decimal: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Segment the items of CASE by value, predictability, criticality and fragility.

    Prints classes by annual value (ABC) and predictability (XYZ), the criticality x fragility matrix, how many items
    each governance rule of settings.toml is for, and what a unit short of each item costs and where that comes from.
    With --sensitivity the case is solved three times under its limits, to see which decisions hang on these costs.
    """
    from stockposture.cli.progress import ProgressLine

    if not is_sensitivity and (capital is not None or space is not None):
        raise click.UsageError("--capital and --space limit what is solved: add --sensitivity")
    ensure_pictures(pictures, (), others=[out])
    if out is not None:
        from stockposture.io.atomic import ensure_writable

        ensure_writable(out, kind="case")
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Case, segment

        read = Case.read(case, encoding=encoding, decimal=decimal)
        progress("segmenting", None)
        found = segment(read, sensitivity=is_sensitivity, capital=capital, space=space, progress=progress)
        if out is not None:
            progress("writing", None)
            found.write(out, source=case if isinstance(case, Path) else None)
        if pictures is not None:
            progress("drawing", None)
            _draw(found, pictures)
    if as_json:
        print_document(found.document)
        return
    click.echo(str(found), nl=False)
    if out is not None:
        more = "" if found.sensitivity is None else " and sensitivity.csv"
        click.echo(f"Written to {plain(str(out))}: the case, with segments.csv{more}.")
    if pictures is not None:
        click.echo(f"Drawn in {plain(str(pictures))}: the matrix as SVG and PNG.")


def _draw(found: "Segmentation", folder: Path) -> None:
    from stockposture.io.picture_folder import picture_folder
    from stockposture.report.pictures.segment_matrix import segment_matrix

    with picture_folder(folder) as draft:
        segment_matrix(found.matrix, found.value_matrix, found.case.settings.currency).write(draft)
