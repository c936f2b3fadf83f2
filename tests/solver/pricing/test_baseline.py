"""Rules of thumb as plans: what they tie up, break and keep."""

import pytest

from stockposture import baseline
from stockposture.cli.baseline import RULES as ON_THE_COMMAND_LINE
from stockposture.rules.named import RULES
from stockposture.verify import verify_plan
from stockposture_models.plan.summary import Status
from support.frames import case_of
from support.random_cases import random_case

#: Criticality 5 may not be jit, and survives 45 days.
GOVERNANCE = [{"name": "no jit", "when": "criticality == 5", "not": ["jit"], "survive": 45}]


@pytest.fixture(scope="module")
def case():
    return random_case(3, 12)


def test_the_command_line_knows_them_all():
    assert tuple(RULES) == ON_THE_COMMAND_LINE


@pytest.mark.parametrize("rule", RULES)
def test_priced_and_verified(case, rule):
    plan = baseline(case, rule, capital=1000.0, space=1.0)
    assert plan.summary.status is Status.PRICED
    assert verify_plan(plan.items, plan.summary, case, capital=1000.0, space=1.0) == []
    excess = {limit.kind.value: limit.excess for limit in plan.summary.limits if not limit.name}
    assert excess == pytest.approx(
        {"capital": max(0.0, plan.summary.capital - 1000), "space": max(0.0, plan.summary.space_m3 - 1)}
    )
    assert plan.items["reason"].str.startswith("Rule of thumb, ").all()


def test_it_ties_up_what_it_is_told(case):
    free = baseline(case, "service")
    asked = 0.8 * free.summary.capital
    plan = baseline(case, "service", tie_up=asked)
    assert plan.summary.capital == pytest.approx(asked, rel=0.02)
    assert plan.summary.capital <= asked
    assert plan.summary.capital_cap is None


def test_the_knob(case):
    lean, usual = baseline(case, "jic", knob=40.0), baseline(case, "jic")
    days = usual.items["buffer_days"]
    assert (days[usual.items["posture"] == "jic"] > 59).all()
    assert lean.summary.capital < usual.summary.capital


def test_governance_holds_and_is_named():
    case = case_of(
        items=[{"sku": "A", "demand_mean": 10.0, "demand_sd": 0.0, "stockout_cost": 5.0, "criticality": 5}],
        suppliers=[{"supplier": "S"}],
        offers=[{"sku": "A", "supplier": "S", "unit_price": 2.0, "lead_time_days": 3.0}],
        settings={"governance": GOVERNANCE},
    )
    plan = baseline(case, "jit")
    assert plan.items.loc[0, ["posture", "buffer_units"]].tolist() == ["jic", 450]
    assert '"no jit"' in plan.items.loc[0, "reason"]
    assert plan.summary.rules_broken == {}


def test_refused(case):
    for asked, words in (
        ({"rule": "abd"}, "'abd' is not a rule; there are abc, jit"),
        ({"rule": "abc", "tie_up": 5.0, "knob": 1.0}, "not both"),
        ({"rule": "abc", "knob": 41.0}, "it is 0 to 40"),
        ({"rule": "abc", "capital": -1.0}, "a cap is 0 or more"),
    ):
        with pytest.raises(ValueError, match=words):
            baseline(case, **asked)
