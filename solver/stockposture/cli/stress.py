"""``stockposture stress``: a plan replayed through outages, surges of demand and late deliveries."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stockposture.cli.options import json_option, plan_argument, quiet_option
from stockposture.cli.output import print_document
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

if TYPE_CHECKING:
    from stockposture.simulation.stress.scenario import Scenario

#: Where the scenario of the command line stands, for messages.
OPTIONS = "options"

EPILOG = """\b
Examples:
  stockposture stress my-plan
  stockposture stress my-plan --close-region ASIA-PORT --days 45
  stockposture stress my-plan --fail-supplier S3 --demand +40% --items 'A*' --no-ranking
  stockposture stress my-plan --lead-time +30d --region ASIA-PORT --days 60 --out my-stress
  stockposture stress my-plan --scenarios scenarios.toml --json --quiet | jq .scenarios

\b
Exit codes: 0 done; 2 usage; 3 bad input (unknown names, patterns that match nothing, faults of the scenarios
file, all listed); 7 the plan does not fit its case; 8 file fault; 130 interrupted.
"""


class _Change(click.ParamType):  # type: ignore[type-arg] # generic only in recent versions of click
    """A change with sign and unit, checked as in a scenarios file."""

    def __init__(self, name: str, *, of_demand: bool) -> None:
        self.name, self.of_demand = name, of_demand

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as it was given."""
        from stockposture.simulation.stress.change import demand_change, lead_time_change

        try:
            (demand_change if self.of_demand else lead_time_change)(value)
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)
        return value


@click.command(epilog=EPILOG, short_help="Replay a plan through outages, surges and late deliveries.")
@plan_argument
@click.option("--close-region", multiple=True, metavar="REGION", help="No supplier of the region delivers; repeatable.")
@click.option("--fail-supplier", multiple=True, metavar="SUPPLIER", help="The supplier delivers nothing; repeatable.")
@click.option("--demand", type=_Change("CHANGE", of_demand=True), metavar="CHANGE", help="Demand changes: +40%, -25%.")
@click.option(
    "--lead-time",
    type=_Change("CHANGE", of_demand=False),
    metavar="CHANGE",
    help="What leaves meanwhile arrives later: +30d, or +50% of the mean lead time.",
)
@click.option(
    "--items",
    multiple=True,
    metavar="PATTERN",
    help="Only these items change demand or lead time: a sku, * and ? for any letters; repeatable.",
)
@click.option("--product-line", multiple=True, metavar="PATTERN", help="The same by product line; repeatable.")
@click.option("--supplier", multiple=True, metavar="SUPPLIER", help="Only this supplier's lead time; repeatable.")
@click.option("--region", multiple=True, metavar="REGION", help="Only lead times from this region; repeatable.")
@click.option("--days", type=click.IntRange(1, 3650), metavar="N", help="Days that all of it lasts; 30 if not said.")
@click.option("--scenarios", type=click.Path(path_type=Path), metavar="FILE", help="Scenarios to replay, a TOML file.")
@click.option(
    "--ttr-days",
    type=click.IntRange(1, 3650),
    metavar="N",
    help="Outage of each supplier and region in the ranking, in place of the tables' disruption_days.",
)
@click.option("--no-ranking", is_flag=True, help="Leave out the ranking of suppliers and regions.")
@click.option("--runs", type=click.IntRange(2, 10_000), metavar="N", help="Replications; chosen by size if not said.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), metavar="N", help="Seed, in place of the case's.")
@click.option(
    "--horizon-days",
    type=click.IntRange(1, 7300),
    metavar="N",
    help="Days watched from the event's start; chosen by lead times if not said.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write the tables to.")
@json_option
@quiet_option
def command(
    plan: Place,
    scenarios: Path | None,
    ttr_days: int | None,
    no_ranking: bool,
    runs: int | None,
    seed: int | None,
    horizon_days: int | None,
    out: Path | None,
    as_json: bool,
    quiet: bool,
    **happening: Any,
) -> None:
    """Replay PLAN through outages, surges of demand and late deliveries.

    What the options say happens together, from one day on: one scenario; a file holds many. Each is replayed many
    times against the same days without it, and again with no buffer at all: when the first shortage comes
    (time-to-survive), when supply and stock are back (time-to-recover), what is lost, and what the buffers saved.
    Then suppliers and regions are ranked by what their failure for their time-to-recover would cost (risk exposure
    index); without any scenario there is only the ranking.
    """
    from stockposture.cli.progress import ProgressLine

    asked = _scenario(**happening)
    if no_ranking and not asked and scenarios is None:
        raise click.UsageError("--no-ranking leaves nothing to do; name a scenario, e.g. --fail-supplier NAME")
    if out is not None:
        from stockposture.io.atomic import ensure_writable
        from stockposture.io.stress_folder import KIND

        ensure_writable(out, kind=KIND)
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.io.plans import read_plan
        from stockposture.io.scenarios_file import read_scenarios
        from stockposture.io.stress_folder import stress_document, write_stress
        from stockposture.simulation.stress.stress import stress

        of_file = () if scenarios is None else read_scenarios(scenarios)
        found = stress(
            read_plan(plan),
            [*of_file, *asked],
            ranking=not no_ranking,
            ttr_days=ttr_days,
            runs=runs,
            seed=seed,
            horizon_days=horizon_days,
            source=OPTIONS if scenarios is None else scenarios.name,
            progress=progress.of_simulation,
        )
        if out is not None:
            progress("writing", None)
            write_stress(found, out)
    if as_json:
        print_document(stress_document(found))
        return
    from stockposture.report.stress import stress_text

    click.echo(stress_text(found), nl=False)
    if out is not None:
        click.echo(f"Written to {plain(str(out))}: {', '.join(f'{name}.csv' for name in found.tables)}, summary.json.")


def _scenario(
    *,
    close_region: tuple[str, ...],
    fail_supplier: tuple[str, ...],
    demand: str | None,
    lead_time: str | None,
    items: tuple[str, ...],
    product_line: tuple[str, ...],
    supplier: tuple[str, ...],
    region: tuple[str, ...],
    days: int | None,
) -> "list[Scenario]":
    """Return the scenario that the options make together; none if they make none."""
    if (items or product_line) and not (demand or lead_time):
        raise click.UsageError("--items and --product-line say whose demand or lead time changes: add --demand +40%")
    if (supplier or region) and not lead_time:
        raise click.UsageError("--supplier and --region say whose lead time changes: add --lead-time +30d")
    if not (close_region or fail_supplier or demand or lead_time):
        if days is not None:
            raise click.UsageError("--days says how long something lasts: add e.g. --fail-supplier NAME")
        return []
    from stockposture.io.scenarios_file import scenarios_of

    which = {"items": items, "product_lines": product_line}
    words = [f"{name} closed" for name in close_region] + [f"{name} fails" for name in fail_supplier]
    words += [f"demand {demand}"] if demand else []
    words += [f"lead time {lead_time}"] if lead_time else []
    given: dict[str, Any] = {
        "name": _shortened(", ".join(words)),
        "close_region": close_region,
        "fail_supplier": fail_supplier,
        "demand": [{"change": demand, **which}] if demand else [],
        "lead_time": [{"change": lead_time, "suppliers": supplier, "regions": region, **which}] if lead_time else [],
    }
    return list(scenarios_of([given if days is None else {**given, "days": days}], OPTIONS))


def _shortened(name: str, most: int = 100) -> str:
    return name if len(name) <= most else name[: most - 3] + "..."
