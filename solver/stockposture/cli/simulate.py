"""``stockposture simulate``: a plan lived through many times, promise and truth side by side."""

from pathlib import Path

import click

from stockposture.cli.options import PART, json_option, plan_argument, quiet_option
from stockposture.cli.output import print_document
from stockposture.cli.pictures import ensure_known, ensure_pictures, picture_options, write_pictures
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

#: Exit code of an interval wider than asked for.
STOPPED_EARLY = 5

EPILOG = """\b
Examples:
  stockposture simulate my-plan
  stockposture simulate my-plan --until 2% --out my-plan/simulation
  stockposture simulate my-plan --years 100 --runs 20 --seed 7 --workers 2
  stockposture simulate my-plan --pictures my-pictures --items BOLT-M8 --items NUT-M8
  stockposture simulate my-plan --json --quiet | jq .totals.relevant_cost

\b
Exit codes: 0 done; 3 bad input; 5 --until was not reached within --max-runs, figures shown all the same;
7 PLAN is no plan of its case; 8 file fault; 130 interrupted, nothing half written.
"""


@click.command(epilog=EPILOG, short_help="Live through a plan many times: promise and truth side by side.")
@plan_argument
@click.option(
    "--years",
    type=click.IntRange(1, 10_000),
    default=40,
    show_default=True,
    metavar="N",
    help="Years counted in each run. [years]",
)
@click.option(
    "--runs",
    type=click.IntRange(2, 100_000),
    default=10,
    show_default=True,
    metavar="N",
    help="Independent runs, at least 2.",
)
@click.option(
    "--until",
    type=PART,
    metavar="PART",
    help="Add runs until the relevant cost is known to within this part, with 95 % confidence: 2%, 0.005.",
)
@click.option(
    "--max-runs",
    type=click.IntRange(2, 100_000),
    default=1000,
    show_default=True,
    metavar="N",
    help="With --until: runs at most.",
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), metavar="N", help="Another seed than the case's.")
@click.option("--workers", type=click.IntRange(1, 1024), metavar="N", help="Threads.  [default: one a core]")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write the simulation to.")
@picture_options
@json_option
@quiet_option
def command(
    plan: Place,
    years: int,
    runs: int,
    until: float | None,
    max_runs: int,
    seed: int | None,
    workers: int | None,
    out: Path | None,
    pictures: Path | None,
    skus: tuple[str, ...],
    as_json: bool,
    quiet: bool,
) -> None:
    """Live through PLAN many times: promise and truth side by side.

    PLAN is a folder that solve wrote. All its items live through the same outages of suppliers and regions, day by
    day, each with its own demand and deliveries. Prints what was promised beside what was found, each with its 95 %
    interval; capital and space over time against their caps; the uptime of product lines; and the items whose promise
    lies outside the interval. The same seed gives the same figures, whatever the number of workers.
    """
    from stockposture.cli.progress import ProgressLine

    if until is not None and max_runs < runs:
        raise click.UsageError(f"--max-runs {max_runs} is less than --runs {runs}")
    ensure_pictures(pictures, skus, others=[out])
    if out is not None:
        from stockposture.io.simulation_folder import ensure_simulation_writable

        ensure_simulation_writable(out)
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Plan, simulate

        read = Plan.read(plan)
        ensure_known(skus, read)
        simulation = simulate(
            read,
            years=years,
            runs=runs,
            until=until,
            max_runs=max_runs,
            seed=seed,
            workers=workers,
            progress=progress.of_simulation,
        )
        if out is not None:
            progress("writing", None)
            simulation.write(out)
        if pictures is not None:
            progress("drawing", None)
            write_pictures(pictures, simulation, read, skus)
    if as_json:
        print_document(simulation.document)
    else:
        click.echo(str(simulation), nl=False)
        if out is not None:
            click.echo(f"Written to {plain(str(out))}: items, lines, over_time, years and disagreements as tables.")
        if pictures is not None:
            click.echo(f"Drawn in {plain(str(pictures))}: simulation.html, and its pictures as SVG and PNG.")
    if simulation.until_reached is False:
        raise click.exceptions.Exit(STOPPED_EARLY)
