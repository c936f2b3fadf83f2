"""Rules of thumb: by hand on two items, and equal in capital."""

import numpy as np
import pytest

from stockposture.rules.abc import AbcRule
from stockposture.rules.all_jit import AllJit
from stockposture.rules.days_of_cover import DaysOfCover
from stockposture.rules.five import five_rules
from stockposture.rules.max_less_mean import Extremes, MaxLessMean
from stockposture.rules.plan import rule_plan
from stockposture.rules.service_level import ServiceLevel
from stockposture.rules.situation import situation_of
from stockposture.verify import verify_plan
from support.frames import case_of
from support.random_cases import random_case


@pytest.fixture(scope="module")
def two():
    """A: 10 a day, deviation 3, at 4; B: 1 a day. Far is dearer and the incumbent of A."""
    return situation_of(
        case_of(
            items=[
                {"sku": "A", "demand_mean": 10.0, "demand_sd": 3.0, "stockout_cost": 9.0},
                {"sku": "B", "demand_mean": 1.0, "demand_sd": 0.0, "stockout_cost": 9.0},
            ],
            suppliers=[{"supplier": "Far"}, {"supplier": "Near"}],
            offers=[
                {"sku": "A", "supplier": "Far", "unit_price": 4.0, "lead_time_days": 9.0, "lead_time_sd": 2.0,
                 "incumbent": True},
                {"sku": "A", "supplier": "Near", "unit_price": 3.0, "lead_time_days": 2.0},
                {"sku": "B", "supplier": "Far", "unit_price": 2.0, "lead_time_days": 9.0},
                {"sku": "B", "supplier": "Near", "unit_price": 1.0, "lead_time_days": 2.0},
            ],
        )
    )  # fmt: skip


def test_the_incumbent_else_the_cheapest_and_one_interval_a_posture(two):
    plan = rule_plan(DaysOfCover(), two, None).plan.items
    assert plan["suppliers"].tolist() == ["Far", "Near"]
    assert plan["shares"].tolist() == ["1", "1"]
    # Ordering costs nothing: as often as the posture allows.
    assert plan["order_interval_days"].tolist() == [1, 1]


def test_what_each_wants(two):
    assert AllJit()(two, 4.0).buffer.tolist() == [40, 4]
    cover = DaysOfCover()(two, 40.0)
    assert (cover.buffer.tolist(), cover.posture.tolist()) == ([400, 40], [2, 2])
    # Hybrid is reviewed every 5 days: sqrt(9 (5 + 9) + 100 x 4) = 22.9; 22.9 is 2.3 days of A, so jit: every day.
    level = ServiceLevel()(two, 1.0)
    assert level.posture.tolist() == [0, 0]
    assert level.buffer == pytest.approx([np.sqrt(9 * 10 + 400), 0])
    # A is 97 % of the value: jic, every week, sqrt(9 (7 + 9) + 400); B is what is left.
    classes = AbcRule()(two, 1.0)
    assert classes.posture.tolist() == [2, 0]
    assert classes.buffer == pytest.approx([2.054 * np.sqrt(9 * 16 + 400), 0])
    # 15 x 12 - 10 x 9 and 1 x 3 - 1 x 2; nothing was seen of Near but for B.
    seen = Extremes(use=np.array([15.0, np.nan]), lead=np.array([12.0, 2.0, np.nan, 3.0]))
    assert MaxLessMean(seen)(two, 0.5).buffer == pytest.approx([45, 0.5])


@pytest.mark.parametrize("rule", five_rules(), ids=lambda rule: rule.name)
@pytest.mark.parametrize("seed", [0, 1])
def test_equal_capital_or_said_so(rule, seed):
    situation = situation_of(random_case(seed, 12, offers=3, suppliers=5, warehouses=0))
    lean, rich = (rule_plan(rule, situation, capital).plan.summary.capital for capital in (0.0, 1e12))
    assert lean < rich
    for part in (0.2, 0.6):
        capital = lean + part * (rich - lean)
        made = rule_plan(rule, situation, capital)
        # From below; one item's step over a jump is the most that may be missing.
        step = made.plan.items["capital"].max()
        assert capital - step <= made.plan.summary.capital <= capital
        assert made.is_reached
        assert verify_plan(made.plan.items, made.plan.summary, made.plan.case, capital=None, space=None) == []
    for capital, end in ((0.5 * lean, lean), (2 * rich, rich)):
        made = rule_plan(rule, situation, capital)
        assert not made.is_reached
        assert made.plan.summary.capital == pytest.approx(end)


def test_many_items_tie_up_the_capital_to_a_thousandth():
    situation = situation_of(random_case(3, 200, offers=2, suppliers=5, warehouses=0))
    for rule in five_rules():
        lean, rich = (rule_plan(rule, situation, capital).plan.summary.capital for capital in (0.0, 1e12))
        for part in (0.1, 0.5):
            capital = lean + part * (rich - lean)
            assert rule_plan(rule, situation, capital).plan.summary.capital == pytest.approx(capital, rel=1e-3)


def test_a_posture_an_item_may_not_have_gives_way_to_the_nearest(two):
    case = two.case.replace(items=two.case.items.assign(allowed_postures=["jic", "hybrid|jic"]))
    plan = rule_plan(AllJit(), situation_of(case), None)
    assert plan.plan.items["posture"].tolist() == ["jic", "hybrid"]
    assert plan.cut == 2


def test_two_suppliers_where_none_may_have_all():
    offers = [
        {"sku": "A", "supplier": "X", "unit_price": 1.0, "lead_time_days": 2.0, "max_share": 0.7},
        {"sku": "A", "supplier": "Y", "unit_price": 2.0, "lead_time_days": 2.0, "max_share": 0.7, "incumbent": True},
    ]
    case = case_of(
        items=[{"sku": "A", "demand_mean": 10.0, "demand_sd": 0.0, "stockout_cost": 9.0}],
        suppliers=[{"supplier": "X"}, {"supplier": "Y"}],
        offers=offers,
    )
    plan = rule_plan(AllJit(), situation_of(case), None).plan.items
    assert plan.loc[0, "suppliers"] == "X|Y"
    assert plan.loc[0, "shares"] == "0.3|0.7"
