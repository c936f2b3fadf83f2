"""Lanes of the caller's: any ``concurrent.futures.Executor``, threads or processes, here or elsewhere."""

import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from typing import Any

from stockposture.cores import cores
from stockposture.decomposition.crew.lanes import Lane, Lanes
from stockposture.decomposition.crew.processes import LaneLostError, ProcessLanes


class ExecutorLanes(Lanes):
    """One lane: the executor, which is never shut down.

    Nobody can say which of its workers takes a call. Threads share all actors; where it has processes, each ends up
    with many of the actors, made again there: lanes of our own need less time and memory. If it breaks, as a pool
    of processes does when one of them dies, the work goes on in processes of our own, with a warning.

    Parameters
    ----------
    executor
        Where the calls go.
    width
        How many it can do at the same time; by default what it says of itself, or the cores there are.
    """

    losses = (BrokenExecutor, LaneLostError)

    def __init__(self, executor: Executor, width: int | None = None) -> None:
        self._executor = executor
        self._width = width or getattr(executor, "_max_workers", None) or cores()
        #: Ours, once the executor is broken.
        self._own: ProcessLanes | None = None

    @property
    def is_pinned(self) -> bool:  # type: ignore[override]
        """Whether it is our own processes by now."""
        return self._own is not None

    def names(self) -> Sequence[Lane]:
        """Return the executor's only lane, or ours."""
        return ("executor",) if self._own is None else self._own.names()

    @property
    def width(self) -> int:
        """What the executor was said to do."""
        return self._width

    def depth(self, lane: Lane) -> int:
        """One for each worker and one to be ready when another is done."""
        return self._width + 1 if self._own is None else self._own.depth(lane)

    def submit(self, lane: Lane, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Submit a call to the executor."""
        if self._own is not None:
            return self._own.submit(lane, function, *arguments)
        try:
            return self._executor.submit(function, *arguments)
        except BrokenExecutor as error:
            future: Future[Any] = Future()
            future.set_exception(error)
            return future

    def lost(self, lane: Lane, error: BaseException) -> None:
        """Go on in processes of our own where the executor is broken."""
        if self._own is None and isinstance(error, BrokenExecutor):
            self._own = ProcessLanes(self._width)
            warnings.warn(
                f"the executor is broken ({error}); going on in {self._width} worker processes of our own",
                RuntimeWarning,
                stacklevel=2,
            )
        elif self._own is not None:
            self._own.lost(lane, error)

    def tell(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Submit the function twice for each worker: most get it."""
        if self._own is not None:
            self._own.tell(function, *arguments)
        # What has been broken or shut down has nothing left to be told.
        with suppress(RuntimeError):
            for _ in range(2 * self._width):
                self._executor.submit(function, *arguments)
        # Threads, and what became of them.
        function(*arguments)

    def close(self) -> None:
        """End what is ours."""
        if self._own is not None:
            self._own.close()
