"""The problem of a case: openings, pairs and the limits that candidates touch, by hand."""

import numpy as np
import pytest

from stockposture.optimise.points import choices_of, points_of
from stockposture.optimise.problem import CHUNK, Problem, pose
from stockposture_models.candidates.economics import Economics
from support.frames import case_of


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Two items; R and T cost something once, S does not. A buys from R and S, B from R and T."""
    offers = [("A", "R"), ("A", "S"), ("B", "R"), ("B", "T")]
    case = case_of(
        {
            "split_grid": (0.5,),
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
                "demand_sd": 2,
                "stockout_cost": 9,
                "unit_volume": 0.1,
                "warehouse": warehouse,
                "allowed_postures": "jit",
            }
            for sku, warehouse in (("A", ""), ("B", "V"))
        ],
        suppliers=[
            {"supplier": "R", "onboarding_cost": 100, "annual_fee": 5, "capacity": 5000},
            {"supplier": "S"},
            {"supplier": "T", "annual_fee": 7},
        ],
        offers=[{"sku": sku, "supplier": supplier, "unit_price": 2, "lead_time_days": 5} for sku, supplier in offers],
        warehouses=[{"warehouse": "U", "capacity_m3": 3}, {"warehouse": "V", "capacity_m3": 4}],
    )
    return pose(case, capital=700, space=8)


def test_suppliers_with_costs_are_openings(problem: Problem) -> None:
    assert problem.opening_cost.tolist() == [105, 7]
    assert problem.opening.tolist() == [0, -1, 1]


def test_candidates_are_single_single_dual_of_each_item(problem: Problem) -> None:
    assert problem.item_count == 2
    assert problem.candidates.offers.tolist() == [[0, -1], [1, -1], [0, 1], [2, -1], [3, -1], [2, 3]]


def test_pairs_are_of_items_and_openings(problem: Problem) -> None:
    # Pair 0: A with R; 1: B with R; 2: B with T.
    assert problem.pair.tolist() == [[0, -1], [-1, -1], [0, -1], [1, -1], [2, -1], [1, 2]]
    assert problem.pair_opening.tolist() == [0, 0, 1]
    assert problem.openings(np.array([5, 1, 2])).tolist() == [[0, 1], [-1, -1], [0, -1]]


def test_limits_touched(problem: Problem) -> None:
    # Rows of limits: capital, space, U, V, R.
    rows = np.arange(6)
    assert problem.warehouse_limit(rows).tolist() == [-1, -1, -1, 3, 3, 3]
    assert problem.supplier_limits(rows).tolist() == [[4, -1], [-1, -1], [4, -1], [4, -1], [-1, -1], [4, -1]]
    assert problem.purchases.tolist() == [[7300, 0], [7300, 0], [3650, 3650]] * 2


def test_points_carry_what_they_use(problem: Problem) -> None:
    points = points_of(problem, np.array([5]), np.array([10.0]))
    economics = problem.evaluate(np.array([5]), np.array([[10.0]]))
    assert points.limit.tolist() == [[0, 1, 3, 4, -1]]
    space = economics.space[0, 0]
    assert points.use[0, :4].tolist() == [economics.capital[0, 0], space, space, 3650]
    assert points.limit_use(5).tolist() == [economics.capital[0, 0], space, 0, space, 3650]
    assert points.cost.tolist() == economics.relevant[:, 0].tolist()


def test_choices_say_the_same_to_the_formulation(problem: Problem) -> None:
    points = points_of(problem, np.array([1, 1, 2, 5]), np.array([0.0, 7.0, 3.0, 4.0]))
    choices, rows = choices_of(problem, points, whole=True)
    assert rows.tolist() == [1, 2, 5]
    assert choices.group.tolist() == [0, 0, 1]
    assert choices.choice.tolist() == [0, 0, 1, 2]
    assert sorted(zip(choices.need_choice.tolist(), choices.need_opening.tolist(), strict=True)) == [
        (1, 0),
        (2, 0),
        (2, 1),
    ]
    use = np.zeros((4, 5))
    np.add.at(use, (choices.use_point, choices.use_limit), choices.use)
    for point in range(4):
        assert use[point].tolist() == points.take(np.array([point])).limit_use(5).tolist()
    assert choices.cap.tolist() == [700, 8, 3, 4, 5000]
    assert choices.whole


def test_points_joined_are_ordered_and_counted_once(problem: Problem) -> None:
    one = points_of(problem, np.array([0, 3]), np.array([4.0, 2.0]))
    other = points_of(problem, np.array([3, 0, 0]), np.array([2.0, 9.0, 1.0]))
    joined = one.joined(other)
    assert list(zip(joined.row.tolist(), joined.buffer.tolist(), strict=True)) == [(0, 1), (0, 4), (0, 9), (3, 2)]
    fresh = points_of(problem, joined.row, joined.buffer)
    assert joined.cost.tolist() == pytest.approx(fresh.cost.tolist())


def test_chunks_are_put_together_again(problem: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, buffer = np.array([5, 0, 3, 1, 2]), np.arange(10.0).reshape(5, 2)
    whole = problem.evaluate(rows, buffer)
    assert CHUNK > 5
    monkeypatch.setattr("stockposture.optimise.problem.CHUNK", 2)
    parts = problem.evaluate(rows, buffer)
    for name in Economics.__dataclass_fields__:
        np.testing.assert_allclose(getattr(parts, name), getattr(whole, name), rtol=1e-12)


def test_without_costs_there_are_no_openings(problem: Problem) -> None:
    case = problem.case
    free = case.replace(suppliers=case.suppliers.assign(onboarding_cost=0.0, annual_fee=0.0))
    posed = pose(free, capital=None, space=None)
    assert len(posed.opening_cost) == len(posed.pair_opening) == 0
    assert (posed.pair == -1).all()
    assert (posed.openings(np.arange(6)) == -1).all()
