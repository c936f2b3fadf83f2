"""Ctrl-C and SIGTERM in the middle of a solve: 130 at once, no process left, the old plan as it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stockposture.cli.main import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")

#: Runs the command line with a solver that never answers; its process id goes to the first argument.
HANGING = """
import sys
from pathlib import Path
from stockposture.highs import session
from stockposture.cli.main import main
note = sys.argv.pop(1)
words = f"import os, pathlib, time; pathlib.Path({note!r}).write_text(str(os.getpid())); time.sleep(600)"
session.default_command = lambda: [sys.executable, "-c", words]
main()
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wait_for(path: Path, process: subprocess.Popen) -> int:
    """Return the number that a file holds, once it does."""
    while process.poll() is None:
        if path.exists() and (text := path.read_text()):
            return int(text)
        time.sleep(0.05)
    pytest.fail(f"ended with {process.returncode} before the solver began: {process.communicate()}")


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(case, tmp_path, monkeypatch, number):
    plan = tmp_path / "plan"
    monkeypatch.setattr("sys.argv", ["stockposture", "solve", str(case), "-q", "--out", str(plan)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 0
    before = contents(tmp_path)
    note = tmp_path.parent / f"{tmp_path.name}.pid"
    command = [sys.executable, "-c", HANGING, str(note), "solve", str(case), "--json", "--out", str(plan)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    worker = wait_for(note, process)
    process.send_signal(number)
    # Far below the minute after which the session would give up on a solver that does not start.
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert out == '{"error": "interrupted; no file is half written", "exit_code": 130}\n'
    assert err.endswith("interrupted; no file is half written\n")
    assert "Traceback" not in err
    assert is_gone(worker)
    assert contents(tmp_path) == before
