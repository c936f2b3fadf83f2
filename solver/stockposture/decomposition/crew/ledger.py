"""What a crew knows of its partitions: what each has been through, and which lane has it."""

import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from typing import Any

from stockposture.decomposition.crew.actors import Call, Done, Missing, Origin, Raised, Task, forget, run_all
from stockposture.decomposition.crew.lanes import Lane, Lanes


@dataclass(frozen=True)
class Batch:
    """Tasks sent together; kept without what was sent along to make their actors."""

    tasks: tuple[Task, ...]
    lane: Lane


@dataclass(frozen=True)
class Lost:
    """No answer: whoever worked on it is gone."""

    error: BaseException


class Ledger:
    """Sends tasks and keeps the books; parameters as of :class:`~stockposture.decomposition.crew.crew.Crew`."""

    def __init__(self, make: Callable[[Any], Any], payloads: Sequence[Any], lanes: Lanes) -> None:
        self.lanes = lanes
        self._make = make
        self._payloads = payloads
        self._crew = uuid.uuid4().hex
        self._tasks = 0
        #: Changes that each partition has been through.
        self._logs: list[list[Call]] = [[] for _ in range(len(payloads))]
        #: The lane that has the actor of a partition, or is to have it again.
        self.home: dict[int, Lane] = {}
        #: Partitions whose actor is there, for all we know.
        self._held: set[int] = set()
        self.under_way: dict[Future[Any], Batch] = {}
        #: Seconds a call took when it was last made, by method.
        self.seconds: dict[str, float] = {}
        #: Payloads sent, by partition.
        self.sent = [0] * len(payloads)

    def __len__(self) -> int:
        """Return how many partitions there are."""
        return len(self._logs)

    def is_held(self, partition: int) -> bool:
        """Return whether the actor of a partition should be where it was."""
        return partition in self._held

    def load(self, lane: Lane) -> int:
        """Return how many batches are under way in a lane."""
        return sum(batch.lane == lane for batch in self.under_way.values())

    def task(self, partition: int, call: Call, *, is_change: bool, is_last: bool, repeat: bool, in_full: bool) -> Task:
        """Return a task to be sent.

        Parameters
        ----------
        partition, call, is_change, is_last
            What.
        repeat
            Whether it came back for want of the actor: the log goes along.
        in_full
            Whether the payload goes along even if we think that the actor is there.
        """
        log = self._logs[partition]
        self._tasks += 1
        task = Task(self._crew, partition, self._tasks, call, is_change, len(log), is_last=is_last)
        in_full = in_full or partition not in self._held
        if in_full or repeat:
            task = replace(task, log=tuple(log))
        if in_full:
            task = replace(task, origin=Origin(self._make, self._payloads[partition]))
            self.sent[partition] += 1
        return task

    def send(self, lane: Lane, tasks: Sequence[Task]) -> None:
        """Send tasks to a lane, together."""
        for task in tasks:
            self.home[task.partition] = lane
            self._held.add(task.partition)
        slim = tuple(replace(task, origin=None, log=()) for task in tasks)
        self.under_way[self.lanes.submit(lane, run_all, tuple(tasks))] = Batch(slim, lane)

    def take(self, future: Future[Any]) -> tuple[Batch, list[Done | Missing | Raised] | Lost]:
        """Take what came back, and book it."""
        batch = self.under_way.pop(future)
        replies: list[Done | Missing | Raised]
        try:
            replies, seconds = future.result()
        except Exception as error:  # noqa: BLE001 - either lost, or of no actor: what cannot be sent, for one
            if isinstance(error, (*self.lanes.losses, CancelledError)):
                self._lose(batch.lane)
                self.lanes.lost(batch.lane, error)
                return batch, Lost(error)
            return batch, [Raised(error)] * len(batch.tasks)
        self.seconds[batch.tasks[0].call.method] = seconds / len(batch.tasks)
        for task, reply in zip(batch.tasks, replies, strict=True):
            self._book(task, reply)
        return batch, replies

    def _book(self, task: Task, reply: Done | Missing | Raised) -> None:
        match reply:
            case Done():
                if task.is_change:
                    self._logs[task.partition].append(task.call)
                if task.is_last:
                    self._held.discard(task.partition)
            case Raised() if task.is_change:
                # Half changed, it was dropped.
                self._held.discard(task.partition)
            case Missing(has_actor=False) if self.lanes.is_pinned:
                self._held.discard(task.partition)

    def leave_lanes_that_are_gone(self) -> list[Batch]:
        """Give up on lanes that are no more, and return what was under way there."""
        names = set(self.lanes.names())
        for lane in {*self.home.values()} - names:
            self._lose(lane)
        gone = [future for future, batch in self.under_way.items() if batch.lane not in names and not future.done()]
        for future in gone:
            future.cancel()
        return [self.under_way.pop(future) for future in gone]

    def abandon(self) -> None:
        """Call off what nobody waits for any more; what has begun goes on, and its changes will count."""
        for future in [future for future in self.under_way if self.lanes.cancel(future)]:
            del self.under_way[future]

    def close(self) -> None:
        """Let go of all actors."""
        for future in self.under_way:
            future.cancel()
        self.under_way.clear()
        self._held.clear()
        self.lanes.tell(forget, self._crew)

    def _lose(self, lane: Lane) -> None:
        self._held.difference_update(part for part, home in self.home.items() if home == lane)
