"""What a week costs, by hand."""

import datetime as dt

import numpy as np
import pytest

from stockposture.backtesting.money import kpis_lived, mean_peak, money_of
from stockposture.backtesting.period import Period
from stockposture.backtesting.replay import Lived
from stockposture.planning.solve import solve
from stockposture.verify.decisions import read_decisions
from support.frames import case_of

WEEK = Period(dt.date(2012, 3, 1), dt.date(2012, 3, 8))


def test_each_part():
    case = case_of(
        items=[
            {"sku": "A", "demand_mean": 1.0, "demand_sd": 0.0, "stockout_cost": 5.0, "unit_volume": 0.5}
            | {"warehouse": "W"}
        ],
        suppliers=[{"supplier": "Far"}, {"supplier": "Near"}],
        offers=[
            {"sku": "A", "supplier": "Far", "unit_price": 1.8, "freight_per_unit": 0.2, "lead_time_days": 50},
            {"sku": "A", "supplier": "Near", "unit_price": 2.0, "freight_per_unit": 0.5, "lead_time_days": 3,
             "order_cost": 10.0},
        ],
        warehouses=[{"warehouse": "W", "storage_cost": 100.0}],
        settings={"holding_rate": 0.365},
    )  # fmt: skip
    rows = solve(case).items.assign(
        posture="jit", split="single", suppliers="Near", shares="1", order_interval_days=2, buffer_units=0
    )
    decisions, faults = read_decisions(rows, case)
    assert decisions is not None, faults
    demand = np.array([[4.0, 20, 3, 6, 0, 9, 15]])
    lived = Lived(
        short=np.array([[0.0, 4, 3, 0, 0, 0, 0]]),
        start=np.array([[15.0, 16, 0, 10, 4, 24, 15]]),
        end=np.array([[11.0, 0, 0, 4, 4, 15, 0]]),
        on_order=np.array([[15.0, 10, 30, 20, 26, 6, 15]]),
    )
    money = money_of(decisions, case, demand, lived, WEEK)
    found = money.iloc[0]
    # 57 units, each 0.50 above the cheapest.
    assert found["purchase_cost"] == pytest.approx(28.5)
    # A review every other day at a fifth of 10, and the programme of 60 a year.
    assert found["ordering_cost"] == pytest.approx(7 / 2 * 2 + 60 * 7 / 365)
    # 0.002 a day on 59/7 units on hand (84 after arrivals, 34 at the day's end, half of both) and on 122/7 on order;
    # half a cubic metre each of 10 1/3 units, the mean of the cycles' highest (16, 10, 24 less one day: 50/3).
    on_hand, on_order = 59 / 7, 122 / 7
    assert found["on_hand_units"] == pytest.approx(on_hand)
    space = 0.5 * (16 + 10 + 24) / 3
    assert found["carrying_cost"] == pytest.approx((0.002 * (on_hand + on_order) * 7) + 100 * space * 7 / 365)
    assert found["stockout_cost"] == pytest.approx(35)
    assert found["fill_rate"] == pytest.approx(50 / 57)
    assert found["capital"] == pytest.approx(2 * on_hand)
    parts = ("purchase_cost", "ordering_cost", "carrying_cost", "stockout_cost")
    assert found["relevant_cost"] == pytest.approx(sum(found[part] for part in parts))
    kpis = kpis_lived(decisions, case, money, WEEK)
    # 50 units left 59/7 in stock in a week; freight of 0.50 a unit where the cheapest asks 0.20, and 7 units short.
    assert kpis.stock_turns == pytest.approx(365 / 7 * 50 / on_hand)
    assert kpis.days_on_hand == pytest.approx(59 / 57)
    assert kpis.stockout_rate == pytest.approx(7 / 57)
    assert kpis.premium_freight_share == pytest.approx((57 * 0.3 + 35) / (57 * 0.5 + 35))
    assert kpis.buffer_carrying_cost == 0.0


def test_peaks_of_whole_cycles_and_of_none():
    stock = np.array([[1.0, 5, 2, 4, 9], [1.0, 5, 2, 4, 9]])
    assert mean_peak(stock, np.array([2, 7])).tolist() == [4.5, 9.0]
