"""Trend and season: found where they are, and not where they are not."""

import numpy as np
import pandas as pd
import pytest

from stockposture.history.demand.period import planning_period
from support.demand import demand_of, figures_of, gamma, monthly

FACTORS = [f"factor_{month:02d}" for month in range(1, 13)]
DAYS = pd.date_range("2012-01-01", "2013-12-31")
WAVE = 1 + 0.5 * np.cos(2 * np.pi * (DAYS.month.to_numpy() - 1) / 12)


def by_day(wanted):
    item, day = np.nonzero(wanted > 1e-9)
    return pd.DataFrame({"date": DAYS[day], "sku": item.astype(str), "quantity": wanted[item, day]})


def seasonal(found):
    return found[FACTORS].ne(1.0).any(axis=1)


@pytest.mark.parametrize("cv", [0.5, 3.0])
def test_nothing_is_seen_where_there_is_nothing(cv):
    # At a level of 1 % in 600 items: 6 expected of each, 17 is over four standard errors off.
    found = figures_of(by_day(gamma(np.random.default_rng(1), 10.0, cv, (600, len(DAYS)))))
    assert seasonal(found).sum() <= 17
    assert found["trend"].ne(0).sum() <= 17
    assert found["demand_new"].eq("").all()
    assert found["demand_stopped"].eq("").all()


def test_a_season_is_found_and_is_no_deviation():
    wanted = gamma(np.random.default_rng(2), 10.0, 0.5, (60, len(DAYS))) * WAVE
    found = figures_of(by_day(wanted))
    assert seasonal(found).all()
    assert found["demand_mean"].mean() == pytest.approx(10, rel=0.02)
    assert found["demand_sd"].mean() == pytest.approx(5, rel=0.02)
    assert found[FACTORS].mean().tolist() == pytest.approx(
        (1 + 0.5 * np.cos(np.pi * np.arange(12) / 6)).tolist(), abs=0.03
    )
    # Taken for chance, the season would add (10 x 0.5)^2 / 2 to the variance of a day.
    assert figures_of(by_day(wanted), significance=0.0)["demand_sd"].mean() > 5.7


def test_the_months_planned_for():
    found = {
        name: figures_of(by_day(gamma(np.random.default_rng(3), 10.0, 0.3, (30, len(DAYS))) * WAVE), period=period)
        for name, period in (("winter", planning_period("2014Q1")), ("summer", planning_period("2014-07")))
    }
    # January to March: 1.5, 1.433, 1.25; July 0.5. The coefficient of variation stays.
    assert found["winter"]["demand_mean"].mean() == pytest.approx(
        10 * (31 * 1.5 + 28 * 1.433 + 31 * 1.25) / 90, rel=0.02
    )
    assert found["summer"]["demand_mean"].mean() == pytest.approx(5, rel=0.04)
    for table in found.values():
        assert (table["demand_sd"] / table["demand_mean"]).mean() == pytest.approx(0.3, rel=0.02)
    held = found["winter"]
    truth = 10 * (31 * 1.5 + 28 * 1.433 + 31 * 1.25) / 90
    assert ((held["demand_mean_low"] < truth) & (truth < held["demand_mean_high"])).mean() > 0.8


def test_a_season_needs_two_years():
    wanted = gamma(np.random.default_rng(2), 10.0, 0.3, (5, len(DAYS))) * WAVE
    short = by_day(wanted)
    assert not seasonal(figures_of(short[short["date"] < "2013-12-01"])).any()


def test_a_trend_by_hand():
    # 100, 101, ... units a day-month: exact line, so a day has no deviation; the next year begins at 124.
    months = pd.period_range("2012-01", periods=24, freq="M")
    demand = demand_of(*monthly("A", [(100 + i) * month.days_in_month for i, month in enumerate(months)]))
    found = figures_of(demand, period=planning_period("2014-01"), trend_damping=1.0).loc["A"]
    assert found["trend"] == pytest.approx(12)
    assert found["demand_mean"] == pytest.approx(124)
    assert found["demand_sd"] == pytest.approx(0, abs=1e-6)
    # Damped to a half: 123 + 1/2 in the first month, 123 + 1/2 + 1/4 in the second.
    damped = figures_of(demand, period=planning_period("2014-02"), trend_damping=0.5).loc["A"]
    assert damped["demand_mean"] == pytest.approx(123.75)
    assert damped["demand_mean_from"] == "trend"


def test_a_month_within_the_history_is_on_the_line():
    months = pd.period_range("2012-01", periods=24, freq="M")
    demand = demand_of(*monthly("A", [(100 + i) * month.days_in_month for i, month in enumerate(months)]))
    assert figures_of(demand, period=planning_period("2012-03")).loc["A", "demand_mean"] == pytest.approx(102)


def test_an_item_that_came_late_counts_from_then_on():
    late = np.zeros(24)
    late[12:] = 31.0
    found = figures_of(demand_of(*monthly("A", [31] * 24), *monthly("B", late)))
    assert found.loc["B", "demand_new"] == "2013-01"
    assert found.loc["B", "demand_days"] == 365 - 31
    assert found.loc["B", "demand_mean"] == pytest.approx(31 * 11 / 334)
    assert found.loc["A", "demand_new"] == ""


def test_an_item_no_longer_wanted_fades_out():
    gone = np.zeros(24)
    gone[:12] = 31.0
    found = figures_of(demand_of(*monthly("A", [31] * 24), *monthly("B", gone))).loc["B"]
    assert found["demand_stopped"] == "2012-12"
    # TSB: a chance of 1 fades by 0.9 a month for a year.
    assert found["tsb"] == pytest.approx(0.9**12, rel=0.05)
    assert found["demand_mean"] == found["tsb"]
    assert found["demand_mean_from"].startswith("tsb")


def test_a_rare_item_is_neither_new_nor_gone():
    rare = np.zeros(24)
    rare[[9, 15]] = 5.0
    found = figures_of(demand_of(*monthly("A", [31] * 24), *monthly("B", rare))).loc["B"]
    assert (found["demand_new"], found["demand_stopped"]) == ("", "")
    assert found["demand_class"] == "intermittent"
