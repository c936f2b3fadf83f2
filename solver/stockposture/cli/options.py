"""Options and arguments that several commands share."""

import click

from stockposture import written
from stockposture.io.sql.database import Place, place_of
from stockposture.written import Written


class PlaceType(click.ParamType):  # type: ignore[type-arg] # generic only in recent versions of click
    """A path, or the URL of a database."""

    name = "path"

    def convert(self, value: str | Place, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        """Tell one from the other."""
        try:
            return place_of(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


PLACE = PlaceType()
case_argument = click.argument("case", type=PLACE)
plan_argument = click.argument("plan", type=PLACE)
plan_out_option = click.option(
    "--out",
    type=PLACE,
    metavar="PLAN",
    help="Folder to write the plan to; URL of a database, #RUN after it; or -, its rows to standard output.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")
quiet_option = click.option("--quiet", "-q", is_flag=True, help="No progress and no warnings on standard error.")
encoding_option = click.option("--encoding", metavar="NAME", help="Encoding of CSV files, if not UTF-8 (e.g. cp1252).")
decimal_option = click.option(
    "--decimal", type=click.Choice([".", ","]), default=".", show_default=True, help="Decimal mark in text files."
)
workers_option = click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes for many items; one a core."
)
cluster_option = click.option(
    "--cluster", metavar="ADDRESS", help="Dask scheduler to work on instead: tcp://host:8786."
)


class Number(click.ParamType):  # type: ignore[type-arg] # generic only in recent versions of click
    """A number as people write it, with a letter for its size.

    Parameters
    ----------
    written
        How it may be written.
    """

    def __init__(self, written: Written) -> None:
        self.written = written
        self.name = written.name

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Parse the text; refuse what is out of range or written in another way."""
        try:
            return self.written.number(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


#: A cap; ``none`` is no cap, whatever the case says.
AMOUNT = Number(written.AMOUNT)
#: A part of a whole, above 0 and below 1.
PART = Number(Written("a part", "0.001 or 0.1%", {"%": -2}, least=1e-8, below=1.0))
#: Seconds; fewer than this would not even start a solver.
SECONDS = Number(Written("a number of seconds", "90", least=1e-3))
