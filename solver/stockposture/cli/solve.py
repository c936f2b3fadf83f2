"""``stockposture solve``: from a case to a verified plan."""

from pathlib import Path
from typing import Any

import click

from stockposture.cli.options import (
    AMOUNT,
    case_argument,
    decimal_option,
    encoding_option,
    json_option,
    quiet_option,
)

#: Exit code of a plan whose gap is larger than asked for.
STOPPED_EARLY = 5

EPILOG = """\b
Examples:
  stockposture solve my-case
  stockposture solve my-case --capital 2.5M --out my-plan
  stockposture solve my-case.xlsx --capital 800k --space 1200 --gap 0.001 --out my-plan
  stockposture solve my-case --json --quiet | jq .gap

\b
Exit codes: 0 plan within the gap; 3 bad input; 4 no plan fits the limits (which, short by how much, the least
each needs); 5 stopped early, plan written with its gap; 6 stopped without a plan; 7 plan failed verification;
8 file fault; 130 interrupted.
"""


@click.command(epilog=EPILOG, short_help="Choose posture, buffer and supplier split for every item.")
@case_argument
@click.option(
    "--capital", type=AMOUNT, metavar="N", help="Working-capital cap; overrides the case's capital_cap."
)
@click.option("--space", type=AMOUNT, metavar="N", help="Limit on the space of all items together, m3.")
@click.option("--out", type=click.Path(path_type=Path), metavar="PLAN", help="Folder to write the plan to.")
@click.option(
    "--gap",
    type=click.FloatRange(1e-8, 1, max_open=True),
    metavar="PART",
    help="Stop within this of the best possible.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Stop searching after so long.",
)
@encoding_option
@decimal_option
@json_option
@quiet_option
def command(
    case: Path,
    capital: float | None,
    space: float | None,
    out: Path | None,
    gap: float | None,
    time_limit: float | None,
    encoding: str | None,
    decimal: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Choose posture, buffer and supplier split for every item of CASE.

    Minimises carrying plus expected stockout cost, with what the split itself costs, within working capital, warehouse
    space and supplier capacities. Prints cost parts, postures and splits, what is used of each limit and what one more
    unit of it is worth, and how close to the best possible the plan is proven to be.
    """
    from stockposture.cli.progress import ProgressLine

    progress = ProgressLine(quiet=quiet)
    if out is not None:
        from stockposture.io.atomic import ensure_writable

        ensure_writable(out, kind="plan")
    progress("reading", None)
    from stockposture.io.plan_folder import write_plan
    from stockposture.io.read import read_case
    from stockposture.optimise.solve import solve
    from stockposture.report.summary import summary_text
    from stockposture_models.plan.summary import Status

    read = read_case(case, encoding=encoding, decimal=decimal)
    changes: dict[str, Any] = {"mip_gap": gap, "time_limit": time_limit}
    changes = {name: value for name, value in changes.items() if value is not None}
    if changes:
        read = read.with_settings(**changes)
    plan = solve(read, capital=capital, space=space, progress=progress)
    if out is not None:
        progress("writing", None)
        write_plan(plan, out)
    progress.done()
    if as_json:
        click.echo(plan.summary.model_dump_json())
    else:
        if read.findings and not quiet:
            click.echo(f"{len(read.findings)} warnings and repairs; see: stockposture check {case}", err=True)
        click.echo(summary_text(plan.summary), nl=False)
        if out is not None:
            click.echo(f"Written to {out}: plan.csv, plan.parquet, summary.json, and the case as solved.")
    if plan.summary.status is Status.STOPPED_EARLY:
        raise click.exceptions.Exit(STOPPED_EARLY)
