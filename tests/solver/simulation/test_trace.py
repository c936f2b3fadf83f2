"""The days of an item: those the simulation saw, and the same in every plan of the case."""

import pandas as pd
import pytest

from stockposture.simulation.simulate import simulate
from stockposture.simulation.trace import trace
from support.frames import case_of
from support.simulated_world import plan_of

SUPPLIERS = [
    {"supplier": "S", "region": "R", "disruption_rate": 0.5, "disruption_days": 20.0},
    {"supplier": "T", "region": "R", "disruption_rate": 0.5, "disruption_days": 20.0},
]
REGIONS = [{"region": "R", "disruption_rate": 0.3, "disruption_days": 30.0}]


def plan(names="BC", *, buffer=20, interval=7, supplier="S|T"):
    case = case_of(
        items=[{"sku": name, "demand_mean": 10.0, "demand_sd": 20.0, "stockout_cost": 4.0} for name in names],
        suppliers=SUPPLIERS,
        offers=[
            {"sku": name, "supplier": s, "unit_price": 2.0, "lead_time_days": 9.0, "lead_time_sd": 4.0}
            for name in names
            for s in "ST"
        ],
        regions=REGIONS,
    )
    decision = {"suppliers": supplier, "shares": "0.5|0.5" if "|" in supplier else "1.0"}
    decisions = [{"sku": n, **decision, "order_interval_days": 7, "buffer_units": 20} for n in names]
    decisions[-1] |= {"order_interval_days": interval, "buffer_units": buffer}
    return plan_of(case, decisions)


def days(plan, sku, **how):
    return trace(plan, [sku], **how).reset_index(drop=True)


def test_it_is_what_the_simulation_saw():
    some = plan()
    found = simulate(some, years=3, runs=2, seed=5)
    each = [days(some, "B", years=3, seed=5, run=run) for run in range(2)]
    row = found.items.set_index("sku").loc["B"]
    short = [frame["short"].sum() / 3 for frame in each]
    assert row["short_units_per_year"] == pytest.approx(sum(short) / 2, rel=1e-9)
    assert row["highest_units"] == pytest.approx(sum(frame["on_hand"].max() for frame in each) / 2)
    assert row["stockout_days_per_year"] == pytest.approx(sum((frame["short"] > 0).sum() for frame in each) / 6)
    assert sum(short) > 0


def test_stock_flows():
    frame = days(plan(), "B", years=2)
    assert frame.columns.tolist() == ["day", "sku", "on_hand", "short", "received", "ordered"]
    assert frame["day"].tolist() == list(range(730))
    # Lost sales: what was there after arrivals, less what is there the next day without its arrivals, was sold.
    sold = frame["on_hand"] - (frame["on_hand"].shift(-1) - frame["received"].shift(-1))
    assert (sold.dropna() >= -1e-9).all()
    assert frame["ordered"].sum() == pytest.approx(sold.sum(), rel=0.05)


def test_fewer_years_are_the_first_of_more():
    few, more = days(plan(), "B", years=1), days(plan(), "B", years=6)
    pd.testing.assert_frame_equal(few, more.iloc[:365], check_exact=True)


def test_items_added_or_decided_otherwise_change_nothing():
    first = days(plan(), "B")
    pd.testing.assert_frame_equal(days(plan("ABCD"), "B"), first, check_exact=True)
    pd.testing.assert_frame_equal(days(plan(buffer=500, interval=1), "B"), first, check_exact=True)
    assert not days(plan(), "B", run=1)["on_hand"].equals(first["on_hand"])


def test_two_plans_of_an_item_meet_the_same_demand():
    low, high = days(plan("B"), "B"), days(plan("B", buffer=100_000), "B")
    # With more than enough stock all is sold that is demanded; with less, that or what is there.
    demand = high["on_hand"] - (high["on_hand"].shift(-1) - high["received"].shift(-1))
    sold = low["on_hand"] - (low["on_hand"].shift(-1) - low["received"].shift(-1))
    assert (sold + low["short"]).iloc[:-1].to_numpy() == pytest.approx(demand.iloc[:-1].to_numpy(), abs=1e-4)
    assert low["short"].sum() > 0


def test_items_in_the_order_asked_for():
    frame = trace(plan(), ["C", "B"], years=1)
    assert frame["sku"].unique().tolist() == ["C", "B"]
    assert trace(plan(), []).columns.tolist() == frame.columns.tolist()


def test_unknown_items_are_named():
    with pytest.raises(KeyError, match="X, Y"):
        trace(plan(), ["B", "X", "Y"])
