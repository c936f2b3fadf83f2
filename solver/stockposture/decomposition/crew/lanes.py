"""Lanes: where work is done, and how one is told that some of it was lost."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future
from typing import Any, Self

Lane = Hashable


class Lanes(ABC):
    """Places that functions can be sent to; what one call leaves in a lane, the next call in that lane finds.

    Leaving the ``with`` block ends what is ours: processes and connections, never an executor of the caller.
    """

    #: What a future raises whose work was lost, rather than done and failed.
    losses: tuple[type[BaseException], ...] = ()
    #: Whether a lane is one process; else it is many and nobody knows which of them takes a call.
    is_pinned: bool = True
    #: Seconds of work worth sending together, as sending takes time of its own.
    batch_seconds: float = 0.05

    @abstractmethod
    def names(self) -> Sequence[Lane]:
        """Return the lanes that take work now: others than before, where machines come and go."""

    @property
    def width(self) -> int:
        """How many calls can be worked on at the same time."""
        return len(self.names())

    def depth(self, lane: Lane) -> int:  # noqa: ARG002 - the same for all, unless told
        """Return how many calls are worth having under way in a lane."""
        return 1

    @abstractmethod
    def submit(self, lane: Lane, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Send a call; its future raises what the function raises, or one of :attr:`losses`."""

    def lost(self, lane: Lane, error: BaseException) -> None:  # noqa: B027 - most lanes mend themselves
        """Hear that a call in the lane was lost."""

    def cancel(self, future: Future[Any]) -> bool:
        """Call off a call nobody waits for any more; return whether it will not be done."""
        return future.cancel()

    def start(self, warm: Callable[[], Any] | None = None) -> None:  # noqa: B027 - only what is slow to start
        """Start early what takes time, without waiting for it.

        Parameters
        ----------
        warm
            Called once in each process, e.g. to import what will be needed.
        """

    @abstractmethod
    def tell(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Have a function called in every process, as far as they can be reached; nobody waits for it."""

    def close(self) -> None:  # noqa: B027 - most lanes have nothing of their own
        """End what is ours."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class InlineLanes(Lanes):
    """One lane: here and now."""

    batch_seconds = 0.0

    def names(self) -> Sequence[Lane]:
        """Return the only lane."""
        return ("here",)

    def submit(self, lane: Lane, function: Callable[..., Any], *arguments: Any) -> Future[Any]:  # noqa: ARG002
        """Call the function before returning."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:  # noqa: BLE001 - as any other future has it
            future.set_exception(error)
        return future

    def tell(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Call the function."""
        function(*arguments)
