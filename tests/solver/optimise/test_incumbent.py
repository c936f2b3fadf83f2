"""Plans priced and checked by hand; mean stock is the buffer and half an interval's demand, the peak a whole one's."""

from typing import Any

import numpy as np
import pytest

from stockposture.optimise.incumbent import assess, better
from stockposture.optimise.problem import Problem, pose
from support.frames import case_of


def posed(capital: float | None = None, **warehouse: Any) -> Problem:
    """Return two items without variation, price 2, from one supplier with fees of 30 and 12."""
    case = case_of(
        {
            "split_grid": (0.5,),
            "holding_rate": 0.1,
            "postures": {
                "jit": {"order_interval_days": [1], "buffer_days": [0, 2]},
                "hybrid": {"order_interval_days": [5], "buffer_days": [2, 5]},
                "jic": {"order_interval_days": [10], "buffer_days": [5, 9]},
            },
        },
        items=[
            {
                "sku": sku,
                "demand_mean": 10,
                "demand_sd": 0,
                "stockout_cost": 9,
                "unit_volume": 0.5,
                "warehouse": "W",
            }
            for sku in "AB"
        ],
        suppliers=[{"supplier": "S", "onboarding_cost": 30, "annual_fee": 12}],
        offers=[{"sku": sku, "supplier": "S", "unit_price": 2, "lead_time_days": 5} for sku in "AB"],
        warehouses=[{"warehouse": "W", **warehouse}],
    )
    return pose(case, capital=capital, space=None)


#: Candidates are jit, hybrid and jic of A, then of B. Holding at 0.1: 0.2 a unit; 50 units under way cost 10.
JIT_A, HYBRID_A, JIT_B = 0, 1, 3


def test_costs_and_uses_by_hand() -> None:
    problem = posed(capital=1000, capacity_m3=1000)
    plan = assess(problem, np.array([HYBRID_A, JIT_B]), np.array([30.0, 3.0]))
    assert plan is not None
    # A: 30 + 50 / 2 on hand, peak 80; B: 3 + 5 on hand, peak 13. Fees once: 42.
    assert plan.cost == pytest.approx(0.2 * 55 + 10 + 0.2 * 8 + 10 + 42)
    assert plan.use == pytest.approx([2 * 55 + 2 * 8, 40 + 6.5])
    assert plan.overflow.tolist() == [0, 0]
    assert plan.opened.tolist() == [True]
    assert plan.points.buffer.tolist() == [30, 3]


def test_order_of_the_choices_does_not_matter() -> None:
    problem = posed(capital=1000)
    one = assess(problem, np.array([HYBRID_A, JIT_B]), np.array([30.0, 3.0]))
    other = assess(problem, np.array([JIT_B, HYBRID_A]), np.array([3.0, 30.0]))
    assert one is not None
    assert other is not None
    assert other.points.row.tolist() == one.points.row.tolist() == [HYBRID_A, JIT_B]
    assert other.points.buffer.tolist() == one.points.buffer.tolist()
    assert other.cost == one.cost


def test_a_broken_limit_is_no_plan() -> None:
    rows, buffer = np.array([JIT_A, JIT_B]), np.array([0.0, 0.0])
    assert assess(posed(capital=20), rows, buffer) is not None
    assert assess(posed(capital=19.999), rows, buffer) is None
    assert assess(posed(capital=20), rows, np.array([1.0, 0.0])) is None


def test_rounding_of_a_sum_is_no_broken_limit() -> None:
    rows, buffer = np.array([JIT_A, JIT_B]), np.array([0.0, 0.0])
    assert assess(posed(capital=20 * (1 - 1e-12)), rows, buffer) is not None
    assert assess(posed(capital=20 * (1 - 1e-8)), rows, buffer) is None


def test_rented_space_is_paid_beyond_the_cap() -> None:
    rows, buffer = np.array([JIT_A, JIT_B]), np.array([0.0, 4.0])
    # Peaks of 10 and 14 units: 12 m3.
    plan = assess(posed(capacity_m3=9, overflow_m3=3, overflow_cost=5), rows, buffer)
    assert plan is not None
    assert plan.use == pytest.approx([12])
    assert plan.overflow == pytest.approx([3])
    assert plan.cost == pytest.approx(0.2 * 5 + 10 + 0.2 * 9 + 10 + 42 + 15)
    assert assess(posed(capacity_m3=9, overflow_m3=2.9, overflow_cost=5), rows, buffer) is None


def test_the_better_is_the_cheaper_and_the_first_on_a_tie() -> None:
    problem = posed()
    cheap = assess(problem, np.array([JIT_A, JIT_B]), np.array([0.0, 0.0]))
    dear = assess(problem, np.array([JIT_A, JIT_B]), np.array([0.0, 5.0]))
    again = assess(problem, np.array([JIT_A, JIT_B]), np.array([0.0, 0.0]))
    assert better(cheap, dear) is cheap
    assert better(dear, cheap) is cheap
    assert better(cheap, again) is cheap
    assert better(None, dear) is dear
    assert better(dear, None) is dear
    assert better(None, None) is None
