"""The reference table: short fraction, mean on-hand and peak against a simulation of the world."""

import numpy as np
import pytest

from stockposture_models.theory.policies import Response
from stockposture_models.theory.respond import respond
from support.theory_world import ROWS, buffers, policies


@pytest.fixture(scope="module")
def response() -> Response:
    return respond(policies(), buffers())


def _case(i: int, name: str) -> object:
    weak = pytest.mark.xfail(
        strict=True,
        reason="short 7 % below the published figure, 6 % below longer simulations: a region's outages reach suppliers"
        " of different lead times one after the other, which the formulas take for one moment",
    )
    return pytest.param(i, id=name, marks=[weak] if name == "dual one region" else [])


@pytest.mark.parametrize("i", [_case(i, row.name) for i, row in enumerate(ROWS)])
def test_row(response, i):
    row = ROWS[i]
    predicted = np.array([100.0 * response.short_fraction[i, 0], response.on_hand[i, 0], response.peak[i, 0]])
    errors = predicted / np.array(row.simulated) - 1.0
    for name, told, true, error in zip(("short %", "on-hand", "peak"), predicted, row.simulated, errors, strict=True):
        print(  # noqa: T201 - the table is wanted in the log
            f"{row.name:30s} {name:8s} predicted {told:8.3f} simulated {true:8.3f} error {error:+.1%}"
        )
    # Below 0.5 % the error in points counts.
    assert abs(errors[0]) <= 0.05 or (row.simulated[0] < 0.5 and abs(predicted[0] - row.simulated[0]) <= 0.03)
    assert abs(errors[1]) <= 0.03
    assert abs(errors[2]) <= 0.03
