"""Crews on a real Dask cluster: a scheduler and worker processes of their own, some of which are killed."""

import os
import signal
import subprocess
import sys
import time

import pytest

from stockposture.decomposition.crew import dask as dask_module
from stockposture.decomposition.crew.crew import Crew
from stockposture.decomposition.crew.lanes import InlineLanes
from stockposture.decomposition.crew.place import lanes_of
from stockposture.highs.errors import WorkerDiedError
from stockposture_models.errors import BadInputError, FileFaultError
from support.actors import PAYLOADS, make_counter, work
from support.dask_cluster import TESTS, cluster_of

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")


@pytest.fixture(scope="module")
def alone():
    with InlineLanes() as lanes, Crew(make_counter, PAYLOADS, lanes) as crew:
        return work(crew)


@pytest.fixture(scope="module")
def address():
    with cluster_of(2) as address:
        yield address


@pytest.fixture(scope="module")
def lanes(address):
    with lanes_of(cluster=address) as lanes:
        wait_until(lambda: len(lanes.names()) == 2)
        yield lanes


def wait_until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def test_two_workers_give_the_same_bits(alone, lanes):
    with Crew(make_counter, PAYLOADS, lanes) as crew:
        assert work(crew) == alone
        assert crew.payloads_sent == (1,) * len(PAYLOADS)
        assert lanes.width == 2
        where = crew.do("where")
        assert len(set(where)) == 2
        assert os.getpid() not in where
        assert crew.do("where") == where


def test_an_error_arrives_as_itself(lanes):
    with Crew(make_counter, PAYLOADS, lanes) as crew:
        with pytest.raises(BadInputError, match=r"has \d") as raised:
            crew.do("fail", 5)
        assert raised.value.exit_code == 3
        assert len(raised.value.findings) == 1
        assert crew.do("fail", 100) == [True] * len(PAYLOADS)


def test_a_large_payload_needs_no_remark(lanes):
    with Crew(make_counter, [(0.0,) * 2_000_000], lanes) as crew:
        assert crew.do("total", 1.0) == [0.0]


def test_a_worker_that_dies_midway_loses_nothing(alone, lanes, tmp_path):
    with InlineLanes() as here, Crew(make_counter, PAYLOADS, here) as crew:
        expected = [crew.change("move", 0.5), crew.change("move", 0.25), [row.tolist() for row in crew.do("rows")]]
    with Crew(make_counter, PAYLOADS, lanes) as crew:
        found = [crew.change("move", 0.5), crew.change("die_once", str(tmp_path / "note"), 5)]
        found.append([row.tolist() for row in crew.do("rows")])
        assert (tmp_path / "note").exists()
        assert found == expected
        # A nanny starts another worker, which takes part in what comes next.
        wait_until(lambda: len(lanes.names()) == 2)
        with Crew(make_counter, PAYLOADS, lanes) as other:
            assert work(other) == alone


def test_a_worker_without_a_nanny_is_killed_and_another_comes(alone):
    with cluster_of(0, without_nanny=2) as address, lanes_of(cluster=address) as lanes:
        wait_until(lambda: len(lanes.names()) == 2)
        with Crew(make_counter, PAYLOADS, lanes) as crew:
            first = crew.do("total", 1.0)
            crew.change("move", 0.5)
            os.kill(crew.do("where")[0], signal.SIGKILL)
            crew.change("move", each=[(part / 3, 1 + part / 7) for part in range(len(crew))])
            second = crew.do("total", 0.1)
            moves = crew.change("move", -0.25)
            assert (first, second, moves, [row.tolist() for row in crew.do("rows")]) == alone
            assert len(set(crew.do("where"))) == 1
            # Only what the dead one had was sent again.
            assert len(PAYLOADS) < sum(crew.payloads_sent) < 2 * len(PAYLOADS)
            os.kill(crew.do("where")[0], signal.SIGKILL)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(dask_module, "EMPTY_LIMIT", 0.5)
                with pytest.raises((FileFaultError, WorkerDiedError), match=r"no worker|went away"):
                    crew.do("where")


def test_nobody_there(monkeypatch):
    monkeypatch.setattr(dask_module, "CONNECT_LIMIT", 1.0)
    with pytest.raises(FileFaultError, match=r"tcp://127.0.0.1:1: no Dask scheduler answers there") as raised:
        lanes_of(cluster="tcp://127.0.0.1:1")
    assert raised.value.exit_code == 8
    assert "\n" not in str(raised.value)
    with pytest.raises(FileFaultError, match="nonsense: no Dask scheduler answers there"):
        lanes_of(cluster="nonsense")


def test_versions_are_compared():
    here = {"python": "3.13.1", "stockposture": "0.1.0", "numpy": "2.4.6"}
    found = {
        "same": here,
        "old": here | {"stockposture": "0.0.9", "numpy": "1.0"},
        "other": here | {"numpy": "2.3.0"},
        "without": ModuleNotFoundError("No module named 'stockposture'"),
        "gone": ConnectionError("in <TCP>"),
    }
    unfit, others = dask_module.compared(here, found)
    assert unfit == {
        "old": "has stockposture 0.0.9, here is 0.1.0",
        "without": "lacks stockposture 0.1.0 (No module named 'stockposture')",
    }
    assert others == ["numpy 2.3.0 (here 2.4.6)"]


def test_unfit_workers_are_refused_at_first(address, monkeypatch):
    monkeypatch.setattr(dask_module, "compared", lambda here, found: (dict.fromkeys(found, "is unfit"), []))
    with pytest.raises(FileFaultError, match=r"worker tcp://\S+ is unfit; worker .*Install the same version"):
        lanes_of(cluster=address)
    monkeypatch.setattr(dask_module, "compared", lambda here, found: ({}, ["numpy 2 (here 3)"]))
    with pytest.warns(RuntimeWarning, match=r"workers have numpy 2 \(here 3\); the last digits may differ"):
        lanes_of(cluster=address).close()


def test_without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(FileFaultError, match=r'pip install "stockposture\[dask\]"'):
        lanes_of(cluster="tcp://127.0.0.1:1")


SCRIPT = """
import os, signal, sys, threading
from stockposture.decomposition.crew.crew import Crew
from stockposture.decomposition.crew.place import lanes_of
from support.actors import PAYLOADS, make_counter
signal.signal(signal.SIGINT, signal.default_int_handler)
with lanes_of(cluster=sys.argv[1]) as lanes:
    with Crew(make_counter, PAYLOADS, lanes) as crew:
        os.kill(crew.do("where")[0], signal.SIGKILL)
        crew.do("where")
        try:
            crew.do("fail", 5)
        except Exception as error:
            print(type(error).__name__)
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        with Crew(make_counter, PAYLOADS, lanes) as crew:
            crew.do("slow", each=[(2,), (2,), *[(600,)] * 5])
    except KeyboardInterrupt:
        print("stopped")
"""


def test_a_driver_leaves_at_once_and_says_nothing_of_the_librarys(address, lanes):
    """A worker killed, an error, Ctrl-C while two workers work and calls of ten minutes wait for them."""
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    command = [sys.executable, "-c", SCRIPT, address]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=100, env=environment)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("BadInputError\nstopped\n", "", 0)
    # What waited will not be done; the cluster is free.
    with Crew(make_counter, PAYLOADS, lanes) as crew:
        assert crew.change("move", 0.5) == [1] * len(PAYLOADS)
