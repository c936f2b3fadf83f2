"""The page docs/cli.md, written from the commands themselves: ``python -m stockposture.cli.reference``."""

import inspect
import sys
from collections.abc import Iterator

import click

from stockposture.cli.main import COMMANDS, EPILOG, PROGRAM, cli

_HEAD = """# Commands

`stockposture --help` lists the commands, `stockposture COMMAND --help` explains one. Results go to standard output,
progress, warnings and errors to standard error. With `--json` standard output holds one JSON document and nothing
else; on an error it is `{"error": ..., "exit_code": ..., ...}` with `findings` (bad input), `shortfalls` (no plan
fits) or `discrepancies` (verification failed). Every document has a [JSON schema](pipelines.md). `CASE` and `PLAN` may
be the URL of a database, `CASE` also `-` for standard input ([pipelines](pipelines.md)).

This page is written from the commands by `python -m stockposture.cli.reference`; a test keeps it so.
"""


def reference() -> str:
    """Return the page."""
    root = click.Context(cli, info_name=PROGRAM)
    parts = [_HEAD, _code(EPILOG)]
    for name in COMMANDS:
        command = cli.get_command(root, name)
        if command is not None:
            parts += _sections(command, click.Context(command, parent=root, info_name=name))
    return "\n".join(parts)


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the section of a command, then those of its subcommands."""
    path = context.command_path
    yield f"## {path}\n"
    yield f"    {path} {' '.join(command.collect_usage_pieces(context))}\n"
    yield inspect.cleandoc(command.help or "") + "\n"
    options = [param for param in command.params if isinstance(param, click.Option)]
    if options:
        rows = ["| option | meaning | default |", "| --- | --- | --- |", *map(_row, options)]
        yield "\n".join(rows) + "\n"
    yield _code(command.epilog or "")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _sections(inner, click.Context(inner, parent=context, info_name=name))


def _row(option: click.Option) -> str:
    """Return an option as a row of the table."""
    if option.is_flag:
        value = ""
    elif isinstance(option.type, click.Choice):
        value = " " + " or ".join(map(str, option.type.choices))
    else:
        value = f" {option.metavar or option.type.name.upper()}"
    # Our own default, not click's stand-in for none given, which differs between its versions.
    shown = "" if option.is_flag or not isinstance(option.default, (str, int, float, tuple)) else option.default
    words = ", ".join(map(str, shown)) if isinstance(shown, tuple) else str(shown)
    cells = [
        f"`{', '.join(reversed(option.opts))}{value}`",
        option.help or "",
        "required" if option.required else words,
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _code(text: str) -> str:
    return "```text\n" + text.replace("\b\n", "").strip() + "\n```\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
