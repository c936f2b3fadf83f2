"""Options and arguments that several commands share."""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import click

case_argument = click.argument("case", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")
quiet_option = click.option("--quiet", "-q", is_flag=True, help="No progress and no warnings on standard error.")
encoding_option = click.option("--encoding", metavar="NAME", help="Encoding of CSV files, if not UTF-8 (e.g. cp1252).")
decimal_option = click.option(
    "--decimal", type=click.Choice([".", ","]), default=".", show_default=True, help="Decimal mark in text files."
)

#: Plain digits only: ``float`` would also take 1_000, nan, infinity and digits of other scripts.
_NUMBER = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]{1,4})?) ?([a-z%]?)", re.IGNORECASE)


class Number(click.ParamType):  # type: ignore[type-arg] # generic only in recent versions of click
    """A number as people write it, with a letter for its size.

    Parameters
    ----------
    name
        What it is, for messages.
    examples
        How it may be written.
    powers
        Letter to power of ten, ``{"k": 3}``.
    words
        Words that stand for a number.
    least, below
        The least it may be, and what it must stay below.
    """

    def __init__(
        self,
        name: str,
        examples: str,
        *,
        powers: Mapping[str, int],
        words: Mapping[str, float] | None = None,
        least: float = 0.0,
        below: float = math.inf,
    ) -> None:
        self.name, self.examples = name, examples
        self.powers, self.words = {"": 0, **powers}, dict(words or {})
        self.least, self.below = least, below

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Parse the text; refuse what is out of range or written in another way."""
        text = str(value).strip()
        if text.lower() in self.words:
            return self.words[text.lower()]
        match = _NUMBER.fullmatch(text)
        power = None if match is None else self.powers.get(match[2].lower())
        if match is None or power is None:
            self.fail(f"{text!r} is not {self.name}; write e.g. {self.examples}", param, ctx)
        # By way of decimals: 2.3M is 2300000, not 2299999.9999999995.
        number = float(Decimal(match[1]).scaleb(power))
        if number < self.least:
            self.fail(f"{text!r} is too small; it must be {self.least:g} or more", param, ctx)
        if number >= self.below:
            bound = f"it must be below {self.below:g}" if math.isfinite(self.below) else "no computer holds it"
            self.fail(f"{text!r} is too large; {bound}", param, ctx)
        return number


#: A cap; ``none`` is no cap, whatever the case says.
AMOUNT = Number("an amount", "2500000, 2.5M, 800k or none", powers={"k": 3, "m": 6, "b": 9}, words={"none": math.inf})
#: A part of a whole, above 0 and below 1.
PART = Number("a part", "0.001 or 0.1%", powers={"%": -2}, least=1e-8, below=1.0)
#: Seconds; fewer than this would not even start a solver.
SECONDS = Number("a number of seconds", "90", powers={}, least=1e-3)
