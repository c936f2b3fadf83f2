"""Standard output and error: one document for machines, and text that leaves wherever it goes."""

import io
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click


def print_document(document: Mapping[str, Any]) -> None:
    """Print one JSON document, in ASCII: the same bytes whatever the terminal's encoding."""
    click.echo(json.dumps(document, allow_nan=False))


def prepare_streams() -> None:
    r"""Make sure that text can be written.

    Letters that a terminal's encoding lacks are written as ``\u017b``, where Python would stop the program. A
    stream that whoever started us has closed (``>&-``) leads to nowhere.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the program runs
            setattr(sys, name, nowhere)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
