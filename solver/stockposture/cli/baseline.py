"""``stockposture baseline``: what a rule of thumb would do, as a plan to set others beside."""

import click

from stockposture.cli.options import (
    AMOUNT,
    Number,
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
from stockposture.written import Written

#: Names of :data:`stockposture.rules.named.RULES`, which takes too long to import for ``--help``; a test compares.
RULES = ("abc", "jit", "jic", "max-min", "service")
#: A rule's one number.
KNOB = Number(Written("a number", "60 or 1.645"))

EPILOG = """\b
Examples:
  stockposture baseline my-case --rule abc --out abc-plan
  stockposture baseline my-case --rule jic --knob 90 --out ninety-days
  stockposture baseline my-case --rule service --capital 2.5M --out service-plan
  stockposture baseline my-case --rule jit --json --quiet | jq .costs.stockout

\b
The rules and their knobs: abc, A items jic, B hybrid, C jit, safety stock z x deviation with z 2.054, 1.645, 1.282
times the knob (1); jit, every item jit with so many days of buffer (1); jic, the same with jic (60); max-min, (max
use x max lead time) - (mean use x mean lead time), times the knob (1); service, z x deviation with one z (1.645).
Exit codes: 0 done, also where limits are broken: the plan says which; 2 usage; 3 bad input; 7 the plan failed
verification; 8 file fault; 130 interrupted.
"""


@click.command(epilog=EPILOG, short_help="The plan a rule of thumb would make, at the same prices.")
@case_argument
@click.option("--rule", type=click.Choice(RULES), required=True, help="The rule.")
@click.option(
    "--capital",
    type=AMOUNT,
    metavar="N",
    help="Working capital to tie up, by turning the rule's knob, and the cap it is measured by: 2.5M, none.",
)
@click.option("--space", type=AMOUNT, metavar="N", help="Limit on all space that it is measured by, m3.")
@click.option("--knob", type=KNOB, metavar="N", help="The rule's one number, in place of its usual setting (below).")
@click.option(
    "--rules-buy",
    type=click.Choice(["incumbent", "cheapest"]),
    default="incumbent",
    show_default=True,
    help="Where the rule buys: from today's supplier, or at the lowest price with freight.",
)
@plan_out_option
@encoding_option
@decimal_option
@json_option
@quiet_option
def command(
    case: Place,
    rule: str,
    capital: float | None,
    space: float | None,
    knob: float | None,
    rules_buy: str,
    out: Place | None,
    encoding: str | None,
    decimal: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make the plan of CASE that a rule of thumb would make.

    It is a plan like any other, priced and verified, but not optimised: its status is `priced`, nothing is claimed to
    be proven of its cost, and it may break limits, which it then says. Postures' bands, the items' own rules and
    governance hold for it. Set it beside a solved plan with `compare`.
    """
    from stockposture.cli.progress import ProgressLine

    if capital is not None and capital != float("inf") and knob is not None:
        raise click.UsageError("give --capital or --knob, not both: the one follows from the other")
    ensure_plan_out(out, with_document=as_json)
    with ProgressLine(quiet=quiet) as progress:
        progress("reading", None)
        from stockposture.api import Case, baseline

        read = Case.read(case, encoding=encoding, decimal=decimal)
        progress("pricing", None)
        try:
            plan = baseline(
                read,
                rule,
                capital=capital,
                tie_up=capital,
                space=space,
                knob=knob,
                rules_buy=rules_buy,
                progress=progress,
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        if out is not None:
            progress("writing", None)
            out = plan.write(out)
    deliver(plan, out, as_json=as_json, quiet=quiet)
