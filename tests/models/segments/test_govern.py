"""Rules applied: by hand, by law, and where they leave nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture_models.errors import BadInputError
from stockposture_models.segments.facts import Facts
from stockposture_models.segments.govern import govern, rule_names
from stockposture_models.segments.holds import where_holds
from support.frames import case_of
from support.random_cases import random_rows

ALL = "jit|hybrid|jic"
FRAGILE = {"name": "not jit", "when": "criticality >= 4 and fragility >= 3", "not": ["jit"]}
SURVIVE = {"name": "survive", "when": "criticality >= 4", "survive": "time-to-recover"}


@pytest.mark.parametrize(
    ("when", "skus"),
    [
        ("", "BIG LOW MID NIL"),
        ("criticality >= 4 and fragility >= 3", "BIG LOW"),
        ("criticality >= 4 and not fragility == 5", "LOW"),
        ("abc == 'A' or xyz == 'Z' and suppliers == 1", "BIG MID NIL"),
        ("(abc == 'A' or xyz == 'Z') and suppliers == 1", "BIG NIL"),
        ("warehouse == 'Main'", "MID"),
        ("sku != 'BIG' and lead_time_cv > 1000", "NIL"),
        # What is not known is neither more nor less, nor the same.
        ("monthly_cv >= 0", "BIG LOW MID"),
        ("not monthly_cv >= 0", "NIL"),
        ("monthly_cv != 1", "BIG LOW MID NIL"),
    ],
)
def test_for_whom_a_condition_holds(case, when, skus):
    assert case.items["sku"][where_holds(when, Facts(case))].tolist() == skus.split()


def test_rules_narrow_what_items_may_be(governed_case):
    case = governed_case(FRAGILE, SURVIVE, {"name": "a month", "when": "sku == 'MID'", "survive": 31})
    found = govern(case)
    items = found.case.items
    assert items["allowed_postures"].tolist() == ["hybrid|jic", "hybrid|jic", ALL, ALL]
    # 10 a day for 30 days, 4 a day for 30, 2 a day for 31.
    assert items["min_buffer"].tolist() == [300.0, 120.0, 62.0, 0.0]
    assert rule_names(found).tolist() == ["not jit|survive", "not jit|survive", "a month", ""]
    assert case.items["min_buffer"].tolist() == [0.0] * 4
    assert found.case.digest == case.digest


def test_without_rules_nothing_changes(case):
    assert govern(case).case is case


def test_an_item_that_must_hold_more_anyway_keeps_it(governed_case):
    case = governed_case(SURVIVE)
    case = case.replace(items=case.items.assign(min_buffer=[400.0, 0.0, 0.0, 0.0]))
    assert govern(case).case.items["min_buffer"].tolist() == [400.0, 120.0, 0.0, 0.0]


def faults(case):
    with pytest.raises(BadInputError) as error:
        govern(case)
    return {finding.value: finding.problem for finding in error.value.findings}


def test_rules_that_leave_no_posture_are_both_named(governed_case):
    lean = {"name": "lean only", "when": "abc == 'A'", "not": ["hybrid", "jic"]}
    found = faults(governed_case(FRAGILE, lean, SURVIVE))
    assert list(found) == ["BIG", "MID"] or list(found) == ["BIG"]
    assert '"not jit" (not jit) and "lean only" (not hybrid or jic) leave the item no posture' in found["BIG"]


def test_a_rule_against_the_items_own_postures_is_named_with_them(governed_case):
    case = governed_case(FRAGILE)
    case = case.replace(items=case.items.assign(allowed_postures=["jit", ALL, ALL, ALL]))
    assert faults(case) == {
        "BIG": 'rule "not jit" (not jit) leaves the item no posture; its own allowed_postures are jit'
    }


def test_a_buffer_that_no_band_holds_names_the_rule_and_the_bands(governed_case):
    found = faults(governed_case({"name": "half a year and more", "when": "sku == 'BIG'", "survive": 200}))
    assert 'rule "half a year and more" (survive 200 days) leaves the item no buffer' in found["BIG"]
    assert "at least 2000 units" in found["BIG"]
    assert "jic 30 to 180" in found["BIG"]


def test_a_buffer_above_the_items_largest_names_it(governed_case):
    case = governed_case(SURVIVE)
    case = case.replace(items=case.items.assign(max_buffer=[100.0, np.nan, np.nan, np.nan]))
    found = faults(case)
    assert list(found) == ["BIG"]
    assert "max_buffer is 100" in found["BIG"]
    assert "30 days to recover" in found["BIG"]


conditions = st.sampled_from(
    ["", "criticality >= 3", "fragility >= 3", "abc == 'A'", "xyz != 'X' and suppliers <= 2", "not abc == 'C'"]
)
rules = st.lists(
    st.tuples(
        conditions,
        st.sets(st.sampled_from(["jit", "hybrid", "jic"]), max_size=2),
        st.one_of(st.none(), st.just("time-to-recover"), st.floats(0, 60)),
    ).filter(lambda rule: rule[1] or rule[2] is not None),
    max_size=4,
)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), rules)
def test_a_rule_never_widens_what_is_allowed(seed, given_rules):
    rows = random_rows(np.random.default_rng(seed), 12, offers=2, suppliers=4, warehouses=0)
    named = [
        {"name": f"r{at}", "when": when, "not": sorted(postures), "survive": survive}
        for at, (when, postures, survive) in enumerate(given_rules)
    ]
    before, sets = case_of(None, **rows).items, []
    for count in range(len(named) + 1):
        try:
            items = govern(case_of({"governance": named[:count]}, **rows)).case.items
        except BadInputError:
            return  # narrower still: nothing is left
        sets.append([set(words.split("|")) for words in items["allowed_postures"]])
        assert (items["min_buffer"] >= before["min_buffer"]).all()
        assert all(left <= right for left, right in zip(sets[-1], sets[max(0, count - 1)], strict=True))
        before = items
