"""The frontier of the case worked out by hand in data/tiny/README.md."""

import math

import numpy as np
import pytest

from stockposture import NoPlanFitsError, frontier, solve

COSTS = ["purchase_cost", "ordering_cost", "carrying_cost", "stockout_cost", "supplier_cost", "overflow_cost"]


def test_each_point_is_the_plan_under_its_cap(tiny, capped):
    points = capped.points.set_index("point")
    assert points["capital_cap"].tolist()[:4] == [1000.0, 2000.0, 4500.0, 8000.0]
    assert math.isnan(points.loc[5, "capital_cap"])
    assert points["relevant_cost"].tolist()[2:] == pytest.approx([5103.96, 5061.16, 5061.16])
    assert points["capital"].tolist()[2:] == pytest.approx([4352.80, 5243.80, 5243.80])
    assert points.loc[3, "capital_price"] == pytest.approx(242.80 / 1881)
    assert points["capital_price"].tolist()[3:] == [0.0, 0.0]
    assert points.loc[3, ["items_jit", "items_hybrid", "items_jic"]].tolist() == [1, 2, 1]
    assert points.loc[3, ["items_single", "items_dual", "items_nearshore"]].tolist() == [2, 0, 2]
    planned = capped.planned
    assert planned[COSTS].sum(axis=1).to_numpy() == pytest.approx(planned["total_cost"].to_numpy())
    assert (planned["lower_bound"] <= planned["total_cost"] * (1 + 1e-12)).all()
    alone = solve(tiny, capital=2000.0).summary
    assert points.loc[2, "relevant_cost"] == pytest.approx(alone.costs.relevant)
    assert points.loc[2, "fill_rate"] == alone.fill_rate


def test_a_cap_under_which_no_plan_fits_is_a_point_that_says_so(capped):
    first = capped.points.iloc[0]
    assert first["status"] == "no_plan_fits"
    assert "capital (EUR): at most 1,000 allowed, at least 1,206 needed, 206 short" in first["problem"]
    assert np.isnan(first["relevant_cost"])
    (short,) = capped.shortfalls.to_dict("records")
    assert (short["point"], short["kind"], short["least_needed"], short["short_by"]) == (1, "capital", 1206.0, 206.0)
    assert len(capped.planned) == 4


def test_what_changes_at_each_step(capped):
    """From 4,500 to 8,000 only HOUSING changes, jit to hybrid: 42.80 a year for 891 of capital."""
    steps = capped.steps
    assert steps[["from_point", "to_point"]].to_numpy().tolist() == [[2, 3], [3, 4], [4, 5]]
    assert steps["items"].tolist()[1:] == [1, 0]
    assert steps.loc[1, ["postures", "splits", "suppliers", "adjusted"]].tolist() == [1, 0, 0, 0]
    (change,) = capped.changes[capped.changes["step"] == 2].to_dict("records")
    assert (change["sku"], change["changes"]) == ("HOUSING", "posture")
    assert (change["posture_from"], change["posture_to"]) == ("jit", "hybrid")
    assert (change["suppliers_from"], change["suppliers_to"]) == ("Newport", "Newport")
    assert (change["buffer_units_from"], change["buffer_units_to"]) == (0, 8)
    assert change["capital_more"] == pytest.approx(891.0)
    assert change["relevant_cost_less"] == pytest.approx(42.80)
    assert steps.loc[1, "relevant_cost_less"] == pytest.approx(42.80)


def test_limits_stand_at_every_point(capped):
    shed = capped.limits[capped.limits["kind"] == "warehouse"]
    assert shed["point"].tolist() == [2, 3, 4, 5]
    assert shed["use"].tolist()[1:] == pytest.approx([10.8, 13.6, 13.6])
    assert capped.limits[capped.limits["kind"] == "capital"]["cap"].tolist() == [2000.0, 4500.0, 8000.0]


def test_a_grid_in_percent(grid):
    free = grid.facts["unlimited"]
    assert (free["capital"], free["space_m3"]) == pytest.approx((5243.80, 13.6))
    points = grid.points
    assert points[["space_cap", "capital_cap"]].to_numpy().tolist() == [
        [6.8, 2621.9],
        [6.8, 5243.8],
        [13.6, 2621.9],
        [13.6, 5243.8],
    ]
    assert points.loc[3, "relevant_cost"] == pytest.approx(free["relevant_cost"])
    assert grid.steps["along"].tolist() == ["capital", "capital", "space", "space"]
    assert grid.steps[["from_point", "to_point"]].to_numpy().tolist() == [[1, 2], [3, 4], [1, 3], [2, 4]]
    for _, line in points.groupby("space_cap"):
        assert line["relevant_cost"].is_monotonic_decreasing


def test_an_item_may_be_adjusted_alone(grid):
    """In half the space and half the capital MOTOR is hybrid every 10 days, with more capital every 20."""
    step = grid.steps.iloc[0]
    assert (step["items"], step["adjusted"]) == (1, 1)


def test_the_cases_own_cap_holds_where_only_space_is_swept(tiny):
    found = frontier(tiny.with_settings(capital_cap=4500.0), space=[math.inf])
    assert found.points.loc[0, "capital_cap"] == 4500.0
    assert found.points.loc[0, "relevant_cost"] == pytest.approx(5103.96)
    assert found.swept == ("space",)


def test_caps_that_nothing_fits_have_no_steps(tiny):
    found = frontier(tiny, capital=[1.0, 2.0])
    assert found.planned.empty
    assert list(found.points) == list(frontier(tiny, capital=8000.0).points)
    assert len(found.steps) == len(found.changes) == 0
    assert str(found).startswith("Frontier of 4 items: no plan at any of 2 points.")


def test_what_cannot_be_asked_for(tiny):
    with pytest.raises(ValueError, match="give capital, space or both"):
        frontier(tiny)
    with pytest.raises(ValueError, match="40 x 40 points are too many; at most 1,000"):
        frontier(tiny, capital="1:2:40", space="1:2:40")
    too_small = tiny.replace(warehouses=tiny.warehouses.assign(capacity_m3=0.1))
    with pytest.raises(NoPlanFitsError, match="warehouse Shed"):
        frontier(too_small, capital="50%")
