"""The ledger of one item, against figures worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from stockposture.explanation.explain import explain
from stockposture.planning.solve import solve
from support.frames import case_of

ITEM = {"sku": "A", "demand_mean": 10.0, "demand_sd": 0.0, "stockout_cost": 5.0}
OFFER = {"sku": "A", "lead_time_days": 3.0, "order_cost": 20.0}
#: Posture terms under which nothing but the price tells the suppliers apart, and jit costs least.
LEAN = {"jit": {"order_interval_days": (5,), "buffer_days": (0, 5), "order_cost_factor": 0.2, "programme_cost": 0}}


def two_suppliers(*, settings=None, supplier=None, item=None):
    """One item of even demand, two suppliers that differ in price: 10 and 11."""
    return case_of(
        {"postures": LEAN, **(settings or {})},
        items=[ITEM | (item or {})],
        suppliers=[{"supplier": "Cheap"}, {"supplier": "Dear", **(supplier or {})}],
        offers=[OFFER | {"supplier": "Cheap", "unit_price": 10.0}, OFFER | {"supplier": "Dear", "unit_price": 11.0}],
    )


def row_of(ledger, kind: str, of: str = "", direction: str = "up"):
    """Return one row of the break-evens."""
    rows = ledger.break_evens
    found = rows[(rows["input"] == kind) & (rows["of"] == of) & (rows["direction"] == direction)]
    assert len(found) == 1
    return found.iloc[0]


@pytest.fixture(scope="module")
def ledger(session):
    """The two suppliers, nothing limited."""
    return explain(solve(two_suppliers(), session=session), "A")


def test_equal_offers_change_places_where_their_prices_do(ledger):
    assert ledger.own_best["suppliers"] == "Cheap"
    up = row_of(ledger, "unit_price", "Cheap")
    assert up["break_even"] == pytest.approx(11.0, rel=2e-4)
    assert up["change"] == pytest.approx(0.1, abs=2e-4)
    assert (up["posture"], up["split"], up["suppliers"]) == ("jit", "single", "Dear")
    assert up["premium_now"] == pytest.approx(10.0 / 11.0 - 1.0)
    assert up["premium_break_even"] == pytest.approx(0.0, abs=2e-4)
    # 1 % past 11, that is 0.11 a unit on 3,650 units a year, and on what carries it.
    assert 0.11 * 3650 < up["saves_past"] < 0.11 * 3650 * 1.02
    down = row_of(ledger, "unit_price", "Dear", "down")
    assert down["break_even"] == pytest.approx(10.0, rel=2e-4)
    assert not down["is_used"]


def test_what_changes_nothing_is_said_to_change_nothing(ledger):
    """Even demand, and suppliers that never fail: no unit is ever short, whatever it would cost."""
    for direction, to in (("down", 0.05), ("up", 500.0)):
        row = row_of(ledger, "stockout_cost", "", direction)
        assert row["found"] == "none"
        assert np.isnan(row["break_even"])
        assert row["looked_to"] == pytest.approx(to)


def test_a_fee_that_only_this_item_would_pay_counts(session):
    ledger = explain(solve(two_suppliers(supplier={"annual_fee": 100.0}), session=session), "A")
    # (x - 11) (3,650 a year + 0.2 of (stock of a mean of 25 and buffer, and 30 on the way)) = 100, buffer 0.
    stock = float(ledger.choices["on_hand_units"].iloc[0])
    expected = 11.0 + 100.0 / (3650.0 + 0.2 * (stock + 30.0))
    assert row_of(ledger, "unit_price", "Cheap")["break_even"] == pytest.approx(expected, rel=2e-4)
    dear = ledger.choices[ledger.choices["suppliers"] == "Dear"]
    assert dear.empty or (dear["fees"] == 100.0).all()


def test_a_rule_that_hangs_on_the_input_is_applied_anew(session):
    rule = {"name": "long ways are buffered", "when": "lead_time_days > 20", "not": ["jit"]}
    case = two_suppliers(settings={"governance": [rule]}).replace()
    offers = case.offers[case.offers["supplier"] == "Cheap"].reset_index(drop=True)
    ledger = explain(solve(case.replace(offers=offers), session=session), "A")
    assert ledger.rules.empty
    row = row_of(ledger, "lead_time", "Cheap")
    assert row["break_even"] == pytest.approx(20.0, rel=2e-4)
    assert row["posture"] != "jit"


def test_where_rules_leave_nothing_the_range_ends(session):
    rule = {"name": "no long ways", "when": "lead_time_days > 20", "not": ["jit", "hybrid", "jic"]}
    case = two_suppliers(settings={"governance": [rule]})
    offers = case.offers[case.offers["supplier"] == "Cheap"].reset_index(drop=True)
    row = row_of(explain(solve(case.replace(offers=offers), session=session), "A"), "lead_time", "Cheap")
    assert row["found"] == "ends"
    assert row["looked_to"] <= 20.0


def test_rules_and_what_they_forbid(session):
    rule = {"name": "nothing lean", "not": ["jit"], "survive": 7.0}
    ledger = explain(solve(two_suppliers(settings={"governance": [rule]}), session=session), "A")
    assert ledger.rules.to_dict("records") == [
        {"name": "nothing lean", "when": "", "effect": "not jit, survive 7 days"}
    ]
    assert ledger.narrowed["allowed_postures_governed"] == "hybrid|jic"
    assert ledger.narrowed["min_buffer_governed"] == 70.0
    why = ledger.missing.set_index(["posture", "split"])["why"]
    assert why["jit", "single"] == "a governance rule forbids the posture"
    assert why["hybrid", "nearshore"] == "no supplier that is nearshore may supply it"


def test_the_ledger_adds_up(ledger):
    choices, curves = ledger.choices, ledger.curves
    parts = choices["relevant_cost"] + choices["limits_cost"] + choices["fees"]
    assert choices["priced_cost"].to_numpy() == pytest.approx(parts.to_numpy())
    assert (choices["extra_cost"] >= 0).all()
    least = curves.groupby("choice")["priced_cost"].min()
    assert least.to_numpy() == pytest.approx(choices["priced_cost"].to_numpy(), rel=1e-9)


def test_a_choice_that_is_none_of_the_candidates_is_explained_as_it_is(ledger, session):
    """Nine days are no order interval of any posture: a plan that people made."""
    plan = solve(two_suppliers(), session=session)
    made = plan.items.assign(posture="hybrid", order_interval_days=9, buffer_units=60, suppliers="Dear", shares="1")
    found = explain(replace(plan, items=made), "A")
    assert found.choices.loc[0, ["posture", "order_interval_days", "buffer_units"]].tolist() == ["hybrid", 9, 60]
    assert found.own_best["suppliers"] == "Cheap"
    best = ledger.choices["priced_cost"].iloc[0]
    assert found.choices["priced_cost"].min() == pytest.approx(best)
    assert found.own_best["cheaper_by"] > 365 * 10
    assert row_of(found, "unit_price", "Dear", "down")["break_even"] == pytest.approx(10.0, rel=2e-4)


def test_an_item_that_is_not_there(ledger, session):
    with pytest.raises(ValueError, match="'AA': no such item in the plan; did you mean 'A'"):
        explain(solve(two_suppliers(), session=session), "AA")
