"""Crews: the same answers wherever the work is done, nothing lost with a worker, errors as themselves."""

import gc
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stockposture.decomposition.crew.actors import ACTORS
from stockposture.decomposition.crew.crew import Crew
from stockposture.decomposition.crew.executors import ExecutorLanes
from stockposture.decomposition.crew.lanes import InlineLanes
from stockposture.decomposition.crew.place import lanes_of
from stockposture.decomposition.crew.processes import ProcessLanes
from stockposture.highs.errors import WorkerDiedError
from stockposture_models.errors import BadInputError
from support.actors import PAYLOADS, make_counter, work

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
ONCE = (1,) * len(PAYLOADS)


def crew_of(lanes):
    return Crew(make_counter, PAYLOADS, lanes)


@pytest.fixture(scope="module")
def alone():
    with InlineLanes() as lanes, crew_of(lanes) as crew:
        return work(crew)


@pytest.fixture(scope="module")
def two():
    with ProcessLanes(2) as lanes:
        lanes.start()
        yield lanes


def is_gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # Nobody may have waited for it yet.
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_by_hand():
    with InlineLanes() as lanes, Crew(make_counter, [(0.0, 1.0), (2.0,)], lanes) as crew:
        assert crew.do("total", 10.0) == [10.0, 20.0]
        assert crew.change("move", each=[(1.0, 0.0), (3.0, 0.0)]) == [1, 1]
        assert crew.do("total", 1.0) == [2.0, 3.0]


def test_two_processes_give_the_same_bits(alone, two):
    with crew_of(two) as crew:
        assert work(crew) == alone
        assert crew.payloads_sent == ONCE
        where = crew.do("where")
        assert set(where) == set(two.pids)
        # Each stays where it is.
        assert crew.do("where") == where


def test_threads_give_the_same_bits(alone):
    before = len(ACTORS)
    with ThreadPoolExecutor(3) as pool:
        with ExecutorLanes(pool) as lanes, crew_of(lanes) as crew:
            assert work(crew) == alone
            assert crew.payloads_sent == ONCE
            assert set(crew.do("where")) == {os.getpid()}
            assert len(ACTORS) == before + len(PAYLOADS)
        assert len(ACTORS) == before
        # It is the caller's, and still open.
        assert pool.submit(sum, [1, 2]).result() == 3


def test_payloads_are_worked_out_when_sent_and_not_kept(alone, two):
    asked = []

    class Slices:
        def __len__(self):
            return len(PAYLOADS)

        def __getitem__(self, part):
            asked.append(part)
            return PAYLOADS[part]

    with Crew(make_counter, Slices(), two) as crew:
        assert work(crew) == alone
    assert sorted(asked) == list(range(len(PAYLOADS)))


def test_progress_is_told(two):
    for lanes in (InlineLanes(), two):
        told = []
        with crew_of(lanes) as crew:
            crew.do("total", 1.0, done=told.append)
        assert told == [1, 2, 3, 4, 5, 6, 7]


def test_several_crews_share_the_lanes(alone, two):
    with crew_of(two) as one, crew_of(two) as other:
        one.change("move", 4.0)
        assert work(other) == alone


def test_after_the_last_question_actors_go_and_can_be_made_again(alone, two):
    before = len(ACTORS)
    for lanes in (InlineLanes(), two):
        with crew_of(lanes) as crew:
            assert work(crew) == alone
            assert [row.tolist() for row in crew.do("rows", is_last=True)] == alone[3]
            assert len(ACTORS) == before
            assert crew.payloads_sent == ONCE
            assert [row.tolist() for row in crew.do("rows")] == alone[3]
            assert crew.payloads_sent == (2,) * len(PAYLOADS)


def test_a_wrong_number_of_arguments_is_refused(two):
    with crew_of(two) as crew, pytest.raises(ValueError, match="for 1 partitions; there are 7"):
        crew.do("total", each=[(1.0,)])


def test_a_worker_that_dies_midway_loses_nothing(alone, two, tmp_path):
    with InlineLanes() as lanes, crew_of(lanes) as crew:
        before = [crew.change("move", 0.5), crew.change("move", 0.25), crew.do("rows")]
    pids = two.pids
    with crew_of(two) as crew:
        moved = crew.change("move", 0.5)
        after = [moved, crew.change("die_once", str(tmp_path / "note"), 5), crew.do("rows")]
        sent = crew.payloads_sent
    assert (tmp_path / "note").exists()
    assert [[*map(list, part)] if part is after[2] else part for part in after] == [
        before[0],
        before[1],
        [list(row) for row in before[2]],
    ]
    assert len(set(pids) & set(two.pids)) == 1
    # Only what was in the lane that died.
    assert 1 <= sum(sent) - len(PAYLOADS) < len(PAYLOADS)


def test_workers_killed_between_calls_lose_nothing(alone, two):
    with crew_of(two) as crew:
        first = crew.do("total", 1.0)
        crew.change("move", 0.5)
        for pid in two.pids:
            os.kill(pid, signal.SIGKILL)
        crew.change("move", each=[(part / 3, 1 + part / 7) for part in range(len(crew))])
        second = crew.do("total", 0.1)
        for pid in two.pids:
            os.kill(pid, signal.SIGKILL)
        third = crew.change("move", -0.25)
        assert (first, second, third, [row.tolist() for row in crew.do("rows")]) == alone


def test_short_calls_are_sent_together(two):
    payloads = [(float(part),) for part in range(60)]
    with Crew(make_counter, payloads, two) as crew, InlineLanes() as lanes, Crew(make_counter, payloads, lanes) as here:
        for both in (crew, here):
            assert both.do("total", 2.0) == [2.0 * part for part in range(60)]
        told = []
        assert crew.change("move", 0.5, done=told.append) == here.change("move", 0.5)
        assert crew.do("total", 3.0, done=told.append) == here.do("total", 3.0)
        assert told.count(60) == 2
        assert len(told) < 100
        # All of a batch is lost with its worker.
        for pid in two.pids:
            os.kill(pid, signal.SIGKILL)
        assert crew.change("move", -1.0) == here.change("move", -1.0)
        assert crew.do("total", 3.0) == here.do("total", 3.0)


def test_a_call_that_kills_every_worker_is_given_up(two):
    with crew_of(two) as crew:
        with pytest.raises(WorkerDiedError, match=r"part \d of 7 lost its worker 3 times.*signal 9.*fewer workers"):
            crew.do("die")
        # The others, and this one, go on.
        assert crew.change("move", 0.5) == [1] * 7


def test_an_error_arrives_as_itself(two):
    with ThreadPoolExecutor(2) as pool:
        for lanes in (InlineLanes(), ExecutorLanes(pool), two):
            with crew_of(lanes) as crew:
                with pytest.raises(BadInputError, match="has 5") as raised:
                    crew.do("fail", 5)
                assert raised.value.exit_code == 3
                assert raised.value.findings[0].problem == "has 5"
                # That of the first partition, whichever failed first; and the crew goes on.
                assert crew.do("fail", 100) == [True] * 7


def test_a_fault_brings_the_workers_traceback(two):
    with crew_of(two) as crew:
        with pytest.raises(ZeroDivisionError) as raised:
            crew.do("divide", 0)
        assert "in a worker" in raised.value.__notes__[0]
        assert "return 1 / by" in raised.value.__notes__[0]
        with pytest.raises(RuntimeError, match="RefusedError: refused here, 5 times"):
            crew.do("refuse")


def test_an_actor_half_changed_by_an_error_is_made_again(two):
    for lanes in (InlineLanes(), two):
        with crew_of(lanes) as crew:
            crew.change("move", 0.5)
            good = crew.do("total", 1.0)
            with pytest.raises(ZeroDivisionError):
                crew.change("divide", 0)
            assert crew.do("total", 1.0) == good


def test_what_is_broken_off_can_be_gone_on_with(two):
    """Ctrl-C inside a change: what was done counts once, the crew stays usable."""

    def stop(done):
        raise KeyboardInterrupt

    for lanes in (InlineLanes(), two):
        with crew_of(lanes) as crew:
            with pytest.raises(KeyboardInterrupt):
                crew.change("move_slowly", 0.05, 1.0, done=stop)
            moves = crew.do("slow", 0)
            assert set(moves) == {0, 1}
            rows = crew.do("rows")
            with InlineLanes() as here, crew_of(here) as other:
                plain = other.do("rows")
                other.change("move", 1.0)
                moved = other.do("rows")
            assert [row.tolist() for row in rows] == [
                (moved if move else plain)[part].tolist() for part, move in enumerate(moves)
            ]


def test_closing_ends_the_workers_at_once():
    with ProcessLanes(2) as lanes:
        lanes.start()
        pids = lanes.pids
        with crew_of(lanes) as crew, pytest.raises(KeyboardInterrupt):
            crew.do("slow", each=[(0,), *[(60,)] * 6], done=lambda _: signal.raise_signal(signal.SIGINT))
        start = time.monotonic()
    assert time.monotonic() - start < 5
    assert len(pids) == 2
    assert all(map(is_gone, pids))


def test_lanes_nobody_has_any_more_end_their_workers():
    lanes = ProcessLanes(1)
    lanes.start()
    pids = lanes.pids
    del lanes
    gc.collect()
    wait_until(lambda: all(map(is_gone, pids)))


#: A script as a user may write it: no ``if __name__``.
SCRIPT = """
import sys
from stockposture.decomposition.crew.crew import Crew
from stockposture.decomposition.crew.processes import ProcessLanes
from support.actors import PAYLOADS, make_counter
with ProcessLanes(2) as lanes:
    lanes.start()
    with Crew(make_counter, PAYLOADS, lanes) as crew:
        crew.do("total", 1.0)
        print(*lanes.pids, flush=True)
        crew.do("slow", float(sys.argv[1]))
print("done")
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}

    def begin(seconds):
        process = subprocess.Popen(
            [sys.executable, str(path), str(seconds)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )
        return process, [int(pid) for pid in process.stdout.readline().split()]

    return begin


def test_a_plain_script_needs_no_guard(script):
    process, pids = script(0)
    assert process.communicate(timeout=60) == ("done\n", "")
    assert len(pids) == 2
    assert all(map(is_gone, pids))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_driver(script, number):
    process, pids = script(60)
    assert not any(map(is_gone, pids))
    if number == signal.SIGINT:
        # As a terminal does: to all of the group.
        os.killpg(process.pid, number)
    else:
        process.kill()
    out, errors = process.communicate(timeout=20)
    assert out == ""
    assert errors.count("Traceback") == (number == signal.SIGINT)
    wait_until(lambda: all(map(is_gone, pids)))


def test_workers_are_warmed_and_have_one_thread_each(two):
    with crew_of(two):
        threads = two.submit(two.names()[0], os.getenv, "OMP_NUM_THREADS").result(timeout=30)
    assert threads == "1"


def test_where_to_work():
    assert isinstance(lanes_of(workers=1), InlineLanes)
    with lanes_of(workers=2) as lanes:
        assert lanes.width == len(lanes.names()) == 2
    with ThreadPoolExecutor(3) as pool, lanes_of(executor=pool) as lanes:
        assert (lanes.width, lanes.depth("executor")) == (3, 4)
        with pytest.raises(ValueError, match="not both"):
            lanes_of(executor=pool, cluster="tcp://127.0.0.1:1")
    with pytest.raises(ValueError, match="at least one"):
        ProcessLanes(0)
