"""Lanes of our own: worker processes that start before there is work, and are started again when they die."""

import queue
import sys
import threading
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from stockposture.decomposition.crew.lanes import Lane, Lanes
from stockposture.decomposition.crew.parcels import pack_call, unpack
from stockposture.decomposition.crew.worker import parcel_frame, parcel_of
from stockposture.highs.frames import write_frame
from stockposture.highs.process import Ended, WorkerProcess

#: One thread each: the workers share the cores between them. Read when numpy and numba are imported.
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMBA_NUM_THREADS",
)
#: Finds what the driver finds; ``-P`` keeps the working folder's files off the path. Not multiprocessing's way of
#: spawning, which runs the user's script again in each worker, unless that is guarded against.
_BOOTSTRAP = (
    f"import os, sys; os.environ.update(dict.fromkeys({_ONE_THREAD}, '1')); "
    "sys.path += [place for place in sys.argv[1:] if place not in sys.path]; "
    "from stockposture.decomposition.crew.worker import main; main()"
)
_Item = tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]


class LaneLostError(Exception):
    """The worker of a lane ended before it answered."""


class ProcessLanes(Lanes):
    """Worker processes, one a lane.

    They ignore Ctrl-C, which is for the driver to act on; they end when the lanes are closed and when the driver
    ends, however it does. The function of a call, and what its arguments are made of, must be found by name.

    Parameters
    ----------
    width
        How many.
    """

    losses = (LaneLostError,)

    def __init__(self, width: int) -> None:
        if width < 1:
            raise ValueError(f"{width} worker processes; there must be at least one")
        self._lanes: dict[Lane, _ProcessLane] = {number: _ProcessLane() for number in range(width)}

    def names(self) -> Sequence[Lane]:
        """Return the numbers of the lanes."""
        return tuple(self._lanes)

    def depth(self, lane: Lane) -> int:  # noqa: ARG002
        """Two: the next is ready when one is done."""
        return 2

    def submit(self, lane: Lane, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Queue a call for a worker."""
        return self._lanes[lane].submit(function, arguments)

    def start(self, warm: Callable[[], Any] | None = None) -> None:
        """Start the workers, without waiting for them."""
        for lane in self._lanes.values():
            lane.start()
        if warm is not None:
            self.tell(warm)

    def tell(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Have a function called in each worker that runs."""
        for lane in self._lanes.values():
            if lane.pid is not None:
                lane.submit(function, arguments)

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers that run."""
        return [lane.pid for lane in self._lanes.values() if lane.pid is not None]

    def close(self) -> None:
        """End the workers at once; what they are at is lost."""
        for lane in self._lanes.values():
            lane.close()


class _ProcessLane:
    """One worker and the thread that speaks with it."""

    def __init__(self) -> None:
        self._inbox: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._worker: WorkerProcess | None = None
        self._lock = threading.Lock()
        self._is_closed = False
        # A daemon: an interpreter that exits with a call under way must not wait for it.
        threading.Thread(target=_serve, args=(weakref.ref(self), self._inbox), daemon=True).start()
        weakref.finalize(self, self._inbox.put, None)

    @property
    def pid(self) -> int | None:
        worker = self._worker
        return worker.pid if worker is not None and worker.is_alive else None

    def submit(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Future[Any]:
        future: Future[Any] = Future()
        self._inbox.put((future, function, arguments))
        return future

    def start(self) -> WorkerProcess:
        """Return the worker, started where none is running."""
        with self._lock:
            if self._is_closed:
                raise LaneLostError("the lanes are closed")
            if self._worker is None or not self._worker.is_alive:
                self._drop()
                self._worker = WorkerProcess(_command())
            return self._worker

    def ask(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Have the worker make a call; return or raise what comes of it."""
        question = parcel_frame("call", pack_call(function, arguments))
        worker = self.start()
        try:
            write_frame(worker.process.stdin, question)  # type: ignore[arg-type]
        except (OSError, ValueError):
            raise LaneLostError(f"a worker process {worker.last_words()}") from None
        answer = worker.receive(None)
        if answer is None or isinstance(answer, Ended):
            raise LaneLostError(f"a worker process {worker.last_words()}")
        value = unpack(parcel_of(answer))
        if answer.kind == "raised":
            raise value.error
        return value

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            self._drop()
        self._inbox.put(None)

    def _drop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


def _command() -> list[str]:
    return [sys.executable, "-P", "-c", _BOOTSTRAP, *(place for place in sys.path if place)]


def _serve(lane_of: "weakref.ref[_ProcessLane]", inbox: "queue.SimpleQueue[_Item | None]") -> None:
    """Make the calls of a lane, one after the other, until it is closed or nobody has it any more."""
    while (item := inbox.get()) is not None:
        future, function, arguments = item
        lane = lane_of()
        if lane is None:
            break
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(lane.ask(function, arguments))
            except BaseException as error:  # noqa: BLE001 - the future's, whatever it is
                future.set_exception(error)
        # Nothing of a call, nor the lane itself, is kept while waiting for the next.
        del item, future, function, arguments, lane
