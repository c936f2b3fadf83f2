"""Bounds of what was ruled out, at other prices."""

import numpy as np

from stockposture.decomposition.screen.rest import Beaten, lowered


def test_a_bound_falls_by_what_may_be_lost_but_says_nothing_of_what_costs_more_than_is_known():
    # 10 - 3; 10 - 1 would be 9, but what costs more than 8 may have lost more; nothing lost; nothing ruled out.
    found = lowered(np.array([10.0, 10.0, 10.0, np.inf]), np.array([3.0, 1.0, 0.0, 5.0]), np.full(4, 8.0))
    np.testing.assert_array_equal(found, [7.0, 8.0, 10.0, np.inf])


def test_all_is_lost_where_uses_may_be_negative():
    assert lowered(np.array([10.0]), np.array([np.inf]), np.array([8.0]))[0] == -np.inf


def test_beaten_candidates_keep_their_latest_bound():
    first = Beaten.none().joined(np.array([5, 3]), np.array([0, 1]), np.array([1.0, 2.0]))
    both = first.joined(np.array([3]), np.array([1]), np.array([7.0]))
    np.testing.assert_array_equal(both.of(np.array([3, 4, 5])), [7.0, -np.inf, 1.0])
    np.testing.assert_array_equal(
        both.lowered(np.array([0.5, 3.0]), np.array([9.0, 9.0])).of(np.array([3, 5])), [4.0, 0.5]
    )
