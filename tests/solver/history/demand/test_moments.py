"""One day's demand from monthly buckets."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture.history.demand.moments import Window, daily_moments, demand_window
from stockposture_models.errors import BadInputError

#: January to April 2012: 31 + 29 + 31 + 30 = 121 days.
FOUR_MONTHS = Window(pd.Period("2012-01", "M"), pd.Period("2012-04", "M"))


def demand(*rows):
    table = pd.DataFrame(rows, columns=["date", "sku", "quantity"])
    return table.assign(date=pd.to_datetime(table["date"]), quantity=table["quantity"].astype("float64"))


def test_a_unit_a_day_has_no_deviation():
    rows = [
        ("2012-01-05", "A", 31),
        ("2012-02-05", "A", 29),
        ("2012-03-05", "A", 31),
        ("2012-04-05", "A", 30),
    ]
    moments = daily_moments(demand(*rows), FOUR_MONTHS)
    assert moments.loc["A"].tolist() == pytest.approx([1, 0, 4])


def test_months_without_demand_are_zeros():
    # 121 units in February only: mean 1; (31^2 + 92^2 + 31^2 + 30^2) / 121 * 4 / 3 = 124.36.
    moments = daily_moments(demand(("2012-02-01", "B", 100), ("2012-02-29", "B", 21)), FOUR_MONTHS)
    assert moments.loc["B"].tolist() == pytest.approx([1, 124.3636**0.5, 1], rel=1e-6)


def test_returns_are_netted():
    rows = [("2012-02-01", "B", 200), ("2012-02-03", "B", -79), ("2012-03-01", "C", -5)]
    moments = daily_moments(demand(*rows), FOUR_MONTHS)
    assert moments.loc["B", "demand_mean"] == pytest.approx(1)
    assert moments.loc["C", "demand_mean"] == 0


def test_what_lies_outside_the_window_does_not_count():
    rows = [("2012-02-01", "B", 121), ("2011-12-31", "B", 1000), ("2012-05-01", "B", 1000)]
    assert daily_moments(demand(*rows), FOUR_MONTHS).loc["B", "demand_mean"] == pytest.approx(1)


def test_window():
    dates = pd.to_datetime(pd.Series(["2012-01-31", "2012-06-01"]))
    assert demand_window(dates, None, 2) == FOUR_MONTHS
    assert demand_window(dates, dt.date(2012, 3, 15), 0).first == pd.Period("2012-03", "M")


def test_too_short_a_history():
    dates = pd.to_datetime(pd.Series(["2012-01-31", "2012-03-01"]))
    with pytest.raises(BadInputError, match=r"1 months of demand are left.*--cut-months"):
        demand_window(dates, None, 2)


quantities = st.lists(st.floats(0, 1000), min_size=1, max_size=4)


@settings(max_examples=30, deadline=None)
@given(quantities, st.floats(0.01, 100))
def test_a_change_of_units_changes_both_moments_alike(amounts, factor):
    rows = [(f"2012-0{month}-10", "A", amount) for month, amount in enumerate(amounts, start=1)]
    one = daily_moments(demand(*rows), FOUR_MONTHS).loc["A"]
    other = daily_moments(demand(*((day, sku, amount * factor) for day, sku, amount in rows)), FOUR_MONTHS)
    expected = [one["demand_mean"] * factor, one["demand_sd"] * factor]
    assert other.loc["A"].tolist()[:2] == pytest.approx(expected, rel=1e-6, abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(quantities)
def test_as_if_every_month_were_written_out(amounts):
    rows = [(f"2012-0{month}-10", "A", amount) for month, amount in enumerate(amounts, start=1)]
    moments = daily_moments(demand(*rows), FOUR_MONTHS).loc["A"]
    days = FOUR_MONTHS.days.to_numpy()
    full = [*amounts, *[0.0] * (4 - len(amounts))]
    mean = sum(full) / 121
    variance = sum((q - mean * d) ** 2 for q, d in zip(full, days, strict=True)) / 121 * 4 / 3
    assert moments["demand_mean"] == pytest.approx(mean)
    assert moments["demand_sd"] == pytest.approx(variance**0.5, rel=1e-6, abs=1e-4)
