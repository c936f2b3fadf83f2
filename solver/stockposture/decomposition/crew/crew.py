"""A crew: the parts of a big problem, each an actor that stays with the worker that made it."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from typing import Any, Self

from stockposture.decomposition.crew.actors import Call, Done, Missing, Raised, Task
from stockposture.decomposition.crew.lanes import Lane, Lanes
from stockposture.decomposition.crew.ledger import Batch, Ledger, Lost
from stockposture.highs.errors import WorkerDiedError

#: Waiting is cut into pieces of this many seconds: to see Ctrl-C on every platform, and machines that went away.
POLL_SECONDS = 0.5
#: Times a call on one partition may lose its worker before the partition is taken for the reason.
MOST_LOSSES = 3
#: Times a call looks for its actor among many processes before the actor is made again where the call then lands.
MOST_MISSES = 4


class Crew:
    """Partitions as actors: data stay with the workers, small arguments go out, small answers come back.

    An answer depends on the payload and on the changing calls before it, never on the lanes: results are the same
    bit for bit wherever they are worked out. A worker that dies takes nothing with it: its actors are made again
    from payload and log. One call at a time; from several threads they queue up.

    Parameters
    ----------
    make
        Makes an actor of a payload; a function at the top of a module.
    payloads
        One a partition. Asked for when it is to be sent, and not kept: a sequence that works its members out on
        demand holds none of them twice.
    lanes
        Where; not closed by the crew, several crews may share them.

    Examples
    --------
    >>> from stockposture.decomposition.crew.lanes import InlineLanes
    >>> with InlineLanes() as lanes, Crew(list, [(3, 1), (2,)], lanes) as crew:
    ...     crew.change("append", 5)
    ...     crew.do("count", 5), crew.do("index", each=[(1,), (5,)])
    [None, None]
    ([1, 1], [1, 1])
    """

    def __init__(self, make: Callable[[Any], Any], payloads: Sequence[Any], lanes: Lanes) -> None:
        self._ledger = Ledger(make, payloads, lanes)
        self._lock = threading.RLock()

    def __len__(self) -> int:
        """Return how many partitions there are."""
        return len(self._ledger)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def payloads_sent(self) -> tuple[int, ...]:
        """How often each partition's payload was sent: once, where no worker was lost."""
        return tuple(self._ledger.sent)

    def close(self) -> None:
        """Call off what is under way and let go of the actors."""
        self._ledger.close()

    def do(
        self,
        method: str,
        *arguments: Any,
        each: Sequence[tuple[Any, ...]] | None = None,
        done: Callable[[int], None] | None = None,
        is_last: bool = False,
    ) -> list[Any]:
        """Call a method that only reads, on every actor.

        Parameters
        ----------
        method, arguments
            What to call; the arguments go to every partition.
        each
            More arguments, a tuple a partition, after those.
        done
            Called in this thread with the number of partitions that are done.
        is_last
            Whether each actor, and what it holds, goes once it has answered. One that is asked again after all is
            made again.

        Returns
        -------
        list
            Answers in the order of the partitions. Not to be written to: they may be the actors' own.

        Raises
        ------
        WorkerDiedError
            A partition lost its worker several times over.
        Exception
            What an actor raised; of several, that of the first partition. After this, as after Ctrl-C, the crew
            can go on being used: what was done is kept.
        """
        return self._call(method, arguments, each, done, is_change=False, is_last=is_last)

    def change(
        self,
        method: str,
        *arguments: Any,
        each: Sequence[tuple[Any, ...]] | None = None,
        done: Callable[[int], None] | None = None,
    ) -> list[Any]:
        """Call a method that changes the actors; as :meth:`do`, and logged, so that it can be done again."""
        return self._call(method, arguments, each, done, is_change=True, is_last=False)

    def _call(
        self,
        method: str,
        arguments: tuple[Any, ...],
        each: Sequence[tuple[Any, ...]] | None,
        done: Callable[[int], None] | None,
        *,
        is_change: bool,
        is_last: bool,
    ) -> list[Any]:
        if each is not None and len(each) != len(self):
            raise ValueError(f"each has arguments for {len(each)} partitions; there are {len(self)}")
        calls = [Call(method, (*arguments, *(each[part] if each else ()))) for part in range(len(self))]
        with self._lock:
            # An earlier call may have been broken off.
            while self._ledger.under_way:
                for future in wait(self._ledger.under_way, POLL_SECONDS, FIRST_COMPLETED).done:
                    self._ledger.take(future)
                self._ledger.leave_lanes_that_are_gone()
            return _Round(self._ledger, calls, done, is_change=is_change, is_last=is_last).answers()


class _Round:
    """One call on all partitions."""

    def __init__(
        self,
        ledger: Ledger,
        calls: Sequence[Call],
        done: Callable[[int], None] | None,
        *,
        is_change: bool,
        is_last: bool,
    ) -> None:
        self.ledger, self.lanes = ledger, ledger.lanes
        self.calls, self.done, self.is_change, self.is_last = calls, done, is_change, is_last
        #: Partitions to be sent, by the lane that has them; ``None``: whichever lane has time.
        self.waiting: defaultdict[Lane | None, deque[int]] = defaultdict(deque)
        for partition in range(len(calls)):
            self.waiting[ledger.home.get(partition)].append(partition)
        self.values: dict[int, Any] = {}
        self.errors: dict[int, Exception] = {}
        self.losses = [0] * len(calls)
        self.misses = [0] * len(calls)
        #: Partitions that had trouble: not sent together with others any more.
        self.alone: set[int] = set()

    def answers(self) -> list[Any]:
        """Send and take until all have answered."""
        try:
            while len(self.values) < len(self.calls) and (self.ledger.under_way or not self.errors):
                self._fill()
                if self.ledger.under_way:
                    self._take()
                else:
                    time.sleep(POLL_SECONDS)
        except BaseException:
            self.ledger.abandon()
            raise
        if self.errors:
            raise self.errors[min(self.errors)]
        return [self.values[partition] for partition in range(len(self.calls))]

    def _fill(self) -> None:
        """Send as much as is worth having under way, evenly."""
        for batch in self.ledger.leave_lanes_that_are_gone():
            self._again(batch, ConnectionError(f"{batch.lane} went away"))
        names = self.lanes.names()
        for lane in [lane for lane in self.waiting if lane is not None and lane not in names]:
            self.waiting[None].extend(self.waiting.pop(lane))
        if self.errors:
            return
        load = {lane: self.ledger.load(lane) for lane in names}
        while free := [lane for lane in names if load[lane] < self.lanes.depth(lane) and self._has_work(lane)]:
            lane = min(free, key=lambda name: load[name])
            self.ledger.send(lane, self._next(lane))
            load[lane] += 1

    def _has_work(self, lane: Lane) -> bool:
        return bool(self.waiting[lane] or self.waiting[None])

    def _next(self, lane: Lane) -> list[Task]:
        """Return what a lane does next: short calls together, or sending them takes longer than making them."""
        own = self.waiting[lane]
        if not own:
            return [self._task(self.waiting[None].popleft())]
        seconds = self.ledger.seconds.get(self.calls[own[0]].method, self.lanes.batch_seconds)
        most = min(len(own) // self.lanes.depth(lane), int(self.lanes.batch_seconds / max(seconds, 1e-6)))
        together = 1
        while together < most and all(map(self._is_plain, (own[0], own[together]))):
            together += 1
        return [self._task(own.popleft()) for _ in range(together)]

    def _is_plain(self, partition: int) -> bool:
        return self.ledger.is_held(partition) and partition not in self.alone

    def _task(self, partition: int) -> Task:
        misses = self.misses[partition]
        return self.ledger.task(
            partition,
            self.calls[partition],
            is_change=self.is_change,
            is_last=self.is_last,
            repeat=misses > 0,
            in_full=misses > MOST_MISSES,
        )

    def _take(self) -> None:
        for future in wait(self.ledger.under_way, POLL_SECONDS, FIRST_COMPLETED).done:
            batch, replies = self.ledger.take(future)
            if isinstance(replies, Lost):
                self._again(batch, replies.error)
                continue
            for task, reply in zip(batch.tasks, replies, strict=True):
                partition = task.partition
                match reply:
                    case Done(value):
                        self.values[partition] = value
                    case Raised(error):
                        self.errors[partition] = error
                    case Missing():
                        self.misses[partition] += 1
                        self.alone.add(partition)
                        # At the end: in a pool, another process may have time for it by then.
                        self.waiting[batch.lane].append(partition)
            if self.done is not None:
                self.done(len(self.values))

    def _again(self, batch: Batch, loss: BaseException) -> None:
        """Have lost calls made again."""
        for task in reversed(batch.tasks):
            partition = task.partition
            self.alone.add(partition)
            # Of several it cannot be said at which the worker was.
            self.losses[partition] += len(batch.tasks) == 1
            if self.losses[partition] >= MOST_LOSSES:
                raise WorkerDiedError(
                    f"part {partition + 1} of {len(self.calls)} lost its worker {MOST_LOSSES} times in a row: {loss}. "
                    "Run again with fewer workers, or more memory"
                ) from loss
            self.waiting[batch.lane].appendleft(partition)
