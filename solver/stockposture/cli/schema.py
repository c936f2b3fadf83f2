"""``stockposture schema``: what the commands print with ``--json``, as JSON schemas."""

import json
from difflib import get_close_matches

import click

from stockposture.cli.options import json_option, quiet_option
from stockposture.cli.output import print_document

EPILOG = """\b
Examples:
  stockposture schema
  stockposture schema solve
  stockposture schema import scms --json
"""


@click.command(epilog=EPILOG, short_help="Print the JSON schema of what a command prints.")
@click.argument("command", nargs=-1)
@json_option
@quiet_option
def command(command: tuple[str, ...], as_json: bool, quiet: bool) -> None:  # noqa: ARG001 - there is nothing to silence
    """Print the JSON schema of what COMMAND prints with --json; without COMMAND, list those there are.

    A schema (draft 2020-12) holds for results and for errors alike: nothing but what it says is printed. One more,
    `case`, is of a case as a JSON document, which every command takes that takes a CASE. All stand in docs/schemas.
    """
    from stockposture.cli.schemas.publish import CASE, case_schema, commands, schema_of

    known = [*commands(), CASE]
    name = " ".join(command)
    if not name:
        if as_json:
            print_document({"schemas": known})
        else:
            click.echo("\n".join(known))
        return
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"
        raise click.UsageError(f"no command {name!r} prints documents: {hint}")
    schema = case_schema() if name == CASE else schema_of(name)
    if as_json:
        print_document(schema)
    else:
        click.echo(json.dumps(schema, indent=1))
