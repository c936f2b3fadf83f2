"""What every command writes to standard output for machines, and how text leaves on any terminal."""

import io
import json
import sys
from collections.abc import Mapping
from typing import Any

import click


def print_document(document: Mapping[str, Any]) -> None:
    """Print one JSON document, in ASCII: the same bytes whatever the terminal's encoding."""
    click.echo(json.dumps(document, allow_nan=False))


def never_fail_on_letters() -> None:
    """Write letters that the terminal's encoding lacks as escapes, where Python would stop the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
