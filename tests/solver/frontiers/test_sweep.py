"""The limits a frontier goes through, as people write them."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.frontiers.sweep import MOST_POINTS, Level, caps_of, needs_unlimited, sweep_of


def values(given: object) -> list[float]:
    return [level.value for level in sweep_of(given)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1M:5M:5", [1e6, 2e6, 3e6, 4e6, 5e6]),
        ("5M:1M:3", [5e6, 3e6, 1e6]),
        (" 800k : 1.2M : 2 ", [8e5, 1.2e6]),
        ("0:10:2", [0.0, 10.0]),
        ("2.5M", [2.5e6]),
        ("1M, 2M ,none", [1e6, 2e6, math.inf]),
        ("40%:100%:3", [0.4, 0.7, 1.0]),
        ([1, 2.5, "3k", math.inf], [1.0, 2.5, 3000.0, math.inf]),
        (np.linspace(1.0, 3.0, 3), [1.0, 2.0, 3.0]),
        (7, [7.0]),
    ],
)
def test_ways_to_name_limits(text, expected):
    assert values(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1M:5M", "is not LO:HI:N; write e.g. 1M:5M:20"),
        ("1M:5M:1", "'1' is not a number of limits from 2 to 1,000"),
        ("1M:5M:2.5", "'2.5' is not a number of limits"),
        ("1M:5M:²", "'²' is not a number of limits"),
        ("1M:5M:99999999999999", "is not a number of limits"),
        ("1M:x:3", "'x' is not an amount"),
        ("y:x:0", "'y' is not an amount; write e.g. 2500000, 2.5M, 800k or none; 'x' is not an amount"),
        ("40%:5M:3", "from an amount to a part"),
        ("1M:none:3", "has no end to space the limits by"),
        ("-1", "'-1' is too small; it must be 0 or more"),
        ("1,-2,z", "'-2' is too small; it must be 0 or more; 'z' is not an amount"),
        ("", "'' is not an amount"),
        ("0%", "'0%' is too small"),
        ("1_000", "is not an amount"),
        ([], "it names no limit"),
        ([math.nan], "nan is no limit"),
        ([-1.0], "-1.0 is no limit"),
        ([1.0] * (MOST_POINTS + 1), "1,001 limits are too many"),
    ],
)
def test_faults_are_named_all_at_once(text, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        sweep_of(text)


def test_from_tight_to_loose_each_once():
    assert caps_of(sweep_of("3,1,none,3,2,1e30"), 0.0) == [1.0, 2.0, 3.0, math.inf]
    assert caps_of(sweep_of("50%,100%,150%"), 200.0) == [100.0, 200.0, 300.0]
    assert caps_of(sweep_of("100%"), 0.0) == [0.0]
    assert not needs_unlimited(None)
    assert not needs_unlimited(sweep_of("1M:2M:2"))
    assert needs_unlimited(sweep_of("1M,50%"))


@given(st.floats(1e-6, 1e15), st.floats(1e-3, 10.0))
def test_a_part_is_rounded_up_by_no_more_than_its_sixth_digit(used, part):
    cap = Level(part, is_part=True).cap(used)
    assert part * used * (1 - 1e-9) <= cap <= part * used * (1 + 1.1e-5)
