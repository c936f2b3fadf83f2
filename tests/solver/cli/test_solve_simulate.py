"""``stockposture solve --simulate``: a plan, then its truth, and the plan whatever happens to the latter."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stockposture import Plan, api
from stockposture.api import simulations
from stockposture.optimise import search
from stockposture_models.errors import FileFaultError

#: Simulates without end; a file named by the first argument says that it has begun.
ENDLESS = """
import sys, time
from pathlib import Path
from stockposture import api
from stockposture.cli.main import main
note = Path(sys.argv.pop(1))
def endless(*_, **__):
    note.write_text("begun")
    time.sleep(600)
api.simulate = endless
main()
"""


@pytest.fixture
def quick(monkeypatch):
    """Make the default simulation a short one."""
    inner = api.simulate
    monkeypatch.setattr(api, "simulate", lambda plan, **rest: inner(plan, years=2, runs=3, **rest))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def test_both_pages_and_both_folders(shell, case, tmp_path, quick):
    done = shell("solve", case, "--simulate", "--out", tmp_path / "plan")
    assert done.code == 0
    page, _, simulated = done.out.partition("\nSimulated: ")
    assert page.startswith("Plan for 2 items")
    assert page.endswith("summary.json, and the case as solved.\n")
    assert simulated.startswith("2 items through 3 runs of 2 years each")
    assert f"Written to {tmp_path / 'plan' / 'simulation'}: items" in simulated
    assert names(tmp_path / "plan") == ["case", "plan.csv", "plan.parquet", "simulation", "summary.json"]
    assert shell("verify", tmp_path / "plan", "-q").code == 0
    assert str(Plan.read(tmp_path / "plan")) in done.out
    # Again, over it, with and without a simulation.
    assert shell("solve", case, "--simulate", "--out", tmp_path / "plan", "-q").code == 0
    assert shell("solve", case, "--out", tmp_path / "plan", "-q").code == 0
    assert names(tmp_path / "plan") == ["case", "plan.csv", "plan.parquet", "summary.json"]
    assert names(tmp_path) == ["plan"]


def test_without_out_nothing_is_written(shell, case, tmp_path, monkeypatch, quick):
    monkeypatch.chdir(tmp_path)
    done = shell("solve", case, "--simulate", "-q")
    assert (done.code, done.err) == (0, "")
    assert "Promise and truth" in done.out
    assert names(tmp_path) == []


def test_json_holds_both(shell, case, tmp_path, quick):
    document = shell("solve", case, "--simulate", "--json", "-q", "--out", tmp_path / "plan").document
    simulation = document.pop("simulation")
    assert document == json.loads((tmp_path / "plan" / "summary.json").read_text(encoding="utf-8"))
    assert simulation == json.loads((tmp_path / "plan" / "simulation" / "summary.json").read_text(encoding="utf-8"))
    assert simulation["totals"]["relevant_cost"]["promised"] == document["costs"]["relevant"]


def test_a_plan_that_stopped_early_is_simulated_too(shell, case, monkeypatch, quick):
    monkeypatch.setattr(search._State, "close_gap", lambda _: None)
    done = shell("solve", case, "--gap", "1e-8", "--capital", "400", "--simulate", "--json", "-q")
    assert (done.code, done.document["status"]) == (5, "stopped_early")
    assert done.document["simulation"]["runs"] == 3


def test_a_simulation_that_cannot_be_written_leaves_the_plan(shell, case, tmp_path, monkeypatch, quick):
    def refuse(*_: object) -> None:
        raise FileFaultError("disk full")

    monkeypatch.setattr(simulations, "write_simulation", refuse)
    done = shell("solve", case, "--simulate", "--out", tmp_path / "plan", "-q")
    assert done.code == 8
    assert done.out.startswith("Plan for 2 items")
    assert shell("verify", tmp_path / "plan", "-q").code == 0


def run_until(begun, *command: object) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    end = time.monotonic() + 100
    while process.poll() is None and not begun(process):
        assert time.monotonic() < end
        time.sleep(0.02)
    return process


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
def test_interrupted_while_simulating_the_plan_stays(shell, case, tmp_path):
    note, plan = tmp_path / "note", tmp_path / "out" / "plan"
    process = run_until(lambda _: note.exists(), "-c", ENDLESS, note, "solve", case, "--simulate", "--out", plan)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out.startswith("Plan for 2 items")
    assert err.endswith(f"the plan in {plan} is whole, without a simulation\ninterrupted; no file is half written\n")
    assert [path.name for path in plan.parent.iterdir()] == ["plan"]
    assert shell("verify", plan, "-q").code == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_simulation_interrupted_at_work(shell, case, tmp_path, number):
    plan, target = tmp_path / "plan", tmp_path / "out" / "simulation"
    assert shell("solve", case, "-q", "--out", plan).code == 0
    seen: list[str] = []

    def begun(process: subprocess.Popen) -> bool:
        seen.append(process.stderr.readline())
        return "simulating" in seen[-1]

    arguments = ("--years", "1000", "--runs", "1000", "--json", "--out", target)
    process = run_until(begun, "-m", "stockposture", "simulate", plan, *arguments)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out == '{"error": "interrupted; no file is half written", "exit_code": 130}\n'
    assert err.splitlines()[-1] == "interrupted; no file is half written"
    assert "Traceback" not in err
    assert re.match(r" +\d", seen[0])
    assert names(tmp_path) == ["plan"]
