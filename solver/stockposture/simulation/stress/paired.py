"""Many replications of many events, each against the same days without it, on all cores."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from threading import Event as Flag

import numpy as np

from stockposture.cores import cores
from stockposture.simulation.arrays import Floats, Ints
from stockposture.simulation.kernel import new_days, terms_of
from stockposture.simulation.outages import Calendar, draw_calendar
from stockposture.simulation.stress.happening import Happening, offers_of
from stockposture.simulation.stress.outcome import Outcome
from stockposture.simulation.stress.replay import Found, Lives, Pairs, replay
from stockposture.simulation.stress.timing import LIVES, warm_up_days
from stockposture.simulation.world import World

#: Told what is done, and of how much.
Done = Callable[[int, int], None]

#: Items of one work unit: fixed, so that sums are made in the same order whatever the number of workers; few, so
#: that small catalogues keep all cores busy too.
_ITEMS = 32
#: Events begin within this many days after the longest life, each so many days on from the one before.
_CYCLE, _STEP = 420, 263


@dataclass(frozen=True)
class Replayed:
    """Outcomes of all pairs of an item and an event that strikes it.

    Parameters
    ----------
    item, event
        (k,) row of the item in the world, position of the event; sorted by event, then item.
    measures
        (k,) figures over the replications, by name; see :mod:`stockposture.simulation.stress.result`.
    by_event
        (runs, events) all items of an event together.
    by_line
        (runs, lines) all items of an event and a product line together.
    line_event, line
        (lines,) which event and which product line that is.
    """

    item: Ints
    event: Ints
    measures: dict[str, Floats]
    by_event: Outcome
    by_line: Outcome
    line_event: Ints
    line: Ints


@dataclass(frozen=True)
class Work:
    """What all work units share.

    Parameters
    ----------
    world
        The plan's items.
    bare_level
        (n,) their order-up-to levels without buffers.
    happenings, horizons
        The events, and the days that each is watched.
    seed
        Seed of everything random.
    """

    world: World
    bare_level: Floats
    happenings: Sequence[Happening]
    horizons: Sequence[int]
    seed: int

    @cached_property
    def item(self) -> Ints:
        """(k,) the row of each pair of an item and an event, event by event."""
        return np.concatenate([np.zeros(0, dtype=np.int64), *(happening.rows for happening in self.happenings)])

    @cached_property
    def event(self) -> Ints:
        """(k,) the event of each pair."""
        lengths = np.array([len(happening.rows) for happening in self.happenings], dtype=np.int64)
        return np.repeat(np.arange(len(lengths)), lengths)

    @property
    def days_per_run(self) -> int:
        """Item-days lived in one replication, about: what it costs."""
        item, horizon = self.item, np.array(self.horizons, dtype=np.int64)[self.event]
        life = warm_up_days(self.world) + self.world.interval // 2
        longest = np.zeros(len(self.world), dtype=np.int64)
        np.maximum.at(longest, item, horizon)
        times = np.bincount(item, minlength=len(self.world))
        return int(2 * ((life + longest) * (times + (times > 0))).sum())


def replay_all(work: Work, *, runs: int, workers: int | None = None, done: Done | None = None) -> Replayed:
    """Replay every event.

    Parameters
    ----------
    work
        Items and events.
    runs
        Replications, at least two.
    workers
        Threads; the numbers do not depend on it. All cores if not said.
    done
        Told now and then how many work units are done, of how many.
    """
    item, event = work.item, work.event
    # Product lines counted event by event; an item without a line counts for none.
    lines = len(work.world.product_lines) + 1
    grouped = event * lines + work.world.product_line[item] % lines
    used = np.unique(grouped)
    by_event, by_line = Outcome.empty(runs, len(work.happenings)), Outcome.empty(runs, len(used))
    measures: dict[str, Floats] = {}
    for pairs, outcome, found in _outcomes(work, runs, workers, done):
        by_event.absorb(outcome, event[pairs])
        by_line.absorb(outcome, np.searchsorted(used, grouped[pairs]))
        for name, values in found.items():
            measures.setdefault(name, np.zeros(len(item)))[pairs] = values
    named = np.flatnonzero(used % lines < lines - 1)
    return Replayed(
        item=item,
        event=event,
        measures=measures,
        by_event=by_event,
        by_line=by_line.take(named),
        line_event=used[named] // lines,
        line=used[named] % lines,
    )


def _outcomes(
    work: Work, runs: int, workers: int | None, done: Done | None
) -> Iterator[tuple[Ints, Outcome, dict[str, Floats]]]:
    """Yield each work unit's pairs, their outcomes and measures, in the units' order."""
    item = work.item
    rows = np.unique(item)
    if not len(rows):
        return
    # Items of one length of life together: a unit's scratch is as long as its longest life.
    rows = rows[np.argsort(warm_up_days(work.world)[rows], kind="stable")]
    unit_of = np.zeros(len(work.world), dtype=np.int64)
    unit_of[rows] = np.arange(len(rows)) // _ITEMS
    order = np.lexsort((item, unit_of[item]))
    bounds = np.searchsorted(unit_of[item][order], np.arange(unit_of[rows[-1]] + 2))
    units = [order[start:stop] for start, stop in pairwise(bounds)]
    if done is not None:
        done(0, len(units))
    strikes = strike_days(runs, work.seed)
    longest = int(strikes.max()) + max(work.horizons)
    calendars = [draw_calendar(work.world, days=longest, run=run, seed=work.seed) for run in range(runs)]
    pool, stopped = ThreadPoolExecutor(max_workers=workers or cores()), Flag()
    try:
        running = [pool.submit(_unit, work, unit, calendars, strikes, stopped) for unit in units]
        for count, (unit, future) in enumerate(zip(units, running, strict=True), start=1):
            yield unit, *future.result()
            if done is not None:
                done(count, len(units))
    finally:
        # After Ctrl-C nobody waits for units under way.
        stopped.set()
        pool.shutdown(cancel_futures=True)


def strike_days(runs: int, seed: int) -> Ints:
    """Return (runs,) the day on which the event begins in each replication.

    Every usual review interval divides the cycle, and the step shares no divisor with it: so many replications as an
    interval has days meet each of them once.
    """
    days: Ints = LIVES[-1] + (np.arange(runs) + seed) * _STEP % _CYCLE
    return days


def _unit(
    work: Work, chosen: Ints, calendars: Sequence[Calendar], strikes: Ints, stopped: Flag
) -> tuple[Outcome, dict[str, Floats]]:
    """Replay some of the pairs, all those of some items."""
    rows, item = np.unique(work.item[chosen], return_inverse=True)
    world = work.world.take(rows)
    pairs = _pairs_of(work, chosen, item, world)
    local = np.where(world.supplier >= 0, np.arange(2), -1)
    terms = terms_of(world)._replace(supplier=local)
    bare = terms._replace(level=np.ascontiguousarray(work.bare_level[rows]))
    life = warm_up_days(world)
    longest = int((life + world.interval).max()) + int(pairs.horizon.max())
    lives = Lives(new_days(longest), new_days(longest))
    found = [Found(*np.empty((len(Found._fields), len(item)))) for _ in calendars]
    for run, one in enumerate(found):
        if stopped.is_set():
            raise CancelledError
        strike = int(strikes[run])
        replay(terms, bare, world.supplier, life, pairs, calendars[run], strike, run, work.seed, lives, one)
    gathered = {name: np.stack([getattr(one, name) for one in found]) for name in Found._fields}
    price = world.stockout_cost[item]
    outcome = Outcome(money=gathered["units"] * price, money_bare=gathered["units_bare"] * price, **gathered)
    return outcome, outcome.measures()


def _pairs_of(work: Work, chosen: Ints, item: Ints, world: World) -> Pairs:
    """Return what strikes the items of a unit; ``item`` counts within it."""
    happenings, event = work.happenings, work.event[chosen]
    lengths = [len(happening.rows) for happening in happenings]
    place = chosen - np.concatenate([[0], np.cumsum(lengths)])[event]
    factor, extra, down = np.ones(len(chosen)), np.zeros((len(chosen), 2)), np.zeros((len(chosen), 2), dtype=np.bool_)
    for at in np.unique(event):
        here = event == at
        factor[here] = happenings[at].demand_factor[place[here]]
        extra[here] = happenings[at].extra_lead[place[here]]
        down[here] = offers_of(world, happenings[at].down)[item[here]]
    return Pairs(
        item=item.astype(np.int64),
        days=np.array([happening.days for happening in happenings], dtype=np.int64)[event],
        horizon=np.array(work.horizons, dtype=np.int64)[event],
        down=down,
        demand_factor=factor,
        extra_lead=extra,
    )
