"""The work cut into units, done anywhere and in any order, and put together again in one order."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

import numpy as np

from stockposture.cores import cores
from stockposture.simulation.arrays import Floats, Ints
from stockposture.simulation.kernel import Event, Terms, new_days, no_event, terms_of
from stockposture.simulation.outages import Calendar, draw_calendar
from stockposture.simulation.tally import WARM_UP_DAYS, YEAR, Prices, Tally, new_tally, prices_of, simulate_items
from stockposture.simulation.world import World

#: Items of a unit. Part of what the sums are: another number rounds them otherwise.
CHUNK = 512


@dataclass(frozen=True)
class Unit:
    """One run of some items: all that a worker needs to know.

    Parameters
    ----------
    terms, prices, event
        Of these items.
    lines
        (k,) product lines that ``prices.line`` counts.
    calendar
        Outages of the run, of all suppliers.
    run, seed, years
        Which numbers, how many counted years.
    warehouses
        How many there are.
    has_transit
        Whether goods in transit tie up capital.
    """

    terms: Terms
    prices: Prices
    event: Event
    lines: Ints
    calendar: Calendar
    run: int
    seed: int
    years: int
    warehouses: int
    has_transit: bool


@dataclass(frozen=True)
class Replication:
    """One run of the whole plan; parts as in :class:`~stockposture.simulation.tally.Tally`.

    Parameters
    ----------
    down_days
        (lines,) days on which an item of the line was short.
    """

    sums: Floats
    capital: Floats
    space: Floats
    years: Floats
    down_days: Ints


def run_unit(unit: Unit) -> Tally:
    """Do one unit of work."""
    days = new_days(WARM_UP_DAYS + unit.years * YEAR, transit=unit.has_transit)
    tally = new_tally(len(unit.terms.demand_mean), unit.years, unit.warehouses, len(unit.lines))
    simulate_items(unit.terms, unit.prices, unit.calendar, unit.event, unit.run, unit.seed, days, tally)
    return tally


def replications(
    world: World,
    *,
    years: int,
    runs: int,
    seed: int,
    workers: int | None = None,
    executor: Executor | None = None,
    done: Callable[[int, int], None] | None = None,
) -> Iterator[Replication]:
    """Yield run after run, the same whoever does the work.

    Parameters
    ----------
    world
        What to simulate.
    years, runs, seed
        Counted years of a run, how many runs at most, which random numbers.
    workers
        Threads, or with an executor a fair number of units to have under way; by default one for each core.
    executor
        Where the units go; by default threads of this process. It is not shut down.
    done
        Called with the units done and how many there are at most.

    Notes
    -----
    Only a few units are under way at once, and nothing of a run is kept after the next is asked for.
    """
    width = workers or cores()
    chunks = [_parts(world, start) for start in range(0, len(world), CHUNK)]
    with ExitStack() as stack:
        pool = executor or stack.enter_context(_threads(width))
        under_way: deque[Future[Tally]] = deque()
        stack.callback(lambda: [future.cancel() for future in under_way])
        units = _units(world, chunks, years=years, runs=runs, seed=seed)
        finished = 0

        def send() -> None:
            with suppress(StopIteration):
                under_way.append(pool.submit(run_unit, next(units)))

        for _ in range(2 * width + 1):
            send()
        for _ in range(runs):
            whole = new_tally(len(world), years, len(world.warehouses), len(world.product_lines))
            for start, (_, _, _, lines) in zip(range(0, len(world), CHUNK), chunks, strict=True):
                part = under_way.popleft().result()
                send()
                _add(whole, part, slice(start, start + CHUNK), lines)
                finished += 1
                if done:
                    done(finished, runs * len(chunks))
            down_days = np.bitwise_count(whole.down).sum(axis=1, dtype=np.int64)
            yield Replication(whole.sums, whole.capital, whole.space, whole.years, down_days)


@contextmanager
def _threads(width: int) -> Iterator[Executor]:
    """Give threads; they are waited for, unless the user is waiting for us to stop."""
    pool = ThreadPoolExecutor(width)
    try:
        yield pool
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


def _parts(world: World, start: int) -> tuple[Terms, Prices, Event, Ints]:
    some = world.take(slice(start, start + CHUNK))
    prices, lines = prices_of(some)
    return terms_of(some), prices, no_event(len(some)), lines


def _units(
    world: World, chunks: list[tuple[Terms, Prices, Event, Ints]], *, years: int, runs: int, seed: int
) -> Iterator[Unit]:
    for run in range(runs):
        calendar = draw_calendar(world, days=WARM_UP_DAYS + years * YEAR, run=run, seed=seed)
        for terms, prices, event, lines in chunks:
            yield Unit(
                terms,
                prices,
                event,
                lines,
                calendar,
                run,
                seed,
                years,
                len(world.warehouses),
                world.counts_in_transit,
            )


def _add(whole: Tally, part: Tally, items: slice, lines: Ints) -> None:
    whole.sums[items] = part.sums
    whole.capital[:] += part.capital
    whole.space[:] += part.space
    whole.years[:] += part.years
    whole.down[lines] |= part.down
