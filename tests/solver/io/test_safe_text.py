"""Text that a spreadsheet would run is harmless in the file and exact when read."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.io.safe_text import guard, unguard


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "'", "=cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_run_is_guarded(text):
    guarded = guard(pd.Series([text], dtype="str"))
    assert guarded.tolist() == ["'" + text]
    assert unguard(guarded).tolist() == [text]


@pytest.mark.parametrize("text", ["", "bolt", "00012", "1E5", " =1", "a=1"])
def test_other_text_is_left_as_it_is(text):
    assert guard(pd.Series([text], dtype="str")).tolist() == [text]


def test_an_apostrophe_of_the_user_stays():
    assert unguard(pd.Series(["'t Hooft", "'"], dtype="str")).tolist() == ["'t Hooft", "'"]


@given(st.lists(st.text(alphabet=st.sampled_from("=+-@\t\r\n'a1|, \"")), min_size=1))
def test_reading_gives_back_what_was_written(texts):
    series = pd.Series(texts, dtype="str")
    assert unguard(guard(series)).tolist() == texts
