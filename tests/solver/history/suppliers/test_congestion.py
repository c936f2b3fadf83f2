"""What orders of a busy supplier are worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.history.suppliers.congestion import CORRELATION, MOST, forgetting, log_variance_error, mean_error


def test_orders_far_apart_are_independent():
    assert mean_error(np.array([10.0]), np.array([365.0]), np.array([2.0]))[0] == pytest.approx(0.1)


def test_a_mean_of_three_orders_by_hand():
    # (1 / 3) [1 + 2 (2/3 r(1) + 1/3 r(2))] with the distance in units of 1 / eta.
    sd, gap = 5.0, 30.0
    unit = gap * np.sqrt(0.75) / sd
    r1, r2 = (sum(weight * np.exp(-decay * unit * k) for weight, decay in CORRELATION) for k in (1, 2))
    by_hand = (1 + 2 * (2 / 3 * r1 + 1 / 3 * r2)) / 3
    assert mean_error(np.array([3.0]), np.array([gap]), np.array([sd]))[0] == pytest.approx(by_hand)


def test_orders_of_one_moment_count_as_few():
    assert mean_error(np.array([50.0]), np.array([1.0]), np.array([1e4]))[0] == MOST


@given(st.integers(2, 200), st.floats(1, 60), st.floats(0.1, 60))
def test_more_orders_and_longer_gaps_never_tell_less(count, gap, sd):
    n, g, s = np.array([count, count + 1.0, count]), np.array([gap, gap, 2 * gap]), np.full(3, sd)
    one, more, apart = mean_error(n, g, s)
    assert more <= one + 1e-12
    assert apart <= one + 1e-12
    assert 1 / count - 1e-12 <= one <= MOST + 1e-12 or count == 2


@given(st.integers(4, 200), st.floats(0.005, MOST))
def test_a_sample_variance_is_mostly_too_low(count, error):
    found = log_variance_error(np.array([float(count)]), np.array([error]))
    assert found.bias[0] > 0
    assert found.variance[0] > 0


def test_independent_orders_are_forgotten_at_once_and_those_of_the_world_are_not():
    count, gap, sd = np.full(50, 30.0), np.full(50, 7.0), np.full(50, 20.0)
    assert forgetting(np.ones(50), count, gap, sd) > 10
    # Predicted of the world: (1 - r(7)) / (1 - A), about 0.19.
    assert forgetting(np.full(50, 0.2), count, gap, sd) == 1.0
