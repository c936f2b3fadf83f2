"""The knee of a frontier."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.frontiers.knee import knee


def at(use: list[float], cost: list[float]) -> int | None:
    return knee(np.array(use, dtype=float), np.array(cost, dtype=float))


@pytest.mark.parametrize(
    ("use", "cost", "expected"),
    [
        ([0, 10, 20, 30], [100, 20, 5, 0], 1),
        ([0, 10, 20, 30], [100, 60, 5, 0], 2),
        ([30, 0, 20, 10], [0, 100, 5, 20], 3),  # in any order
        ([0, 10, 20, 30, 30, 30], [100, 20, 5, 0, 0, 0], 1),  # caps that are no longer reached add nothing
        ([0, 10, 20], [20, 10, 0], None),  # straight
        ([0, 10, 20], [20, 15, 0], None),  # bent the other way
        ([0, 10], [20, 0], None),
        ([5, 5, 5], [20, 20, 20], None),
        ([0, 10, 20], [5, 5, 5], None),
        ([], [], None),
    ],
)
def test_by_hand(use, cost, expected):
    assert at(use, cost) == expected


def test_points_beyond_the_cheapest_do_not_count():
    """Within its gap a looser plan may cost a little more: the chord ends at the cheapest."""
    assert at([0, 10, 20, 90], [100, 20, 0, 0.1]) == 1


@given(st.floats(1e-3, 1e6), st.floats(1e-3, 1e6), st.floats(0, 1e6), st.integers(0, 4))
def test_units_do_not_move_it(money, room, fixed, seed):
    rng = np.random.default_rng(seed)
    use = np.sort(rng.uniform(0, 1, 12))
    cost = np.cumsum(rng.uniform(0, 1, 12))[::-1] ** 2
    assert knee(use * room, fixed + cost * money) == knee(use, cost)
