"""What prices prove: the bound and the pruning, against every whole-unit plan of tiny cases."""

from dataclasses import replace

import numpy as np
import pytest

from stockposture.optimise.core import Priced, lowered
from stockposture.optimise.curves import Curves, first_curves, refine
from stockposture.optimise.points import Points
from stockposture.optimise.prices import Prices
from stockposture.optimise.problem import Problem, pose
from support.exhaustive import least_cost
from support.narrow import every_point, narrow_case

SEEDS = range(6)
#: The theory's curves have kinks where its parts meet; a slope beside one can make a chord's sag look smaller than it
#: is, by this part of the figure. Curves convex between their nodes have none: see test_bounds.
KINKS = 1e-5
#: Most by which a chord may lie above its lowered curve, of the value there.
BENDS = 1e-4


def posed(seed: int) -> tuple[Problem, Points]:
    """Return a problem of two items with caps on capital and space between the least and the unlimited use."""
    case = narrow_case(seed, 2, fees=seed % 2 == 0)
    problem = pose(case, capital=1e15, space=1e15)
    points = every_point(problem)
    item = problem.candidates.item[points.row]
    caps = []
    for limit in range(2):
        use = points.use[:, limit]
        least = sum(use[item == i].min() for i in range(2))
        free = sum(use[item == i][points.cost[item == i].argmin()] for i in range(2))
        caps.append(least + 0.4 * max(0.0, free - least) + 1e-6 * least)
    return replace(problem, limits=problem.limits.with_caps(np.array(caps))), points


def some_prices(problem: Problem, seed: int) -> Prices:
    rng = np.random.default_rng(seed)
    return Prices(
        rng.uniform(0, 1, len(problem.limits)) * np.array([0.5, 50.0]),
        rng.uniform(0, 200, len(problem.pair_opening)),
    )


def priced_points(problem: Problem, points: Points, prices: Prices) -> np.ndarray:
    """Return cost with use and openings priced, straight from the points."""
    of_limits = np.where(points.limit >= 0, prices.limit[points.limit], 0.0)
    pairs = problem.pair[points.row]
    charged = np.where(pairs >= 0, np.append(prices.pair, 0.0)[pairs], 0.0).sum(axis=1)
    priced: np.ndarray = points.cost + (of_limits * points.use).sum(axis=1) + charged
    return priced


def kept(curves: Curves, points: Points, nodes: np.ndarray, segments: np.ndarray) -> np.ndarray:
    """Return whether each point is a kept node or strictly inside a kept segment."""
    at = np.searchsorted(curves.rows, points.row)
    buffer = curves.buffer[at]
    on_node = ((buffer == points.buffer[:, None]) & nodes[at]).any(axis=1)
    inside = (buffer[:, :-1] < points.buffer[:, None]) & (points.buffer[:, None] < buffer[:, 1:])
    either: np.ndarray = on_node | (inside & segments[at]).any(axis=1)
    return either


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bound_is_below_the_best_plan_at_any_prices(seed: int) -> None:
    problem, points = posed(seed)
    best = least_cost(problem, points)
    curves = first_curves(problem)
    for draw in range(5):
        at = Priced.at(problem, curves, some_prices(problem, draw))
        assert at.bound <= best * (1 + 1e-9)
    assert Priced.at(problem, curves, Prices(np.zeros(2), np.zeros(len(problem.pair_opening)))).bound > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_pruning_keeps_every_choice_that_a_plan_within_the_distance_can_use(seed: int) -> None:
    problem, points = posed(seed)
    curves = first_curves(problem)
    curves = refine(problem, curves, np.diff(curves.buffer, axis=1) > 8, 3)
    item = problem.candidates.item[points.row]
    dropped = 0
    for draw in range(5):
        prices = some_prices(problem, draw)
        at = Priced.at(problem, curves, prices)
        cost = priced_points(problem, points, prices)
        for i in range(2):
            assert at.least[i] <= cost[item == i].min() * (1 + 1e-9)
            # The best node is one of the points.
            assert np.isclose(cost[item == i], at.best_node[i], rtol=1e-9).any()
        for distance in (0.0, 10.0, 300.0):
            stays = kept(curves, points, *at.within(distance))
            must = cost <= at.least[item] + distance
            assert stays[must].all()
            dropped += int((~stays).sum())
    assert dropped > 0, "nothing was ever dropped: the test shows nothing"


@pytest.mark.parametrize("seed", SEEDS)
def test_lowered_figures_are_below_the_curves_at_every_whole_unit_of_the_segments(seed: int) -> None:
    problem, points = posed(seed)
    curves = first_curves(problem)
    shape = len(curves.rows), curves.buffer.shape[1] - 1
    marked = np.random.default_rng(seed).random(shape) < 0.5
    figures = {"relevant": points.cost, "capital": points.use[:, 0], "space": points.use[:, 1]}
    for segments in (np.ones(shape, dtype=bool), marked):
        low = lowered(curves, segments)
        for at, row in enumerate(curves.rows):
            mine = np.flatnonzero(points.row == row)
            nodes, first = np.unique(curves.buffer[at], return_index=True)
            segment = np.searchsorted(nodes, points.buffer[mine]) - 1
            # Nodes themselves may lie anywhere below.
            counts = segments[at][first[np.maximum(segment, 0)]] | np.isin(points.buffer[mine], nodes)
            for name, values in figures.items():
                mean = np.interp(points.buffer[mine], nodes, getattr(low, name)[at][first])
                # The theory's curves bend a little between nodes; the search gives up part of its bound for it.
                below = mean <= values[mine] + BENDS * np.abs(values[mine])
                assert below[counts].all(), (name, row)


def test_without_segments_nothing_is_lowered() -> None:
    problem, _ = posed(0)
    curves = first_curves(problem)
    low = lowered(curves, np.zeros((len(curves.rows), curves.buffer.shape[1] - 1), dtype=bool))
    for name in ("relevant", "capital", "space"):
        np.testing.assert_array_equal(getattr(low, name), getattr(curves.economics, name))
