"""Cases with few policies and narrow bands, whose every whole-unit plan can be looked at."""

from typing import Any

import numpy as np

from stockposture.optimise.points import Points, points_of
from stockposture.optimise.problem import Problem
from stockposture_models.tables.case import Case
from support.frames import case_of
from support.random_cases import random_rows

#: Two policies a split, bands of a few days.
NARROW: dict[str, Any] = {
    "split_grid": (0.5,),
    "postures": {
        "jit": {"order_interval_days": [2], "buffer_days": [0, 4], "order_cost_factor": 0.2, "programme_cost": 60},
        "hybrid": {"order_interval_days": [7], "buffer_days": [4, 9], "order_cost_factor": 0.6},
        "jic": {"order_interval_days": [14], "buffer_days": [9, 15]},
    },
}


def narrow_case(seed: int, items: int, *, fees: bool = False, **settings: Any) -> Case:
    """Return a random case of slow movers: at most about 75 whole-unit buffers a split."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, items, offers=2, suppliers=3, warehouses=2)
    for row in rows["items"]:
        row["demand_mean"] = float(rng.integers(1, 6))
        row["demand_sd"] = float(row["demand_mean"] * rng.uniform(0.3, 1.5))
    for row in rows["suppliers"]:
        row["annual_fee"] = float(rng.integers(50, 500)) if fees else 0.0
    return case_of({**NARROW, **settings}, **rows)


def every_point(problem: Problem) -> Points:
    """Return every candidate at every whole unit of its band."""
    candidates = problem.candidates
    count = (candidates.upper - candidates.lower + 1).astype(np.int64)
    rows = np.repeat(np.arange(len(candidates)), count)
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return points_of(problem, rows, (candidates.lower[rows] + offset).astype(float))
