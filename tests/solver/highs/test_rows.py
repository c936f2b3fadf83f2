"""A matrix given by its entries, as rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stockposture.highs.rows import rows_of_entries


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(-5, 5)), max_size=40))
def test_entries_in_any_order_make_the_same_matrix(entries):
    row, column, value = (np.array([entry[part] for entry in entries], dtype=np.int64) for part in range(3))
    full = np.zeros((4, 5))
    np.add.at(full, (row, column), value)
    start, index, values = rows_of_entries(row, column, value.astype(float), (4, 5))
    found = np.zeros((4, 5))
    for number in range(4):
        places = index[start[number] : start[number + 1]]
        assert (np.diff(places) > 0).all()
        found[number, places] = values[start[number] : start[number + 1]]
    np.testing.assert_array_equal(found, full)
    assert (start.dtype, index.dtype, values.dtype) == (np.int32, np.int32, np.float64)


def test_a_matrix_without_entries_or_columns_has_its_rows():
    none = np.zeros(0, dtype=np.int64)
    for shape in ((3, 2), (3, 0), (0, 0)):
        start, index, value = rows_of_entries(none, none, np.zeros(0), shape)
        assert start.tolist() == [0] * (shape[0] + 1)
        assert len(index) == len(value) == 0
