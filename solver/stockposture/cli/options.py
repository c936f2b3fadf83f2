"""Options and arguments that several commands share."""

from pathlib import Path

import click

case_argument = click.argument("case", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on standard output.")
quiet_option = click.option("--quiet", "-q", is_flag=True, help="No progress and no warnings on standard error.")
encoding_option = click.option("--encoding", metavar="NAME", help="Encoding of CSV files, if not UTF-8 (e.g. cp1252).")
decimal_option = click.option(
    "--decimal", type=click.Choice([".", ","]), default=".", show_default=True, help="Decimal mark in text files."
)


class Amount(click.ParamType):
    """A number as people write it: ``2500000``, ``2.5M``, ``800k``."""

    name = "amount"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Parse the text; refuse negative and non-finite amounts."""
        text = str(value).strip()
        scale = {"k": 1e3, "m": 1e6, "b": 1e9}.get(text[-1:].lower(), 1.0)
        number_text = text[:-1] if scale != 1.0 else text
        try:
            number = float(number_text) * scale
        except ValueError:
            self.fail(f"{text!r} is not an amount; write e.g. 2500000, 2.5M or 800k", param, ctx)
        if not 0 <= number < float("inf") or "_" in number_text:
            self.fail(f"{text!r} is not an amount of 0 or more", param, ctx)
        return number


AMOUNT = Amount()
