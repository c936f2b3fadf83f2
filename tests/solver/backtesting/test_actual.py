"""Actual demand and actual lead times of days."""

import datetime as dt

import pandas as pd

from stockposture.backtesting.actual_leads import actual_leads
from stockposture.backtesting.demand import demand_of
from stockposture.backtesting.known import known_before
from stockposture.backtesting.period import Period, period_after
from support.history import delivery, history_of, wanted

WEEK = Period(dt.date(2012, 3, 1), dt.date(2012, 3, 8))
SKUS = pd.Series(["A", "B"])


def demand(*rows):
    return demand_of(history_of(list(rows), [delivery("A", "Xan", "2012-01-01", "2012-02-01")]).demand, SKUS, WEEK)


def test_days_add_up_and_gaps_are_zeros():
    units = demand(
        *(wanted("A", "2012-02-29", 9), wanted("A", "2012-03-01", 2), wanted("A", "2012-03-01", 3)),
        *(wanted("B", "2012-03-07", 4), wanted("B", "2012-03-08", 9), wanted("C", "2012-03-02", 9)),
    )
    assert units.tolist() == [[5, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 4]]


def test_returns_are_taken_off_that_day_and_the_next_ones():
    asked = {"2012-03-01": 5, "2012-03-02": -4, "2012-03-03": 3, "2012-03-04": 3}
    other = [wanted("B", "2012-03-01", -1), wanted("B", "2012-03-02", 3)]
    units = demand(*(wanted("A", date, units) for date, units in asked.items()), *other)
    assert units.tolist() == [[5, 0, 0, 2, 0, 0, 0], [0, 2, 0, 0, 0, 0, 0]]


def test_months_are_spread_over_their_days_and_known_when_they_are_over():
    rows = [wanted("A", f"2012-{month:02}-01", 31 * month) for month in range(1, 6)]
    history = history_of(rows, [delivery("A", "Xan", "2012-01-01", "2012-02-01")])
    assert demand_of(history.demand, SKUS, WEEK)[0].tolist() == [3] * 7
    assert known_before(history, dt.date(2012, 3, 31)).demand["quantity"].tolist() == [31, 62]
    assert period_after(history, dt.date(2012, 5, 1), until=None, months=12).days == 31


def test_the_nearest_order_of_the_narrowest_pool():
    history = history_of(
        [wanted("A", "2012-03-01", 1)],
        [
            delivery("A", "Xan", "2012-01-01", "2012-01-11"),
            delivery("A", "Xan", "2012-01-09", "2012-01-29"),
            delivery("A", "Xan", "2012-01-09", "2012-01-31"),
            delivery("B", "Yew", "2012-01-05", "2012-01-12"),
            delivery("B", "Zoe", "", "2012-01-12"),
        ],
    )
    offers = pd.DataFrame(
        {
            "sku": ["A", "B", "C", "B", "A"],
            "supplier": ["Xan", "Xan", "Yew", "Zoe", "New"],
            "region": ["East", "East", "East", "West", "East"],
            "lead_time_days": [1.0, 1.0, 1.0, 33.4, 1.0],
        }
    )
    lines = history.deliveries.merge(history.suppliers[["supplier", "region"]], on="supplier")
    leads, pool = actual_leads(offers, lines, first=dt.date(2012, 1, 1), days=120)
    # Xan's own of A: 10 days if ordered up to 5 January (the earlier of two as near), then the mean of 20 and 22.
    assert leads[0, :10].tolist() == [10] * 5 + [21] * 5
    assert leads[1].tolist() == leads[0].tolist()
    assert leads[2, 0] == 7
    assert leads[3].tolist() == [33] * 120
    # New has delivered nothing: its region's nearest, Xan's, Yew's and Xan's in turn.
    assert leads[4, :10].tolist() == [10, 10, 10, 7, 7, 7, 7, 21, 21, 21]
    assert pool[:, 0].tolist() == [0, 1, 1, 3, 2]
    # From 9 January 91 days on nothing was ordered near.
    assert pool[0, 99:101].tolist() == [0, 3]
