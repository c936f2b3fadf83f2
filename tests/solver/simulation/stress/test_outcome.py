"""Outcomes of replications: days that never come, groups, medians."""

import numpy as np
import pytest

from stockposture.simulation.stress.exposure import risk_exposure_index
from stockposture.simulation.stress.outcome import Outcome
from stockposture.simulation.stress.survive import time_to_survive, units_lost

NEVER = np.inf


def outcome(survive: list[list[float]], units: list[list[float]]) -> Outcome:
    days, lost = np.array(survive), np.array(units)
    return Outcome(days, days + 9, lost, 2 * lost, days - 1, 3 * lost, 6 * lost)


def test_a_group_is_short_with_the_first_and_back_with_the_last():
    both = Outcome.empty(2, 3)
    both.absorb(outcome([[5, NEVER, 7], [NEVER, NEVER, 4]], [[1, 0, 2], [0, 0, 4]]), np.array([2, 0, 2]))
    both.absorb(outcome([[6], [2]], [[8], [16]]), np.array([2]))
    np.testing.assert_array_equal(both.survive, [[NEVER, NEVER, 5], [NEVER, NEVER, 2]])
    np.testing.assert_array_equal(both.recover, [[NEVER, 0, 16], [NEVER, 0, NEVER]])
    np.testing.assert_array_equal(both.units, [[0, 0, 11], [0, 0, 20]])
    np.testing.assert_array_equal(both.money_bare, 6 * both.units)
    np.testing.assert_array_equal(both.take(np.array([2])).units, [[11], [20]])


def test_measures():
    days = [[NEVER], [3], [8], [NEVER], [1]]
    found = outcome(days, [[1], [2], [3], [4], [5]]).measures()
    assert found["time_to_survive"].tolist() == [8]
    assert found["time_to_survive_p5"].tolist() == [1]
    assert found["survived"].tolist() == [0.4]
    assert found["time_to_recover"].tolist() == [17]
    assert np.isinf(found["time_to_recover_p95"]).all()
    assert found["units_lost"].tolist() == [3]
    # t(4) 2.776, deviation 1.581, 5 replications
    assert found["units_lost_half_width"] == pytest.approx(2.7764 * 1.5811 / np.sqrt(5), rel=1e-4)
    assert found["money_saved"].tolist() == [12]


def test_the_median_is_one_of_the_days():
    never_in_half = outcome([[NEVER], [NEVER], [2], [4]], [[0], [0], [1], [1]]).measures()
    assert never_in_half["time_to_survive"].tolist() == [4]


def test_indices_without_any_loss():
    assert risk_exposure_index([0.0, -3.0]).tolist() == [0, 0]
    assert risk_exposure_index([]).tolist() == []
    assert risk_exposure_index([-1.0, 4.0, 1.0]).tolist() == [0, 1, 0.25]


def test_the_fluid_picture():
    assert time_to_survive(45, 20) == 2.25
    assert time_to_survive(45, 0) == NEVER
    assert time_to_survive(0, 3) == 0
    assert units_lost(45, 20, 2) == 0
    assert units_lost(45, 50, 2) == 55
    assert units_lost(0, -1, 5) == 0
    for stock, rate, days in ((-1, 1, 1), (np.nan, 1, 1), (1, np.nan, 1), (1, 1, -1)):
        with pytest.raises(ValueError, match="must be"):
            units_lost(stock, rate, days)
