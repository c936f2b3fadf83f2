"""Which whole-unit buffers a posture allows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture_models.tables.bands import buffer_bounds
from stockposture_models.tables.settings import Posture, Postures


def bounds(days: tuple[float, float], mean: float, least: float = 0.0, most: float = np.nan) -> tuple[int, int]:
    items = pd.DataFrame({"demand_mean": [mean], "min_buffer": [least], "max_buffer": [most]})
    lower, upper = buffer_bounds(items, Posture(order_interval_days=(7,), buffer_days=days))
    assert lower.dtype == upper.dtype == np.int64
    return int(lower[0]), int(upper[0])


@pytest.mark.parametrize(
    ("days", "mean", "least", "most", "expected"),
    [
        ((5, 30), 10, 0, np.nan, (50, 300)),
        ((5, 30), 10, 60, 200.5, (60, 200)),
        ((5, 30), 0.2, 0, np.nan, (1, 6)),  # 5 x 0.2 is 1, 30 x 0.2 is 6.000000000000001 or less
        ((3, 30), 0.1, 0, np.nan, (1, 3)),  # 3 x 0.1 is 0.30000000000000004: one whole unit
        ((10, 30), 0.1, 0, np.nan, (1, 3)),  # 10 x 0.1 is 1 exactly
        ((3, 7), 1 / 3, 0, np.nan, (1, 2)),
        ((0, 5), 0, 0, np.nan, (0, 0)),  # no demand: nothing to hold
        ((30, 180), 0, 0, np.nan, (0, 0)),
        ((30, 180), 0, 3, np.nan, (3, 0)),  # no demand but a least buffer: nothing fits
        ((5, 30), 0.02, 0, np.nan, (1, 0)),  # 0.1 to 0.6 units hold no whole one
        ((0, 5), 0.02, 0, np.nan, (0, 0)),
        ((0, 5), 10, 0, 0, (0, 0)),
        ((0, 180), 1e15, 0, np.nan, (0, 2**53)),
    ],
)
def test_by_hand(days, mean, least, most, expected):
    assert bounds(days, mean, least, most) == expected


@given(
    mean=st.floats(0, 1e6),
    least=st.floats(0, 1e6),
    most=st.floats(0, 1e6),
    posture=st.sampled_from(("jit", "jic")),
)
def test_whole_units_within_the_band_and_none_left_out(mean, least, most, posture):
    low, high = Postures().of(posture).buffer_days
    lower, upper = bounds((low, high), mean, least, most)
    start, end = max(low * mean, least), min(high * mean, most)
    slack = 1 + 2e-9
    if lower <= upper:
        assert lower * slack >= start
        assert upper <= end * slack
    assert lower - 1 < start * slack
    assert upper + 1 > end / slack
