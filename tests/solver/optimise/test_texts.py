"""Texts of many rows: the same as Python would write one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.optimise.texts import column, figure, joined, one_figure, picked, where


def test_figures():
    assert figure([1234.5, 99.95, 0.12345, 0.0001, -0.5]).to_pylist() == ["1,234", "100", "0.123", "0", "-0.5"]


@given(st.lists(st.one_of(st.floats(0, 2e6), st.floats(0, 200), st.floats(0, 0.1), st.floats(), st.integers(0, 10**7))))
def test_figures_as_python_writes_them_one_by_one(values):
    assert figure(np.array(values, dtype=np.float64)).to_pylist() == [one_figure(float(value)) for value in values]


@pytest.mark.parametrize("step", [0.0005, 0.005, 0.05, 0.125, 0.5])
def test_figures_beside_halves(step):
    values = np.arange(1, 3_000) * step
    beside = np.concatenate([values, np.nextafter(values, 0), np.nextafter(values, np.inf), values * (1 - 1e-9)])
    assert figure(beside).to_pylist() == [one_figure(value) for value in beside.tolist()]


def test_words():
    some = picked(["a", "b", ""], np.array([1, 0, -1]))
    assert some.to_pylist() == ["b", "a", ""]
    assert joined("<", some, ">").to_pylist() == ["<b>", "<a>", "<>"]
    assert where(np.array([True, False, False]), "x", some).to_pylist() == ["x", "a", ""]
    assert column(some).dtype == "str"
