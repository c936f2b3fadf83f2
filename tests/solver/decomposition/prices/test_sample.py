"""Samples: what they stand for, their caps and how unsure their prices are, in numbers worked by hand."""

from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture.decomposition.columns.columns import Columns
from stockposture.decomposition.prices.box import Box
from stockposture.decomposition.prices.dual import best_prices
from stockposture.decomposition.prices.market import Market
from stockposture.decomposition.prices.oracle import LocalOracle, Oracle
from stockposture.decomposition.prices.sample import Sampler
from stockposture.decomposition.prices.spread import price_errors
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.limits import limits_of
from stockposture_models.tables.case import Case
from support.frames import case_of


def demanding(means: list[float], suppliers: list[str]) -> Case:
    """Return items of price 10 and volume 1 by demand and their only supplier."""
    return case_of(
        items=[
            {"sku": f"I{i:03}", "demand_mean": mean, "demand_sd": 1.0, "stockout_cost": 5.0, "unit_volume": 1.0}
            for i, mean in enumerate(means)
        ],
        suppliers=[{"supplier": name, "capacity": 1e6} for name in sorted(set(suppliers))],
        offers=[
            {"sku": f"I{i:03}", "supplier": name, "unit_price": 10.0, "lead_time_days": 5.0}
            for i, name in enumerate(suppliers)
        ],
    )


def test_caps_of_a_sample_are_in_proportion_to_what_it_is_expected_to_use():
    case = demanding([100.0, 300.0, 50.0], ["S0", "S0", "S1"])
    limits = limits_of(case, 9_000.0, None)
    sampler = Sampler(case, limits)
    # The second item stands for both of S0's: 300 * 4/3 = 400 of 400; of all, 400 of 450. Of S1 nothing tells.
    caps = sampler.caps(limits.cap, np.array([1]), np.array([4.0 / 3.0]))
    assert caps[limits.capital] == pytest.approx(9_000.0 * 400.0 / 450.0)
    assert caps[limits.supplier[0]] == pytest.approx(limits.cap[limits.supplier[0]])
    assert caps[limits.supplier[1]] == limits.cap[limits.supplier[1]]
    # The first one, for itself: a quarter of what S0 sells, 100 of 450 of all.
    caps = sampler.caps(limits.cap, np.array([0]), np.ones(1))
    assert caps[limits.supplier[0]] == pytest.approx(0.25 * limits.cap[limits.supplier[0]])
    assert caps[limits.capital] == pytest.approx(2_000.0)


def test_all_items_are_their_own_sample():
    case = demanding([100.0, 300.0, 50.0], ["S0", "S0", "S1"])
    limits = limits_of(case, 9_000.0, None)
    rows, weight = Sampler(case, limits).sample(3, seed=0)
    assert rows.tolist() == [0, 1, 2]
    assert weight.tolist() == [1.0, 1.0, 1.0]
    assert Sampler(case, limits).caps(limits.cap, rows, weight) == pytest.approx(limits.cap)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(5, 60))
def test_a_sample_stands_for_all_and_holds_the_large(seed, size):
    rng = np.random.default_rng(seed)
    means = [*rng.uniform(1.0, 3.0, 99).tolist(), 1_000.0]
    case = demanding(means, [f"S{k % 7}" for k in range(100)])
    sampler = Sampler(case, limits_of(case, 9_000.0, None))
    rows, weight = sampler.sample(size, seed)
    again, _ = sampler.sample(size, seed)
    assert (rows == again).all()
    assert abs(len(rows) - size) <= 1
    assert (np.diff(rows) > 0).all()
    assert weight[rows == 99].tolist() == [1.0]
    # Demand of the small ones is told from the sample but for what one draw more or less makes.
    assert np.array(means)[rows] @ weight == pytest.approx(sum(means), rel=3.0 / size)


def test_a_box_is_no_wider_than_part_of_all_costs():
    terms = Terms(np.array([10.0, 100.0]), np.zeros(2), np.zeros(2), np.zeros(0))
    box = Box.around(np.array([1.0, 0.0]), np.array([0.1, 0.02]), terms, 1_000.0)
    assert box.low.tolist() == [0.9, 0.0]
    assert box.high == pytest.approx([1.1, 0.02])
    # The prices move 0.1 * 10 + 0.02 * 100 = 3: of costs of 30, 4 percent are 1.2, and all shrinks to 0.4.
    narrow = Box.around(np.array([1.0, 0.0]), np.array([0.1, 0.02]), terms, 30.0)
    assert narrow.high == pytest.approx([1.04, 0.008])
    # Nothing is thought to move: a little room is left around prices that are not 0.
    assert Box.around(np.array([1.0, 0.0]), np.zeros(2), terms, 1_000.0).high == pytest.approx([1.003, 0.0])
    assert box.holds(np.array([1.05, 0.01]))
    assert not box.holds(np.array([1.05, 0.03]))


def savers(savings: list[float]) -> Columns:
    """Return items that take a unit of the only limit, or pay."""
    n = len(savings)
    use = np.zeros((2 * n, 1))
    use[1::2] = 1.0
    cost = np.zeros(2 * n)
    cost[::2] = savings
    return Columns(
        item=np.arange(n),
        first=2 * np.arange(n + 1),
        limit=np.zeros((n, 1), dtype=np.int64),
        opening=np.full((n, 2), -1),
        buffer=np.tile([0.0, 1.0], n),
        cost=cost,
        falling=cost,
        use=use,
        curved=False,
        rest=np.full(n, np.inf),
        low=np.zeros(1),
    )


class LocalMarket:
    """A market of columns in this process."""

    def __init__(self, oracle: LocalOracle, terms: Terms, session: HighsSession) -> None:
        self.oracle, self.terms, self.session = oracle, terms, session
        self.price = oracle.price

    def best_of_some(self, some: Oracle, terms: Terms, prices: np.ndarray, _: float, __: float) -> object:
        return best_prices(some, terms, prices, groups=1_000, tolerance=1e-9, session=self.session)


def test_prices_are_as_unsure_as_pieces_differ(session: HighsSession):
    """Every item saves something by a unit of the limit: the price is what the last one saves that gets it."""

    def errors(savings: list[list[float]]) -> float:
        columns = [savers(piece) for piece in savings]
        whole = Terms(np.array([6.0]), np.zeros(1), np.zeros(1), np.zeros(0))
        market = LocalMarket(LocalOracle(columns), whole, session)
        caps = [np.array([4.5])] * 4
        return float(price_errors(cast(Market, market), np.array([7.0]), caps, 100.0)[0])

    same = [[float(k) for k in range(10)]] * 4
    assert errors(same) == pytest.approx(0.0, abs=1e-6)
    # Left out, a piece that would pay more lowers the price, one that would pay less lifts it.
    assert errors([[k + shift for k in range(10)] for shift in (0.0, 0.0, 4.0, 8.0)]) > 0.5
