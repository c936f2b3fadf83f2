"""``stockposture verify``: recompute a plan from its tables and compare."""

from pathlib import Path

import click

from stockposture.cli.options import json_option, plan_argument, quiet_option
from stockposture.cli.output import print_document
from stockposture.io.sql.database import Place
from stockposture.report.plain import one_line

EPILOG = """\b
Examples:
  stockposture verify my-plan
  stockposture verify my-plan --json
"""


@click.command(epilog=EPILOG, short_help="Recompute a plan from its tables and compare.")
@plan_argument
@json_option
@quiet_option
def command(plan: Place, as_json: bool, quiet: bool) -> None:
    """Recompute a plan from its tables and compare.

    Costs, stock, limits, counts and the gap of PLAN, a folder that solve wrote, are worked out again from the
    copy of the case in it and from what was decided for each item. Exits with 0 if all
    holds, with 7 if something does not: then each item, column, the plan's value and ours are listed.
    """
    from stockposture.cli.progress import ProgressLine
    from stockposture.io.plan_table import PARQUET, parquet_discrepancies
    from stockposture.io.plans import read_plan
    from stockposture.verify import verify_plan
    from stockposture_models.errors import VerificationError

    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        found = read_plan(plan)
        summary = found.summary
        progress("verification", None)
        of_twin = parquet_discrepancies(found.items, plan / PARQUET) if isinstance(plan, Path) else []
        discrepancies = of_twin + verify_plan(
            found.items, summary, found.case, capital=summary.capital_cap, space=summary.space_cap
        )
    if discrepancies:
        raise VerificationError(discrepancies)
    if as_json:
        print_document(
            {
                "verified": True,
                "items": summary.items,
                "total_cost": summary.total_cost,
                "gap": summary.gap,
                "limits": len(summary.limits),
            }
        )
        return
    proof = "priced, not optimised" if summary.status == "priced" else f"gap {summary.gap:.2e}"
    click.echo(
        f"verified: {summary.items:,} items, {len(summary.limits)} limits, total cost "
        f"{summary.total_cost:,.2f} {one_line(summary.currency)}".rstrip()
        + f" a year, {proof}"
    )
