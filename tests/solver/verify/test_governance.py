"""The verifier reads and applies governance rules by itself, and agrees with the optimiser's reading."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture.verify.facts import Known
from stockposture.verify.governance import under_rules
from stockposture_models.errors import BadInputError
from stockposture_models.segments.facts import Facts
from stockposture_models.segments.govern import govern
from stockposture_models.tables.governance.facts import FACTS
from support.frames import case_of
from support.random_cases import random_rows


def rows_of(seed, items=15):
    """Return rows with what random ones lack: incumbents, other criticalities, no demand, sure suppliers."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, items, offers=2, suppliers=5, warehouses=2)
    for row in rows["items"]:
        row["criticality"] = int(rng.integers(1, 6))
        row["product_line"] = str(rng.choice(["", "Cabinets"]))
        if rng.random() < 0.1:
            row.update(demand_mean=0.0, demand_sd=0.0)
    for row in rows["offers"]:
        row["incumbent"] = bool(rng.random() < 0.5)
    rows["suppliers"][0]["disruption_rate"] = 0.0
    return rows


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000))
def test_both_know_the_same_facts(seed):
    case = case_of(None, **rows_of(seed))
    for name, fact in FACTS.items():
        ours, theirs = Known(case).fact(name), Facts(case).of(name)
        if fact.is_text:
            assert list(ours) == list(theirs), name
        else:
            assert np.asarray(ours, dtype=float) == pytest.approx(np.asarray(theirs, dtype=float), nan_ok=True), name


@pytest.mark.parametrize("cut_offs", [[0.5, 0.5], [0.2, 0.9]])
def test_where_classes_are_empty(cut_offs):
    case = case_of({"segments": {"abc": cut_offs, "xyz": cut_offs}}, **rows_of(3))
    for name in ("abc", "xyz"):
        assert list(Known(case).fact(name)) == list(Facts(case).of(name))


comparisons = st.sampled_from(
    [
        "criticality >= 3",
        "criticality < 5",
        "fragility==2",
        "abc == 'A'",
        'abc != "B"',
        "xyz == 'Z'",
        "monthly_cv > 0.5",
        "suppliers <= 1",
        "time_to_recover > 2.5e1",
        "shortage == 'lost'",
        "product_line == ''",
        "warehouse != 'W0'",
    ]
)
conditions = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        inner.map(lambda text: f"not {text}"),
        inner.map(lambda text: f"({text})"),
        st.tuples(inner, st.sampled_from(["and", "or", "AND"]), inner).map(" ".join),
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 50), conditions, st.sampled_from([["jit"], ["jit", "hybrid"], []]))
def test_both_read_the_same_rules(seed, when, postures):
    rule = {"name": "rule", "when": when, "not": postures, "survive": "time-to-recover"}
    case = case_of({"governance": [rule]}, **rows_of(seed))
    under = under_rules(case)
    try:
        governed = govern(case)
    except BadInputError:
        return
    assert under.applies.tolist() == governed.applies.tolist()
    assert under.case.items["allowed_postures"].tolist() == governed.case.items["allowed_postures"].tolist()
    assert under.case.items["min_buffer"].tolist() == pytest.approx(governed.case.items["min_buffer"].tolist())


def test_what_is_not_known_is_refused():
    with pytest.raises(ValueError, match="nothing known"):
        Known(case_of(None, **rows_of(0))).fact("colour")
