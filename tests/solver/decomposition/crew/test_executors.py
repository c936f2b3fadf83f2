"""Crews in a pool of processes of the caller's: nobody knows which of them has an actor, and any may die."""

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor

import pytest

from stockposture.decomposition.crew.crew import Crew
from stockposture.decomposition.crew.executors import ExecutorLanes
from stockposture.decomposition.crew.lanes import InlineLanes
from stockposture_models.errors import BadInputError
from support.actors import PAYLOADS, make_counter, work

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")


def spawned():
    return ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))


@pytest.fixture(scope="module")
def alone():
    with InlineLanes() as lanes, Crew(make_counter, PAYLOADS, lanes) as crew:
        return work(crew)


def test_spawned_processes_give_the_same_bits(alone):
    with spawned() as pool, ExecutorLanes(pool) as lanes:
        with Crew(make_counter, PAYLOADS, lanes) as crew:
            assert work(crew) == alone
            assert os.getpid() not in crew.do("where")
            with pytest.raises(BadInputError, match="has "):
                crew.do("fail", 5)
            # Which of the two does what is chance, and so is how often a payload is sent; none makes an actor twice.
            assert crew.do("made") == [1] * len(PAYLOADS)
        assert pool.submit(sum, [1, 2]).result() == 3


def test_a_pool_that_breaks_midway_loses_nothing(alone):
    with spawned() as pool, ExecutorLanes(pool) as lanes, Crew(make_counter, PAYLOADS, lanes) as crew:
        first = crew.do("total", 1.0)
        crew.change("move", 0.5)
        os.kill(crew.do("where")[0], signal.SIGKILL)
        with pytest.warns(RuntimeWarning, match="the executor is broken .* going on in 2 worker processes of our own"):
            crew.change("move", each=[(part / 3, 1 + part / 7) for part in range(len(crew))])
        second = crew.do("total", 0.1)
        moves = crew.change("move", -0.25)
        assert (first, second, moves, [row.tolist() for row in crew.do("rows")]) == alone
        assert lanes.is_pinned


def test_an_executor_shut_down_is_the_callers_to_hear_of():
    pool = spawned()
    pool.shutdown()
    with (
        ExecutorLanes(pool) as lanes,
        Crew(make_counter, PAYLOADS, lanes) as crew,
        pytest.raises(RuntimeError, match="after shutdown"),
    ):
        crew.do("where")
