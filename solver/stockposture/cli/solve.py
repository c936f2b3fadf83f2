"""``stockposture solve``: from a case to a verified plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stockposture.cli.noted import tell_of_noted
from stockposture.cli.options import (
    AMOUNT,
    PART,
    SECONDS,
    case_argument,
    cluster_option,
    decimal_option,
    encoding_option,
    json_option,
    plan_out_option,
    quiet_option,
    workers_option,
)
from stockposture.cli.output import print_document
from stockposture.cli.plan_out import ensure_plan_out, show_plan
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

if TYPE_CHECKING:
    from stockposture.api import Case, Plan, Simulation

#: Exit code of a plan whose gap is larger than asked for.
STOPPED_EARLY = 5
#: Where a simulation is kept in the folder of its plan.
IN_PLAN = "simulation"

EPILOG = """\b
Examples:
  stockposture solve my-case
  stockposture solve my-case --capital 2.5M --out my-plan
  stockposture solve my-case.xlsx --capital 800k --space 1200 --gap 0.001 --out my-plan
  stockposture solve my-case --capital none
  stockposture solve my-case --simulate --out my-plan
  stockposture solve my-case --cluster tcp://scheduler:8786 --out my-plan
  stockposture solve my-case --json --quiet | jq .gap
  stockposture solve - --out - --quiet | sort
  stockposture solve postgresql://planner@db/stock --out 'postgresql://planner@db/stock#monday'

\b
Exit codes: 0 plan within the gap; 3 bad input; 4 no plan fits the limits (which, short by how much, the least
each needs); 5 stopped early, plan written with its gap; 6 stopped without a plan; 7 plan failed verification;
8 file fault; 130 interrupted.
"""


@click.command(epilog=EPILOG, short_help="Choose posture, buffer and supplier split for every item.")
@case_argument
@click.option(
    "--capital",
    type=AMOUNT,
    metavar="N",
    help="Working-capital cap, in place of the case's capital_cap: 2.5M, 800k, none.",
)
@click.option("--space", type=AMOUNT, metavar="N", help="Limit on the space of all items together, m3.")
@plan_out_option
@click.option("--gap", type=PART, metavar="PART", help="Stop within this of the best possible: 0.001, 0.1%.")
@workers_option
@cluster_option
@click.option("--time-limit", type=SECONDS, metavar="SECONDS", help="Stop searching after so long.")
@click.option(
    "--simulate",
    "is_simulated",
    is_flag=True,
    help="Then live through the plan, 10 runs of 40 years, and show promise and truth; with --out also in PLAN.",
)
@encoding_option
@decimal_option
@json_option
@quiet_option
def command(
    case: Place,
    capital: float | None,
    space: float | None,
    out: Place | None,
    gap: float | None,
    workers: int | None,
    cluster: str | None,
    time_limit: float | None,
    is_simulated: bool,
    encoding: str | None,
    decimal: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Choose posture, buffer and supplier split for every item of CASE.

    Minimises carrying plus expected stockout cost, with what the split itself costs, within working capital, warehouse
    space and supplier capacities. Prints cost parts, postures and splits, what is used of each limit and what one more
    unit of it is worth, and how close to the best possible the plan is proven to be. With --simulate the finished plan
    is lived through, and what it promised set beside what was found.
    """
    from stockposture.cli.progress import ProgressLine

    ensure_plan_out(out, with_document=as_json or is_simulated)
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Case, solve

        read = Case.read(case, encoding=encoding, decimal=decimal)
        asked: dict[str, Any] = {"mip_gap": gap, "time_limit": time_limit}
        changes = {name: value for name, value in asked.items() if value is not None}
        if changes:
            read = read.with_settings(**changes)
        plan = solve(
            read,
            capital=capital,
            space=space,
            progress=progress,
            workers=workers,
            cluster=cluster,
            own_process=True,
        )
        if out is not None:
            progress("writing", None)
            out = plan.write(out)
    if not quiet:
        tell_of_noted(case, read)
        _tell_of_asked(read, plan)
    if not as_json:
        show_plan(plan, out, quiet=quiet)
    document = plan.summary.model_dump(mode="json")
    if is_simulated:
        # The plan is written and shown by now: whoever has seen enough may stop here and keep it.
        kept = out if isinstance(out, Path) else None  # a database keeps plans
        document["simulation"] = _simulated(plan, kept, as_json=as_json, quiet=quiet).document
    if as_json:
        print_document(document)
    if plan.summary.status == "stopped_early":
        raise click.exceptions.Exit(STOPPED_EARLY)


def _simulated(plan: "Plan", out: Path | None, *, as_json: bool, quiet: bool) -> "Simulation":
    """Simulate a plan, put what was found into its folder if it has one, and show it to people."""
    from stockposture.api import simulate
    from stockposture.cli.progress import ProgressLine

    try:
        with ProgressLine(quiet=quiet) as progress:
            simulation = simulate(plan, progress=progress.of_simulation)
            if out is not None:
                progress("writing", None)
                simulation.write(out / IN_PLAN)
    except KeyboardInterrupt:
        if out is not None:
            click.echo(f"the plan in {plain(str(out))} is whole, without a simulation", err=True)
        raise
    if not as_json:
        click.echo(f"\n{simulation}", nl=False)
        if out is not None:
            click.echo(f"Written to {plain(str(out / IN_PLAN))}: items, lines, over_time, years, disagreements.")
    return simulation


def _tell_of_asked(read: "Case", plan: "Plan") -> None:
    """Say on standard error what was noticed in what was asked of the case."""
    for finding in plan.case.findings[len(read.findings) :]:
        click.echo(f"{finding.severity.value}: {plain(str(finding))}", err=True)
