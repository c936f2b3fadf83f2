"""What cannot be: which limits, short by how much, and the least each needs, worked by hand.

10 units a day without variation, reviewed every day, no buffer: a mean stock of 5 and a peak of 10 units. At a price
of 2 from Cheap that is a capital of 10, at 4 from Dear 20; half a m3 a unit makes 5 m3.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from stockposture.highs.session import HighsSession
from stockposture.optimise.curves import first_curves
from stockposture.optimise.feasibility import (
    fitting_points,
    leanest_plan,
    leanest_points,
    least_use,
    no_plan_fits,
)
from stockposture.optimise.problem import Problem, pose
from stockposture.planning.solve import solve
from stockposture_models.errors import NoPlanFitsError
from stockposture_models.tables.case import Case
from support.frames import case_of

LEAN = {
    "split_grid": (0.5, 0.6, 0.7, 0.8, 0.9),
    "postures": {
        "jit": {"order_interval_days": [1], "buffer_days": [0, 2]},
        "hybrid": {"order_interval_days": [5], "buffer_days": [2, 5]},
        "jic": {"order_interval_days": [10], "buffer_days": [5, 9]},
    },
}


def case(
    cheap: dict[str, Any] | None = None,
    dear: dict[str, Any] | None = None,
    warehouse: dict[str, Any] | None = None,
    skus: str = "A",
    **item: Any,
) -> Case:
    return case_of(
        LEAN,
        items=[
            {
                "sku": sku,
                "demand_mean": 10,
                "demand_sd": 0,
                "stockout_cost": 9,
                "unit_volume": 0.5,
                "warehouse": "W",
                **item,
            }
            for sku in skus
        ],
        suppliers=[{"supplier": "Cheap", **(cheap or {})}, {"supplier": "Dear", **(dear or {})}],
        offers=[
            {"sku": sku, "supplier": name, "unit_price": price, "lead_time_days": 5}
            for sku in skus
            for name, price in (("Cheap", 2), ("Dear", 4))
        ],
        warehouses=[{"warehouse": "W", **(warehouse or {})}],
    )


def refusal(session: HighsSession, given: Case, **caps: float) -> tuple[str, dict[str, dict[str, Any]]]:
    """Return the message, and the shortfalls by kind and name."""
    with pytest.raises(NoPlanFitsError) as caught:
        solve(given, session=session, **caps)
    shortfalls = {f"{row['kind']} {row['name']}".strip(): dict(row) for row in caught.value.shortfalls}
    assert caught.value.exit_code == 4
    return str(caught.value), shortfalls


def test_capital_alone(session: HighsSession) -> None:
    message, shortfalls = refusal(session, case(), capital=7)
    assert shortfalls == {
        "capital": {
            "kind": "capital",
            "name": "",
            "unit": "currency",
            "allowed": 7.0,
            "least_alone": pytest.approx(10),
            "least_needed": pytest.approx(10),
            "short_by": pytest.approx(3),
        }
    }
    assert "capital (currency): at most 7 allowed, at least 10 needed, 3 short" in message


def test_space_alone_counts_all_items(session: HighsSession) -> None:
    message, shortfalls = refusal(session, case(skus="ABC"), space=14.5)
    assert list(shortfalls) == ["space"]
    assert shortfalls["space"]["least_needed"] == pytest.approx(15)
    assert shortfalls["space"]["short_by"] == pytest.approx(0.5)
    assert "space (m3): at most 14.5 allowed, at least 15 needed, 0.5 short" in message


def test_limits_that_fail_by_themselves_are_all_named(session: HighsSession) -> None:
    _, shortfalls = refusal(session, case(), capital=7, space=4)
    assert {name: row["short_by"] for name, row in shortfalls.items()} == pytest.approx({"capital": 3, "space": 1})


def test_a_warehouse_with_room_to_rent(session: HighsSession) -> None:
    message, shortfalls = refusal(session, case(warehouse={"capacity_m3": 3, "overflow_m3": 1, "overflow_cost": 2}))
    assert shortfalls["warehouse W"]["allowed"] == 4
    assert shortfalls["warehouse W"]["least_needed"] == pytest.approx(5)
    assert shortfalls["warehouse W"]["short_by"] == pytest.approx(1)
    assert "warehouse W (m3): at most 4 allowed, at least 5 needed, 1 short" in message
    plan = solve(case(warehouse={"capacity_m3": 3, "overflow_m3": 2, "overflow_cost": 7}), session=session)
    assert plan.summary.limits[0].overflow == pytest.approx(2)
    assert plan.summary.costs.overflow == pytest.approx(14)


def test_a_supplier_that_nobody_can_replace(session: HighsSession) -> None:
    # 3650 units at 2 or at 4: Dear can take all that Cheap cannot, but not with both at 1,000 a year.
    given = case({"capacity": 1000}, {"capacity": 1000})
    message, shortfalls = refusal(session, given)
    assert set(shortfalls) == {"supplier Cheap", "supplier Dear"}
    # Beside Dear's 1,000 (a share of 0.068: none) Cheap sells all, 7,300; beside Cheap's, 0.137, Dear sells 0.9.
    assert shortfalls["supplier Cheap"]["least_needed"] == pytest.approx(7300)
    assert shortfalls["supplier Dear"]["least_needed"] == pytest.approx(0.9 * 3650 * 4)
    assert shortfalls["supplier Cheap"]["least_alone"] == shortfalls["supplier Dear"]["least_alone"] == 0
    assert "contradict" in message


def test_capital_against_a_suppliers_capacity(session: HighsSession) -> None:
    # Cheap's capacity of 2,000 is a share of 0.27: at most 0.2, so a unit is worth 3.6 and 5 of them 18. A capital
    # of 15 is a value of 3 a unit: Cheap's share must be 0.5, 3,650 a year.
    message, shortfalls = refusal(session, case({"capacity": 2000}), capital=15)
    assert set(shortfalls) == {"capital", "supplier Cheap"}
    assert shortfalls["capital"] == {
        "kind": "capital",
        "name": "",
        "unit": "currency",
        "allowed": 15.0,
        "least_alone": pytest.approx(10),
        "least_needed": pytest.approx(18),
        "short_by": pytest.approx(3),
    }
    assert shortfalls["supplier Cheap"]["least_alone"] == 0
    assert shortfalls["supplier Cheap"]["least_needed"] == pytest.approx(3650)
    assert shortfalls["supplier Cheap"]["short_by"] == pytest.approx(1650)
    assert "these limits contradict each other" in message
    assert (
        "capital (currency): at most 15 allowed; it needs 10 by itself, but 18 beside supplier Cheap (currency/yr), "
        "3 short" in message
    )


def test_a_limit_that_has_nothing_to_do_with_it_is_not_named(session: HighsSession) -> None:
    given = case({"capacity": 2000}, warehouse={"capacity_m3": 5.5})
    _, shortfalls = refusal(session, given, capital=15, space=6)
    assert set(shortfalls) == {"capital", "supplier Cheap"}


@pytest.mark.parametrize(
    ("given", "caps", "raised"),
    [
        (case(), {"capital": 7.0}, "capital"),
        (case(skus="AB"), {"space": 3.0}, "space"),
        (case({"capacity": 2000}), {"capital": 15.0}, "capital"),
        (case({"capacity": 1500}, skus="AB"), {"capital": 22.0, "space": 10.0}, "capital"),
    ],
)
def test_what_is_said_to_be_needed_is_enough(
    given: Case, caps: dict[str, float], raised: str, session: HighsSession
) -> None:
    _, shortfalls = refusal(session, given, **caps)
    needed = float(shortfalls[raised]["least_needed"])
    plan = solve(given, session=session, **{**caps, raised: needed * (1 + 1e-7)})
    assert plan.summary.gap <= given.settings.mip_gap
    refusal(session, given, **{**caps, raised: needed * (1 - 1e-4)})


@pytest.mark.parametrize("caps", [{"capital": 10.0}, {"space": 5.0}, {"capital": 10.0, "space": 5.0}])
def test_caps_of_exactly_the_least_use_hold_a_plan(caps: dict[str, float], session: HighsSession) -> None:
    plan = solve(case(), session=session, **caps)
    assert plan.items.loc[0, ["posture", "suppliers", "buffer_units"]].tolist() == ["jit", "Cheap", 0]


def test_caps_of_0_hold_a_plan_without_demand(session: HighsSession) -> None:
    plan = solve(case(demand_mean=0), session=session, capital=0, space=0)
    assert plan.items.loc[0, "buffer_units"] == 0
    assert plan.items.loc[0, "capital"] == 0


def test_a_cap_of_0_with_demand_is_short_of_the_least(session: HighsSession) -> None:
    _, shortfalls = refusal(session, case(), capital=0)
    assert shortfalls["capital"]["short_by"] == pytest.approx(10)


def test_points_that_fit_are_found_under_all_limits(session: HighsSession) -> None:
    problem = pose(case({"capacity": 2000}, skus="AB"), capital=40, space=11)
    curves = first_curves(problem)
    points = fitting_points(problem, curves, session)
    assert set(problem.candidates.item[points.row].tolist()) == {0, 1}
    assert (points.buffer == problem.candidates.lower[points.row]).all()
    with pytest.raises(NoPlanFitsError):
        fitting_points(replace(problem, limits=problem.limits.with_caps(np.array([40.0, 11.0, -1.0]))), curves, session)


def test_the_least_use_of_a_limit_is_each_items_least(session: HighsSession) -> None:
    problem = pose(case(skus="AB"), capital=1, space=1)
    points = leanest_points(problem, first_curves(problem))
    assert least_use(problem, points, problem.limits.capital) == pytest.approx(20)
    assert least_use(problem, points, problem.limits.space) == pytest.approx(10)
    error = no_plan_fits(problem, first_curves(problem), session)
    assert len(error.shortfalls) == 2


def test_large_numbers_are_written_in_whole(session: HighsSession) -> None:
    message, _ = refusal(session, case(demand_mean=1e6), capital=123456)
    assert "at most 123,456 allowed, at least 1,000,000 needed, 876,544 short" in message


def packed(seed: int, room: float = 1.0) -> Problem:
    """Return twelve items that fill three suppliers' capacities to the last unit, or with less room than that."""
    rng = np.random.default_rng(seed)
    mean = rng.integers(20, 100, 12).astype(float)
    of_item = rng.integers(0, 3, 12)
    case = case_of(
        {**LEAN, "split_grid": ()},
        items=[
            {"sku": f"I{i:02}", "demand_mean": mean[i], "demand_sd": 0.3 * mean[i], "stockout_cost": 20}
            for i in range(12)
        ],
        suppliers=[{"supplier": f"S{s}", "capacity": room * 365 * mean[of_item == s].sum()} for s in range(3)],
        offers=[
            {
                "sku": f"I{i:02}",
                "supplier": f"S{s}",
                "unit_price": 1,
                "freight_per_unit": rng.uniform(0, 0.3),
                "lead_time_days": int(rng.integers(1, 20)),
            }
            for i in range(12)
            for s in range(3)
        ],
    )
    return pose(case, capital=None, space=None)


@pytest.mark.parametrize("seed", range(4, 7))
def test_a_plan_that_fits_to_the_last_unit_is_found(seed: int, session: HighsSession) -> None:
    problem = packed(seed)
    plan = leanest_plan(problem, first_curves(problem), session)
    assert plan.use == pytest.approx(problem.limits.cap)
    assert plan.points.row.tolist() == sorted(set(plan.points.row.tolist()))
    assert problem.candidates.item[plan.points.row].tolist() == list(range(12))


@pytest.mark.parametrize("seed", range(8))
def test_the_solve_proves_the_best_of_the_tightest_fits(seed: int, session: HighsSession) -> None:
    """Refused with nothing short (seed 4), or left with gaps of 15 to 94 %, while the search stopped half-way."""
    plan = solve(packed(seed).case.with_settings(), session=session)
    assert plan.summary.gap <= plan.case.settings.mip_gap


def test_less_room_than_that_is_refused_with_what_is_short(session: HighsSession) -> None:
    problem = packed(4, 0.99)
    with pytest.raises(NoPlanFitsError) as caught:
        leanest_plan(problem, first_curves(problem), session)
    assert len(caught.value.shortfalls) == 3
    assert all(float(str(row["short_by"])) > 0 for row in caught.value.shortfalls)
