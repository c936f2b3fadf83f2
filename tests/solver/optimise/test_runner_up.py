"""The runner-up is priced at its own best buffer, not at the nearest one the search happened to look at."""

import numpy as np
import pytest

from stockposture.highs.session import HighsSession
from stockposture.optimise.problem import pose
from stockposture.planning.solve import solve
from support.exhaustive import all_points
from support.random_cases import random_case


@pytest.mark.parametrize("seed", [6, 9, 10])
def test_extra_cost_is_that_of_the_best_whole_unit_buffer(seed: int, session: HighsSession) -> None:
    case = random_case(seed, 3, settings={"split_grid": (0.5,)})
    items = solve(case, session=session).items
    problem = pose(case, capital=None, space=None)
    points = all_points(problem, 2_000)
    candidates = problem.candidates.take(points.row)
    names = case.suppliers["supplier"].to_numpy()
    used = [
        "|".join(names[problem.offers.supplier[offer]] for offer in pair if offer >= 0) for pair in candidates.offers
    ]
    postures = np.array(["jit", "hybrid", "jic"])[candidates.posture]
    for number, item in enumerate(items.itertuples()):
        other = (candidates.item == number) & ((postures != item.posture) | (np.array(used) != item.suppliers))
        extra = points.cost[other].min() - item.relevant_cost
        assert item.runner_up_extra_cost == pytest.approx(max(extra, 0.0), abs=1e-4 * item.relevant_cost)
