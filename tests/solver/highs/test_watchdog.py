"""Workers that overrun, die, babble or are interrupted, and what is left then: the best streamed so far."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from stockposture.highs import session as session_module
from stockposture.highs.errors import HighsRefusedError, WorkerDiedError
from stockposture.highs.params import HighsParams
from stockposture.highs.result import MipStatus
from stockposture.highs.session import HighsSession
from stockposture_models.errors import StoppedWithoutPlanError

#: Buffer item a, leave b lean (columns: a lean, a buffered, b lean, b buffered): 12.
PLAN = [0, 1, 1, 0]


@pytest.fixture
def impatient(monkeypatch):
    """Watch the clock closely."""
    monkeypatch.setattr(session_module, "GRACE_SECONDS", 0.2)
    monkeypatch.setattr(session_module, "LOADING_ALLOWANCE", 2.0)


@pytest.mark.usefixtures("impatient")
def test_overrun_returns_the_incumbent(two_items, worker_script):
    command = worker_script(f"""
        say("ready", dict(version="1.15.1"))
        hear()
        say("solving")
        say_incumbent(20, 3.0, {[1, 0, 1, 0]})
        say_incumbent(12, 4.0, {PLAN})
        time.sleep(60)
    """)
    with HighsSession(worker_command=command) as session:
        result = session.solve(two_items, HighsParams(time_limit=0.3))
        assert session.worker_pid is None
    assert (result.status, result.objective, result.bound) == (MipStatus.TIME_LIMIT, 12, 4)
    assert result.gap == pytest.approx(8 / 12)
    assert result.values.tolist() == PLAN
    assert result.version == "1.15.1"
    assert 0.3 < result.seconds < 10
    assert "watchdog" in result.message


@pytest.mark.usefixtures("impatient")
def test_overrun_without_incumbent(two_items, worker_script):
    command = worker_script('say("ready", dict(version="1.15.1")); hear(); say("solving"); time.sleep(60)')
    with HighsSession(worker_command=command) as session:
        result = session.solve(two_items, HighsParams(time_limit=0.1))
    assert (result.status, result.objective, result.values) == (MipStatus.TIME_LIMIT, None, None)
    assert result.gap == float("inf")


@pytest.mark.usefixtures("impatient")
def test_worker_that_never_reads(endless, worker_script):
    """The model does not fit into the pipe: sending it must not block the watchdog."""
    command = worker_script('say("ready", dict(version="1.15.1")); time.sleep(60)')
    with HighsSession(worker_command=command) as session:
        from dataclasses import replace

        import numpy as np

        from stockposture.highs.compile import compile_model

        model = compile_model(endless)
        many = 100_000
        long = replace(
            model,
            start=np.concatenate([model.start, np.full(many, model.start[-1], dtype=np.int32)]),
            row_lower=np.concatenate([model.row_lower, np.zeros(many)]),
            row_upper=np.concatenate([model.row_upper, np.zeros(many)]),
        )
        assert session.solve_arrays(long, HighsParams(time_limit=0.1)).status is MipStatus.TIME_LIMIT


def test_worker_that_never_starts(two_items, worker_script, monkeypatch):
    monkeypatch.setattr(session_module, "START_LIMIT", 0.3)
    with (
        HighsSession(worker_command=worker_script("time.sleep(60)")) as session,
        pytest.raises(WorkerDiedError, match="did not start"),
    ):
        session.solve(two_items)


def test_death_with_an_incumbent(two_items, worker_script):
    command = worker_script(f"""
        say("ready", dict(version="1.15.1"))
        hear()
        say_incumbent(12, 4.0, {PLAN})
        sys.stderr.write("out of memory, they say")
        sys.stderr.flush()
        os.kill(os.getpid(), 9)
    """)
    with HighsSession(worker_command=command) as session:
        result = session.solve(two_items)
    assert (result.status, result.objective, result.bound) == (MipStatus.WORKER_DIED, 12, 4)
    assert "signal 9" in result.message
    assert "out of memory, they say" in result.message


def test_death_without_incumbent(two_items, worker_script):
    command = worker_script('say("ready", dict(version="1.15.1")); sys.exit("no memory")')
    with (
        HighsSession(worker_command=command) as session,
        pytest.raises(StoppedWithoutPlanError, match="no memory"),
    ):
        session.solve(two_items)


def test_babble_is_no_message(two_items, worker_script):
    command = worker_script('say("ready", dict(version="1")); print("Running HiGHS, a banner", flush=True); hear()')
    with (
        HighsSession(worker_command=command) as session,
        pytest.raises(WorkerDiedError, match="expected a message"),
    ):
        session.solve(two_items)


@pytest.mark.parametrize(
    ("objective", "bound", "message"),
    [(11, 11, "objective of 11"), (12, 13, r"proved 13\.0 and found 12\.0")],
)
def test_figures_that_cannot_be_are_refused(two_items, worker_script, objective, bound, message):
    command = worker_script(f"""
        say("ready", dict(version="1.15.1"))
        hear()
        fields = dict(status="optimal", message="", nodes=0, seconds=0, version="1")
        fields |= dict(objective={objective}, bound={bound})
        say("done", fields, values=np.array({PLAN}, dtype=float))
        time.sleep(60)
    """)
    with (
        HighsSession(worker_command=command) as session,
        pytest.raises(HighsRefusedError, match=message),
    ):
        session.solve(two_items)


def test_killed_in_the_middle_and_used_again(endless, two_items):
    """The real worker, killed from outside once it has found something."""
    with HighsSession() as session:
        result = session.solve(
            endless,
            HighsParams(mip_gap=0, time_limit=60),
            on_progress=lambda progress: progress.objective and os.kill(session.worker_pid, signal.SIGKILL),
        )
        assert result.status is MipStatus.WORKER_DIED
        assert result.values is not None
        assert result.violation <= 1e-6
        assert session.solve(two_items).objective == pytest.approx(12)


def test_closed_from_another_thread(endless):
    with HighsSession() as session:
        closer = threading.Thread(target=session.close)

        def close(progress):
            if progress.objective is not None and not closer.ident:
                closer.start()

        result = session.solve(endless, HighsParams(mip_gap=0, time_limit=60), on_progress=close)
        closer.join()
    assert result.status is MipStatus.INTERRUPTED
    assert result.values is not None


def test_fault_of_the_caller_ends_the_worker(endless):
    def fail(progress):
        raise RuntimeError("the caller's own")

    with HighsSession() as session:
        with pytest.raises(RuntimeError, match="the caller's own"):
            session.solve(endless, HighsParams(mip_gap=0, time_limit=60), on_progress=fail)
        assert session.worker_pid is None
        assert session.best_so_far.status is MipStatus.INTERRUPTED


INTERRUPTED = """
    import os, signal, sys, threading
    import numpy as np, pyomo.environ as pyo
    from stockposture.highs.params import HighsParams
    from stockposture.highs.session import HighsSession

    share = np.random.default_rng(5).integers(1, 100, (6, 50))
    model = pyo.ConcreteModel()
    model.pick = pyo.Var(range(50), domain=pyo.Binary)
    model.miss = pyo.Var(range(6), bounds=(0, None))
    model.above = pyo.Constraint(range(6), rule=lambda m, r:
        sum(int(share[r, c]) * m.pick[c] for c in range(50)) - int(share[r].sum() // 2) <= m.miss[r])
    model.below = pyo.Constraint(range(6), rule=lambda m, r:
        sum(int(share[r, c]) * m.pick[c] for c in range(50)) - int(share[r].sum() // 2) >= -m.miss[r])
    model.cost = pyo.Objective(expr=sum(model.miss.values()))
    session = HighsSession()

    def told(progress):
        if progress.objective is not None:
            print("solving", session.worker_pid, flush=True)

    try:
        session.solve(model, HighsParams(mip_gap=0, time_limit=60), on_progress=told)
    except KeyboardInterrupt:
        best = session.best_so_far
        print("interrupted", best.status, best.objective > best.bound, session.worker_pid)
        sys.exit(130)
"""


def test_interrupt(tmp_path):
    """Ctrl-C goes to the whole terminal group; the worker must not see it, then must be gone."""
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(INTERRUPTED))
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, start_new_session=True)
    worker = int(process.stdout.readline().split()[1])
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert output.splitlines()[-1] == "interrupted interrupted True None"
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_worker_does_not_outlive_a_killed_parent(tmp_path):
    """Even kill -9 on the parent in the middle of a solve leaves no worker behind."""
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(INTERRUPTED))
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    worker = int(process.stdout.readline().split()[1])
    process.kill()
    process.communicate(timeout=30)
    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        # A worker reparented to an init that reaps nothing stays as a zombie; that is ended, too.
        if Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the worker is still running")
