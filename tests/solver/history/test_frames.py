"""Histories from data frames."""

import datetime as dt

import pandas as pd
import pytest

from stockposture.history.frames import history_from_frames
from stockposture_models.errors import BadInputError

DAY = dt.datetime(2012, 1, 31, 23, 30)


@pytest.mark.parametrize(
    "days",
    [
        pd.Series([DAY, DAY]),
        pd.Series([DAY, DAY]).dt.tz_localize("Asia/Tokyo"),
        pd.Series([DAY.date(), DAY.date()]),
        pd.Series(["2012-01-31", "2012-01-31T10:00"]),
    ],
)
def test_days_of_any_type(days):
    frame = pd.DataFrame({"date": days, "sku": ["A", "B"], "quantity": [1, 2.5]})
    before = frame.copy()
    history = history_from_frames({"demand": frame})
    assert history.demand["date"].tolist() == [pd.Timestamp(2012, 1, 31)] * 2
    pd.testing.assert_frame_equal(frame, before)


def test_faults_count_from_row_two():
    frame = pd.DataFrame({"date": ["2012-01-31", "soon"], "sku": ["A", ""], "quantity": [1.0, None]})
    with pytest.raises(BadInputError) as caught:
        history_from_frames({"demand": frame})
    assert {(fault.row, fault.column) for fault in caught.value.findings} == {(3, "date"), (3, "sku"), (3, "quantity")}


def test_numbers_are_no_names_and_strange_tables_are_refused():
    frame = pd.DataFrame({"date": ["2012-01-31"], "sku": [7], "quantity": [1.0]})
    with pytest.raises(BadInputError, match="store as text"):
        history_from_frames({"demand": frame})
    with pytest.raises(ValueError, match="orders: no table of a history"):
        history_from_frames({"orders": frame})
