"""The plan against exhaustive search, on 200 random cases of up to five items, each kind of limit binding in some."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from stockposture.highs.session import HighsSession
from stockposture.optimise.points import Points
from stockposture.optimise.problem import Problem, pose
from stockposture.planning.solve import solve
from stockposture_models.errors import NoPlanFitsError
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case
from support.exhaustive import all_points, least_cost
from support.frames import case_of
from support.random_cases import random_rows

BATCHES, BATCH = 20, 10
#: Few intervals and shares, so that everything can be enumerated; bands as wide as ever.
SMALL = {
    "split_grid": (0.5, 0.7),
    "postures": {
        "jit": {
            "order_interval_days": [1, 7],
            "buffer_days": [0, 5],
            "order_cost_factor": 0.2,
            "programme_cost": 60,
        },
        "hybrid": {
            "order_interval_days": [7, 30],
            "buffer_days": [5, 30],
            "order_cost_factor": 0.6,
            "programme_cost": 20,
        },
        "jic": {"order_interval_days": [30], "buffer_days": [30, 180]},
    },
}
KINDS = ("capital", "space", "warehouse", "overflow", "supplier", "fees")


@dataclass(frozen=True)
class Trial:
    case: Case
    capital: float | None
    space: float | None


def trial_of(seed: int) -> Trial:
    """Return a case with limits between what the leanest and what the cheapest unlimited plan use."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, int(rng.integers(1, 6)), offers=int(rng.integers(1, 3)), suppliers=3, warehouses=2)
    kinds = {KINDS[seed % len(KINDS)]} | set(rng.choice(KINDS, size=rng.integers(0, 3), replace=False).tolist())
    settings = {
        **SMALL,
        "capital_basis": str(rng.choice(["on_hand", "on_hand+in_transit", "on_hand+in_transit-payables"])),
    }
    for row in rows["suppliers"]:
        row["capacity"] = 1e15
        if "fees" in kinds:
            row["onboarding_cost"], row["annual_fee"] = (
                float(rng.integers(0, 500)),
                float(rng.integers(0, 500)),
            )
    for row in rows["warehouses"]:
        row["capacity_m3"] = 1e15
    problem = pose(case_of(settings, **rows), capital=1e15, space=1e15)
    points = all_points(problem, 6)
    least, most = extremes(problem, points)
    cap = least + rng.uniform(-0.02, 1.0, len(least)) * (most - least)
    for row, limit in zip(rows["warehouses"], problem.limits.warehouse, strict=True):
        row["capacity_m3"] = max(0.0, float(cap[limit])) if kinds & {"warehouse", "overflow"} else None
        if "overflow" in kinds:
            row["overflow_m3"], row["overflow_cost"] = float(0.3 * most[limit]), float(rng.integers(1, 300))
    for row, limit in zip(rows["suppliers"], problem.limits.supplier, strict=True):
        row["capacity"] = max(0.0, float(cap[limit])) if "supplier" in kinds and rng.random() < 0.7 else None
    capital = max(0.0, float(cap[problem.limits.capital])) if "capital" in kinds else None
    space = float(cap[problem.limits.space]) if "space" in kinds else None
    return Trial(case_of(settings, **rows).with_settings(), capital, space)


def prices_of(plan: Plan) -> np.ndarray:
    return np.array([limit.shadow_price for limit in plan.summary.limits])


def extremes(problem: Problem, points: Points) -> tuple[np.ndarray, np.ndarray]:
    """Return the least use of each limit, and the use of the cheapest unlimited plan."""
    item = problem.candidates.item[points.row]
    least, most = np.zeros(len(problem.limits)), np.zeros(len(problem.limits))
    for i in range(problem.item_count):
        mine = np.flatnonzero(item == i)
        cheapest = points.take(mine[[points.cost[mine].argmin()]])
        most += cheapest.limit_use(len(problem.limits))
        least += [
            np.where(points.limit[mine] == row, points.use[mine], 0.0).sum(axis=1).min()
            for row in range(len(problem.limits))
        ]
    return least, np.maximum(least, most)


@pytest.fixture(scope="module")
def session() -> Iterator[HighsSession]:
    with HighsSession() as opened:
        yield opened


def plan_or_refusal(trial: Trial, session: HighsSession) -> tuple[Plan | None, NoPlanFitsError | None]:
    try:
        return solve(trial.case, capital=trial.capital, space=trial.space, session=session), None
    except NoPlanFitsError as error:
        return None, error


@pytest.mark.parametrize("batch", range(BATCHES))
def test_never_beaten_by_exhaustive_search(batch: int, session: HighsSession) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        trial = trial_of(seed)
        problem = pose(trial.case, capital=trial.capital, space=trial.space)
        plan, refusal = plan_or_refusal(trial, session)
        if plan is None:
            # All uses are least at the least buffers: if these do not fit, nothing does.
            best = least_cost(problem, all_points(problem, 1))
            assert best == np.inf, f"seed {seed}: refused, yet a plan of {best} fits: {refusal}"
            assert refusal.shortfalls
            assert all(shortfall["short_by"] > 0 for shortfall in refusal.shortfalls), f"seed {seed}: {refusal}"
            continue
        cost = plan.summary.costs.relevant
        best = min(
            cost,
            least_cost(
                problem, all_points(problem, 30 if problem.item_count < 4 else 12), prices=prices_of(plan), below=cost
            ),
        )
        bound = cost - (plan.summary.total_cost - plan.summary.lower_bound)
        rounding = 1e-9 * abs(cost)
        assert bound <= best + rounding, f"seed {seed}: bound {bound} above the best plan {best}"
        assert cost - best <= plan.summary.gap * cost + rounding, f"seed {seed}: {cost} beaten by {best}"
        for limit in plan.summary.limits:
            room = limit.cap + limit.overflow
            assert limit.use <= room * (1 + 1e-9) + 1e-9, f"seed {seed}: {limit}"


def test_every_kind_of_limit_binds_somewhere(session: HighsSession) -> None:
    binding, gaps = set(), []
    for seed in range(24):
        trial = trial_of(seed)
        plan, _ = plan_or_refusal(trial, session)
        if plan is None:
            continue
        gaps.append(plan.summary.gap)
        binding |= {limit.kind.value for limit in plan.summary.limits if limit.shadow_price > 0}
        binding |= {"overflow"} if plan.summary.costs.overflow > 0 else set()
        binding |= {"fees"} if plan.summary.costs.supplier > 0 else set()
    assert binding == set(KINDS)
    assert np.median(gaps) <= 1e-4
