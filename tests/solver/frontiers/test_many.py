"""The frontier of many items, on a case small enough to solve each point by itself as well."""

import numpy as np
import pytest

import stockposture.planning.caps as caps_module
import stockposture.planning.solve as solve_module
from stockposture import frontier, solve
from support.frames import case_of
from support.random_cases import random_rows

SETTINGS = {
    "split_grid": (0.5,),
    "postures": {
        "jit": {"order_interval_days": [7], "buffer_days": [0, 5], "order_cost_factor": 0.2, "programme_cost": 60},
        "hybrid": {"order_interval_days": [14], "buffer_days": [5, 30], "order_cost_factor": 0.6, "programme_cost": 20},
        "jic": {"order_interval_days": [30], "buffer_days": [30, 90]},
    },
}


@pytest.fixture(scope="module")
def case():
    rows = random_rows(np.random.default_rng(3), 16, offers=2, suppliers=4, warehouses=2)
    return case_of(SETTINGS, **rows)


@pytest.fixture(scope="module")
def found(case):
    """A grid from too little of either to more than enough, as many items are planned."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caps_module, "MANY_ITEMS", 0)
        patch.setattr(solve_module, "MANY_ITEMS", 0)
        return frontier(case, capital="1%,70%,85%,120%", space="70%,150%")


def test_points_without_a_plan_do_not_end_it(found):
    none = found.points["status"] == "no_plan_fits"
    assert found.points.loc[none, "point"].tolist() == [1, 5]
    assert found.points["capital_cap"][none].nunique() == 1
    assert set(found.shortfalls["point"]) == {1, 5}
    assert (found.shortfalls["short_by"] > 0).any()


def test_a_looser_limit_never_costs_more_than_the_gap(found):
    planned = found.planned
    for line in ("space_cap", "capital_cap"):
        for _, points in planned.groupby(line):
            costs, gaps = points["relevant_cost"].to_numpy(), points["gap"].to_numpy()
            # No plan within the looser limit is cheaper than its bound, and that of the tighter limit is one of them.
            assert (costs[:-1] >= costs[1:] * (1 - gaps[1:]) - 1e-6).all()


def test_every_point_keeps_its_limits_and_agrees_with_a_plan_of_its_own(case, found):
    planned = found.planned
    assert (planned["capital"] <= planned["capital_cap"] * (1 + 1e-9)).all()
    assert (planned["space_m3"] <= planned["space_cap"] * (1 + 1e-9)).all()
    tight = planned[(planned["capital"] > 0.9 * planned["capital_cap"])].iloc[0]
    alone = solve(case, capital=tight["capital_cap"], space=tight["space_cap"]).summary
    bound = alone.costs.relevant * (1 - alone.gap)
    assert bound <= tight["relevant_cost"] * (1 + 1e-9)
    assert tight["relevant_cost"] * (1 - tight["gap"]) <= alone.costs.relevant * (1 + 1e-9)


def test_steps_add_up(found):
    points = found.points.set_index("point")
    for step in found.steps.to_dict("records"):
        more = points.loc[step["to_point"], "capital"] - points.loc[step["from_point"], "capital"]
        assert step["capital_more"] == pytest.approx(more)
        changes = found.changes[found.changes["step"] == step["step"]]
        assert len(changes) == step["items"]
        moved = changes[changes["posture_from"] != changes["posture_to"]]
        assert len(moved) == step["postures"]
        counts = points[["items_jit", "items_hybrid", "items_jic"]]
        for posture in ("jit", "hybrid", "jic"):
            gained = int((moved["posture_to"] == posture).sum() - (moved["posture_from"] == posture).sum())
            column = counts[f"items_{posture}"]
            assert column[step["to_point"]] - column[step["from_point"]] == gained
