"""Candidate policies within an item's own rules, each rule by hand."""

from typing import Any

import numpy as np
import pytest

from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.enumerate import enumerate_candidates
from stockposture_models.candidates.terms import POSTURES, item_terms, offer_terms
from stockposture_models.errors import BadInputError
from stockposture_models.tables.case import Case
from support.frames import case_of

DEFAULT_INTERVALS = {"jit": [1, 2, 5, 7, 14], "hybrid": [5, 7, 14, 30], "jic": [7, 14, 30, 60]}


def case(item: dict[str, Any] | None = None, *offers: dict[str, Any], settings: dict[str, Any] | None = None) -> Case:
    """Return a case of one item of 10 units a day and one offer a dict, from S0, S1, ..."""
    return case_of(
        settings,
        items=[{"sku": "A", "demand_mean": 10, "demand_sd": 4, "stockout_cost": 9, **(item or {})}],
        suppliers=[{"supplier": f"S{s}"} for s in range(max(1, len(offers)))],
        offers=[
            {"sku": "A", "supplier": f"S{s}", "unit_price": 2, "lead_time_days": 20, **offer}
            for s, offer in enumerate(offers or ({},))
        ],
    )


def enumerated(case: Case) -> Candidates:
    return enumerate_candidates(case, item_terms(case), offer_terms(case))


def intervals(candidates: Candidates) -> dict[str, list[int]]:
    """Return the order intervals of each posture."""
    return {
        name.value: candidates.interval[candidates.posture == number].astype(int).tolist()
        for number, name in enumerate(POSTURES)
        if (candidates.posture == number).any()
    }


def bands(candidates: Candidates) -> dict[str, set[tuple[int, int]]]:
    """Return the buffer bands of each posture."""
    return {
        name.value: {
            (int(lower), int(upper))
            for lower, upper in zip(candidates.lower[mine], candidates.upper[mine], strict=True)
        }
        for number, name in enumerate(POSTURES)
        if (mine := candidates.posture == number).any()
    }


def test_every_posture_with_its_intervals_and_band() -> None:
    candidates = enumerated(case())
    assert intervals(candidates) == DEFAULT_INTERVALS
    assert bands(candidates) == {"jit": {(0, 50)}, "hybrid": {(50, 300)}, "jic": {(300, 1800)}}
    assert candidates.item.tolist() == [0] * 13
    assert candidates.offers.tolist() == [[0, -1]] * 13
    assert candidates.shares.tolist() == [[1.0, 0.0]] * 13


def test_thirteen_policies_a_split() -> None:
    # Two offers: two singles and nine shares.
    assert len(enumerated(case(None, {}, {}))) == 13 * 11


def test_candidates_are_grouped_by_item_and_split() -> None:
    many = case_of(
        items=[
            {"sku": sku, "demand_mean": 2, "demand_sd": 1, "stockout_cost": 1, "allowed_postures": "jit|jic"}
            for sku in "ABC"
        ],
        suppliers=[{"supplier": "S"}, {"supplier": "T"}],
        offers=[
            {"sku": sku, "supplier": supplier, "unit_price": 1, "lead_time_days": 1}
            for sku in "ABC"
            for supplier in "ST"
        ],
    )
    candidates = enumerated(many)
    assert len(candidates) == 3 * 11 * 9
    keys = list(zip(candidates.split, candidates.posture, candidates.interval, strict=True))
    assert keys == sorted(set(keys))
    assert (np.diff(candidates.item) >= 0).all()


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"min_buffer": 20}, {"jit": {(20, 50)}, "hybrid": {(50, 300)}, "jic": {(300, 1800)}}),
        ({"min_buffer": 51}, {"hybrid": {(51, 300)}, "jic": {(300, 1800)}}),
        ({"max_buffer": 299}, {"jit": {(0, 50)}, "hybrid": {(50, 299)}}),
        ({"max_buffer": 300}, {"jit": {(0, 50)}, "hybrid": {(50, 300)}, "jic": {(300, 300)}}),
        ({"min_buffer": 70.2, "max_buffer": 90.9}, {"hybrid": {(71, 90)}}),
        ({"allowed_postures": "hybrid"}, {"hybrid": {(50, 300)}}),
        ({"allowed_postures": "jic|jit"}, {"jit": {(0, 50)}, "jic": {(300, 1800)}}),
        # Whole units: 0.33 units a day for 5 days is 1.65; no whole unit lies below for jit but 0 and 1.
        ({"demand_mean": 0.33}, {"jit": {(0, 1)}, "hybrid": {(2, 9)}, "jic": {(10, 59)}}),
    ],
)
def test_bands(rules: dict[str, Any], expected: dict[str, set[tuple[int, int]]]) -> None:
    assert bands(enumerated(case(rules))) == expected


def test_a_minimum_order_quantity_asks_for_long_intervals() -> None:
    # 10 a day: 140 units are 14 days.
    assert intervals(enumerated(case(None, {"moq": 140}))) == {
        "jit": [14],
        "hybrid": [14, 30],
        "jic": [14, 30, 60],
    }
    assert intervals(enumerated(case(None, {"moq": 140.1}))) == {"hybrid": [30], "jic": [30, 60]}


def test_each_supplier_of_a_split_gets_its_minimum() -> None:
    # With 0.7 and 0.3 of 10 a day: 42 from S1 need 14 days at its 0.3 (42 units), 6 days at its 0.7.
    candidates = enumerated(case({"allowed_postures": "jit"}, {}, {"moq": 42}, settings={"split_grid": (0.7,)}))
    found = {
        (float(share), int(interval))
        for (_, share), (_, other), interval in zip(
            candidates.shares, candidates.offers, candidates.interval, strict=True
        )
        if other >= 0
    }
    assert found == {(0.3, 14), (0.7, 7), (0.7, 14)}


def test_an_interval_is_stretched_where_none_meets_the_minimum() -> None:
    # 605 units last 60.5 days: 61 in every posture, for all are shorter.
    candidates = enumerated(case(None, {"moq": 605}))
    assert intervals(candidates) == {"jit": [61], "hybrid": [61], "jic": [61]}
    assert bands(candidates) == {"jit": {(0, 50)}, "hybrid": {(50, 300)}, "jic": {(300, 1800)}}


def test_no_interval_is_stretched_where_any_meets_the_minimum() -> None:
    # S0's minimum lasts 61 days, S1 has none: nobody need wait.
    candidates = enumerated(case(None, {"moq": 605}, {}))
    alone = candidates.offers[:, 1] < 0
    assert set(candidates.offers[alone, 0].tolist()) == {1}
    assert candidates.interval.max() == 60


def test_a_stretched_interval_is_as_long_as_the_slower_supplier_needs() -> None:
    candidates = enumerated(
        case({"allowed_postures": "jit"}, {"moq": 300}, {"moq": 200}, settings={"split_grid": (0.5,)})
    )
    found = {
        tuple(offers): int(interval)
        for offers, interval in zip(candidates.offers.tolist(), candidates.interval, strict=True)
    }
    assert found == {(0, -1): 30, (1, -1): 20, (0, 1): 60}


def test_only_allowed_postures_are_stretched() -> None:
    # 200 units are 20 days: longer than any of jit's, though hybrid and jic would have longer ones.
    assert intervals(enumerated(case({"allowed_postures": "jit"}, {"moq": 200}))) == {"jit": [20]}


def test_a_stretched_interval_keeps_the_shelf_life() -> None:
    # 20 days of lead time and 61 of interval: 81; of 90 days, 9 days of supply are left for the buffer.
    assert bands(enumerated(case({"shelf_life_days": 90}, {"moq": 605}))) == {
        "jit": {(0, 50)},
        "hybrid": {(50, 90)},
    }
    with pytest.raises(BadInputError, match="shelf life 80 days"):
        enumerated(case({"shelf_life_days": 80}, {"moq": 605}))


def test_shelf_life_covers_lead_time_interval_and_buffer() -> None:
    # 40 days of life less 20 of lead time less T leave 19, 18, 15, 13 and 6 days for the buffer.
    candidates = enumerated(case({"shelf_life_days": 40}))
    assert intervals(candidates) == {"jit": [1, 2, 5, 7, 14], "hybrid": [5, 7, 14]}
    assert candidates.upper.tolist() == [50, 50, 50, 50, 50, 150, 130, 60]
    # With exactly T left there is room for no buffer at all.
    candidates = enumerated(case({"shelf_life_days": 34}))
    assert intervals(candidates) == {"jit": [1, 2, 5, 7, 14], "hybrid": [5, 7]}
    assert candidates.upper.tolist() == [50, 50, 50, 50, 0, 90, 70]


def test_shelf_life_counts_the_longest_lead_time_used() -> None:
    slow, fast = {"lead_time_days": 30}, {"lead_time_days": 2}
    candidates = enumerated(
        case({"shelf_life_days": 33, "allowed_postures": "jit"}, slow, fast, settings={"split_grid": (0.5,)})
    )
    fits = {
        offers: candidates.interval[(candidates.offers == offers).all(axis=1)].astype(int).tolist()
        for offers in [(0, -1), (1, -1), (0, 1)]
    }
    assert fits == {(0, -1): [1, 2], (1, -1): [1, 2, 5, 7, 14], (0, 1): [1, 2]}


def test_an_item_without_demand_is_held_jit_from_one_supplier_with_nothing() -> None:
    candidates = enumerated(case({"demand_mean": 0, "demand_sd": 0}, {}, {"moq": 1000}))
    assert set(candidates.posture.tolist()) == {0}
    assert (candidates.offers[:, 1] == -1).all()
    assert set(candidates.offers[:, 0].tolist()) == {0, 1}
    assert candidates.lower.tolist() == candidates.upper.tolist() == [0] * 10


def test_an_item_without_demand_that_may_not_be_jit_takes_the_leanest_posture_allowed() -> None:
    candidates = enumerated(case({"demand_mean": 0, "demand_sd": 0, "allowed_postures": "jic|hybrid"}))
    assert intervals(candidates) == {"hybrid": [5, 7, 14, 30]}


def test_an_item_that_no_policy_fits_is_named_with_its_rules() -> None:
    with pytest.raises(BadInputError) as caught:
        enumerated(case({"min_buffer": 40, "max_buffer": 45, "allowed_postures": "hybrid|jic", "shelf_life_days": 50}))
    (finding,) = caught.value.findings
    for words in ("item A", "hybrid|jic", "40 to 45", "50 days", "moq", "max_share"):
        assert words in finding.problem
    assert (finding.file, finding.column, finding.value) == ("items", "sku", "A")
    assert finding.remedy


def test_all_items_without_a_policy_are_named_at_once() -> None:
    rows = [
        {"sku": sku, "demand_mean": 10, "demand_sd": 1, "stockout_cost": 1, "shelf_life_days": life}
        for sku, life in [("A", 20), ("B", 365), ("C", 5)]
    ]
    short_lived = case_of(
        items=rows,
        suppliers=[{"supplier": "S"}],
        offers=[{"sku": sku, "supplier": "S", "unit_price": 1, "lead_time_days": 20} for sku in "ABC"],
    )
    with pytest.raises(BadInputError) as caught:
        enumerated(short_lived)
    assert [finding.value for finding in caught.value.findings] == ["A", "C"]


def test_candidates_taken_keep_their_splits() -> None:
    candidates = enumerated(case(None, {}, {}))
    some = candidates.take(np.array([3, 100]))
    assert len(some) == 2
    assert some.offers.tolist() == candidates.offers[[3, 100]].tolist()
    assert some.label.tolist() == candidates.label[[3, 100]].tolist()
