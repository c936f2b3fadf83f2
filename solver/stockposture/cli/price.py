"""``stockposture price``: what is done today, as a plan at our prices."""

from pathlib import Path

import click

from stockposture.cli.options import (
    AMOUNT,
    case_argument,
    decimal_option,
    encoding_option,
    json_option,
    plan_out_option,
    quiet_option,
)
from stockposture.cli.plan_out import ensure_plan_out
from stockposture.cli.priced import deliver
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

EPILOG = """\b
Examples:
  stockposture price my-case today.xlsx --out today
  stockposture price my-case today.csv --current-decimal , --capital 2.5M --out today
  stockposture price my-case my-plan/plan.csv             a plan edited by hand
  stockposture price new-case old-plan --out repriced     last year's plan in this year's world
  stockposture price my-case today.xlsx --json --quiet | jq .rules_broken

\b
CURRENT has a row per item and supplier: sku, buffer [units] (or buffer_days), and as far as known posture, supplier,
share and order_interval_days. An item of two suppliers has two rows, or A|B and 0.7|0.3 in one. Blank: supplier, the
incumbent; share, what the other leaves; posture, the leanest that holds the buffer; interval, the posture's usual one.
Exit codes: 0 done, also where limits are broken: the plan says which; 3 bad input (every fault listed); 7 the plan
failed verification; 8 file fault; 130 interrupted.
"""


@click.command(epilog=EPILOG, short_help="Price what is done today: a spreadsheet becomes a plan.")
@case_argument
@click.argument("current", type=click.Path(path_type=Path))
@click.option("--capital", type=AMOUNT, metavar="N", help="Working-capital cap it is measured by, as for solve.")
@click.option("--space", type=AMOUNT, metavar="N", help="Limit on all space that it is measured by, m3.")
@plan_out_option
@click.option("--current-encoding", metavar="NAME", help="Encoding of CURRENT, if not that of CASE.")
@click.option("--current-decimal", type=click.Choice([".", ","]), help="Decimal mark of CURRENT, if not that of CASE.")
@encoding_option
@decimal_option
@json_option
@quiet_option
def command(
    case: Place,
    current: Path,
    capital: float | None,
    space: float | None,
    out: Place | None,
    current_encoding: str | None,
    current_decimal: str | None,
    encoding: str | None,
    decimal: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Price CURRENT, a spreadsheet of what is done today, in the world of CASE.

    Prints what it costs, ties up and leaves short by the same model that plans are made by, and which limits and rules
    it breaks: it is taken as it stands. CURRENT is a .csv, .xlsx or .parquet file, or the folder of a plan. The result
    is a plan like any other, to verify, simulate, stress and compare; its status is `priced`.
    """
    from stockposture.cli.progress import ProgressLine

    ensure_plan_out(out, with_document=as_json)
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Case, price

        read = Case.read(case, encoding=encoding, decimal=decimal)
        progress("pricing", None)
        plan = price(
            read,
            current,
            capital=capital,
            space=space,
            encoding=current_encoding or encoding,
            decimal=current_decimal or decimal,
            progress=progress,
        )
        if out is not None:
            progress("writing", None)
            out = plan.write(out)
    for finding in [] if quiet else plan.case.findings[len(read.findings) :]:
        click.echo(f"{finding.severity.value}: {plain(str(finding))}", err=True)
    deliver(plan, out, as_json=as_json, quiet=quiet)
