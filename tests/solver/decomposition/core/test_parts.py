"""The parts of the core: the linear program against HiGHS, and what is decided about large items."""

import numpy as np
import pytest

from stockposture.decomposition.columns.columns import Tariff
from stockposture.decomposition.columns.near import Request
from stockposture.decomposition.core.anneal import anneal
from stockposture.decomposition.core.mix import mixed
from stockposture.decomposition.core.plan import find_plan
from stockposture.decomposition.core.plunge import Search
from stockposture.decomposition.core.pool import CorePool, wanted_of
from stockposture.decomposition.core.repair import Room, repair
from stockposture.decomposition.prices.dual import best_prices
from stockposture.decomposition.terms import Terms
from stockposture.highs.arrays import CompiledModel
from stockposture.highs.params import HighsParams
from stockposture.highs.session import HighsSession
from support.local_partitions import LocalPartitions
from support.markets import market


def core_of(seed: int, items: int, suppliers: int = 12, rentable: float = 0.0) -> tuple[CorePool, Room, np.ndarray]:
    """Return the whole core of a market at prices a little off the best, limits scarce."""
    made = market(seed, items, suppliers=suppliers, rentable=rentable)
    terms = Terms(made.cap, made.overflow, made.overflow_cost, np.zeros(0))
    parts = LocalPartitions([made.columns])
    prices = np.full(len(terms.cap), 1e-3)
    tariff = Tariff(prices, np.zeros(0), np.zeros(0))
    watched = np.ones(len(prices), dtype=bool)
    request = Request(tariff, np.zeros(0, dtype=bool), watched, 1.0, 7, 50, np.inf, 500)
    answers = parts.near(request)
    wanted = wanted_of(answers, 50)
    core = CorePool.of(answers, wanted, parts.told(request, wanted))
    worth = 0.2 * core.cost.max() / np.maximum(terms.cap, 1e-9)
    return core, Room(terms, worth), prices


def least_mix(core: CorePool, room: Room, session: HighsSession) -> float:
    """Return the optimum of the same linear program by HiGHS, overflow and excess included."""
    terms, k, q, m = room.terms, len(core.item), len(core.row), len(room.terms.cap)
    dense = np.zeros((k + m, q + 2 * m))
    dense[core.row, np.arange(q)] = 1.0
    dense[k:, :q] = core.use.T / terms.cap[:, np.newaxis]
    dense[k + np.arange(m), q + np.arange(m)] = dense[k + np.arange(m), q + m + np.arange(m)] = -1.0
    rows, columns = np.nonzero(dense)
    cost = np.concatenate([core.cost, terms.overflow_cost * terms.cap, 3.0 * room.worth * terms.cap])
    model = CompiledModel(
        sense=1,
        offset=0.0,
        cost=cost / cost.max(),
        col_lower=np.zeros(len(cost)),
        col_upper=np.concatenate([np.full(q, np.inf), terms.overflow / terms.cap, np.full(m, np.inf)]),
        integrality=np.zeros(len(cost), dtype=np.uint8),
        row_lower=np.concatenate([np.ones(k), np.full(m, -np.inf)]),
        row_upper=np.concatenate([np.ones(k), (terms.cap - core.rest_use) / terms.cap]),
        start=np.searchsorted(rows, np.arange(k + m + 1)).astype(np.int32),
        index=columns.astype(np.int32),
        value=dense[rows, columns],
    )
    objective = session.solve_arrays(model, HighsParams()).objective
    assert objective is not None
    return float(objective * cost.max())


@pytest.mark.parametrize(("seed", "rentable"), [(1, 0.0), (2, 0.1), (3, 0.0)])
def test_the_linear_program_is_solved_to_its_optimum(seed: int, rentable: float, session: HighsSession):
    core, room, prices = core_of(seed, 60, rentable=rentable)
    mix = mixed(core, room.terms, np.arange(len(core.row)), core.rest_use, room.worth, prices)
    assert mix.cost == pytest.approx(least_mix(core, room, session), rel=1e-4)
    np.testing.assert_allclose(np.bincount(core.row, weights=mix.weight), 1.0, rtol=1e-9)
    assert (mix.weight >= 0).all()
    assert (mix.prices >= 0).all()


def test_prices_of_the_linear_program_bound_it():
    core, room, start = core_of(4, 80)
    mix = mixed(core, room.terms, np.arange(len(core.row)), core.rest_use, room.worth, start)
    priced = core.cost + core.use @ mix.prices
    room_left = room.terms.cap - core.rest_use
    bound = np.minimum.reduceat(priced, core.least).sum() - mix.prices @ room_left
    assert bound == pytest.approx(mix.cost, rel=1e-5)
    assert bound <= mix.cost * (1 + 1e-9)


def test_what_is_decided_stays_decided_and_mixes_less():
    core, room, prices = core_of(5, 40)
    search = Search(core, room, prices, 0.01)
    before = search.hidden
    ways = search.ways(2)
    assert ways
    for way in ways:
        assert (way.mix.weight[~way.open] == 0).all()
        assert np.bincount(core.row[way.open], minlength=len(core.item)).min() >= 1
    narrow, _ = core.only(ways[0].open)
    assert Search(narrow, room, ways[0].mix.prices, 0.01).hidden < before


def test_annealing_takes_one_point_an_item_and_the_same_for_a_seed():
    core, room, prices = core_of(6, 50)
    mix = mixed(core, room.terms, np.arange(len(core.row)), core.rest_use, room.worth, prices)
    taken = [anneal(core, room, core.least, mix.prices, heats=(50.0, 1.0), seed=3) for _ in range(2)]
    np.testing.assert_array_equal(taken[0], taken[1])
    np.testing.assert_array_equal(core.row[taken[0]], np.arange(len(core.item)))
    moved = repair(core, room, taken[0])
    assert moved is not None
    assert room.holds(core.totals(moved)[1])


def test_a_plan_is_the_same_however_often_it_is_made(session: HighsSession):
    made = market(7, 120, suppliers=10)
    terms = Terms(made.cap, made.overflow, made.overflow_cost, np.zeros(0))
    parts = LocalPartitions([made.columns])
    dual = best_prices(parts, terms, np.zeros(len(terms.cap)), groups=120, tolerance=1e-3, session=session)
    plans = [find_plan(parts, terms, dual.prices, session, bound=dual.bound, allowed=0.0) for _ in range(2)]
    one, other = plans
    assert one is not None
    assert other is not None
    assert one.cost == other.cost
    np.testing.assert_array_equal(one.point, other.point)
