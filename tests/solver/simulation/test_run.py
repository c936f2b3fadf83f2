"""Units of work: the same sums whoever does them, in little memory."""

import dataclasses
import multiprocessing
import tracemalloc
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest
from numba.core.errors import TypingError

from stockposture.simulation.run import CHUNK, replications
from stockposture.simulation.tally import DEMAND, HIGHEST, ON_HAND, PEAK, SHORT, SHORT_DAYS, STOCKOUTS
from support.simulated_world import rows_world

ITEMS = CHUNK + 60


def many(items: int = ITEMS):
    """More items than a chunk, in two warehouses and three lines."""
    rows = rows_world()
    world = rows.take(np.arange(items) % len(rows))
    place = np.arange(items)
    return dataclasses.replace(
        world,
        demand_key=place.astype(np.uint64),
        warehouse=place % 3 - 1,
        warehouses=("E", "W"),
        product_line=place % 4 - 1,
        product_lines=("a", "b", "c"),
        volume=np.full(items, 0.3),
        carrying_peak=np.full(items, 0.7),
        counts_in_transit=True,
    )


def parts_of(world, **how):
    found = []
    for run in replications(world, years=2, runs=3, seed=4, **how):
        found += [run.sums, run.capital, run.space, run.years, run.down_days]
    return found


@pytest.fixture(scope="module")
def alone():
    return parts_of(many(), workers=1)


def same(a, b) -> bool:
    return len(a) == len(b) and all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_threads_gives_the_same_bits(alone, workers):
    assert same(parts_of(many(), workers=workers), alone)


def test_a_spawned_pool_of_processes_gives_the_same_bits(alone):
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert same(parts_of(many(), executor=pool), alone)


def test_an_executor_of_the_caller_is_left_open(alone):
    with ThreadPoolExecutor(2) as pool:
        assert same(parts_of(many(), executor=pool), alone)
        assert pool.submit(int, "3").result() == 3


def test_another_seed_gives_other_numbers(alone):
    first = next(replications(many(), years=2, runs=1, seed=5))
    assert not np.array_equal(first.sums, alone[0])


def test_fewer_runs_are_the_first_of_more(alone):
    few = [run.sums for run in replications(many(), years=2, runs=2, seed=4)]
    assert same(few, [alone[0], alone[5]])


def test_sums_of_the_parts(alone):
    world = many()
    sums, capital, space, years, down_days = alone[:5]
    days = 730
    assert sums[:, DEMAND].sum() == pytest.approx(10.0 * days * ITEMS, rel=0.01)
    assert years[:, 0].sum() == pytest.approx(sums[:, SHORT].sum())
    assert years[:, 1].sum() == pytest.approx((sums[:, SHORT] * world.stockout_cost).sum())
    assert (sums[:, SHORT_DAYS] >= sums[:, STOCKOUTS]).all()
    assert ((sums[:, STOCKOUTS] > 0) == (sums[:, SHORT] > 0)).all()
    assert (sums[:, HIGHEST] >= sums[:, PEAK]).all()
    assert (sums[:, PEAK] >= sums[:, ON_HAND]).all()
    # Space is of the day's highest stock, thus between the mean's and the cycle peak's.
    for place, row in ((0, 0), (1, 1), (-1, 2)):
        kept = world.warehouse == place
        assert 0.3 * sums[kept, ON_HAND].sum() < space[row].mean() < 0.3 * sums[kept, PEAK].sum()
    # On-hand stock and what is on its way.
    moving = world.demand_mean * (world.share * (world.base + world.rho / world.eta)).sum(axis=1)
    assert capital.mean() == pytest.approx((sums[:, ON_HAND] + moving).sum(), rel=0.05)
    for line in range(3):
        of_line = sums[world.product_line == line, SHORT_DAYS]
        assert of_line.max() <= down_days[line] <= min(of_line.sum(), days)


class Counting(Executor):
    """Does nothing until asked for the result, and remembers how many were under way."""

    def __init__(self):
        self.waiting, self.most, self.submitted = 0, 0, 0

    def submit(self, function, /, *arguments, **named):
        self.waiting += 1
        self.submitted += 1
        self.most = max(self.most, self.waiting)
        outer = self

        class Lazy(Future):
            def result(self, timeout=None):
                outer.waiting -= 1
                return function(*arguments, **named)

        return Lazy()


def test_few_units_are_under_way_and_an_end_stops_the_work():
    counting = Counting()
    runs = replications(many(), years=1, runs=50, seed=0, workers=1, executor=counting)
    next(runs)
    runs.close()
    assert counting.most <= 4
    assert counting.submitted <= 6


def test_memory_does_not_grow_with_items_times_days():
    items, years = 2000, 8
    world = many(items)
    next(replications(many(20), years=1, runs=1, seed=0))
    tracemalloc.start()
    for _ in replications(world, years=years, runs=2, seed=0, workers=2):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 0.3 * 8 * items * years * 365


def test_progress_counts_every_unit():
    seen = []
    for _ in replications(many(), years=1, runs=2, seed=0, done=lambda units, of: seen.append((units, of))):
        pass
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_fault_of_a_worker_is_raised():
    broken = dataclasses.replace(many(20), level=np.zeros((20, 2)))
    with pytest.raises(TypingError):
        next(replications(broken, years=1, runs=1, seed=0))
