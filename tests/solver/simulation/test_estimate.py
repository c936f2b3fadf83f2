"""Means with their intervals."""

import numpy as np
import pytest

from stockposture.simulation.estimate import Estimate, Moments, estimate, student


def test_by_hand():
    # 1, 2, 3: mean 2, deviation 1; t of 2 degrees of freedom 4.3027; 4.3027 / sqrt(3).
    found = estimate(np.array([1.0, 2.0, 3.0]))
    assert found.mean == 2.0
    assert found.half_width == pytest.approx(2.48414, rel=1e-5)
    assert (found.low, found.high) == (2.0 - found.half_width, 2.0 + found.half_width)
    assert found.holds(4.0)
    assert not found.holds(5.0)


def test_student_as_printed_in_tables():
    assert [round(student(runs), 3) for runs in (2, 5, 10, 31)] == [12.706, 2.776, 2.262, 2.042]


def test_one_run_says_nothing_of_the_interval():
    with pytest.raises(ValueError, match="at least 2"):
        estimate(np.array([1.0]))


def test_the_interval_holds_the_truth_in_95_of_100():
    rng = np.random.default_rng(5)
    held = sum(estimate(rng.normal(3.0, 2.0, 8)).holds(3.0) for _ in range(2000))
    assert 0.935 < held / 2000 < 0.965


def test_moments_run_by_run_are_those_of_all_at_once():
    values = np.random.default_rng(3).normal(size=(7, 4)) + 1e6
    moments = Moments.like(4)
    for row in values:
        moments.add(row)
    each = [estimate(values[:, k]) for k in range(4)]
    np.testing.assert_allclose(moments.mean, [one.mean for one in each], rtol=1e-14)
    np.testing.assert_allclose(moments.half_width, [one.half_width for one in each], rtol=1e-7)


def test_a_figure_that_never_differs_has_no_width():
    assert estimate(np.full(5, 0.1)) == Estimate(pytest.approx(0.1), pytest.approx(0.0, abs=1e-15))
