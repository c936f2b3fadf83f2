"""Openings closed and opened: the changes foretold are those that come, and the search ends where none helps."""

import numpy as np
import pytest

from stockposture.decomposition.columns.columns import Tariff, chosen, priced_points
from stockposture.decomposition.columns.openings import close_openings, toggles, without
from stockposture.decomposition.core.openings import find_plan_with_openings
from stockposture.decomposition.core.plan import find_plan
from stockposture.decomposition.prices.dual import best_prices
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from support.local_partitions import LocalPartitions, least_plan
from support.markets import market
from support.random_columns import random_columns

LIMITS, OPENINGS = 3, 4


def tariff_of(seed: int) -> Tariff:
    prices = np.random.default_rng([seed, 7]).uniform(0, 2, LIMITS)
    return Tariff(prices, np.zeros(OPENINGS), np.zeros(OPENINGS))


def value_without(columns, tariff: Tariff, closed: np.ndarray) -> float:
    points = chosen(columns, tariff, closed)
    return np.inf if (points < 0).any() else float(priced_points(columns, tariff.limit)[points].sum())


@pytest.mark.parametrize("seed", range(8))
def test_a_change_is_what_closing_or_opening_one_alone_does(seed: int):
    columns, tariff = random_columns(seed, items=8, limits=LIMITS, openings=OPENINGS), tariff_of(seed)
    closed = np.random.default_rng(seed).random(OPENINGS) < 0.4
    answer = toggles(columns, tariff, closed)
    now = value_without(columns, tariff, closed)
    assert answer.value == pytest.approx(now)
    for s in range(OPENINGS):
        other = closed.copy()
        other[s] = not other[s]
        if np.isfinite(now):
            assert now + answer.change[s] == pytest.approx(value_without(columns, tariff, other))


@pytest.mark.parametrize("seed", range(8))
def test_no_single_opening_is_better_closed_or_opened(seed: int):
    columns, tariff = random_columns(seed, items=8, limits=LIMITS, openings=OPENINGS), tariff_of(seed)
    terms = Terms(np.ones(LIMITS), np.zeros(LIMITS), np.zeros(LIMITS), np.array([5.0, 20.0, 60.0, 150.0]))

    def total(closed: np.ndarray) -> float:
        needs = toggles(columns, tariff, closed).needs
        return value_without(columns, tariff, closed) + terms.opening_cost[needs > 0].sum()

    closed = close_openings(LocalPartitions([columns]), terms, tariff)
    least = total(closed)
    assert np.isfinite(least)
    assert least <= total(np.zeros(OPENINGS, dtype=bool))
    for s in range(OPENINGS):
        other = closed.copy()
        other[s] = not other[s]
        assert total(other) >= least - 1e-9 * abs(least)


def test_columns_without_what_is_closed_answer_alike():
    columns, tariff = random_columns(3, items=8, limits=LIMITS, openings=OPENINGS), tariff_of(3)
    closed = np.array([True, False, True, False])
    open_again = np.zeros(OPENINGS, dtype=bool)
    if (chosen(columns, tariff, closed) >= 0).all():
        assert value_without(without(columns, closed), tariff, open_again) == pytest.approx(
            value_without(columns, tariff, closed)
        )


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_pays_for_openings_no_more_than_it_must(seed: int, session: HighsSession):
    columns = random_columns(seed, items=5, limits=1, openings=3, most_points=2)
    terms = Terms(np.array([1e6]), np.zeros(1), np.zeros(1), np.array([8.0, 25.0, 60.0]))
    free = Tariff(np.zeros(1), np.zeros(3), np.zeros(3))
    parts = LocalPartitions([columns])
    closed = close_openings(parts, terms, free)
    plan = find_plan(parts, terms, free, session, bound=0.0, allowed=1.0, closed=closed)
    assert plan is not None
    assert not plan.opened[closed].any()
    # A local search: never below the best, here at most a tenth above it.
    least = least_plan(columns, terms)
    assert least - 1e-9 <= plan.cost <= 1.1 * least


def test_a_market_of_suppliers_with_fees_uses_some_of_them(session: HighsSession):
    made = market(8, 200, suppliers=12, fee=0.002)
    terms = Terms(made.cap, made.overflow, made.overflow_cost, made.opening_cost)
    parts = LocalPartitions([made.columns])
    dual = best_prices(parts, terms, np.zeros(len(made.cap)), groups=200, tolerance=1.0, session=session)
    asked = {"bound": dual.bound, "allowed": 1e-3 * dual.bound}
    plan = find_plan_with_openings(parts, terms, dual.prices, session, groups=200, **asked)
    all_open = find_plan(parts, terms, dual.prices, session, **asked)
    assert plan is not None
    assert all_open is not None
    assert (plan.use <= terms.cap * (1 + 1e-9)).all()
    # One that is good enough is not compared with others.
    assert dual.bound <= plan.cost <= max(all_open.cost, dual.bound + asked["allowed"])
    assert not plan.opened[plan.closed].any()
