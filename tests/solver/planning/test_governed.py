"""Plans under governance rules: kept, named, verified, whichever way the case is solved."""

from dataclasses import replace

import numpy as np
import pytest

import stockposture.planning.caps as caps_module
import stockposture.planning.solve as solve_module
from stockposture.planning.caps import solve_caps
from stockposture.planning.solve import solve
from stockposture.verify import verify_plan
from stockposture_models.errors import BadInputError
from stockposture_models.segments.facts import Facts
from support.frames import case_of
from support.random_cases import random_rows

RULES = [
    {"name": "no jit for fragile critical items", "when": "criticality >= 4 and fragility >= 3", "not": ["jit"]},
    {"name": "critical items survive", "when": "criticality == 5", "survive": "time-to-recover"},
]
BOTH_WAYS = pytest.mark.parametrize("most_few", [500, 0], ids=["few", "many"])


def rows(cost=0.01):
    """Two items so cheap to lack that nobody would hold a buffer of them, one critical; a supplier down for 20 days."""
    shared = {"demand_mean": 10.0, "demand_sd": 3.0, "stockout_cost": cost}
    return {
        "items": [{"sku": "A", "criticality": 5, **shared}, {"sku": "B", "criticality": 2, **shared}],
        "suppliers": [{"supplier": "S", "disruption_rate": 0.2, "disruption_days": 20.0}],
        "offers": [
            {"sku": sku, "supplier": "S", "unit_price": 5.0, "lead_time_days": 10.0, "order_cost": 5.0} for sku in "AB"
        ],
    }


def two(rules=(), **changed):
    return case_of({"governance": list(rules)}, **{**rows(), **changed})


@BOTH_WAYS
def test_rules_are_kept_and_named(monkeypatch, most_few):
    monkeypatch.setattr(solve_module, "MANY_ITEMS", most_few)
    free, case = solve(two()), two(RULES)
    plan = solve(case)
    assert free.items["buffer_units"].tolist() == [0, 0]
    # 10 a day for 20 days; only hybrid and jic are left for A, and hybrid holds 20 days.
    assert plan.items["buffer_units"].tolist() == [200, 0]
    assert plan.items["posture"].tolist()[0] != "jit"
    first, second = plan.items["reason"]
    assert first.endswith(
        ' Under governance: "no jit for fragile critical items" (not jit) and "critical items survive" '
        "(survive time-to-recover)."
    )
    assert "governance" not in second
    assert plan.case is case
    assert plan.summary.input_digest == case.digest
    assert plan.summary.total_cost > free.summary.total_cost
    assert verify_plan(plan.items, plan.summary, plan.case, capital=None, space=None) == []


@BOTH_WAYS
def test_under_many_caps_too(monkeypatch, most_few):
    monkeypatch.setattr(caps_module, "MANY_ITEMS", most_few)
    monkeypatch.setattr(solve_module, "MANY_ITEMS", most_few)
    tables = random_rows(np.random.default_rng(1), 16, offers=2, suppliers=3, warehouses=0)
    rule = {"name": "the dearest survive", "when": "abc == 'A'", "survive": 25}
    case = case_of({"governance": [rule], "split_grid": (0.5,)}, **tables)
    value = float((case.items["demand_mean"] * 150.0).sum())
    dear = Facts(case).of("abc") == "A"
    for plan in solve_caps(case, [40.0 * value, 60.0 * value]):
        assert (plan.items["buffer_days"][dear] >= 25.0 - 1e-9).all()
        assert plan.items["reason"].str.contains('"the dearest survive"', regex=False).tolist() == dear.tolist()


def test_rules_that_leave_nothing_are_bad_input():
    with pytest.raises(BadInputError, match="leave the item no posture"):
        solve(two([*RULES, {"name": "lean", "not": ["hybrid", "jic"]}]))


@BOTH_WAYS
def test_a_buffer_that_spoils_names_the_rule(monkeypatch, most_few):
    """Ten days of lead time, a review a day and twenty days of buffer do not fit in thirty days of life."""
    monkeypatch.setattr(solve_module, "MANY_ITEMS", most_few)
    case = two(RULES)
    case = case.replace(items=case.items.assign(shelf_life_days=[30.0, 60.0]))
    with pytest.raises(BadInputError, match=r"'A': no policy keeps all rules.*loosen .*\"critical items survive\""):
        solve(case)


@pytest.fixture(scope="module")
def free_and_governed():
    """A plan without rules, and the case with them."""
    return solve(two()), two(RULES)


def said(plan, case):
    return "\n".join(verify_plan(plan.items, plan.summary, case, capital=None, space=None))


def test_the_verifier_refuses_a_plan_that_keeps_no_rules(free_and_governed):
    plan, case = free_and_governed
    words = said(plan, case)
    assert "A: buffer_units: plan says 0; the posture and the item allow 200 to" in words
    assert "A: reason: does not name the governance rule 'critical items survive'" in words
    if plan.items.loc[0, "posture"] == "jit":
        assert "A: posture: plan says 'jit'; allowed are hybrid|jic" in words
    assert "B: " not in words


def test_the_verifier_wants_every_rule_named():
    plan = solve(two(RULES))
    reason = plan.items["reason"].str.replace("critical items survive", "all is well", regex=False)
    words = said(replace(plan, items=plan.items.assign(reason=reason)), plan.case)
    assert words == "A: reason: does not name the governance rule 'critical items survive'"


def test_an_item_without_a_cost_is_told_what_to_do():
    case = two()
    case = case.replace(items=case.items.assign(stockout_cost=[1.0, float("nan")]))
    with pytest.raises(BadInputError, match=r"B.*target_fill_rate in place of a stockout cost.*segment CASE"):
        solve(case)


@pytest.mark.parametrize("seed", range(2))
def test_tightening_never_lowers_the_cost(seed):
    tables = random_rows(np.random.default_rng(seed), 5, offers=2, suppliers=3, warehouses=0)
    rules = [
        {"name": "a", "when": "abc == 'A'", "survive": 10},
        {"name": "b", "when": "fragility >= 2", "not": ["jit"]},
        {"name": "c", "survive": "time-to-recover"},
    ]
    settings = {"split_grid": (0.5,)}
    bound = -1.0
    for count in range(4):
        summary = solve(case_of({**settings, "governance": rules[:count]}, **tables)).summary
        assert summary.total_cost >= bound
        bound = summary.lower_bound
