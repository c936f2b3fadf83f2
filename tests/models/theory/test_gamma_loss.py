"""Loss functions against published figures, and the table against the exact form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaincc, ndtr, ndtri

from stockposture_models.theory.gamma_loss import gamma_loss, normal_loss
from stockposture_models.theory.loss_table import (
    MOST,
    POINTS,
    grid,
    kappas,
    loss_table,
    losses,
    new_demands,
    place,
    tails,
)


@pytest.mark.parametrize(("weeks", "level", "cost"), [(1, 56.6039559, 1.9976052), (5, 264.7668944, 4.4667810)])
def test_normal_loss_gives_the_published_newsvendor_costs(weeks, level, cost):
    """Holding 0.18, penalty 0.70, demand N(50, 8), without and with four periods of lead time."""
    mean, deviation = 50.0 * weeks, 8.0 * np.sqrt(weeks)
    best = mean + deviation * ndtri(0.70 / 0.88)
    assert best == pytest.approx(level, abs=1e-6)
    short = float(normal_loss(best, mean, deviation))
    assert 0.18 * (best - mean + short) + 0.70 * short == pytest.approx(cost, abs=1e-6)


def test_normal_loss_gives_the_published_fill_rate():
    """Mean 250 a week, deviation 150, two weeks of lead time, reorder point 600, lots of 1000."""
    short = float(normal_loss(600.0, 500.0, 150.0 * np.sqrt(2.0)))
    assert short == pytest.approx(43.86, abs=0.005)
    assert 1.0 - short / 1000.0 == pytest.approx(0.96, abs=0.005)


def test_gamma_loss_of_an_exponential_demand():
    assert float(gamma_loss(3.0, 2.0, 4.0)) == pytest.approx(2.0 * np.exp(-1.5))


def test_gamma_loss_of_a_certain_demand():
    assert gamma_loss(np.array([3.0, 7.0]), 5.0, 0.0).tolist() == [2.0, 0.0]


def test_gamma_loss_below_zero_is_all_of_the_demand_and_the_gap():
    assert float(gamma_loss(-1.0, 2.0, 3.0)) == 3.0


def test_gamma_loss_tends_to_the_normal_one():
    exact = float(gamma_loss(10_050.0, 10_000.0, 100.0**2))
    assert exact == pytest.approx(float(normal_loss(10_050.0, 10_000.0, 100.0)), rel=0.01)


@given(kappa=st.floats(0.01, 14.0), z=st.floats(-3.0, 30.0))
def test_the_table_is_the_gamma_loss(kappa, z):
    """A mean of 1: the table's error is below 1e-3 of a standard deviation."""
    levels = 1.0 + np.array([z, z + 1.0]) * kappa
    loss, tail, demands = np.empty((2, MOST)), np.empty((2, 1)), new_demands()
    demands.mean[0], demands.variance[0] = 1.0, kappa**2
    crowded = place(loss_table(), demands, 1)
    losses(loss_table(), demands, 1, crowded, levels, loss)
    assert loss[:, 0] == pytest.approx(gamma_loss(levels, 1.0, kappa**2), abs=1e-3 * kappa)
    for level, found in zip(levels, tail, strict=True):
        tails(loss_table(), demands, 1, level, found)
    assert 1.0 >= tail[0] >= tail[1] >= 0.0
    # The loss falls by the tail: no less than where that is least, no more than where it is largest.
    assert tail[1] - 2e-3 <= (loss[0, 0] - loss[1, 0]) / kappa <= tail[0] + 2e-3


def test_the_points_that_ship_are_the_gamma_and_the_normal_distribution():
    """Another grid needs other points: ``tests/benchmarks/theory/loss_points.py`` writes them."""
    _, _, z = grid()
    loss, tail = np.load(POINTS)
    assert loss.shape == z.shape
    kappa = kappas()[1:, None]
    exact = gammaincc(kappa**-2, np.maximum(1.0 / kappa + z[1:], 0.0) / kappa)
    np.testing.assert_allclose(tail[0], ndtr(-z[0]), rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(tail[1:], exact, rtol=1e-11, atol=1e-15)
    np.testing.assert_allclose(loss[0], normal_loss(z[0], 0.0, 1.0), rtol=1e-9, atol=1e-15)
    of_gamma = gamma_loss(np.maximum(1.0 / kappa + z[1:], 0.0), 1.0 / kappa, 1.0)
    np.testing.assert_allclose(loss[1:], of_gamma, rtol=1e-9, atol=1e-12)
