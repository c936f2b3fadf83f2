"""Actors where they live: each worker process keeps those it has made and brings them up to date when asked.

An actor is what ``make(payload)`` returns. Its state is a function of the payload and of the changing calls made
since, in order: whoever has both can make it again, so that a worker that dies takes nothing with it.
"""

import pickle
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from stockposture_models.errors import StockpostureError

#: Crews whose actors a process keeps; of more, those unused for longest go. Only a pool of somebody else's, whose
#: processes cannot all be told that a crew is done with, ever holds so many.
MOST_CREWS = 8


@dataclass(frozen=True)
class Call:
    """A method of an actor and what it is given."""

    method: str
    arguments: tuple[Any, ...] = ()

    def of(self, actor: Any) -> Any:
        """Make the call."""
        return getattr(actor, self.method)(*self.arguments)


@dataclass(frozen=True)
class Origin:
    """What an actor is made of; ``make`` can be found by its name in every process."""

    make: Callable[[Any], Any]
    payload: Any


@dataclass(frozen=True)
class Task:
    """One call on one actor.

    Parameters
    ----------
    crew, partition
        Which actor.
    number
        Of the task; no two of a crew are alike, so that nobody takes one's answer for the other's.
    call
        What is asked.
    is_change
        Whether it changes the actor.
    version
        Changes that the actor must have seen before, no more and no fewer.
    origin
        What to make it of; only where it is not known to be there.
    log
        All changes it must have seen, for an actor that may be behind; else empty.
    is_last
        Whether the actor goes once it has answered; asked again, it must be made again.
    """

    crew: str
    partition: int
    number: int
    call: Call
    is_change: bool
    version: int
    origin: Origin | None = None
    log: tuple[Call, ...] = ()
    is_last: bool = False


@dataclass(frozen=True)
class Done:
    """The answer of an actor."""

    value: Any


@dataclass(frozen=True)
class Missing:
    """No such actor here, or one that has not seen every change: send what it takes."""

    has_actor: bool


@dataclass(frozen=True)
class Raised:
    """The actor raised an error; it arrives as itself wherever it can be pickled."""

    error: Exception

    def __reduce__(self) -> tuple[type["Raised"], tuple[Exception]]:
        return Raised, (portable(self.error),)


@dataclass
class _Kept:
    """A place for an actor; the lock is held by the call that is under way."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    actor: Any = None
    #: Changes it has seen; ``None`` without an actor.
    version: int | None = None

    def clear(self) -> None:
        self.actor = self.version = None


class Actors:
    """The actors of one process, by crew and partition."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._crews: OrderedDict[str, dict[int, _Kept]] = OrderedDict()

    def place(self, crew: str, partition: int) -> _Kept:
        """Return the place of an actor, made where there is none."""
        with self._lock:
            kept = self._crews.setdefault(crew, {})
            self._crews.move_to_end(crew)
            while len(self._crews) > MOST_CREWS:
                self._crews.popitem(last=False)
            return kept.setdefault(partition, _Kept())

    def forget(self, crew: str) -> None:
        """Drop all actors of a crew."""
        with self._lock:
            self._crews.pop(crew, None)

    def __len__(self) -> int:
        """Return how many actors there are."""
        with self._lock:
            return sum(kept.version is not None for crew in self._crews.values() for kept in crew.values())


#: Of this process. A task finds what an earlier one left by no other way.
ACTORS = Actors()


def run(task: Task) -> Done | Missing | Raised:
    """Do a task with the actors of this process."""
    kept = ACTORS.place(task.crew, task.partition)
    with kept.lock:
        if kept.version is not None and kept.version > task.version:
            # It has seen a change whose answer never arrived.
            kept.clear()
        try:
            if kept.version is None:
                if task.origin is None:
                    return Missing(has_actor=False)
                kept.actor, kept.version = task.origin.make(task.origin.payload), 0
            if kept.version < task.version and not task.log:
                return Missing(has_actor=True)
            for change in task.log[kept.version :]:
                _change(kept, change)
            answer = _change(kept, task.call) if task.is_change else task.call.of(kept.actor)
        except Exception as error:  # noqa: BLE001 - it is the caller's to handle, who may be in another process
            return Raised(error)
        if task.is_last:
            kept.clear()
        return Done(answer)


def run_all(tasks: tuple[Task, ...]) -> tuple[list[Done | Missing | Raised], float]:
    """Do several tasks; return their replies and how many seconds they took together."""
    start = time.perf_counter()
    return [run(task) for task in tasks], time.perf_counter() - start


def forget(crew: str) -> None:
    """Drop all actors of a crew from this process."""
    ACTORS.forget(crew)


def portable(error: Exception) -> Exception:
    """Return the error, or one that says the same, fit to be sent to another process.

    What is not said for the user gets the worker's traceback as a note, or nobody would ever see it.
    """
    if not isinstance(error, StockpostureError) and error.__traceback__ is not None:
        error.add_note("in a worker:\n" + "".join(traceback.format_exception(error)).rstrip())
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an error's own pickling raises
        said = RuntimeError(f"{type(error).__name__}: {error}")
        for note in getattr(error, "__notes__", ()):
            said.add_note(note)
        return said
    return error


def _change(kept: _Kept, change: Call) -> Any:
    """Make a changing call; an actor that it fails in may be half changed, and goes."""
    actor, version = kept.actor, kept.version or 0
    kept.clear()
    answer = change.of(actor)
    kept.actor, kept.version = actor, version + 1
    return answer
