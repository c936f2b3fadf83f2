"""What a session gives back, in every way a solve can end."""

import os
import subprocess
import sys
import textwrap
import threading
import time

import numpy as np
import pyomo.environ as pyo
import pytest

from stockposture.highs import process as process_module
from stockposture.highs.compile import compile_model
from stockposture.highs.errors import HighsRefusedError
from stockposture.highs.params import HighsParams, Presolve
from stockposture.highs.result import MipStatus, rounded_choice
from stockposture.highs.session import HighsSession


def test_two_items(session, two_items):
    result = session.solve(two_items)
    assert result.status is MipStatus.OPTIMAL
    assert result.objective == pytest.approx(12)
    assert result.bound == pytest.approx(12)
    assert result.gap <= 1e-4
    assert result.violation <= 1e-6
    assert result.version.split(".")[0] == "1"
    chosen = rounded_choice(result.values_of(two_items.select)).reshape(2, 2)
    assert chosen.sum(axis=1).tolist() == [1, 1]
    assert chosen[:, 1].sum() == 1
    with pytest.raises(ValueError, match="relaxation"):
        result.duals_of(two_items.stock)


def test_relaxation_has_duals(session, two_items):
    result = session.solve(two_items, relax=True)
    assert result.status is MipStatus.OPTIMAL
    assert result.objective == result.bound == pytest.approx(12)
    assert result.duals_of(two_items.stock) == pytest.approx([-1.6])
    assert result.duals_of(two_items.one) == pytest.approx([10, 10])
    assert len(result.reduced_costs) == 4


def test_maximising(session):
    """max 3x + 2y, x + y <= 4, x <= 3, x, y >= 0: x 3, y 1: 11, one more unit of the row is worth 2."""
    model = pyo.ConcreteModel()
    model.x, model.y = pyo.Var(bounds=(0, 3)), pyo.Var(bounds=(0, None))
    model.row = pyo.Constraint(expr=model.x + model.y <= 4)
    model.worth = pyo.Objective(expr=3 * model.x + 2 * model.y, sense=pyo.maximize)
    result = session.solve(model)
    assert (result.objective, result.bound) == (pytest.approx(11), pytest.approx(11))
    assert result.values_of(model.x) == pytest.approx([3])
    assert result.duals_of(model.row) == pytest.approx([2])


def test_changed_bounds_need_no_compiling(session, two_items):
    from dataclasses import replace

    compiled = compile_model(two_items)
    looser = compiled.row_upper.copy()
    looser[compiled.rows_of(two_items.stock)] = 10
    before = compiled.row_upper.copy()
    assert session.solve_arrays(replace(compiled, row_upper=looser)).objective == pytest.approx(4)
    assert session.solve_arrays(compiled).objective == pytest.approx(12)
    np.testing.assert_array_equal(compiled.row_upper, before)


@pytest.mark.parametrize("presolve", list(Presolve))
@pytest.mark.parametrize("domain", [pyo.Binary, pyo.UnitInterval])
def test_infeasible(session, presolve, domain):
    model = pyo.ConcreteModel()
    model.x = pyo.Var([1, 2], domain=domain)
    model.row = pyo.Constraint(expr=model.x[1] + model.x[2] >= 3)
    model.cost = pyo.Objective(expr=model.x[1])
    result = session.solve(model, HighsParams(presolve=presolve))
    assert (result.status, result.objective, result.values) == (MipStatus.INFEASIBLE, None, None)
    with pytest.raises(ValueError, match="no solution"):
        result.values_of(model.x)


def test_crossed_bounds_are_infeasible(session):
    model = pyo.ConcreteModel()
    model.x = pyo.Var(bounds=(3, 2))
    model.cost = pyo.Objective(expr=model.x)
    assert session.solve(model).status is MipStatus.INFEASIBLE


def test_empty_row_that_cannot_hold_is_infeasible(session, two_items):
    two_items.never = pyo.Constraint(expr=(1, 0 * two_items.select["a", "lean"], None))
    assert session.solve(two_items).status is MipStatus.INFEASIBLE


@pytest.mark.parametrize("presolve", list(Presolve))
@pytest.mark.parametrize("domain", [pyo.NonNegativeIntegers, pyo.NonNegativeReals])
def test_unbounded(session, presolve, domain):
    model = pyo.ConcreteModel()
    model.x, model.y = pyo.Var(domain=domain), pyo.Var(domain=domain)
    model.row = pyo.Constraint(expr=model.x - model.y <= 3)
    model.cost = pyo.Objective(expr=-model.x)
    assert session.solve(model, HighsParams(presolve=presolve)).status is MipStatus.UNBOUNDED


@pytest.mark.parametrize("presolve", list(Presolve))
def test_infeasible_and_unbounded_at_once_is_infeasible(session, presolve):
    model = pyo.ConcreteModel()
    model.x, model.y = pyo.Var(domain=pyo.NonNegativeIntegers), pyo.Var(domain=pyo.Binary)
    model.row = pyo.Constraint(expr=2 * model.y == 1)
    model.cost = pyo.Objective(expr=-model.x)
    assert session.solve(model, HighsParams(presolve=presolve)).status is MipStatus.INFEASIBLE


def test_model_without_columns(session):
    model = pyo.ConcreteModel()
    model.cost = pyo.Objective(expr=7)
    result = session.solve(model)
    assert (result.status, result.objective) == (MipStatus.OPTIMAL, 7)


def test_time_limit_keeps_the_incumbent(session, endless):
    seen = []
    result = session.solve(endless, HighsParams(time_limit=1, mip_gap=0), on_progress=seen.append)
    assert result.status is MipStatus.TIME_LIMIT
    assert result.values is not None
    assert result.violation <= 1e-6
    assert 0 <= result.bound < result.objective
    assert result.gap == pytest.approx((result.objective - result.bound) / result.objective)
    assert seen[-1].objective >= result.objective - 1e-6


def test_hint_is_where_the_search_starts(session, endless):
    found = session.solve(endless, HighsParams(time_limit=1, mip_gap=0))
    first = []
    session.solve(endless, HighsParams(time_limit=0.5, mip_gap=0), hint=found.values, on_progress=first.append)
    start = next(progress.objective for progress in first if progress.objective is not None)
    assert start <= found.objective + 1e-6
    with pytest.raises(ValueError, match="shape"):
        session.solve(endless, hint=np.zeros(3))


def test_mistyped_option_is_refused(session, two_items):
    params = HighsParams(options=(("mip_rel_gpa", 0.1), ("mip_heuristic_effort", 7.0)))
    with pytest.raises(HighsRefusedError, match=r"mip_rel_gpa.*mip_heuristic_effort"):
        session.solve(two_items, params)
    assert session.solve(two_items).status is MipStatus.OPTIMAL


def test_threads_change_between_solves(two_items):
    with HighsSession() as session:
        one = session.solve(two_items, HighsParams(threads=1))
        first = session.worker_pid
        two = session.solve(two_items, HighsParams(threads=2))
        assert session.worker_pid != first
    assert one.objective == pytest.approx(two.objective)
    assert session.worker_pid is None


def test_sessions_at_once(two_items, endless):
    """Two threads, a session each, one of them busy all the time."""
    objectives = []

    def work(model, params):
        with HighsSession() as own:
            objectives.extend(own.solve(model, params).objective for _ in range(2))

    threads = [
        threading.Thread(target=work, args=(two_items, HighsParams())),
        threading.Thread(target=work, args=(endless, HighsParams(time_limit=0.5))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(objectives) == 4
    assert sum(objective == pytest.approx(12) for objective in objectives) >= 2


def test_worker_ends_with_a_forgotten_session(two_items):
    session = HighsSession()
    session.solve(two_items)
    pid = session.worker_pid
    del session
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_scripts_need_no_main_guard_and_leave_nothing_behind(tmp_path):
    """A user's script at top level, in a folder whose files pose as modules; it ends without closing."""
    (tmp_path / "queue.py").write_text("raise RuntimeError('the wrong queue')\n")
    (tmp_path / "scripts").mkdir()
    script = tmp_path / "scripts" / "script.py"
    script.write_text(
        "import pyomo.environ as pyo\n"
        "from stockposture.highs.session import HighsSession\n"
        "model = pyo.ConcreteModel()\n"
        "model.x = pyo.Var(bounds=(2, 5))\n"
        "model.cost = pyo.Objective(expr=model.x)\n"
        "session = HighsSession()\n"
        "print(session.solve(model).objective, session.worker_pid)\n"
    )
    ran = subprocess.run(
        [sys.executable, str(script)], check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    objective, pid = ran.stdout.split()
    assert float(objective) == 2
    time.sleep(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_rounded_choice():
    assert rounded_choice(np.array([1e-7, 1 - 1e-7, 0, 1])).tolist() == [False, True, False, True]
    assert rounded_choice(np.array([])).tolist() == []
    with pytest.raises(ValueError, match="position 1"):
        rounded_choice(np.array([0, 0.4, 1]))
    with pytest.raises(ValueError, match="position 1"):
        rounded_choice(np.array([0, np.nan, 1]))


def test_results_outlive_their_models(session):
    """The id of a collected component must not answer for another one."""

    def small(value):
        model = pyo.ConcreteModel()
        model.x = pyo.Var(bounds=(value, 99))
        model.cost = pyo.Objective(expr=model.x)
        return model

    results = [session.solve(small(value)) for value in range(20)]
    stranger = small(0)
    assert [result.objective for result in results] == list(range(20))
    for result in results:
        with pytest.raises(KeyError):
            result.values_of(stranger.x)


def test_hint_without_any_known_value(session, two_items):
    assert session.solve(two_items, hint=np.full(4, np.nan)).objective == pytest.approx(12)


POOL = """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    import pyomo.environ as pyo
    from stockposture.highs.session import HighsSession

    def solved(value):
        model = pyo.ConcreteModel()
        model.x = pyo.Var(bounds=(value, 9))
        model.cost = pyo.Objective(expr=model.x)
        with HighsSession() as session:
            return session.solve(model).objective

    if __name__ == "__main__":
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
            print([*pool.map(solved, [1, 2, 3])])
"""


def test_spawned_pool(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(POOL))
    ran = subprocess.run([sys.executable, str(script)], check=False, capture_output=True, text=True, timeout=100)
    assert (ran.stdout.strip(), ran.stderr) == ("[1.0, 2.0, 3.0]", "")


def test_forked_child_does_not_end_the_workers_of_its_parent(two_items):
    with HighsSession() as session:
        session.solve(two_items)
        worker = session._worker
        # What a fork's garbage collector would do with its copy of the session.
        process_module._end(worker.process, worker.errors, os.getpid() + 1)
        assert session.worker_pid is not None
        assert session.solve(two_items).objective == pytest.approx(12)
