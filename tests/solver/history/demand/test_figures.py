"""Mean and deviation of one day, from buckets of any grain."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture.history.demand import figures as module
from support.demand import daily, demand_of, figures_of, gamma, monthly

MOMENTS = ["demand_mean", "demand_sd"]


def plain_sd(quantities, days, figures=1):
    """Return the deviation of a day, written out, before the correction of the root."""
    quantities, days = np.asarray(quantities, dtype=float), np.asarray(days, dtype=float)
    mean = quantities.sum() / days.sum()
    return (((quantities - mean * days) ** 2 / days).sum() / (len(days) - figures)) ** 0.5


def test_a_unit_a_day_has_no_deviation():
    found = figures_of(demand_of(*monthly("A", [31, 29, 31, 30])))
    assert found.loc["A", MOMENTS].tolist() == pytest.approx([1, 0])


def test_months_without_demand_are_zeros():
    # 121 units in 121 days, all in February 2012; A makes the four months known.
    found = figures_of(demand_of(*monthly("A", [31, 29, 31, 30]), ("2012-02-01", "B", 100), ("2012-02-01", "B", 21)))
    assert found.loc["B", "demand_mean"] == pytest.approx(1)
    # 31 + 92^2/29 + 31 + 30 = 383.86, over 3.
    sd = (383.862 / 3) ** 0.5
    assert plain_sd([0, 121, 0, 0], [31, 29, 31, 30]) == pytest.approx(sd, rel=1e-5)
    # One demand in four months: the correction of the root is as large as it may be.
    assert found.loc["B", "demand_sd"] == pytest.approx(sd * 1.25, rel=1e-5)
    assert found.loc["B", "demand_months"] == 1


def test_the_root_of_the_variance_is_corrected():
    # 40 and 20 units in turn in months of 30.42 days on average: C^2 = variance / 30^2, (6 C^2 + 2) / (8 x 23).
    amounts = [40.0, 20.0] * 12
    days = [month.days_in_month for month in pd.period_range("2012-01", periods=24, freq="M")]
    sd = plain_sd(amounts, days)
    raw = sd**2 * (731 / 24) / 30**2
    found = figures_of(demand_of(*monthly("A", amounts)), significance=0.0)
    expected = sd * (1 + (6 * raw * (1 + raw / 24) + 2) / (8 * 23))
    assert found.loc["A", "demand_sd"] == pytest.approx(expected, rel=1e-6)


def test_days_without_demand_are_zeros():
    found = figures_of(demand_of(*daily("A", [1.0] * 60), ("2012-01-10", "B", 60)))
    assert found.loc["A", MOMENTS].tolist() == pytest.approx([1, 0])
    assert found.loc["B", "demand_mean"] == pytest.approx(1)
    assert found.loc["B", "demand_sd"] > plain_sd([60] + [0] * 59, [1] * 60)
    assert found["demand_grain"].tolist() == ["day", "day"]


def test_returns_are_netted():
    rows = [("2012-02-01", "B", 200), ("2012-02-01", "B", -79), ("2012-03-01", "C", -5)]
    found = figures_of(demand_of(*monthly("A", [31, 29, 31, 30]), *rows))
    assert found.loc["B", "demand_mean"] == pytest.approx(1)
    assert found.loc["C", MOMENTS].tolist()[0] == 0
    assert found.loc["C", "demand_class"] == "none"


def test_what_lies_outside_the_window_does_not_count():
    demand = demand_of(*monthly("A", [1000, 31, 29, 31, 30, 1000], "2011-12"))
    found = figures_of(demand, since=pd.Timestamp("2012-01-20"), cut_months=1)
    assert found.loc["A", MOMENTS].tolist() == pytest.approx([1, 0])


def test_disrupted_stretches_do_not_count():
    out = pd.DataFrame({"start": [pd.Timestamp("2012-02-10")], "end": [pd.Timestamp("2012-02-20")]})
    assert figures_of(demand_of(*monthly("A", [31, 500, 31, 30])), left_out=out).loc["A", MOMENTS].tolist() == (
        pytest.approx([1, 0])
    )
    days = np.ones(60)
    days[40:51] = 9.0
    found = figures_of(demand_of(*daily("A", days, "2012-01-01")), left_out=out)
    assert found.loc["A", MOMENTS].tolist() == pytest.approx([1, 0])
    assert found.loc["A", "demand_days"] == 49


def test_weeks():
    weeks = pd.date_range("2012-01-02", periods=10, freq="7D")
    found = figures_of(demand_of(*((day, "A", 7.0) for day in weeks)))
    assert found.loc["A", [*MOMENTS, "demand_days"]].tolist() == pytest.approx([1, 0, 70])
    assert found.loc["A", "demand_grain"] == "week"


def test_weeks_that_end_on_their_day():
    sundays = pd.date_range("2012-01-08", periods=10, freq="7D")
    found = figures_of(demand_of(*((day, "A", 7.0) for day in sundays)))
    assert found.loc["A", [*MOMENTS, "demand_days"]].tolist() == pytest.approx([1, 0, 70])


def test_a_mix_of_grains_over_items_and_years():
    days = pd.date_range("2013-01-01", "2013-12-31")
    year = [(month, "A", month.days_in_month) for month in pd.date_range("2012-01-01", "2012-12-01", freq="MS")]
    rows = [*year, *((day, "A", 1.0) for day in days), *((day, "B", 2.0) for day in days)]
    found = figures_of(demand_of(*rows))
    assert found["demand_grain"].tolist() == ["day and month", "day"]
    assert found.loc["A", [*MOMENTS, "demand_days"]].tolist() == pytest.approx([1, 0, 731])


def test_a_few_items_at_a_time_give_the_same(monkeypatch):
    rng = np.random.default_rng(0)
    demand = demand_of(*(row for sku in "ABCDE" for row in daily(sku, rng.poisson(0.3, 200))))
    whole = figures_of(demand)
    monkeypatch.setattr(module, "CELLS", 400)
    pd.testing.assert_frame_equal(figures_of(demand.sample(frac=1, random_state=0)), whole)


def test_one_bucket_only_takes_the_assumed_deviation():
    found = figures_of(demand_of(("2012-01-01", "A", 62.0)), cv=1.5).loc["A"]
    assert found[MOMENTS].tolist() == pytest.approx([2, 3])
    assert found["demand_sd_from"] == "assumed"


def test_orders_in_bursts_count_by_months():
    # Ten days on, twenty off, in turn of size: days are far from independent.
    rng = np.random.default_rng(1)
    size = np.repeat(gamma(rng, 10.0, 1.0, 24), 30)
    found = figures_of(demand_of(*daily("A", size + rng.uniform(0, 0.01, 720)))).loc["A"]
    assert found["demand_dependent"]
    assert found["demand_sd"] > 2 * size.std()


def test_weekdays_do_not_add_to_the_deviation():
    rng = np.random.default_rng(2)
    level = np.tile([2.0, 2, 2, 2, 2, 0.02, 0.02], 100)
    found = figures_of(demand_of(*daily("A", gamma(rng, level, 0.3, 700)))).loc["A"]
    assert found["demand_by_weekday"]
    # Variance of the days themselves: five at 0.6^2, two at next to nothing.
    assert found["demand_sd"] == pytest.approx((5 / 7 * 0.36) ** 0.5, rel=0.1)


quantities = st.lists(st.floats(0, 1000), min_size=4, max_size=4).filter(lambda them: sum(them) > 1)


@settings(max_examples=30, deadline=None)
@given(quantities, st.floats(0.01, 100))
def test_a_change_of_units_changes_both_moments_alike(amounts, factor):
    rows = [("2012-01-01", "Z", 1), ("2012-04-01", "Z", 1)]
    one = figures_of(demand_of(*rows, *monthly("A", amounts))).loc["A"]
    other = figures_of(demand_of(*rows, *monthly("A", [amount * factor for amount in amounts]))).loc["A"]
    expected = [one["demand_mean"] * factor, one["demand_sd"] * factor]
    assert other[MOMENTS].tolist() == pytest.approx(expected, rel=1e-6, abs=1e-4)


@pytest.mark.parametrize(("cv", "grain"), [(0.3, "day"), (2.0, "day"), (5.0, "day"), (0.3, "month"), (3.0, "month")])
def test_intervals_hold_and_nothing_is_biased(cv, grain):
    # 90 % of 400 items: the bounds are over four standard errors of a coverage of 90 %.
    rng = np.random.default_rng(3)
    days = pd.date_range("2012-01-01", "2013-12-31")
    wanted = gamma(rng, 10.0, cv, (400, len(days)))
    item, day = np.nonzero(wanted > 1e-9)
    demand = pd.DataFrame({"date": days[day], "sku": item.astype(str), "quantity": wanted[item, day]})
    if grain == "month":
        demand["date"] = demand["date"].dt.to_period("M").dt.start_time
    found = figures_of(demand, significance=0.0)
    assert found["demand_grain"].eq(grain).all()
    for column, truth in (("demand_mean", 10.0), ("demand_sd", 10.0 * cv)):
        held = (found[f"{column}_low"] <= truth) & (truth <= found[f"{column}_high"])
        assert 0.84 < held.mean() < 0.96
        error = found[column] / truth - 1
        assert abs(error.mean()) < 0.005 + 4 * error.std() / len(found) ** 0.5
