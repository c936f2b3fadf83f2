"""One row in numbers anyone can follow, and limits that do not hold."""

import pytest

from stockposture.verify import verify_plan

CAPITAL, SPACE = 20_000.0, 3.0


def test_the_bolt_on_paper(plan):
    """10 a day at 1.00 + 0.20 freight, lead time 30 days, T = 7, b = 100, a hundredth short."""
    bolt = plan[0].set_index("sku").loc["BOLT"]
    assert bolt["buffer_days"] == 10
    assert bolt["order_up_to"] == 10 * (7 + 30) + 100 == 470
    assert bolt["reorder_point"] == 10 * 30 + 100 == 400
    assert bolt["short_units_per_year"] == pytest.approx(36.5)
    assert bolt["on_hand_units"] == 135
    assert bolt["capital"] == 135
    assert bolt["space_m3"] == pytest.approx(0.170)
    assert bolt["purchase_cost"] == pytest.approx(4380)
    assert bolt["ordering_cost"] == pytest.approx(365 / 7 * 0.6 * 80 + 20)
    # (0.20 + 0.05) of 135, 100 a year for 0.17 m3, 0.20 of the 297 units on their way
    assert bolt["carrying_cost"] == pytest.approx(33.75 + 17 + 59.4)
    assert bolt["stockout_cost"] == pytest.approx(73)
    # The local offer lands at 1.60: the far one is the cheapest, so nothing of the purchase is relevant.
    assert bolt["relevant_cost"] == pytest.approx(bolt["total_cost"] - 4380)


def said_of(case, by_hand, theory, capital=CAPITAL, space=SPACE):
    rows, summary = by_hand(case, capital=capital, space=space)
    return verify_plan(rows, summary, case, capital=capital, space=space, respond=theory)


def test_limits_that_do_not_hold(case, case_of, by_hand, theory):
    said = said_of(case, by_hand, theory, capital=5_000.0)
    assert len(said) == 1
    assert said[0].startswith("limit capital: the plan uses 5874.9")
    assert "at most 5000.0 currency is there" in said[0]
    assert said_of(case, by_hand, theory, space=0.5)[0].startswith("limit space: the plan uses 0.92")
    small = case_of(warehouses="warehouse,capacity_m3,storage_cost,overflow_m3,overflow_cost\nMAIN,0.7,100,0.01,40\n")
    assert said_of(small, by_hand, theory)[0].startswith("limit warehouse MAIN: the plan uses 0.76")
    dear = case_of(suppliers=case_of().suppliers.assign(capacity=[20_000, None, None]).to_csv(index=False))
    assert said_of(dear, by_hand, theory)[0].startswith("limit supplier FAR: the plan uses 24")


def test_a_cap_of_1e30_is_no_cap(case, by_hand, theory):
    rows, summary = by_hand(case, capital=None)
    summary = summary.model_copy(update={"capital_cap": 1e30})
    assert verify_plan(rows, summary, case, capital=1e30, space=SPACE, respond=theory) == []
