"""Units of the solver's model: powers of two that bring coefficients to where its tolerances mean something."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture_models.formulation.scales import scales_of, significant
from support.choices import bolt_and_pump, choices_of


@given(
    costs=st.lists(st.floats(1e-6, 1e12), min_size=1, max_size=4),
    uses=st.lists(st.floats(1e-6, 1e12), min_size=1, max_size=4),
)
def test_powers_of_two_bring_the_largest_to_between_five_and_ten_thousand(
    costs: list[float], uses: list[float]
) -> None:
    points = [(cost, [uses[at % len(uses)]]) for at, cost in enumerate(costs)]
    choices = choices_of([[points]], [1.0])
    scales = scales_of(choices)
    for scale, largest in ((scales.cost, choices.cost.max()), (scales.limit[0], choices.use.max())):
        assert np.frexp(scale)[0] == 0.5, f"{scale} is no power of two"
        assert 5e3 * (1 - 1e-12) <= largest / scale <= 1e4 * (1 + 1e-12)


def test_the_bolt_and_the_pump() -> None:
    # 300 / 2^-5 = 9600; 60 / 2^-7 = 7680; 12 / 2^-9 = 6144; the next smaller powers would pass 10,000.
    scales = scales_of(bolt_and_pump())
    assert scales.cost == 2.0**-5
    assert scales.limit.tolist() == [2.0**-7, 2.0**-9]


def test_opening_costs_count_and_signs_do_not() -> None:
    choices = choices_of([[[(-3.0, [-5.0])]]], [1.0], needs=[(0, 0)], opening_cost=[2e6])
    scales = scales_of(choices)
    assert 5e3 <= 2e6 / scales.cost <= 1e4
    assert 5e3 <= 5.0 / scales.limit[0] <= 1e4


def test_nothing_to_scale_is_scaled_by_one() -> None:
    scales = scales_of(choices_of([[[(0.0, [0.0])]]], [7.0]))
    assert (scales.cost, scales.limit.tolist()) == (1.0, [1.0])


def test_only_what_is_negligible_beside_the_largest_is_dropped() -> None:
    assert significant(np.array([1e4, 1.1e-8, 0.9e-8, -0.9e-8, -2.0])).tolist() == pytest.approx(
        [1e4, 1.1e-8, 0.0, 0.0, -2.0]
    )
