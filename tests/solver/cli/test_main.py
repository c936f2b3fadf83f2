"""The ``stockposture`` command: exit codes, standard output and error, one JSON document."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from stockposture.cli import main as cli_main
from stockposture.cli.options import json_option
from stockposture_models.errors import (
    BadInputError,
    FileFaultError,
    NoPlanFitsError,
    SolverFaultError,
    StoppedWithoutPlanError,
    VerificationError,
)
from stockposture_models.findings import Finding, Severity

HOSTILE = "line \x1b[31mone\x1b]0;title\x07\nline\u202e two"
FAULT = Finding(Severity.FAULT, "is negative", "give 0 or more", "items.csv", None, 2, "demand_mean", "-1")


@pytest.fixture
def raising(monkeypatch, shell):
    """Run a command that raises."""

    def run(error: BaseException, *arguments: str):
        @click.command()
        @json_option
        def command(as_json: bool) -> None:
            raise error

        module = ModuleType("raising")
        module.command = command
        monkeypatch.setitem(sys.modules, "raising", module)
        monkeypatch.setitem(cli_main.COMMANDS, "raise", "raising")
        return shell("raise", *arguments)

    return run


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (BadInputError([FAULT]), 3, "error: 1 fault in the input:\nitems.csv, row 2, column demand_mean: '-1'"),
        (NoPlanFitsError("no plan fits:\n  capital", [{"kind": "capital"}]), 4, "error: no plan fits:\n  capital\n"),
        (StoppedWithoutPlanError("time ran out"), 6, "error: time ran out\n"),
        (SolverFaultError("the solver died"), 6, "error: the solver died\n"),
        (VerificationError(["PIN: capital"]), 7, "error: the plan failed verification in 1 place"),
        (FileFaultError("disk full"), 8, "error: disk full\n"),
        (PermissionError(13, "Permission denied", "plan"), 8, "error: plan: Permission denied\n"),
        (click.UsageError("no such thing"), 2, "Error: no such thing\n"),
        (KeyboardInterrupt(), 130, "interrupted; no file is half written\n"),
        (click.Abort(), 130, "interrupted; no file is half written\n"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_every_error_has_its_code_and_one_document(raising, error, code, words):
    done = raising(error)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    done = raising(error, "--json")
    assert done.code == code
    assert done.document["exit_code"] == code
    assert done.document["error"]
    assert words in done.err


def test_documents_hold_the_details(raising):
    assert raising(BadInputError([FAULT]), "--json").document["findings"] == [FAULT.as_dict()]
    assert raising(NoPlanFitsError("no", [{"kind": "space"}]), "--json").document["shortfalls"] == [{"kind": "space"}]
    assert raising(VerificationError(["a", "b"]), "--json").document["discrepancies"] == ["a", "b"]


def test_errors_cannot_steer_the_terminal_and_keep_their_lines(raising):
    done = raising(FileFaultError(HOSTILE), "--json")
    assert done.err == "error: line one\nline two\n"
    assert done.document["error"] == HOSTILE
    assert raising(click.UsageError(HOSTILE)).err.endswith("Error: line one\nline two\n")


def test_a_fault_of_ours_keeps_its_traceback(monkeypatch, capsys, raising):
    with pytest.raises(ZeroDivisionError):
        raising(ZeroDivisionError("by zero"), "--json")
    out, err = capsys.readouterr()
    assert out.startswith('{"error": "a fault of stockposture itself')
    assert err == "a fault of stockposture itself, please report it with the lines below: ZeroDivisionError: by zero\n"


INTERRUPTED_IN_EXEC = """
import atexit, os, signal, time
from stockposture.cli import main
atexit.register(print, "cleaned up")
main._run = lambda _: exec("os.kill(os.getpid(), signal.SIGINT); time.sleep(60)")
main.main()
"""


def test_nothing_is_looked_through_on_the_way_out():
    watch = "import atexit, gc, sys; atexit.register(lambda: print(gc.get_freeze_count() > 0))"
    code = f"{watch}; sys.argv = ['', '--version']; from stockposture.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split()[-1] == "True"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
def test_an_interrupt_inside_exec_is_130_too(tmp_path):
    (tmp_path / "interrupted.py").write_text(INTERRUPTED_IN_EXEC)
    # Only as a module: Python ends scripts in another way.
    command = [sys.executable, "-m", "interrupted"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert (done.stdout, done.stderr) == ("cleaned up\n", "interrupted; no file is half written\n")


INTERRUPTED_IN_IMPORT = """
import sys, time
from pathlib import Path
from stockposture.cli import main

Path("module_that_drops_it.py").write_text('''
import os, signal, time
try:
    os.kill(os.getpid(), signal.{number})
    time.sleep(0.01)
except BaseException:  # as modules compiled by Cython do while they are loaded
    pass
''')
sys.path.insert(0, ".")

def run(_):
    import module_that_drops_it
    time.sleep(60)

main._run = run
main.main()
"""


INTERRUPTED_IN_CALLBACK = """
import ctypes, os, signal, time
from stockposture.cli import main

body = "def callback(): os.kill(os.getpid(), signal.{number}); time.sleep(0.01)"
module = {"__name__": "llvmlite.binding.executionengine", "os": os, "signal": signal, "time": time}
exec(body, module)

def run(_):
    ctypes.CFUNCTYPE(None)(module["callback"])()
    time.sleep(60)

main._run = run
main.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("where", [INTERRUPTED_IN_IMPORT, INTERRUPTED_IN_CALLBACK], ids=["import", "callback"])
def test_an_interrupt_that_would_be_dropped_comes_again(tmp_path, where, number):
    (tmp_path / "interrupted.py").write_text(where.replace("{number}", number))
    command = [sys.executable, "-m", "interrupted"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=50)
    assert (done.returncode, done.stderr) == (130, "interrupted; no file is half written\n")


def test_the_handler_of_signals_is_put_back(shell):
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        shell("--version")
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


def test_help_lists_every_command_in_one_line(shell):
    done = shell("--help")
    assert (done.code, done.err) == (0, "")
    for name, words in cli_main.SHORT_HELP.items():
        assert any(line.split(None, 1) == [name, words] for line in done.out.splitlines())
    assert "Exit codes:" in done.out


def test_version(shell):
    assert shell("--version").out.startswith("stockposture 0.")


@pytest.mark.parametrize("arguments", [("nonsense",), ("solve",), ("solve", "x", "--nonsense"), ("solve", "x", "y")])
def test_usage_errors(shell, arguments):
    done = shell(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "stockposture" in done.err
    done = shell(*arguments, "--json")
    assert (done.code, done.document["exit_code"]) == (2, 2)


def test_a_mistyped_command(shell):
    assert shell("solv", "x").err.endswith("Error: No such command 'solv'. Did you mean 'solve'?\n")
    assert "No such command 'qqq'. There are: init, check, " in shell("qqq").err


def test_hostile_arguments_in_usage_errors(shell):
    assert "\x1b" not in shell("solve", "x", "\x1b[31my").err
    assert "\x1b" not in shell("\x1b[31m").err
    assert "\x1b" not in shell("check", "\x1b[31mnowhere").err


def start(*arguments: object, **options) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "stockposture", *map(str, arguments)], **options)


@pytest.mark.parametrize("arguments", [("--help",), ("solve", "--help"), ("init", "{tmp}/case")])
def test_a_reader_that_went_away(tmp_path, arguments):
    read, write = os.pipe()
    os.close(read)
    arguments = [argument.replace("{tmp}", str(tmp_path)) for argument in arguments]
    process = start(*arguments, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (process.communicate()[1], process.returncode) == (b"", 8)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_output_on_a_full_disk(case):
    with Path("/dev/full").open("w") as full:
        process = start("check", case, stdout=full, stderr=subprocess.PIPE, text=True)
        err = process.communicate()[1]
    assert process.returncode == 8
    assert "No space left on device" in err
    assert "Traceback" not in err


def test_letters_that_the_terminal_lacks(tmp_path):
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    process = start("init", tmp_path / "Żar", stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert b"\\u017bar" in out


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX systems")
@pytest.mark.parametrize("closed", ["1", "2"])
def test_closed_streams(tmp_path, closed):
    line = f'exec {closed}>&-; exec "$0" -m stockposture "$@"'
    good = subprocess.run(
        ["sh", "-c", line, sys.executable, "init", tmp_path / "case"], capture_output=True, check=False
    )
    assert good.returncode == 0, good.stderr
    bad = subprocess.run(["sh", "-c", line, sys.executable, "nonsense"], capture_output=True, check=False)
    assert bad.returncode == 2, bad.stderr
    assert b"Traceback" not in good.stderr + bad.stderr
