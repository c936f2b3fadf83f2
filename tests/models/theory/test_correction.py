"""The correction keeps what the formulas promise, whatever its weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture_models.theory.calibration import CALIBRATION
from stockposture_models.theory.correction import LARGEST, PLACES, TERMS, WIDTHS, Room, adjusted, no_correction
from stockposture_models.theory.correction_table import shipped
from stockposture_models.theory.respond import respond, respond_and_tell
from support.theory_world import Row, buffers, policies

NONE = np.zeros(0)
CALM = Row("calm", (0, 0, 0), 5, 7, 50, (30, 0))
STRUCK = Row("struck", (0, 0, 0), 5, 7, 50, (30, 20), (5, 2), (0.5, 0.5), rate=(0.5, 0.5), days=(30, 30))


@given(
    kind=st.integers(0, 2),
    signs=st.lists(st.floats(-1.0, 1.0), min_size=TERMS, max_size=TERMS),
)
def test_a_larger_answer_stays_larger_whatever_the_coefficients(kind, signs):
    bends = np.zeros((3, TERMS))
    bends[kind] = np.array(signs) * np.append(LARGEST[kind, 0], np.full(TERMS - 1, LARGEST[kind, 1]))
    room = Room(NONE, NONE, NONE, NONE, bends)
    corrected = [adjusted(y, 1.0, kind, room) for y in np.geomspace(1e-7, 50.0, 400)]
    assert (np.diff(corrected) > 0.0).all()


def test_the_factor_by_hand():
    """c_0 = 0.1 and c_1 = 0.4 at y = x_1, where the bend is half: exp(0.1 + 0.2)."""
    bends = np.zeros((3, TERMS))
    bends[0, :2] = 0.1, 0.4
    at = float(np.exp(PLACES[0, 0]))
    assert adjusted(at, 1.0, 0, Room(NONE, NONE, NONE, NONE, bends)) == pytest.approx(at * np.exp(0.3))
    # A width away from the place the bend is 1 / (1 + 1 / e).
    further = at * float(np.exp(WIDTHS[0]))
    assert adjusted(further, 1.0, 0, Room(NONE, NONE, NONE, NONE, bends)) == pytest.approx(
        further * np.exp(0.1 + 0.4 / (1.0 + np.exp(-1.0)))
    )


def test_formulas_that_are_exact_are_left_alone():
    rows = (
        Row("certain", (0, 0, 0), 0, 7, 50, (30, 0), rate=(0.5, 0), days=(30, 0)),
        Row("waits", (0, 0, 0), 5, 7, 50, (30, 0), (5, 0), rate=(0.5, 0), days=(30, 0), backorder=True),
    )
    plain = respond(policies(rows), buffers(rows), correction=no_correction())
    found = respond(policies(rows), buffers(rows))
    np.testing.assert_array_equal(found.short_fraction, plain.short_fraction)
    np.testing.assert_array_equal(found.on_hand, plain.on_hand)
    assert found.peak[0] == plain.peak[0]


def test_where_they_are_not_it_does_something():
    rows = (STRUCK,)
    plain = respond(policies(rows), buffers(rows), correction=no_correction())
    assert respond(policies(rows), buffers(rows)).short_fraction != plain.short_fraction


def test_beyond_the_calibrated_range_the_ends_count():
    """Congestion of ten years enters the weights as the longest that was calibrated on."""
    rows = (CALM, Row("endless", (0, 0, 0), 5, 400, 50, (3_000, 0), (2_000, 0), rate=(5, 0), days=(700, 0)))
    found = respond(policies(rows), buffers(rows))
    for part in (found.short_fraction, found.on_hand, found.peak):
        assert np.isfinite(part).all()
    _, seen, _ = respond_and_tell(policies(rows), buffers(rows), CALIBRATION, None, tell=True)
    weights = shipped()
    assert (seen[1] > weights.high).any()
    # The ends are shipped to four digits.
    assert ((seen[0] >= weights.low - 0.01) & (seen[0] <= weights.high + 0.01)).all()


def test_shipped_weights_fit_together():
    weights = shipped()
    groups, hidden = weights.first.shape
    assert weights.low.shape == weights.high.shape == weights.center.shape == weights.scale.shape == (groups,)
    assert weights.second.shape == (hidden, hidden)
    assert weights.last.shape == (hidden, 3 * TERMS)
    assert (weights.low < weights.high).all()
    assert all(np.isfinite(part).all() for part in weights)
