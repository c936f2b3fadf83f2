"""Figures drawn to those of their kind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.history.suppliers.pooled import Prior, drawn, nested, spread, spread_with

NO_PRIOR = Prior(0.0, 1e-9)


def test_what_is_given_beforehand_counts_as_so_many_members():
    # Two groups of two: a spread of 1.5 by two degrees of freedom; 0.5 worth two more.
    values, noise, groups = np.array([1.0, 3.0, 11.0, 13.0]), np.full(4, 0.5), np.array([0, 0, 1, 1])
    assert spread_with(Prior(0.5, 2.0), values, noise, groups) == pytest.approx(1.0)


def test_noise_alone_is_no_spread():
    assert spread(np.array([1.0, 1.1]), np.full(2, 1.0), np.zeros(2, dtype=np.int64)) == 0.0


def test_suppliers_are_drawn_to_their_region():
    # Region 0 holds suppliers 0 and 1, region 1 supplier 2. Levels 2 and 4 with errors 1: the spread is 2 - 1 = 1.
    values, noise = np.array([2.0, 4.0, 103.0]), np.ones(3)
    levels = nested(values, noise, np.arange(3), np.array([0, 0, 1]), NO_PRIOR)
    # Of region 0 the mean is 3, its error (1 + 1) / 2 = 1, of region 1 it is 103, error 2: they differ so much that
    # neither is drawn far. A supplier keeps 1 - 1 / (1 + 1 + V) with V the error of its region.
    assert levels.value[0] == pytest.approx(levels.weight[0] * 2 + (1 - levels.weight[0]) * 3, abs=0.02)
    assert levels.weight[0] == pytest.approx(1 - 1 / 3, abs=0.01)


def test_a_supplier_without_offers_is_its_region():
    levels = nested(np.array([2.0, 4.0]), np.full(2, 0.01), np.array([0, 1]), np.array([0, 0, 0]), NO_PRIOR)
    assert levels.value[2] == pytest.approx(3.0)
    assert levels.weight[2] == 0.0
    assert levels.variance[2] > levels.variance[0]


def test_a_supplier_of_no_region_is_drawn_to_all():
    values = np.array([2.0, 2.0, 6.0, 6.0])
    levels = nested(values, np.full(4, 0.01), np.arange(4), np.array([0, 0, 1, 1, -1]), NO_PRIOR)
    assert levels.value[4] == pytest.approx(4.0, abs=0.1)


def test_nothing_known_is_what_was_expected():
    none = np.empty(0)
    levels = nested(none, none, none.astype(np.int64), np.array([0, -1]), NO_PRIOR, (7.0, 2.0))
    assert levels.value.tolist() == [7.0, 7.0]
    assert levels.variance.tolist() == [2.0, 2.0]


@given(st.floats(-5, 5), st.floats(0.01, 10), st.floats(-5, 5), st.floats(0.01, 10))
def test_a_drawn_figure_lies_between_and_is_known_better_than_either(own, noise, other, variance):
    found = drawn(np.array([own]), np.array([noise]), np.array([other]), np.array([variance]))
    assert min(own, other) - 1e-9 <= found.value[0] <= max(own, other) + 1e-9
    assert found.variance[0] <= min(noise, variance) + 1e-9
    assert found.weight[0] == pytest.approx(variance / (variance + noise))
