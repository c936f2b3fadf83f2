"""Curves and their refinement: ascending nodes, distinct ones first, every figure beside its own buffer."""

import numpy as np
import pytest

from stockposture.optimise.curves import Curves, first_curves, refine
from stockposture.optimise.problem import Problem, pose
from stockposture_models.candidates.economics import Economics
from support.random_cases import random_case

SETTINGS = {"split_grid": (0.5,)}


@pytest.fixture(scope="module")
def problem() -> Problem:
    return pose(random_case(3, 2, settings=SETTINGS), capital=None, space=None)


def require_sound(problem: Problem, curves: Curves) -> None:
    """Assert that nodes are whole, ascending, distinct first, and figures those of their buffers."""
    buffer, distinct = curves.buffer, curves.distinct
    assert (buffer == np.round(buffer)).all()
    assert (np.diff(buffer, axis=1) >= 0).all()
    assert distinct[:, 0].all()
    assert (np.diff(distinct.astype(int), axis=1) <= 0).all(), "a repetition before the last distinct node"
    candidates = problem.candidates
    assert (buffer[:, 0] == candidates.lower[curves.rows]).all()
    assert (buffer[:, -1] == candidates.upper[curves.rows]).all()
    fresh = problem.evaluate(curves.rows, buffer)
    for name in Economics.__dataclass_fields__:
        np.testing.assert_allclose(getattr(curves.economics, name), getattr(fresh, name), rtol=1e-12, err_msg=name)


def test_first_curves_have_both_ends_and_the_units_beside_them(problem: Problem) -> None:
    curves = first_curves(problem)
    require_sound(problem, curves)
    candidates = problem.candidates
    for row in range(len(curves.rows)):
        lower, upper = int(candidates.lower[row]), int(candidates.upper[row])
        nodes = set(curves.buffer[row].astype(int).tolist())
        assert {lower, upper, min(lower + 1, upper), max(lower, upper - 1)} <= nodes


@pytest.mark.parametrize("seed", range(4))
def test_refined_curves_are_sound(problem: Problem, seed: int) -> None:
    rng = np.random.default_rng(seed)
    curves = first_curves(problem)
    for pieces in (4, 6, 2):
        split = rng.random((curves.buffer.shape[0], curves.buffer.shape[1] - 1)) < 0.2
        split[rng.random(len(split)) < 0.5] = False
        finer = refine(problem, curves, split, pieces)
        require_sound(problem, finer)
        for row in range(len(curves.rows)):
            old = curves.buffer[row]
            cuts = [
                np.round(old[s] + (old[s + 1] - old[s]) * part / pieces)
                for s in np.flatnonzero(split[row])
                for part in range(1, pieces)
            ]
            assert set(finer.buffer[row]) == set(old) | set(cuts)
        curves = finer


def test_nothing_marked_changes_nothing(problem: Problem) -> None:
    curves = first_curves(problem)
    assert refine(problem, curves, np.zeros((len(curves.rows), curves.buffer.shape[1] - 1), dtype=bool), 4) is curves


def test_segments_of_one_unit_cannot_be_split(problem: Problem) -> None:
    curves = first_curves(problem)
    narrow = np.diff(curves.buffer, axis=1) <= 1
    np.testing.assert_array_equal(refine(problem, curves, narrow, 4).buffer, curves.buffer)


def test_refined_until_every_whole_unit_is_a_node(problem: Problem) -> None:
    rows = np.flatnonzero(problem.candidates.upper - problem.candidates.lower < 40)[:5]
    curves = first_curves(problem).take(rows)
    for _ in range(8):
        curves = refine(problem, curves, np.diff(curves.buffer, axis=1) > 1, 2)
    for row, nodes in zip(rows, curves.buffer, strict=True):
        expected = np.arange(problem.candidates.lower[row], problem.candidates.upper[row] + 1)
        assert np.unique(nodes).tolist() == expected.tolist()


def test_curves_of_some_candidates_keep_their_rows(problem: Problem) -> None:
    rows = np.array([1, 5, 6])
    some = first_curves(problem).take(rows)
    split = np.diff(some.buffer, axis=1) > 3
    finer = refine(problem, some, split, 4)
    assert finer.rows.tolist() == rows.tolist()
    require_sound(problem, finer)
