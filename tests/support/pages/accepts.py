"""Command lines that are shown and not run: are they such as the commands accept?"""

import re
import shlex

import click

from stockposture.cli.main import cli

#: In a page: a line of its own, in a block or indented.
_LINE = re.compile(r"^ *(stockposture .*)$", re.MULTILINE)
_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```|(?P<indented>(?:^ {4}.*\n)+)", re.DOTALL | re.MULTILINE)


def lines_not_run(text: str) -> list[str]:
    """Return the command lines of a page outside of its console blocks."""
    found: list[str] = []
    for block in _FENCE.finditer(text):
        if block["indented"] or block["info"].split()[:1] in ([], ["sh"], ["bash"]):
            found += _LINE.findall(block["body"] or block["indented"] or "")
    return found


def accept(line: str) -> None:
    """Parse a command line up to where it would begin to work; click raises where it does not fit."""
    # Not what it is piped into, nor the words beside it.
    arguments = shlex.split(line.strip().split(" | ")[0].split("   ")[0], comments=True)[1:]
    command: click.Command = cli
    context = click.Context(cli, info_name="stockposture")
    while isinstance(command, click.Group):
        inner = command.get_command(context, arguments.pop(0))
        assert inner is not None, line
        command, context = inner, click.Context(inner, parent=context)
    command.parse_args(click.Context(command), list(arguments))
