"""Facts of items against those worked out by hand."""

import numpy as np
import pytest

from stockposture_models.segments.facts import Facts
from stockposture_models.segments.fragility import SIGNS
from stockposture_models.segments.matrix import count_matrix, value_matrix
from stockposture_models.segments.value import abc_classes
from stockposture_models.tables.governance.facts import FACTS

BY_HAND = {
    "unit_price": [10.0, 2.0, 11.0, 3.0],  # LOW: of the incumbent; MID: NEAR lands at 11, HOME at 12
    "annual_value": [36_500.0, 2_920.0, 8_030.0, 0.0],
    # Of 47,450 a year: 0 stands before BIG, 0.769 before MID, 0.938 before LOW; NIL is worth nothing.
    "abc": ["A", "B", "A", "C"],
    "xyz": ["X", "Y", "Z", "Z"],
    "monthly_cv": [10 / (10 * 30**0.5), 20 / (4 * 30**0.5), 20 / (2 * 30**0.5), np.nan],
    "criticality": [5, 4, 3, 1],
    "suppliers": [1, 2, 2, 1],
    "regions": [1, 1, 2, 1],
    "lead_time_days": [70.0, 60.0, 5.0, 0.0],
    "lead_time_cv": [0.1, 0.0, 0.0, np.inf],
    "outage_days_per_year": [16.0, 7.0, 0.0, 0.0],
    "time_to_recover": [30.0, 30.0, 5.0, 0.0],  # HOME's 90 days never come
    # BIG: all four; LOW: one region, 7 days down; NIL: one source, one region, erratic.
    "fragility": [5, 3, 1, 4],
    "warehouse": ["", "", "Main", ""],
    "shortage": ["lost"] * 4,
    "sku": ["BIG", "LOW", "MID", "NIL"],
}


@pytest.mark.parametrize("name", BY_HAND)
def test_by_hand(case, name):
    found = Facts(case).of(name)
    if isinstance(BY_HAND[name][0], str):
        assert list(found) == BY_HAND[name]
    else:
        assert np.asarray(found, dtype=float) == pytest.approx(BY_HAND[name], nan_ok=True)


def test_every_fact_a_rule_may_name_is_known(case):
    assert all(len(Facts(case).of(name)) == 4 for name in FACTS)


def test_the_signs_are_named(case):
    signs = Facts(case).supply.signs
    assert [[SIGNS[at] for at in np.flatnonzero(row)] for row in signs] == [
        list(SIGNS),
        ["single region", "outage exposure"],
        [],
        ["single source", "single region", "long or erratic lead time"],
    ]


def test_the_matrix_counts_every_item_once(case):
    counts, values = count_matrix(Facts(case)), value_matrix(Facts(case))
    expected = np.zeros((5, 5))
    for criticality, fragility in ((5, 5), (4, 3), (3, 1), (1, 4)):
        expected[criticality - 1, fragility - 1] = 1
    assert counts.tolist() == expected.tolist()
    assert values.sum() == pytest.approx(47_450.0)
    assert values[4, 4] == 36_500.0


def test_thresholds_are_settings(case):
    robust = case.with_settings(
        segments={"long_lead_time_days": 100, "erratic_lead_time": 1e9, "outage_days_per_year": 300}
    )
    assert Facts(robust).fragility.tolist() == [3, 2, 1, 4]
    assert Facts(case.with_settings(segments={"abc": [0.1, 0.2]})).of("abc").tolist() == ["A", "C", "C", "C"]


def test_nothing_worth_anything_is_all_c():
    assert abc_classes(np.zeros(3), (0.8, 0.95)).tolist() == [2, 2, 2]


def test_items_of_one_value_fall_into_classes_in_their_order():
    # 20 items of 5 % each: 16 make up 80 %, three more 95 %.
    codes = abc_classes(np.full(20, 7.0), (0.8, 0.95))
    assert codes.tolist() == [0] * 16 + [1] * 3 + [2]
