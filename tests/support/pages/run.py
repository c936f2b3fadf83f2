"""A command as a reader would run it, in a folder of its own."""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from stockposture.cli import main as cli_main

#: What only a shell understands.
_SHELL = re.compile(r"[|<>;&$`*?(){}~]")
_SINGLE_QUOTED = re.compile(r"'[^']*'")
#: Lines of progress, which a terminal overwrites: they are no output.
_PROGRESS = re.compile(r"^ *\d+\.\d s  .*\n", re.MULTILINE)


@dataclass(frozen=True)
class Done:
    """What a command left on the screen, and its exit code."""

    output: str
    code: int


def run(command: str, folder: Path) -> Done:
    """Run a command in a folder: ours in this process, which saves the start, all others in bash."""
    words = command.replace("\\\n", " ")
    if words.startswith("stockposture ") and not _SHELL.search(_SINGLE_QUOTED.sub("", words)):
        out, err, code = _ours(shlex.split(words, comments=True), folder)
    else:
        out, err, code = _shell(command, folder)
    return Done((out + _PROGRESS.sub("", err)).replace(str(folder), "."), code)


def _shell(command: str, folder: Path) -> tuple[str, str, int]:
    tools = folder.parent / f"{folder.name}-tools"
    tools.mkdir(exist_ok=True)
    for name, module in (("stockposture", "-m stockposture"), ("python", "")):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {module} "$@"\n', encoding="utf-8")
        tool.chmod(0o755)
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.stdout, done.stderr, done.returncode


def _ours(words: list[str], folder: Path) -> tuple[str, str, int]:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    # An interrupt ends the process at once; here it must not be the tests' own.
    with (
        mock.patch.object(sys, "argv", words),
        mock.patch.object(cli_main, "_leave", sys.exit),
        inside(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            cli_main.main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return texts[0], texts[1], code


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
