"""Lanes of our own without a start: threads of this process."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from stockposture.decomposition.crew.lanes import Lane, Lanes


class ThreadLanes(Lanes):
    """One lane: threads, which share all actors, and of which one at a time runs what is not compiled.

    Parameters
    ----------
    width
        How many.
    """

    batch_seconds = 0.0

    def __init__(self, width: int) -> None:
        self._width = width
        self._pool = ThreadPoolExecutor(width, thread_name_prefix="stockposture")

    def names(self) -> Sequence[Lane]:
        """Return the only lane."""
        return ("threads",)

    @property
    def width(self) -> int:
        """How many threads."""
        return self._width

    def depth(self, lane: Lane) -> int:  # noqa: ARG002
        """One for each thread and one to be ready when another is done."""
        return self._width + 1

    def submit(self, lane: Lane, function: Callable[..., Any], *arguments: Any) -> Future[Any]:  # noqa: ARG002
        """Have a thread call the function."""
        return self._pool.submit(function, *arguments)

    def tell(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Call the function: what it changes is the threads', too."""
        function(*arguments)

    def close(self) -> None:
        """End the threads when they are done with what they are at."""
        self._pool.shutdown(wait=False, cancel_futures=True)
