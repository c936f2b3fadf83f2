"""Each constraint rebuilt from the raw arrays and compared with Pyomo's, at random values of all variables."""

from dataclasses import replace

import numpy as np
import pyomo.environ as pyo
import pytest

from stockposture_models.formulation.choices import Choices
from stockposture_models.formulation.model import build_model
from stockposture_models.formulation.scales import Scales, scales_of
from support.choices import bolt_and_pump, random_choices

SEEDS = range(12)


def filled(choices: Choices, scales: Scales, seed: int) -> tuple[pyo.ConcreteModel, dict[str, np.ndarray]]:
    """Return the model with random numbers in its variables, and these numbers."""
    rng = np.random.default_rng(seed)
    model = build_model(choices, scales)
    values = {
        "select": rng.uniform(-1, 2, len(choices.group)),
        "weight": rng.uniform(-1, 2, len(choices.choice)),
        "overflow": np.where(choices.overflow > 0, rng.uniform(-1, 2, len(choices.cap)), 0.0),
        "opened": rng.uniform(-1, 2, len(choices.opening_cost)),
    }
    for name, numbers in values.items():
        for index, variable in getattr(model, name).items():
            variable.set_value(float(numbers[index]), skip_validation=True)
    return model, values


@pytest.mark.parametrize("seed", SEEDS)
def test_every_group_takes_one_choice(seed: int) -> None:
    choices = random_choices(seed)
    model, values = filled(choices, scales_of(choices), seed)
    assert len(model.one_choice) == choices.groups
    for group, row in model.one_choice.items():
        assert pyo.value(row.lower) == pyo.value(row.upper) == 1.0
        assert pyo.value(row.body) == pytest.approx(values["select"][choices.group == group].sum())


@pytest.mark.parametrize("seed", SEEDS)
def test_weights_follow_the_selection(seed: int) -> None:
    choices = random_choices(seed)
    model, values = filled(choices, scales_of(choices), seed)
    assert len(model.weights) == len(choices.group)
    for choice, row in model.weights.items():
        assert pyo.value(row.lower) == pyo.value(row.upper) == 0.0
        expected = values["weight"][choices.choice == choice].sum() - values["select"][choice]
        assert pyo.value(row.body) == pytest.approx(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_limits_hold(seed: int) -> None:
    choices = random_choices(seed)
    scales = scales_of(choices)
    model, values = filled(choices, scales, seed)
    assert list(model.limit) == list(range(len(choices.cap)))
    for limit, row in model.limit.items():
        assert row.lower is None
        of_points = np.zeros(len(choices.choice))
        mine = choices.use_limit == limit
        of_points[choices.use_point[mine]] = choices.use[mine]
        scaled = of_points @ values["weight"] / scales.limit[limit] - values["overflow"][limit]
        assert pyo.value(row.body) == pytest.approx(scaled, abs=1e-6)
        assert pyo.value(row.upper) * scales.limit[limit] == pytest.approx(
            min(choices.cap[limit], choices.reach[limit])
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_openings_are_paid(seed: int) -> None:
    choices = random_choices(seed)
    model, values = filled(choices, scales_of(choices), seed)
    pairs = {(int(choices.group[p]), int(j)) for p, j in zip(choices.need_choice, choices.need_opening, strict=True)}
    expected = []
    for group, opening in sorted(pairs):
        needing = choices.need_choice[choices.need_opening == opening]
        needing = needing[choices.group[needing] == group]
        expected.append(values["select"][needing].sum() - values["opened"][opening])
    assert all(row.lower is None and pyo.value(row.upper) == 0.0 for row in model.opening_paid.values())
    assert [pyo.value(row.body) for row in model.opening_paid.values()] == pytest.approx(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_least_cost(seed: int) -> None:
    choices = random_choices(seed)
    scales = scales_of(choices)
    model, values = filled(choices, scales, seed)
    rented = values["overflow"] * scales.limit
    expected = (
        choices.cost @ values["weight"] + choices.overflow_cost @ rented + choices.opening_cost @ values["opened"]
    )
    assert model.cost.sense == pyo.minimize
    assert pyo.value(model.cost.expr) * scales.cost == pytest.approx(expected)


def test_overflow_is_had_only_where_it_is_for_rent() -> None:
    choices = bolt_and_pump()
    model = build_model(choices)
    assert list(model.overflow) == [1]
    assert model.overflow[1].lb == 0.0
    assert model.overflow[1].ub * scales_of(choices).limit[1] == 5.0


def test_a_limit_that_nothing_uses_makes_no_row() -> None:
    choices = replace(bolt_and_pump(), cap=np.array([70.0, 10.0, 3.0]), overflow=np.zeros(3), overflow_cost=np.zeros(3))
    assert list(build_model(choices).limit) == [0, 1]


@pytest.mark.parametrize("cap", [1e14, 1e25])
def test_a_cap_out_of_reach_is_written_as_a_number_the_solver_takes(cap: float) -> None:
    """A cap of 1e14 on uses of 60 was a bound of 6.4e15 in the solver's units, which it refuses."""
    choices = replace(bolt_and_pump(), cap=np.array([cap, 0.0]), overflow=np.array([0.0, cap]))
    model = build_model(choices)
    scales = scales_of(choices)
    most = choices.use[choices.use_limit == 0].sum()
    assert most < model.limit[0].upper * scales.limit[0] < 1e6
    assert choices.use[choices.use_limit == 1].sum() < model.overflow[1].ub * scales.limit[1] < 1e6


def test_costs_too_small_for_the_solver_are_nothing() -> None:
    """A fee of 1e-9 beside costs of 1e9, or rent of 1e-8: HiGHS would drop them in silence, so our guard refuses."""
    choices = bolt_and_pump()
    choices = replace(
        choices,
        cost=choices.cost * 1e7,
        opening_cost=np.array([1e-9, 7e6]),
        overflow_cost=np.array([0.0, 1e-8]),
    )
    model = build_model(choices)
    scales = scales_of(choices)
    coefficients = dict(zip(map(str, model.cost.expr.linear_vars), model.cost.expr.linear_coefs, strict=True))
    assert coefficients["opened[0]"] == coefficients["overflow[1]"] == 0.0
    assert coefficients["opened[1]"] * scales.cost == pytest.approx(7e6)
