"""Bounds of what was ruled out, at other prices."""

import numpy as np

from stockposture.decomposition.screen.rest import Beaten, Move, key_of
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.splits import Splits


def test_a_bound_falls_by_what_may_be_lost_but_says_nothing_of_what_costs_more_than_is_known():
    # 10 - 3; 10 - 1 would be 9, but what costs more than 8 may have lost more; nothing lost; nothing ruled out.
    move = Move(np.zeros(4), np.array([3.0, 1.0, 0.0, 5.0]), np.full(4, 8.0))
    np.testing.assert_array_equal(move.of_bounds(np.array([10.0, 10.0, 10.0, np.inf])), [7.0, 8.0, 10.0, np.inf])


def test_what_is_bought_moves_bounds_up_and_down_whatever_is_known():
    move = Move(np.array([2.0, -2.0, -2.0]), np.array([0.0, 0.0, 1.0]), np.full(3, 8.0))
    np.testing.assert_array_equal(move.of_bounds(np.array([10.0, 10.0, 10.5])), [12.0, 8.0, 7.5])


def test_all_is_lost_where_uses_may_be_negative():
    assert Move(np.zeros(1), np.array([np.inf]), np.array([8.0])).of_bounds(np.array([10.0]))[0] == -np.inf


def test_beaten_candidates_keep_their_latest_bound():
    splits = Splits(np.zeros(2, int), np.zeros((2, 2), int), np.ones((2, 2)), np.zeros(2, np.int8))
    none = np.zeros(2, int)
    one, other = key_of(Candidates(splits, np.array([0, 1]), np.int8([2, 0]), np.array([30.0, 7.0]), none, none))
    first = Beaten.none().joined(np.array([other, one]), np.array([1.0, 2.0]))
    both = first.joined(np.array([one]), np.array([7.0]))
    np.testing.assert_array_equal(both.of(np.array([one, one + 1, other])), [7.0, -np.inf, 1.0])
    # Each by what its own split loses.
    move = Move(np.zeros(2), np.array([3.0, 0.5]), np.array([9.0, 9.0]))
    np.testing.assert_array_equal(both.moved(move).of(np.array([one, other])), [4.0, 0.5])
