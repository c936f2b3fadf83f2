"""The core's plan keeps every limit, costs what it says and lies near the bound; all of it where it can be counted."""

import numpy as np
import pytest

from stockposture.decomposition.columns.columns import Columns, Tariff, chosen
from stockposture.decomposition.core.plan import CorePlan, find_plan
from stockposture.decomposition.prices.dual import Dual, best_prices
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from support.local_partitions import LocalPartitions, least_plan, plan_figures
from support.markets import Market, market, use_of
from support.random_columns import random_columns


def terms_of(made: Market) -> Terms:
    return Terms(made.cap, made.overflow, made.overflow_cost, made.opening_cost)


def dual_of(parts: LocalPartitions, terms: Terms, session: HighsSession) -> Dual:
    groups = sum(part.items for part in parts.parts)
    return best_prices(parts, terms, np.zeros(len(terms.cap)), groups=groups, tolerance=1e-6, session=session)


def points_of(plan: CorePlan, parts: LocalPartitions) -> list[np.ndarray]:
    taken = []
    for number, part in enumerate(parts.parts):
        points = chosen(part, plan.tariff, plan.closed)
        item, point = plan.moved(number)
        points[item] = point
        taken.append(points)
    return taken


def require_honest(plan: CorePlan, columns: Columns, terms: Terms) -> None:
    """The figures of a plan over one partition, from its points."""
    (points,) = points_of(plan, LocalPartitions([columns]))
    item = np.repeat(columns.item, np.diff(columns.first))
    assert (item[points] == np.arange(columns.items)).all()
    cost, use, opened = plan_figures(columns, terms, points)
    assert plan.cost == pytest.approx(cost, rel=1e-12)
    np.testing.assert_allclose(plan.use, use, rtol=1e-12, atol=1e-9)
    np.testing.assert_array_equal(plan.opened, opened)
    assert (use <= (terms.cap + terms.overflow) * (1 + 1e-9)).all()


def tiny_terms(columns: Columns, part: float, overflow: float = 0.0) -> Terms:
    """Caps a part of the way from what must be used to what is used without limits."""
    limits = len(columns.low)
    free = use_of(
        columns, chosen(columns, Tariff(np.zeros(limits), np.zeros(0), np.zeros(0)), np.zeros(0, bool)), limits
    )
    high = Tariff(np.full(limits, 1e6), np.zeros(0), np.zeros(0))
    lean = use_of(columns, chosen(columns, high, np.zeros(0, bool)), limits)
    cap = lean + part * np.maximum(free - lean, 0.0)
    return Terms(cap, overflow * cap, np.full(limits, 1.5), np.zeros(0))


@pytest.mark.parametrize("seed", range(12))
def test_a_few_items_come_to_the_exhaustive_optimum(seed: int, session: HighsSession):
    columns = random_columns(seed, items=5, most_points=3)
    terms = tiny_terms(columns, 0.5, overflow=0.2 * (seed % 2))
    parts = LocalPartitions([columns])
    dual = dual_of(parts, terms, session)
    plan = find_plan(parts, terms, dual.prices, session, bound=dual.bound, allowed=0.0)
    least = least_plan(columns, terms)
    assert plan is not None
    require_honest(plan, columns, terms)
    assert dual.bound <= least + 1e-6 * abs(least)
    assert plan.cost == pytest.approx(least, rel=1e-6)


@pytest.mark.parametrize("curved", [False, True])
def test_a_market_is_planned_near_its_bound(session: HighsSession, curved: bool):
    made = market(3, 600, curved=curved, rentable=0.05)
    terms, parts = terms_of(made), LocalPartitions([made.columns])
    dual = dual_of(parts, terms, session)
    plan = find_plan(parts, terms, dual.prices, session, bound=dual.value, allowed=1e-3 * dual.value)
    assert plan is not None
    require_honest(plan, made.columns, terms)
    assert (dual.prices.limit > 0).sum() >= 10
    assert dual.value - 1e-6 * dual.value <= plan.cost <= 1.02 * dual.value


def test_partitions_are_one_problem(session: HighsSession):
    one, other = market(5, 150, suppliers=12), market(6, 150, suppliers=12)
    terms = Terms(one.cap + other.cap, one.overflow, one.overflow_cost, np.zeros(0))
    parts = LocalPartitions([one.columns, other.columns])
    dual = dual_of(parts, terms, session)
    plan = find_plan(parts, terms, dual.prices, session, bound=dual.value, allowed=5e-2 * dual.value)
    assert plan is not None
    use = sum(
        use_of(part, points, len(terms.cap)) for part, points in zip(parts.parts, points_of(plan, parts), strict=True)
    )
    np.testing.assert_allclose(plan.use, use, rtol=1e-9)
    assert (use <= terms.cap * (1 + 1e-9)).all()


def test_prices_far_too_low_still_lead_to_a_plan(session: HighsSession):
    made = market(4, 300, suppliers=20)
    terms, parts = terms_of(made), LocalPartitions([made.columns])
    dual = dual_of(parts, terms, session)
    low = Tariff(0.5 * dual.prices.limit, dual.prices.part, dual.prices.most)
    plan = find_plan(parts, terms, low, session, bound=dual.bound, allowed=1e-2 * dual.bound)
    assert plan is not None
    require_honest(plan, made.columns, terms)


def test_without_scarce_limits_every_item_takes_its_cheapest(session: HighsSession):
    made = market(2, 50)
    terms = Terms(1e4 * made.cap, made.overflow, made.overflow_cost, np.zeros(0))
    free = Tariff(np.zeros(len(made.cap)), np.zeros(0), np.zeros(0))
    plan = find_plan(LocalPartitions([made.columns]), terms, free, session, bound=0.0, allowed=1.0)
    assert plan is not None
    cheapest = np.minimum.reduceat(made.columns.cost, np.searchsorted(np.repeat(made.columns.item, 6), np.arange(50)))
    assert plan.cost == pytest.approx(cheapest.sum())


@pytest.mark.parametrize(("cap", "fits"), [(3.0, True), (1.0, False)])
def test_one_item_with_one_point(session: HighsSession, cap: float, fits: bool):
    columns = single(use=2.0)
    terms = Terms(np.array([cap]), np.zeros(1), np.zeros(1), np.zeros(0))
    tariff = Tariff(np.zeros(1), np.zeros(0), np.zeros(0))
    plan = find_plan(LocalPartitions([columns]), terms, tariff, session, bound=0.0, allowed=1.0)
    assert (plan is not None) == fits
    if plan is not None:
        assert (plan.cost, plan.use.tolist()) == (7.0, [2.0])


def test_overflow_is_paid_by_the_unit_and_only_above_the_cap(session: HighsSession):
    columns = single(use=2.0)
    terms = Terms(np.array([1.5]), np.array([1.0]), np.array([10.0]), np.zeros(0))
    tariff = Tariff(np.array([10.0]), np.zeros(0), np.zeros(0))
    plan = find_plan(LocalPartitions([columns]), terms, tariff, session, bound=0.0, allowed=1.0)
    assert plan is not None
    assert (plan.cost, plan.overflow.tolist()) == (12.0, [0.5])


def single(use: float) -> Columns:
    return Columns(
        item=np.array([0]),
        first=np.array([0, 1]),
        limit=np.array([[0]]),
        opening=np.array([[-1, -1]]),
        buffer=np.zeros(1),
        cost=np.array([7.0]),
        falling=np.zeros(1),
        use=np.array([[use]]),
        curved=False,
        rest=np.array([np.inf]),
        low=np.zeros(1),
    )
