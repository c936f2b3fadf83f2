"""Prices foretold along a line of caps."""

import numpy as np
import pytest

from stockposture.decomposition.prices.trend import foretold

HERE = (np.array([90.0, 5.0]), np.array([2.0, 0.1]))
BEFORE = (np.array([100.0, 5.0]), np.array([1.5, 0.3]))


def test_one_point_foretells_itself():
    assert foretold(np.array([80.0, 5.0]), [HERE]) is HERE[1]


@pytest.mark.parametrize(("cap", "prices"), [(80.0, [2.5, 0.0]), (85.0, [2.25, 0.0]), (70.0, [3.0, 0.0])])
def test_prices_go_on_as_they_did_and_never_below_nothing(cap, prices):
    # Ten less made 0.5 more and 0.2 less.
    np.testing.assert_allclose(foretold(np.array([cap, 5.0]), [BEFORE, HERE]), prices, atol=1e-12)


@pytest.mark.parametrize("cap", [[95.0, 5.0], [60.0, 5.0], [80.0, 4.0], [90.0, 5.0]], ids=str)
def test_no_trend_is_followed_back_too_far_or_aside(cap):
    assert foretold(np.array(cap), [BEFORE, HERE]) is HERE[1]


def test_caps_that_never_changed_have_no_trend():
    assert foretold(np.array([80.0, 5.0]), [HERE, HERE]) is HERE[1]
