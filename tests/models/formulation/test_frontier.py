"""A frontier in closed form: two newsvendors share a budget.

Overage cost 1, demand uniform on 0..100 at a stockout cost of 9 and on 0..200 at 4. Without a cap 90 and 160 units,
cost 125. Under a cap on their sum between 50 and 250 one more unit is worth (250 - cap) / 50, and the cost is
125 + (250 - cap)^2 / 100.
"""

from collections.abc import Iterator

import numpy as np
import pytest

from stockposture.highs.session import HighsSession
from stockposture_models.formulation.choices import Choices
from stockposture_models.formulation.model import build_model
from stockposture_models.formulation.scales import scales_of
from support.choices import choices_of

#: Slopes of a chord over one unit and of the curve at its ends differ by half the largest second derivative, 0.1.
CHORD = 0.05


@pytest.fixture(scope="module")
def session() -> Iterator[HighsSession]:
    with HighsSession() as opened:
        yield opened


def newsvendor(most: int, stockout_cost: float) -> list[tuple[float, list[float]]]:
    """Return the expected cost of every order quantity 0..most, and its use of the cap."""
    return [
        ((quantity**2 + stockout_cost * (most - quantity) ** 2) / (2 * most), [float(quantity)])
        for quantity in range(most + 1)
    ]


def two_newsvendors(cap: float) -> Choices:
    return choices_of([[newsvendor(100, 9.0)], [newsvendor(200, 4.0)]], [cap])


@pytest.mark.parametrize(
    ("cap", "first", "second", "cost", "price"),
    [
        (250, 90, 160, 125, 0),
        (200, 80, 120, 150, 1),
        (150, 70, 80, 225, 2),
        (100, 60, 40, 350, 3),
        (50, 50, 0, 525, 4),
    ],
)
def test_frontier(cap: float, first: float, second: float, cost: float, price: float, session: HighsSession) -> None:
    choices = two_newsvendors(cap)
    scales = scales_of(choices)
    model = build_model(choices, scales)
    result = session.solve(model, relax=True)
    assert result.objective is not None
    assert result.objective * scales.cost == pytest.approx(cost)
    weight = result.values_of(model.weight)
    assert weight[:101] @ np.arange(101) == pytest.approx(first, abs=1e-6)
    assert weight[101:] @ np.arange(201) == pytest.approx(second, abs=1e-6)
    dual = -result.duals_of(model.limit)[0] * scales.cost / scales.limit[0]
    assert dual == pytest.approx(price, abs=CHORD + 1e-9)


def test_between_whole_units_the_price_is_the_slope_of_the_chord(session: HighsSession) -> None:
    # Half a unit above 150 is the second's, between 80 and 81: slope (80.5 - 4 * 119.5) / 200 = -1.9875.
    choices = two_newsvendors(150.5)
    scales = scales_of(choices)
    model = build_model(choices, scales)
    result = session.solve(model, relax=True)
    assert result.objective is not None
    assert result.objective * scales.cost == pytest.approx(225 - 0.5 * 1.9875)
    dual = -result.duals_of(model.limit)[0] * scales.cost / scales.limit[0]
    assert dual == pytest.approx(1.9875)
