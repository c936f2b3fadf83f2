"""Conditions of governance rules: what they say, and what is said of those that cannot be read."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture_models.tables.governance.facts import FACTS
from stockposture_models.tables.governance.grammar import (
    COMPARISONS,
    DEEPEST,
    Comparison,
    Junction,
    Negation,
    read_condition,
)

A, B, C = (Comparison(name, ">", 1.0) for name in ("criticality", "fragility", "suppliers"))
TEXTS = {A: "criticality > 1", B: "fragility > 1", C: "suppliers > 1"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("criticality >= 4", Comparison("criticality", ">=", 4.0)),
        ("criticality>=4", Comparison("criticality", ">=", 4.0)),
        ("  abc == 'A'  ", Comparison("abc", "==", "A")),
        ('warehouse != "Main (old)"', Comparison("warehouse", "!=", "Main (old)")),
        ("annual_value < 1.5e6", Comparison("annual_value", "<", 1.5e6)),
        ("demand_mean <= .5", Comparison("demand_mean", "<=", 0.5)),
        (f"{TEXTS[A]} and {TEXTS[B]}", Junction(is_all=True, parts=(A, B))),
        (f"{TEXTS[A]} AND {TEXTS[B]}", Junction(is_all=True, parts=(A, B))),
        # and binds closer than or; brackets closer than both; not closest of all.
        (f"{TEXTS[A]} or {TEXTS[B]} and {TEXTS[C]}", Junction(False, (A, Junction(True, (B, C))))),
        (f"({TEXTS[A]} or {TEXTS[B]}) and {TEXTS[C]}", Junction(True, (Junction(False, (A, B)), C))),
        (f"not {TEXTS[A]} and {TEXTS[B]}", Junction(True, (Negation(A), B))),
        (f"not ({TEXTS[A]} and {TEXTS[B]})", Negation(Junction(True, (A, B)))),
        ("", None),
        ("   ", None),
    ],
)
def test_what_a_condition_says(text, meant):
    assert read_condition(text) == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("critcality >= 4", "'critcality' is nothing known of an item: did you mean 'criticality'?"),
        ("colour == 4", "known are criticality, fragility, abc"),
        ("criticality = 4", "'= 4' cannot be read; write == for equal"),
        ("criticality", "the condition ends where one of == != <= >= < > after criticality is wanted"),
        ("criticality >=", "the condition ends where a number or a text in quotes after criticality >= is wanted"),
        ("criticality >= four", "'four' stands where a number or a text"),
        ("criticality >= '4'", "give a number without quotes"),
        ("abc == A", "'A' stands where a number or a text in quotes"),
        ("abc >= 'A'", "abc is text: compare it by == or !=, not by >="),
        ("abc == 'D'", "abc is never 'D'; it is one of A, B, C"),
        ("xyz == 'x'", "did you mean 'X'?"),
        ("warehouse == 7", "give a text in quotes"),
        ("(criticality >= 4", "the condition ends where a closing bracket is wanted"),
        ("criticality >= 4)", "')' stands where and, or, or the end of the condition is wanted"),
        ("criticality >= 4 fragility >= 3", "'fragility' stands where and, or"),
        ("and criticality >= 4", "'and' stands where the name of a fact"),
        ("3 <= criticality", "'3' stands where the name of a fact"),
        ("1 < criticality < 4", "'1' stands where"),
        ("criticality >= 4; import os", "'; import os' cannot be read"),
        ("__import__('os').system('true')", "cannot be read"),
        ("criticality >= 1_000", "cannot be read"),
        ("criticality >= nan", "'nan' stands where a number"),
        ("criticality >= 0x10", "cannot be read"),
        ("sku == 'a", "cannot be read"),
        ("(" * 40 + "criticality >= 4" + ")" * 40, f"more than {DEEPEST} brackets"),
        ("not " * 40 + "criticality >= 4", f"more than {DEEPEST} brackets"),
        ("criticality >= 4" + " " * 600, "500 at most"),
    ],
)
def test_what_cannot_be_read_is_said(text, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        read_condition(text)


@given(st.text(max_size=60))
def test_no_text_does_anything_but_say_what_is_wrong(text):
    with suppress(ValueError):
        read_condition(text)


words = st.sampled_from([*FACTS, *COMPARISONS, "and", "or", "not", "(", ")", "4", "'A'", "="])


@given(st.lists(words, max_size=12))
def test_no_order_of_its_words_does(pieces):
    with suppress(ValueError):
        read_condition(" ".join(pieces))
