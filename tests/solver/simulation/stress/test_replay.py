"""The paired replay: worked out by hand where nothing is uncertain, against the kernel itself elsewhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.simulation.kernel import Event, new_days, simulate_item, terms_of
from stockposture.simulation.outages import calendar_of, closed, draw_calendar, joined
from stockposture.simulation.stress.happening import Happening, outages_of
from stockposture.simulation.stress.paired import Work, replay_all, strike_days
from stockposture.simulation.stress.replay import BACK_WITHIN, own_calendar
from stockposture.simulation.stress.stress import bare_level
from stockposture.simulation.stress.timing import horizon_days, warm_up_days
from stockposture.simulation.world import World
from support.simulated_world import rows_world
from support.stressed import steady_case, steady_plan

RUNS = 100


@pytest.fixture(scope="module")
def steady() -> World:
    return World.of(steady_case(), steady_plan())


def work_of(world: World, happenings: list[Happening], horizon: int | None = None, seed: int = 0) -> Work:
    horizons = [horizon or horizon_days(happening, world) for happening in happenings]
    return Work(world, bare_level(world), happenings, horizons, seed)


def down(world: World, *names: str) -> np.ndarray:
    return np.isin(world.suppliers, names)


def test_an_outage_of_the_only_supplier_by_hand(steady):
    """Ten a day, T 5, L 3, b 50, S 130; supplier down for 50 days.

    The last review is 1 to 5 days ago, so 120 to 80 units are there and on their way: short from day 12, 11, 10, 9
    or 8 until what was held leaves on day 50 and arrives on day 53. Without the buffer 5 days earlier.
    """
    found = replay_all(work_of(steady, outages_of([down(steady, "Far")], [50], ["Far"], steady)), runs=RUNS)
    assert found.item.tolist() == [0]
    survive = found.by_event.survive[:, 0]
    days, times = np.unique(survive, return_counts=True)
    assert (days.tolist(), times.tolist()) == ([8, 9, 10, 11, 12], [20] * 5)
    np.testing.assert_allclose(found.by_event.units[:, 0], 10 * (53 - survive))
    np.testing.assert_allclose(found.by_event.money[:, 0], 50 * (53 - survive))
    np.testing.assert_array_equal(found.by_event.recover[:, 0], 53)
    np.testing.assert_array_equal(found.by_event.survive_bare[:, 0], survive - 5)
    np.testing.assert_allclose(found.by_event.units_bare[:, 0], 10 * (53 - survive + 5))


def test_one_of_two_suppliers_by_hand(steady):
    """PIN: T 5, half from Farther (30 days), half from Near (1 day), b 100.

    Farther's last order arrives within 30 days; from then on 5 a day are missing, which 100 units bear for 20 days.
    """
    found = replay_all(work_of(steady, outages_of([down(steady, "Farther")], [50], ["F"], steady)), runs=RUNS)
    assert found.item.tolist() == [2]
    survive = found.by_event.survive[:, 0]
    assert survive.min() == 50
    assert survive.max() <= 55
    assert np.all(found.by_event.recover[:, 0] == 80)


def test_more_demand_by_hand(steady):
    """BOLT again, 20 a day for 20 days from a review on, when 80 of 130 units are there and 50 are on their way.

    80, 60, 40, then 20 and the 50; 50, 30, then 10: short by 10 on day 6 and by 20 on day 7. The 100 of day 5's
    review are there on day 8 and last until day 12, the 70 of day 10's until day 15: short by 10 and 20 on days 16
    and 17. The 100 of day 15 come on day 18, and the 70 of day 20 fill the shelf on day 23.
    """
    doubled = Happening("x2", 20, np.zeros(3, bool), np.array([0]), np.array([2.0]), np.zeros((1, 2)))
    found = replay_all(work_of(steady, [doubled]), runs=RUNS)
    at_review = strike_days(RUNS, 0) % 5 == 0
    assert set(found.by_event.survive[at_review, 0]) == {6}
    assert set(found.by_event.units[at_review, 0].round(9)) == {60}
    assert set(found.by_event.recover[at_review, 0]) == {23}


def test_late_deliveries_by_hand(steady):
    """What leaves Far in 10 days arrives 7 days later: a buffer of 5 days is used up, 2 days are short."""
    late = Happening("late", 10, np.zeros(3, bool), np.array([0]), np.ones(1), np.array([[7.0, 0.0]]))
    found = replay_all(work_of(steady, [late]), runs=RUNS)
    assert set(found.by_event.units[:, 0].round(9)) == {20.0}
    assert set(found.by_event.units_bare[:, 0].round(9)) == {70.0}


def test_nothing_happens_where_nothing_happens():
    """Neither demand nor suppliers change: the pair is one and the same path, whatever else is random."""
    world = rows_world()
    n = len(world)
    idle = Happening("idle", 30, np.zeros(len(world.supplier_key), bool), np.arange(n), np.ones(n), np.zeros((n, 2)))
    found = replay_all(work_of(world, [idle], horizon=60), runs=3)
    assert np.all(np.isinf(found.by_event.survive))
    assert np.all(found.by_event.units == 0)
    assert np.all(found.by_event.recover == 30)


def test_against_the_kernel_on_the_reference_rows():
    """Every reference row (two suppliers, surge, regions, both ways to be short) as the kernel lives it whole."""
    world = rows_world()
    n, seed, runs, horizon = len(world), 3, 2, 200
    hit = np.zeros(len(world.supplier_key), bool)
    hit[::2] = True  # the first supplier of each
    rng = np.random.default_rng(1)
    event = Happening("all", 40, hit, np.arange(n), rng.uniform(0.5, 1.5, n), rng.integers(0, 9, (n, 2)) * 1.0)
    found = replay_all(work_of(world, [event], horizon, seed), runs=runs)
    lives = warm_up_days(world)
    for item in range(n):
        units, survive, recover = np.zeros(runs), np.zeros(runs), np.zeros(runs)
        for run in range(runs):
            strike = int(strike_days(runs, seed)[run])
            born = strike - int(lives[item])
            born -= born % int(world.interval[item])
            quiet, struck = _lives(
                world, item, event, strike=strike, total=strike + horizon, born=born, run=run, seed=seed
            )
            lost = (struck.short - quiet.short)[-horizon:]
            units[run] = lost.sum()
            short = np.flatnonzero(lost > 1e-6 * world.demand_mean[item])
            survive[run] = short[0] if len(short) else np.inf
            below = struck.end[-horizon:] < quiet.end[-horizon:] - BACK_WITHIN * world.level[item]
            last = int(np.flatnonzero(below)[-1]) + 1 if below.any() else 0
            recover[run] = np.inf if last == horizon else max(40, last)
        assert found.measures["units_lost"][item] == pytest.approx(units.mean(), rel=1e-9, abs=1e-9)
        assert found.measures["time_to_survive_p5"][item] == survive.min()
        assert found.measures["time_to_recover_p95"][item] == recover.max()


def test_the_same_whatever_the_workers_and_whatever_else_is_stressed():
    world = rows_world()
    n = len(world)
    events = [
        outages_of([np.arange(len(world.supplier_key)) % 2 == 0], [30], ["first"], world)[0],
        Happening("more", 60, np.zeros(len(world.supplier_key), bool), np.arange(n), np.full(n, 1.4), np.zeros((n, 2))),
    ]
    one = replay_all(work_of(world, events, 150), runs=4, workers=1)
    two = replay_all(work_of(world, events, 150), runs=4, workers=3)
    for name, values in one.measures.items():
        np.testing.assert_array_equal(values, two.measures[name])
    np.testing.assert_array_equal(one.by_event.money, two.by_event.money)
    alone = replay_all(work_of(world, events[1:], 150), runs=4)
    np.testing.assert_array_equal(alone.by_event.units[:, 0], one.by_event.units[:, 1])
    fewer = world.take(np.array([4, 9]))
    few = Happening("more", 60, events[1].down, np.arange(2), np.full(2, 1.4), np.zeros((2, 2)))
    part = replay_all(work_of(fewer, [few], 150), runs=4)
    mine = one.measures["units_lost"][one.event == 1][[4, 9]]
    np.testing.assert_array_equal(part.measures["units_lost"], mine)


outages = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6).map(
    lambda rows: joined(np.array([[start, start + length] for start, length in rows], np.int64).reshape(-1, 2))
)


@given(first=outages, second=outages, start=st.integers(0, 60), length=st.integers(1, 30), born=st.integers(0, 30))
def test_an_events_outage_joins_those_of_the_calendar(first, second, start, length, born):
    calendar = calendar_of([first, second])
    wanted = closed(calendar, np.array([1]), start + born, start + born + length)
    found = own_calendar(calendar, np.array([1, 0]), born, np.array([True, False]), start, start + length)
    np.testing.assert_array_equal(found.of(0) + born, wanted.of(1))
    np.testing.assert_array_equal(found.of(1) + born, wanted.of(0))
    lone = own_calendar(calendar, np.array([0, -1]), 0, np.zeros(2, bool), 0, 0)
    np.testing.assert_array_equal(lone.of(0), first)
    assert len(lone.of(1)) == 0


def _lives(world: World, item: int, event: Happening, *, strike: int, total: int, born: int = 0, run=0, seed=0):
    """Return an item's days from the calendar's day ``born`` on, quiet and struck."""
    calendar = draw_calendar(world, days=total, run=run, seed=seed)
    hit = closed(calendar, np.flatnonzero(event.down), strike, strike + event.days)
    place = int(np.searchsorted(event.rows, item))
    factor, extra = np.ones(len(world)), np.zeros((len(world), 2))
    factor[item], extra[item] = event.demand_factor[place], event.extra_lead[place]
    lives = []
    for outages_, what in (
        (calendar, Event(0, 0, np.ones(len(world)), np.zeros((len(world), 2)))),
        (hit, Event(strike - born, strike - born + event.days, factor, extra)),
    ):
        shifted = outages_._replace(start=outages_.start - born, end=outages_.end - born)
        days = new_days(total - born)
        simulate_item(terms_of(world), item, shifted, what, run, seed, days)
        lives.append(days)
    return lives
