"""Column generation against the whole linear program."""

from dataclasses import replace

import numpy as np
import pytest

from stockposture.highs.session import HighsSession
from stockposture.optimise.curves import Curves, first_curves
from stockposture.optimise.dual import least_cost_points, least_use_points, relax
from stockposture.optimise.feasibility import fitting_points
from stockposture.optimise.points import choices_of, points_at
from stockposture.optimise.prices import dual_constant, priced
from stockposture.optimise.problem import Problem, pose
from stockposture_models.formulation.model import build_model
from stockposture_models.formulation.scales import scales_of
from support.frames import case_of
from support.random_cases import random_rows

SEEDS = range(6)


def posed(seed: int) -> tuple[Problem, Curves]:
    """Return ten items under every kind of limit, with fees and rent, caps halfway between least and free use."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, 10, offers=2, suppliers=3, warehouses=2)
    for row in rows["suppliers"]:
        row["capacity"] = 1e15
        row["annual_fee"] = float(rng.integers(0, 3) * 400)
    for row in rows["warehouses"]:
        row.update(capacity_m3=1e15, overflow_m3=1.0, overflow_cost=100.0)
    problem = pose(case_of({"split_grid": (0.5, 0.8)}, **rows), capital=1e15, space=1e15)
    curves = first_curves(problem)
    count = len(problem.limits)
    lean = least_use_points(problem, curves)
    item = problem.candidates.item[lean.row]
    lean = lean.take(np.unique(item, return_index=True)[1])
    least = lean.limit_use(count)
    free = least_cost_points(problem, curves).limit_use(count)
    cap = np.where(free > least, 0.5 * (least + free), 1.2 * np.maximum(least, free))
    cap[[problem.limits.warehouse[0], problem.limits.warehouse[1]]] *= 0.95
    return replace(problem, limits=problem.limits.with_caps(cap)), curves


def whole_relaxation(problem: Problem, curves: Curves, session: HighsSession) -> float:
    choices, _ = choices_of(problem, points_at(problem, curves, curves.distinct), whole=False)
    scales = scales_of(choices)
    result = session.solve(build_model(choices, scales), relax=True)
    assert result.objective is not None
    return float(result.objective * scales.cost)


@pytest.mark.parametrize("seed", SEEDS)
def test_column_generation_ends_at_the_whole_relaxation(seed: int, session: HighsSession) -> None:
    problem, curves = posed(seed)
    start = fitting_points(problem, curves, session).joined(least_cost_points(problem, curves))
    got = relax(problem, curves, session, start=start, tolerance=1e-6)
    expected = whole_relaxation(problem, curves, session)
    assert got.cost == pytest.approx(expected, rel=1e-7)
    assert (got.prices.limit >= 0).all()
    assert (got.prices.pair >= 0).all()
    assert got.prices.limit.max() > 0, "no limit binds: the test shows nothing"
    # The prices alone prove it: what each item would rather have, and what they earn.
    cost = np.where(curves.distinct, priced(problem, curves, got.prices), np.inf).min(axis=1)
    item = problem.candidates.item[curves.rows]
    proven = sum(cost[item == i].min() for i in range(10)) + dual_constant(problem, got.prices)
    assert proven == pytest.approx(expected, rel=1e-6)
    assert proven <= expected * (1 + 1e-9)


def test_the_relaxation_needs_few_of_the_points(session: HighsSession) -> None:
    problem, curves = posed(0)
    start = fitting_points(problem, curves, session).joined(least_cost_points(problem, curves))
    got = relax(problem, curves, session, start=start, tolerance=1e-6)
    assert len(got.points) < 0.2 * curves.distinct.sum()


def test_a_loose_tolerance_still_gives_a_valid_bound(session: HighsSession) -> None:
    problem, curves = posed(1)
    start = fitting_points(problem, curves, session).joined(least_cost_points(problem, curves))
    got = relax(problem, curves, session, start=start, tolerance=1e4)
    expected = whole_relaxation(problem, curves, session)
    cost = np.where(curves.distinct, priced(problem, curves, got.prices), np.inf).min(axis=1)
    item = problem.candidates.item[curves.rows]
    proven = sum(cost[item == i].min() for i in range(10)) + dual_constant(problem, got.prices)
    assert proven <= expected * (1 + 1e-9)
    assert got.cost >= expected * (1 - 1e-9)


@pytest.mark.parametrize("rentable", [1e12, 1e20])
def test_room_to_rent_without_end_is_no_number_the_solver_refuses(rentable: float, session: HighsSession) -> None:
    """1e20 m3 to rent was a bound of 1e19 in the solver's units, which it refuses."""
    problem, curves = posed(2)
    limits = problem.limits
    problem = replace(problem, limits=replace(limits, overflow=np.where(limits.overflow > 0, rentable, 0.0)))
    start = fitting_points(problem, curves, session).joined(least_cost_points(problem, curves))
    got = relax(problem, curves, session, start=start, tolerance=1e-6)
    assert got.cost == pytest.approx(whole_relaxation(problem, curves, session), rel=1e-7)
    assert (got.prices.limit[limits.warehouse] <= limits.overflow_cost[limits.warehouse] * (1 + 1e-9)).all()
