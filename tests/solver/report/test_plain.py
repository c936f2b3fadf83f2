"""Users' text on a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.report.plain import one_line, plain
from stockposture.report.table import columns_of, shortened, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0\x1b\\x", "x"),
        ("\x1b[2J\x1bcx", "x"),
        ("\x1b[3\x1b[31m1m", "31m"),
        ("\x1b(0x\x1b7y", "xy"),
        ("a\x07b\x9bc\x00", "abc"),
        ("over\rwritten\x08", "overwritten"),
        ("price \u202e001\u202c", "price 001"),
        ("two\n\tlines", "two\n\tlines"),
        ("=cmd|'/c calc'!A1 </script>", "=cmd|'/c calc'!A1 </script>"),
        ("Żółć 螺栓 👍", "Żółć 螺栓 👍"),
    ],
)
def test_plain(text, shown):
    assert plain(text) == shown


@given(st.text() | st.lists(st.sampled_from(["\x1b", "[", "]", "31", "m", "\x07", "\\", "\x9b", "a"])).map("".join))
def test_nothing_is_left_that_steers(text):
    left = plain(text)
    assert all(letter in "\n\t" or unicodedata.category(letter) != "Cc" for letter in left)
    assert plain(left) == left
    assert len(one_line(text).splitlines()) <= 1


@given(st.text(), st.integers(4, 60))
def test_shortened_is_short(text, most):
    cut = shortened(text, most)
    assert columns_of(cut) <= most
    assert cut == text or cut.endswith("...")


def test_table():
    assert table([("a", "1", "x"), ("螺栓", "1,000", "")]) == ["a         1  x", "螺栓  1,000"]
