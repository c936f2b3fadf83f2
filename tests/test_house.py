"""The house: modules that import alone, commands that explain themselves, a start that loads nothing slow."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from stockposture.cli import main as cli_main
from stockposture.cli.main import COMMANDS, SHORT_HELP, cli
from stockposture.cli.reference import reference
from support.pages.accepts import accept

ROOT = Path(__file__).parents[1]
ROOTS = (ROOT / "models", ROOT / "solver")
#: Each costs from 0.1 to 1.3 s to import.
SLOW = {"numba", "numpy", "pandas", "pyarrow", "pydantic", "pyomo", "scipy", "highspy"}


def modules() -> list[str]:
    """Return every module of both roots by its import name."""
    paths = [path.relative_to(root) for root in ROOTS for path in sorted(root.rglob("*.py"))]
    return [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]


#: Imports each module as the first of ours in the process: whatever of ours is loaded is forgotten before the
#: next one, what is of others stays, or this would take minutes.
ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [other for other in sys.modules if other.split(".")[0] in ("stockposture", "stockposture_models")]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(f"{name}: {type(error).__name__}: {error}")
"""


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=300, check=False)


def test_every_module_imports_alone():
    every = modules()
    assert len(every) > 100
    done = python("-c", ALONE, *every)
    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_a_module_that_does_not_import_would_be_seen(tmp_path):
    (tmp_path / "broken.py").write_text("import stockposture.nothing_of_the_kind")
    done = python("-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{ALONE}", "broken")
    assert done.stdout.startswith("broken: ModuleNotFoundError")


def loaded_by(statement: str) -> set[str]:
    """Return what a fresh interpreter has loaded after a statement, top-level names."""
    tell = "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    done = python("-c", f"import sys\ntry:\n    {statement}\nfinally:\n    {tell}")
    return set(done.stderr.split())


def test_the_first_screen_loads_nothing_slow():
    for arguments in (
        "['--help']",
        "['--version']",
        "['solve', '--help']",
        "['simulate', '--help']",
        "['check', '--help']",
        "['init', '--help']",
    ):
        loaded = loaded_by(f"from stockposture.cli.main import main; sys.argv[1:] = {arguments}; main()")
        assert "stockposture" in loaded
        assert loaded & SLOW == set(), arguments
    assert loaded_by("import stockposture") & SLOW == set()
    # The way to look must see them where they are.
    assert {"numpy", "pandas", "pydantic"} <= loaded_by("from stockposture.api import Case")


def all_commands(
    command: click.Command = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command and subcommand with its path."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from all_commands(inner, (*path, name))


@pytest.mark.parametrize(
    ("path", "command"), list(all_commands()), ids=lambda value: "-".join(value) if isinstance(value, tuple) else ""
)
def test_help_explains_and_ends_in_examples(path, command):
    done = CliRunner().invoke(cli, [*path, "--help"])
    assert done.exit_code == 0
    before, _, after = done.output.rpartition("Examples:\n")
    assert len(before.splitlines()) > 5
    examples = [line for line in after.splitlines() if line.strip().startswith("stockposture ")]
    assert all(line.split()[1 : len(path) + 1] == list(path) for line in examples)
    assert examples
    # After the examples come at most the notes of the epilog.
    assert "Options:" not in after
    for param in command.params:
        assert not isinstance(param, click.Option) or param.help, f"{param.name} has no help"


def test_every_command_takes_json_and_quiet():
    for path, command in all_commands():
        if not isinstance(command, click.Group):
            options = {name for param in command.params for name in param.opts}
            assert {"--json", "--quiet"} <= options, path


def test_short_help_is_the_commands_own():
    assert list(SHORT_HELP) == list(COMMANDS)
    for name, words in SHORT_HELP.items():
        command = cli_main.cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.get_short_help_str(200) == words
        assert len(words) <= 80


def test_the_page_of_commands_is_up_to_date():
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == reference(), "write it again: python -m stockposture.cli.reference > docs/cli.md"
    for path, command in all_commands():
        assert not path or f"\n## stockposture {' '.join(path)}\n" in written
        for param in command.params if path else ():
            assert not isinstance(param, click.Option) or all(name in written for name in param.opts)


def test_every_example_parses():
    """The command lines of every help are accepted, up to where they would begin to work."""
    for _, command in all_commands():
        for line in (command.epilog or "").splitlines():
            if line.startswith("  stockposture "):
                accept(line)


@pytest.mark.skipif(importlib.util.find_spec("importlinter") is None, reason="import-linter is not installed")
def test_imports_go_one_way():
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"], cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout
