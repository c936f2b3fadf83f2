"""Stockout cost from what a unit short brings with it, and criticality from what a stockout does."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture_models.errors import BadInputError
from stockposture_models.tables.frames import case_from_frames
from stockposture_models.tables.stockout import cost_of_consequences

OFFERED = {
    "suppliers": pd.DataFrame({"supplier": ["S"]}),
    "offers": pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
}


def item(**columns):
    return pd.DataFrame(
        {"sku": ["A"], "demand_mean": [10.0], "demand_sd": [2.0], **{k: [v] for k, v in columns.items()}}
    )


def case(settings=None, **columns):
    return case_from_frames(items=item(**columns), **OFFERED, settings=settings)


def cost(**columns):
    items = case(**columns).items
    return items.loc[0, "stockout_cost"], items.loc[0, "stockout_cost_from"]


def test_a_cost_that_is_given_counts_whatever_stands_beside_it():
    assert cost(stockout_cost=7.0, unit_margin=3.0, expedite_premium=1.0) == (7.0, "")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"unit_margin": 3.0}, (3.0, "unit_margin")),
        ({"contract_penalty": 4.0}, (4.0, "contract_penalty")),
        # A day without the item costs 500 and is 10 units short.
        ({"line_down_cost": 500.0}, (50.0, "line_down_cost")),
        ({"expedite_premium": 6.0}, (6.0, "expedite_premium")),
        (
            {"unit_margin": 3.0, "contract_penalty": 4.0, "line_down_cost": 500.0},
            (57.0, "unit_margin + contract_penalty + line_down_cost"),
        ),
        # By air at 6 more nothing else is lost; at 60 more going without is cheaper.
        ({"unit_margin": 3.0, "contract_penalty": 4.0, "expedite_premium": 6.0}, (6.0, "expedite_premium")),
        (
            {"unit_margin": 3.0, "contract_penalty": 4.0, "expedite_premium": 60.0},
            (7.0, "unit_margin + contract_penalty"),
        ),
        ({"unit_margin": 0.0}, (0.0, "unit_margin")),
    ],
)
def test_what_a_unit_short_brings_with_it(columns, expected):
    assert cost(**columns) == expected


def test_a_target_is_left_to_the_theory():
    for made in (case(target_fill_rate=0.98), case(settings={"target_fill_rate": 0.98})):
        assert np.isnan(made.items.loc[0, "stockout_cost"])


def test_a_line_costs_nothing_where_nothing_is_demanded():
    items = pd.DataFrame(
        {"demand_mean": [0.0], "unit_margin": np.nan, "contract_penalty": np.nan, "line_down_cost": 9.0}
    )
    assert cost_of_consequences(items.assign(expedite_premium=np.nan))[0].tolist() == [0.0]


def test_nothing_given_is_bad_input_that_names_every_way_out():
    with pytest.raises(BadInputError) as error:
        case()
    (fault,) = error.value.findings
    assert (fault.column, fault.problem) == ("stockout_cost", "required column of items is missing")
    assert "unit_margin" in fault.remedy
    assert "target_fill_rate" in fault.remedy
    with pytest.raises(BadInputError) as error:
        case(stockout_cost=None)
    (fault,) = error.value.findings
    assert (fault.row, fault.problem) == (2, "is blank, and nothing is given to work it out from")


def test_a_cost_that_cannot_be_read_is_told_once():
    with pytest.raises(BadInputError) as error:
        case(stockout_cost="ten")
    assert len(error.value.findings) == 1


def test_a_misspelt_header_is_told_once():
    with pytest.raises(BadInputError) as error:
        case(stokout_cost=3.0)
    (fault,) = error.value.findings
    assert "did you mean 'stockout_cost'?" in fault.remedy


@pytest.mark.parametrize(
    ("columns", "criticality"),
    [
        ({}, 3),
        ({"stockout_effect": "halts_production"}, 5),
        ({"stockout_effect": "breaches_contract"}, 3),
        ({"stockout_effect": "inconveniences"}, 1),
        ({"stockout_effect": "unknown"}, 3),
        ({"stockout_effect": "halts_production", "criticality": 2}, 2),
        ({"stockout_effect": "halts_production", "criticality": None}, 5),
        ({"stockout_effect": "halts_production", "criticality": ""}, 5),
    ],
)
def test_criticality_is_the_items_own_else_that_of_its_effect(columns, criticality):
    assert case(stockout_cost=1.0, **columns).items.loc[0, "criticality"] == criticality


amounts = st.one_of(st.none(), st.floats(0, 1e6))


@given(st.tuples(amounts, amounts, amounts, amounts), st.floats(1e-3, 1e4), st.integers(0, 3), st.floats(1, 1e6))
def test_a_dearer_consequence_never_lowers_the_cost(given_, mean, which, more):
    names = ["unit_margin", "contract_penalty", "line_down_cost", "expedite_premium"]
    before = pd.DataFrame([dict(zip(names, given_, strict=True))], dtype=float).assign(demand_mean=mean)
    after = before.copy()
    after[names[which]] += more
    low, high = cost_of_consequences(before)[0][0], cost_of_consequences(after)[0][0]
    assert (np.isnan(low) and np.isnan(high)) or high >= low
