"""Numbers as people write them on a command line."""

import math

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.cli.options import AMOUNT, PART, SECONDS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("2500000", 2.5e6),
        ("2.5M", 2.5e6),
        ("2.3M", 2.3e6),
        ("800k", 8e5),
        ("800 K", 8e5),
        ("1.1b", 1.1e9),
        (" .5m ", 5e5),
        ("+7.", 7.0),
        ("1e3", 1000.0),
        ("1e30", 1e30),
        ("none", math.inf),
        ("NONE", math.inf),
    ],
)
def test_amounts(text, value):
    assert AMOUNT.convert(text, None, None) == value


@pytest.mark.parametrize(
    "text",
    ["", "k", "1_000", "1,000", "2,5M", "nan", "inf", "-inf", "infinity", "5 %", "5%", "$5", "5 EUR", "2.5MM", "0x10",
     "1e400", "1e99999", "-1", "-1k", "1 000", "--5", "1e", "true",
     "\N{MINUS SIGN}5", "\N{FULLWIDTH DIGIT ONE}", "\N{ARABIC-INDIC DIGIT THREE}"],
)  # fmt: skip
def test_what_is_no_amount(text):
    with pytest.raises(click.BadParameter) as caught:
        AMOUNT.convert(text, None, None)
    assert repr(text) in caught.value.message


@pytest.mark.parametrize(
    ("text", "words"),
    [("-1", "it must be 0 or more"), ("1e400", "no computer holds it"), ("1,000", "write e.g. 2500000, 2.5M, 800k")],
)
def test_the_message_says_why(text, words):
    with pytest.raises(click.BadParameter, match=words):
        AMOUNT.convert(text, None, None)


@given(st.floats(min_value=0, max_value=1e300))
def test_what_python_prints_is_read_back(number):
    assert AMOUNT.convert(repr(number), None, None) == number


@given(st.decimals(min_value=0, max_value=1000, places=3))
def test_letters_are_powers_of_ten(number):
    assert AMOUNT.convert(f"{number}k", None, None) == float(number * 1000)
    assert AMOUNT.convert(f"{number}M", None, None) == float(number * 1_000_000)


@pytest.mark.parametrize(("text", "value"), [("0.001", 0.001), ("0.1%", 0.001), ("5 %", 0.05), ("1e-8", 1e-8)])
def test_parts(text, value):
    assert PART.convert(text, None, None) == value


@pytest.mark.parametrize("text", ["0", "1", "100%", "1e-9", "nan", "inf", "-0.1", "none", "1k"])
def test_what_is_no_part(text):
    with pytest.raises(click.BadParameter):
        PART.convert(text, None, None)


@pytest.mark.parametrize("text", ["0", "-1", "inf", "nan", "1_0", "none", "5%"])
def test_what_is_no_time(text):
    with pytest.raises(click.BadParameter):
        SECONDS.convert(text, None, None)


def test_a_time():
    assert SECONDS.convert("90", None, None) == 90.0
