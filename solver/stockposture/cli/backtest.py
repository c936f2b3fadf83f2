"""``stockposture backtest``: a plan made on the past, lived through what came after, beside the rules people use."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from stockposture import written
from stockposture.cli.options import AMOUNT, Number, decimal_option, encoding_option, json_option, quiet_option
from stockposture.cli.output import print_document
from stockposture.cli.profile import assumption_options, assumptions_from, day
from stockposture.report.plain import plain

EPILOG = """\b
Examples:
  stockposture backtest history --split 2013-10-01
  stockposture backtest history --split 2013-10-01 --capital 60% --out my-backtest
  stockposture backtest history --split 2013-10-01 --until 2014-04-01 --stockout-multiple 5
  stockposture backtest history --split 2013-10-01 --capital 2.5M --json --quiet | jq .contestants

\b
The rules, each with its one free knob set so that it promises to tie up the plan's capital: all jit; the same
days of cover for everything; A items jic, B hybrid, C jit with z-score safety stock; (max use x max lead
time) - (mean use x mean lead time); one service level for all.
Exit codes: 0 done; 2 usage; 3 bad input, or days outside the history; 4 no plan fits; 8 file fault.
"""

#: A part of what the plan without a cap ties up.
_PERCENT = Number(written.PERCENT)


class Cap(click.ParamType):  # type: ignore[type-arg] # generic only in recent versions of click
    """An amount of currency, or with ``%`` a part of what the plan without a cap ties up."""

    name = "cap"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float | None, float | None]:
        """Return the amount and the part, one of them ``None``."""
        if isinstance(value, tuple):
            return value
        if str(value).strip().endswith("%"):
            return None, _PERCENT.convert(value, param, ctx)
        return AMOUNT.convert(value, param, ctx), None


@click.command(epilog=EPILOG, short_help="Plan on the past, live through what came after, beside rules.")
@click.argument("history", type=click.Path(path_type=Path))
@click.option("--split", required=True, metavar="YYYY-MM-DD", callback=day, help="First day that is not known.")
@click.option("--until", metavar="YYYY-MM-DD", callback=day, help="First day after those replayed.")
@click.option(
    "--months",
    type=click.IntRange(1, 1200),
    default=12,
    show_default=True,
    metavar="N",
    help="Without --until: months to replay, or as many as the history has. [months]",
)
@click.option(
    "--capital",
    type=Cap(),
    metavar="N",
    help="Working-capital cap: an amount, or a part of what the plan without a cap ties up: 2.5M, 60%.",
)
@click.option(
    "--rules-buy",
    type=click.Choice(["incumbent", "cheapest"]),
    default="incumbent",
    show_default=True,
    help="Where the rules buy: from today's supplier, or at the lowest price with freight.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write the tables to.")
@click.option("--date-format", metavar="FORMAT", help="Format of the dates if not ISO, e.g. %d/%m/%Y.")
@encoding_option
@decimal_option
@assumption_options
@json_option
@quiet_option
def command(
    *,
    history: Path,
    split: dt.date,
    until: dt.date | None,
    months: int,
    capital: tuple[float | None, float | None] | None,
    rules_buy: str,
    out: Path | None,
    date_format: str | None,
    encoding: str | None,
    decimal: str,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Plan on the past, live through what came after, beside rules.

    HISTORY is profiled and solved on what was known before the split. The plan then meets the actual demand and the
    actual lead times of the days after it, one by one, and so do the plans that five rules of thumb would have made of
    the same figures at the same capital. Prints what each would have cost. The options below --months are
    those of profile.
    """
    assumptions = assumptions_from(options)
    amount, part = capital or (None, None)
    from stockposture.cli.progress import ProgressLine

    if out is not None:
        from stockposture.io.atomic import ensure_writable
        from stockposture.io.backtest_folder import KIND

        ensure_writable(out, kind=KIND)
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import backtest
        from stockposture.io.history_folder import read_history

        read = read_history(history, date_format=date_format, encoding=encoding, decimal=decimal)
        found = backtest(
            read,
            split,
            until=until,
            months=months,
            assumptions=assumptions,
            capital=amount,
            capital_part=part,
            rules_buy=rules_buy,
            progress=progress,
        )
        if out is not None:
            found.write(out)
    if not quiet:
        for finding in read.findings:
            click.echo(f"{finding.severity.value}: {plain(str(finding))}", err=True)
    if as_json:
        print_document(found.document)
        return
    click.echo(str(found), nl=False)
    if out is not None:
        click.echo(f"Written to {plain(str(out))}: contestants and items as tables, summary.json.")
