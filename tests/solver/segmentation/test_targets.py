"""Stockout costs from target fill rates: at that cost the cheapest plan has the target, at a little less it has not."""

import math

import numpy as np
import pytest

from stockposture import BadInputError, segment, solve
from stockposture.segmentation.targets import PRECISION, reach, targets_of, with_costs
from support.frames import case_of

WITHOUT = {"stockout_cost": None}


def rows(**changed):
    """Two items of one supplier each, one of them from a supplier that fails."""
    return {
        "items": [
            {"sku": "A", "demand_mean": 10.0, "demand_sd": 6.0, "target_fill_rate": 0.98, **WITHOUT, **changed},
            {"sku": "B", "demand_mean": 4.0, "demand_sd": 9.0, **WITHOUT},
            {"sku": "C", "demand_mean": 4.0, "demand_sd": 9.0, "stockout_cost": 3.0, "target_fill_rate": 0.5},
        ],
        "suppliers": [
            {"supplier": "S", "disruption_rate": 0.3, "disruption_days": 10.0},
            {"supplier": "T"},
        ],
        "offers": [
            {"sku": "A", "supplier": "S", "unit_price": 2.0, "lead_time_days": 20.0, "lead_time_sd": 4.0},
            {"sku": "B", "supplier": "T", "unit_price": 7.0, "lead_time_days": 9.0, "order_cost": 10.0},
            {"sku": "C", "supplier": "T", "unit_price": 7.0, "lead_time_days": 9.0, "order_cost": 10.0},
        ],
    }


@pytest.fixture(scope="module")
def case():
    return case_of({"target_fill_rate": 0.95, "mip_gap": 1e-6, "capital_cap": 1e4}, **rows())


@pytest.fixture(scope="module")
def costed(case):
    return with_costs(case)


def test_whose_target_counts(case):
    assert targets_of(case) == pytest.approx([0.98, 0.95, math.nan], nan_ok=True)


def fills(case, factor):
    items = case.items.assign(stockout_cost=case.items["stockout_cost"] * factor)
    return solve(case.replace(items=items), capital=math.inf).items["fill_rate"].to_numpy()


def test_the_target_is_the_optimum_at_that_cost_and_at_no_less(costed):
    target = np.array([0.98, 0.95])
    assert (fills(costed, 1.0)[:2] >= target).all()
    # Precision of the cost, and four digits of it.
    assert (fills(costed, 1.0 / (1.0 + 2 * PRECISION) ** 2)[:2] < target).all()


def test_the_choice_stands_beside_the_cost(case, costed):
    assert costed.items["stockout_cost_from"].tolist() == ["target_fill_rate 0.98", "target_fill_rate 0.95", ""]
    assert costed.items["stockout_cost"].iloc[2] == 3.0
    assert costed.digest != case.digest
    assert with_costs(costed) is costed


def test_solve_and_segment_work_them_out_by_themselves(case, costed):
    assert solve(case).case.items["stockout_cost"].tolist() == costed.items["stockout_cost"].tolist()
    assert segment(case).items["stockout_cost_from"].tolist()[2] == "given"


def test_one_supplier_newsvendor():
    """Against the critical ratio: with no other choice, p is what one more unit carries over what it saves.

    One posture, one interval, one supplier, so the cost of a buffer b is h v I(b) + 365 mu f(b) p, and the optimum at
    the target has p = -h v I'(b) / (365 mu f'(b)).
    """
    from stockposture_models.theory.policies import Policies
    from stockposture_models.theory.respond import respond

    only = {"order_interval_days": [7], "buffer_days": [0, 100]}
    given = rows()
    settings = {"holding_rate": 0.25, "postures": {"hybrid": only}}
    case = case_of(
        settings,
        **{**given, "items": [{**given["items"][0], "allowed_postures": "hybrid"}]} | {"offers": given["offers"][:1]},
    )
    found = reach(case, np.array([0]), np.array([0.98]))
    one = np.ones(1)
    pair = np.array([[1.0, 0.0]])
    policies = Policies(
        10.0 * one, 6.0 * one, np.array([False]), 7.0 * one, pair, 20.0 * pair, 4.0 * pair, 0.3 * pair, 10.0 * pair,
        0.0 * pair, 0.0 * pair, np.array([False]), 0.0 * pair, 0.0 * pair,
    )  # fmt: skip
    buffers = np.arange(0.0, 400.0, 1.0)[np.newaxis]
    response = respond(policies, buffers)
    at = int((response.short_fraction[0] > 0.02).sum())
    more, less = at + 8, at - 8
    # Stock in transit is less where more is lost: 20 days of what is not short.
    stock = response.on_hand[0] + 10.0 * 20.0 * (1.0 - response.short_fraction[0])
    carried = 0.25 * 2.0 * (stock[more] - stock[less])
    saved = 3650.0 * (response.short_fraction[0, less] - response.short_fraction[0, more])
    assert found.cost[0] == pytest.approx(carried / saved, rel=0.06)


def test_a_target_out_of_reach_names_what_can_be_reached():
    case = case_of(None, **rows(target_fill_rate=0.99999, max_buffer=5.0))
    case = case.with_settings(target_fill_rate=0.9)
    with pytest.raises(BadInputError, match=r"'A': target_fill_rate 0.99999 is out of reach.*fills 0\.\d+"):
        segment(case)


def test_rules_of_governance_are_kept():
    """Under a rule that asks for more than the target does, any small cost will do."""
    rule = {"name": "survive", "when": "sku == 'A'", "survive": 120}
    case = case_of({"target_fill_rate": 0.9, "governance": [rule]}, **rows(target_fill_rate=0.7))
    assert with_costs(case).items["stockout_cost"].iloc[0] <= 2.0 * 2.0e-3


def test_a_target_reached_for_next_to_nothing_costs_a_thousandth_of_the_price():
    case = case_of(
        {"target_fill_rate": 0.9},
        items=[{"sku": "A", "demand_mean": 2.0, "demand_sd": 1.0, **WITHOUT}],
        suppliers=[{"supplier": "T"}],
        offers=[{"sku": "A", "supplier": "T", "unit_price": 8.0, "lead_time_days": 2.0}],
    )
    assert with_costs(case).items["stockout_cost"].tolist() == [0.008]
