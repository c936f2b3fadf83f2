"""``stockposture compare``: plans side by side, against the first of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stockposture.cli.baseline import RULES
from stockposture.cli.options import PLACE, json_option, quiet_option
from stockposture.cli.output import print_document
from stockposture.io.sql.database import Place
from stockposture.report.plain import plain

if TYPE_CHECKING:
    from stockposture.api import Plan
    from stockposture.cli.progress import ProgressLine

EPILOG = """\b
Examples:
  stockposture compare today my-plan
  stockposture compare my-plan --current today.xlsx    against what is done today
  stockposture compare my-plan --rule abc --rule jit --same-capital
  stockposture compare my-plan tight-plan loose-plan --out my-comparison --top 30
  stockposture compare today my-plan --json --quiet | jq .changes

\b
Differences are a plan's figure less the yardstick's. What --rule and --current make lives in the yardstick's case,
under its caps; to keep them, use baseline and price.
Exit codes: 0 done; 2 usage; 3 bad input; 7 a plan is none of its case; 8 file fault; 130 interrupted.
"""


@click.command(epilog=EPILOG, short_help="Set plans side by side: totals, limits, the items that differ.")
@click.argument("plans", type=PLACE, nargs=-1, required=True, metavar="PLAN...")
@click.option(
    "--rule", "rules", type=click.Choice(RULES), multiple=True, help="Beside them, what a rule would do; may repeat."
)
@click.option("--same-capital", is_flag=True, help="With --rule: the knob set to tie up the yardstick's capital.")
@click.option(
    "--current",
    "currents",
    type=click.Path(path_type=Path),
    metavar="FILE",
    multiple=True,
    help="Beside them, what is done today: a spreadsheet, as for price; may repeat.",
)
@click.option(
    "--top", type=click.IntRange(min=0), default=10, show_default=True, metavar="N", help="Items shown of each plan."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write all tables to.")
@json_option
@quiet_option
def command(
    plans: tuple[Place, ...],
    rules: tuple[str, ...],
    same_capital: bool,
    currents: tuple[Path, ...],
    top: int,
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Set plans side by side; the first PLAN is the yardstick.

    Prints totals, limits and key figures with their differences, what is proven of each plan, and the items that are
    decided otherwise: what each difference costs a year, what it buys in shortages, and the capital it ties up. A plan
    of a rule or of today is measured against the bound of a solved one beside it, if it keeps the same limits.
    """
    from stockposture.cli.progress import ProgressLine

    if len(plans) + len(rules) + len(currents) < 2:
        raise click.UsageError("one plan alone cannot be compared: name another, or add --rule or --current")
    if same_capital and not rules:
        raise click.UsageError("--same-capital is for rules: add --rule")
    if out is not None:
        from stockposture.io.atomic import ensure_writable
        from stockposture.io.comparison_folder import KIND

        ensure_writable(out, kind=KIND)
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Plan, compare
        from stockposture.report.comparison import comparison_text

        read: dict[str, Plan] = {}
        for path in plans:
            _add(read, path, Plan.read(path))
        _add_made(read, rules, currents, same_capital=same_capital, progress=progress)
        progress("comparing", None)
        try:
            found = compare(read)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        if out is not None:
            progress("writing", None)
            found.write(out)
    if as_json:
        print_document(found.document)
        return
    click.echo(comparison_text(found, top), nl=False)
    if out is not None:
        click.echo(f"Written to {plain(str(out))}: plans, limits, changes and items as tables, summary.json.")


def _add_made(
    read: "dict[str, Plan]",
    rules: Sequence[str],
    currents: Sequence[Path],
    *,
    same_capital: bool,
    progress: "ProgressLine",
) -> None:
    """Add what rules would do and what is done today, in the case of the first plan and under its caps."""
    from stockposture.api import baseline, price

    first = next(iter(read.values()))
    asked, case = first.summary, first.case
    cap = float("inf") if asked.capital_cap is None else asked.capital_cap
    for rule in dict.fromkeys(rules):
        progress(f"rule {rule}", None)
        aim = asked.capital if same_capital else None
        _add(read, Path(rule), baseline(case, rule, capital=cap, tie_up=aim, space=asked.space_cap))
    for path in currents:
        progress("pricing", None)
        _add(read, path, price(case, path, capital=cap, space=asked.space_cap))


def _add(read: "dict[str, Plan]", path: Place, plan: "Plan") -> None:
    """Name a plan by its folder, by its whole path where two folders are called the same, numbered if need be."""
    short = path.name if isinstance(path, Path) else path.run
    names = [short or str(path), str(path), *(f"{path} ({number})" for number in range(2, 1000))]
    read[next(name for name in names if name not in read)] = plan
