"""Lead times of offers, drawn to supplier and region."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture.history.stretches.stretches import Stretches
from stockposture.history.suppliers.lead_times import lead_times
from stockposture.history.suppliers.routine_orders import routine_orders
from support.orders import day, orders_of, together


def orders(**days):
    """Return routine orders by ``item_supplier_region``, ordered every 100 days: congestion forgets in between."""
    parts = []
    for name, taken in days.items():
        sku, supplier, region = name.split("_")
        ordered = pd.date_range("2000-01-01", periods=len(taken), freq="100D")
        part = {"sku": sku, "supplier": supplier, "region": region, "ordered": ordered}
        parts.append(pd.DataFrame({**part, "days": np.array(taken, dtype=float)}))
    return pd.concat(parts, ignore_index=True)


def offers(*names):
    return pd.DataFrame([name.split("_") for name in names], columns=["sku", "supplier", "region"])


def fitted(rows, *names):
    table = lead_times(offers(*names), rows, mean=60.0, sd=30.0)
    return table.set_axis(names, axis=0)


ERRATIC = [20, 22, 35, 20, 28, 21, 40, 20, 24, 31]


def test_many_orders_speak_for_themselves():
    found = fitted(orders(a_X_E=ERRATIC * 40, b_X_E=[10 + days for days in ERRATIC] * 40), "a_X_E", "b_X_E")
    assert found["lead_time_days"].to_numpy() == pytest.approx([26.1, 36.1], rel=0.01)
    assert found["lead_time_sd"].to_numpy() == pytest.approx([np.std(ERRATIC)] * 2, rel=0.05)
    assert (found["lead_time_days_weight"] > 0.95).all()


def test_an_offer_without_orders_has_its_suppliers_else_its_regions():
    rows = orders(a_X_E=ERRATIC, b_X_E=ERRATIC, a_Y_W=[3 * days for days in ERRATIC], b_Y_W=[3 * d for d in ERRATIC])
    found = fitted(rows, "a_X_E", "c_X_E", "c_Z_E", "c_Z2_W", "c_Q_S")
    assert found["lead_time_from"].tolist() == ["offer", "supplier", "region", "region", "all"]
    assert found["lead_time_orders"].tolist() == [10, 0, 0, 0, 0]
    assert found["lead_time_days_weight"].tolist()[1:] == [0, 0, 0, 0]
    assert found.loc["c_X_E", "lead_time_days"] == pytest.approx(26, rel=0.1)
    assert found.loc["c_Z_E", "lead_time_days"] < found.loc["c_Q_S", "lead_time_days"]
    assert found.loc["c_Q_S", "lead_time_days"] < found.loc["c_Z2_W", "lead_time_days"]
    width = np.log(found["lead_time_days_high"] / found["lead_time_days_low"])
    assert width.is_monotonic_increasing or width["a_X_E"] < width["c_X_E"] < width["c_Z_E"]


def test_orders_that_all_take_the_same_have_no_deviation():
    found = fitted(orders(a_X_E=[30] * 8, b_X_E=[40, 40], a_Y_E=ERRATIC), "a_X_E", "b_X_E", "a_Y_E")
    assert found["lead_time_days"].tolist()[:2] == [30, 40]
    assert found["lead_time_sd"].tolist()[:2] == [0, 0]
    assert found["lead_time_sd"].tolist()[2] > 3
    assert found.loc["a_X_E", ["lead_time_days_low", "lead_time_days_high"]].tolist() == [30, 30]


def test_two_equal_orders_are_no_proof_of_steadiness():
    found = fitted(orders(a_X_E=ERRATIC, b_X_E=[25, 25]), "b_X_E")
    assert found["lead_time_sd"].iloc[0] > 2


def test_a_history_without_lead_times_has_those_assumed():
    found = fitted(orders(a_X_E=[]), "a_X_E")
    assert found[["lead_time_days", "lead_time_sd"]].to_numpy().tolist() == [[60, 30]]
    assert found["lead_time_from"].tolist() == [""]


def test_few_orders_are_drawn_further_than_many():
    rows = orders(a_X_E=ERRATIC * 5, b_X_E=[60, 60, 61], c_X_E=[60, 60, 61] * 20)
    found = fitted(rows, "b_X_E", "c_X_E")
    assert found["lead_time_days_weight"].is_monotonic_increasing
    assert found["lead_time_days"].is_monotonic_increasing


@settings(deadline=None, max_examples=20)
@given(st.lists(st.lists(st.integers(2, 300), min_size=1, max_size=12), min_size=1, max_size=5))
def test_figures_lie_within_their_intervals_whatever_was_seen(taken):
    names = [f"i{n}_S{n % 2}_R" for n in range(len(taken))]
    found = fitted(orders(**dict(zip(names, taken, strict=True))), *names)
    for name in ("lead_time_days", "lead_time_sd"):
        low, figure, high = (found[f"{name}{end}"] for end in ("_low", "", "_high"))
        assert np.isfinite(figure).all()
        assert (low <= figure + 1e-9).all()
        assert (figure <= high + 1e-9).all()


def deliveries(**more):
    return together(orders_of("a", "X", "E", range(0, 364, 7), lead=30, **more))


def test_orders_of_a_disrupted_stretch_are_no_routine():
    stretch = pd.DataFrame({"scope": ["supplier"], "name": ["X"], "start": [day(98)], "end": [day(129)]})
    stretches = Stretches(stretch.assign(label="", source="found"))
    left = routine_orders(deliveries(down=((98, 130),)), stretches)
    assert left["days"].eq(30).all()
    # 52 orders; those of days 98, 105, 112, 119 and 126 are out.
    assert len(left) == 52 - 5


def test_of_given_stretches_orders_under_way_are_no_routine_either():
    stretch = pd.DataFrame({"scope": ["all"], "name": [""], "start": [day(98)], "end": [day(129)]})
    found = routine_orders(deliveries(), Stretches(stretch.assign(label="", source="found")))
    given_ = routine_orders(deliveries(), Stretches(stretch.assign(label="", source="given")))
    # Orders of days 70, 77, 84, 91 arrive within.
    assert len(found) - len(given_) == 4


def test_orders_that_could_still_be_open_are_left_out():
    rows = deliveries(open_after=350)
    # The last receipt is of day 345 (ordered day 315), the last order of day 357; 30 days before are settled.
    assert routine_orders(rows, Stretches())["ordered"].max() <= day(357 - 30)
