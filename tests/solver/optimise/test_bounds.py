"""How low curves dip between nodes: never below what the bounds say, on every whole unit."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.optimise.bounds import chord_excess, lowest_inside

ROUNDING = 1e-6


@dataclass(frozen=True)
class Curve:
    """A curve on the whole units 0..n, the part of it that falls, and the units that are nodes."""

    values: np.ndarray
    falling: np.ndarray
    nodes: np.ndarray

    @property
    def rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Buffers, values and falling part at the nodes, each (1, k)."""
        at = self.nodes
        return at[None, :].astype(float), self.values[None, at], self.falling[None, at]


def nodes_of(count: int) -> st.SearchStrategy[np.ndarray]:
    inner = st.sets(st.integers(1, count - 1)) if count > 1 else st.just(set())
    return inner.map(lambda chosen: np.array(sorted({0, count} | chosen)))


steps = st.lists(st.integers(-200, 200), min_size=1, max_size=25)


@st.composite
def convex_curves(draw: st.DrawFn) -> Curve:
    slopes = np.sort(np.array(draw(steps)) / 4.0)
    values = np.concatenate([[0.0], np.cumsum(slopes)]) + draw(st.integers(-5, 1000))
    # A falling part so steep that the argument from monotone parts says nothing.
    steep = -1e4 * np.arange(len(values))
    return Curve(values, steep, draw(nodes_of(len(slopes))))


@st.composite
def monotone_parts(draw: st.DrawFn) -> Curve:
    """Anything that is a rising plus a falling part, known at its two ends alone."""
    moves = np.array(draw(steps)) / 4.0
    rising = np.concatenate([[0.0], np.cumsum(np.maximum(moves, 0.0))])
    falling = np.concatenate([[900.0], 900.0 + np.cumsum(np.minimum(moves, 0.0))])
    return Curve(rising + falling, falling, np.array([0, len(moves)]))


def true_lowest(curve: Curve) -> np.ndarray:
    return np.array(
        [
            curve.values[left + 1 : right].min(initial=np.inf)
            for left, right in zip(curve.nodes[:-1], curve.nodes[1:], strict=True)
        ]
    )


@given(st.one_of(convex_curves(), monotone_parts()))
def test_no_whole_unit_lies_below_the_bound(curve: Curve) -> None:
    bound = lowest_inside(*curve.rows)[0]
    lowest = true_lowest(curve)
    assert (bound <= lowest + ROUNDING).all(), (bound, lowest)
    assert (np.isinf(bound) == np.isinf(lowest)).all()


@given(st.one_of(convex_curves(), monotone_parts()))
def test_lowered_chords_lie_below_the_curve(curve: Curve) -> None:
    buffer, values, falling = curve.rows
    rising = values - falling
    steps = np.diff(rising, axis=1) - np.diff(falling, axis=1)
    excess = chord_excess(buffer, values, steps)[0]
    assert (excess >= 0).all()
    for segment, (left, right) in enumerate(zip(curve.nodes[:-1], curve.nodes[1:], strict=True)):
        inside = np.arange(left, right + 1)
        chord = np.interp(inside, [left, right], curve.values[[left, right]])
        assert (chord - excess[segment] <= curve.values[inside] + ROUNDING)[1:-1].all()


@given(convex_curves())
def test_concave_curves_need_no_lowering(curve: Curve) -> None:
    buffer, values, _ = curve.rows
    excess = chord_excess(buffer, -values, np.full((1, len(curve.nodes) - 1), 1e9))[0]
    assert (excess[1:-1] <= ROUNDING).all()


def test_two_chords_meet_by_hand() -> None:
    # Slopes -2, ?, 3 around a segment of 4 units from 10 to 12: the chords meet at x with 10 - 2 x = 12 - 3 (4 - x),
    # x = 2, at 6.
    buffer = np.array([[0.0, 1.0, 5.0, 6.0]])
    cost = np.array([[12.0, 10.0, 12.0, 15.0]])
    steep = np.array([[0.0, -100.0, -200.0, -300.0]])
    assert lowest_inside(buffer, cost, steep)[0].tolist() == [np.inf, 6.0, np.inf]
    # The chord from 10 to 12 is at 11 there: 5 above.
    assert chord_excess(buffer, cost, np.full((1, 3), 100.0))[0].tolist() == [0.0, 5.0, 0.0]
    # The falling part falls by no more than 3 over the segment: at least 7 remains.
    gentle = np.array([[0.0, -1.0, -4.0, -5.0]])
    assert lowest_inside(buffer, cost, gentle)[0].tolist() == [np.inf, 7.0, np.inf]


def test_where_slopes_fall_only_the_monotone_parts_count() -> None:
    # Slopes 3, then -1: not convex.
    buffer = np.array([[0.0, 10.0, 20.0]])
    cost = np.array([[0.0, 30.0, 20.0]])
    falling = np.array([[50.0, 45.0, 20.0]])
    assert lowest_inside(buffer, cost, falling)[0].tolist() == [-5.0, 5.0]


@pytest.mark.parametrize("width", [0.0, 1.0])
def test_nothing_dips_where_no_whole_unit_lies_inside(width: float) -> None:
    buffer = np.array([[3.0, 3.0 + width]])
    assert lowest_inside(buffer, np.array([[5.0, 4.0]]), np.array([[5.0, 0.0]])).tolist() == [[np.inf]]
    assert chord_excess(buffer, np.array([[5.0, 4.0]]), np.array([[9.0]])).tolist() == [[0.0]]


def test_repeated_nodes_at_the_end_change_nothing() -> None:
    buffer = np.array([[0.0, 4.0, 9.0]])
    cost = np.array([[20.0, 8.0, 6.0]])
    falling = np.array([[20.0, 2.0, 0.0]])
    padded = [np.concatenate([values, values[:, -1:], values[:, -1:]], axis=1) for values in (buffer, cost, falling)]
    assert lowest_inside(*padded)[0, :2].tolist() == lowest_inside(buffer, cost, falling)[0].tolist()
    steps = np.diff(cost - falling, axis=1) - np.diff(falling, axis=1)
    padded_steps = np.concatenate([steps, np.zeros((1, 2))], axis=1)
    assert chord_excess(*padded[:2], padded_steps)[0].tolist() == [*chord_excess(buffer, cost, steps)[0], 0.0, 0.0]


def test_a_straight_line_stays_a_line() -> None:
    # 0.1 a unit in binary: slopes differ by rounding alone.
    buffer = np.array([[0.0, 3.0, 10.0, 21.0]])
    cost = 0.1 * buffer
    assert lowest_inside(buffer, cost, -1e6 * buffer)[0] == pytest.approx(cost[0, :-1])
    assert chord_excess(buffer, cost, np.full((1, 3), 1e6))[0] == pytest.approx(np.zeros(3), abs=1e-12)
