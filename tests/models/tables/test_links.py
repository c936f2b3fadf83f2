"""Names looked up in tables of many rows: the same answer as one by one, whatever is sorted."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture_models.tables import links
from stockposture_models.tables.keys import first_rows
from stockposture_models.tables.links import positions_in

NAMES = st.lists(st.sampled_from(["", "a", "b", "c", "d", "é", "z"]), max_size=12)


@pytest.fixture(scope="module", autouse=True)
def _every_table_is_large():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "MANY", 0)
        yield


def one_by_one(values: list[str | None], known: list[str]) -> list[int]:
    return [known.index(value) if value in known else -1 for value in values]


@given(NAMES, NAMES, st.booleans(), st.booleans())
def test_positions_in_whatever_is_sorted(values, known, sort_values, sort_known):
    values = sorted(values) if sort_values else values
    known = sorted(known) if sort_known else known
    found = positions_in(pd.Series(values, dtype="str"), pd.Series(known, dtype="str"))
    assert found.tolist() == one_by_one(values, known)


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=5, unique=True), st.integers(1, 3))
def test_positions_in_where_each_known_name_has_its_run(known, times):
    known = sorted(known)
    values = [name for name in known for _ in range(times)]
    found = positions_in(pd.Series(values, dtype="str"), pd.Series(known, dtype="str"))
    assert found.tolist() == one_by_one(values, known)


def test_what_is_missing_is_nowhere():
    values = pd.Series(["a", None, "a", "b"], dtype="str")
    assert positions_in(values, pd.Series(["a", "b"], dtype="str")).tolist() == [0, -1, 0, 1]


@given(st.lists(st.integers(0, 6), max_size=10))
def test_first_rows(codes):
    assert first_rows(np.array(codes, dtype=np.int64)).tolist() == [codes.index(code) for code in codes]
