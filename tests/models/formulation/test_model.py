"""The model as a whole: variables, whole points, and what it refuses; solved against exhaustive search."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyomo.environ as pyo
import pytest

from stockposture.highs.params import HighsParams
from stockposture.highs.result import MipStatus
from stockposture.highs.session import HighsSession
from stockposture_models.formulation.choices import Choices
from stockposture_models.formulation.model import build_model
from stockposture_models.formulation.scales import Scales, scales_of
from support.choices import bolt_and_pump, random_choices

EXACT = HighsParams(mip_gap=0, mip_abs_gap=1e-9)


@pytest.fixture(scope="module")
def session() -> Iterator[HighsSession]:
    with HighsSession() as opened:
        yield opened


def cheapest(choices: Choices) -> float:
    """Return the least cost over all ways to take one point a group; inf if none keeps the limits."""
    of_group = [np.flatnonzero(choices.group[choices.choice] == group) for group in range(choices.groups)]
    use = np.zeros((len(choices.choice), len(choices.cap)))
    use[choices.use_point, choices.use_limit] = choices.use
    best = np.inf
    for taken in itertools.product(*of_group):
        points = np.array(taken)
        total = use[points].sum(axis=0)
        if (total > choices.cap + choices.overflow + 1e-9).any():
            continue
        opened = np.unique(choices.need_opening[np.isin(choices.need_choice, choices.choice[points])])
        rented = np.maximum(0.0, total - choices.cap)
        cost = choices.cost[points].sum() + rented @ choices.overflow_cost + choices.opening_cost[opened].sum()
        best = min(best, cost)
    return float(best)


def solved(choices: Choices, session: HighsSession) -> float:
    scales = scales_of(choices)
    result = session.solve(build_model(choices, scales), EXACT)
    if result.status is MipStatus.INFEASIBLE:
        return np.inf
    assert result.objective is not None
    return float(result.objective * scales.cost)


@pytest.mark.parametrize("seed", range(20))
def test_whole_points_against_every_combination(seed: int, session: HighsSession) -> None:
    choices = random_choices(seed, whole=True)
    assert solved(choices, session) == pytest.approx(cheapest(choices), rel=1e-6, abs=1e-6)


def test_random_choices_include_some_that_fit_nothing() -> None:
    fits = [np.isfinite(cheapest(random_choices(seed, whole=True))) for seed in range(20)]
    assert 0 < sum(fits) < len(fits)


def test_the_bolt_and_the_pump_whole_by_hand(session: HighsSession) -> None:
    # Bolt far with 5 (60; 30, 2.0) and pump far with 0 (300; 20, 4.0) cost 360. Bolt far with 0 (100; 10, 1.0) and
    # pump far with 10 (150; 60, 12.0): capital 70 of 70, space 13 of 10, 3 rented for 9: 259. Near for the pump, 6
    # (140; 45, 9.0) pays 47: with the bolt near 2 (50; 25, 1.5), capital 70, space 10.5: 190 + 47 + 1.5 = 238.5.
    choices = replace(bolt_and_pump(), whole=True)
    assert cheapest(choices) == 238.5
    assert solved(choices, session) == pytest.approx(238.5)


def test_the_bolt_and_the_pump_mixed_by_hand(session: HighsSession) -> None:
    # The best whole plan uses all capital, and what mixing could free of it (30 / 13 a unit on the bolt, 120 / 30 on
    # the pump) costs more than the rent of 3 a m3 it would save.
    choices = bolt_and_pump()
    assert solved(choices, session) == pytest.approx(238.5)
    # With 1 unit of capital less, the bolt gives it up: 30/13 dearer, and 0.5/13 m3 less to rent at 3.
    tighter = replace(choices, cap=np.array([69.0, 10.0]))
    assert solved(tighter, session) == pytest.approx(238.5 + 30 / 13 - 3 * 0.5 / 13)
    # Whole points cannot: bolt near with 0 instead, 30 dearer, and no rent left.
    assert solved(replace(tighter, whole=True), session) == pytest.approx(238.5 + 30 - 1.5)


def test_whole_makes_weights_binary() -> None:
    choices = bolt_and_pump()
    assert all(weight.is_continuous() and weight.lb == 0 for weight in build_model(choices).weight.values())
    assert all(weight.is_binary() for weight in build_model(replace(choices, whole=True)).weight.values())
    assert all(select.is_binary() for select in build_model(choices).select.values())
    assert all(opened.is_binary() for opened in build_model(choices).opened.values())


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("name", ["cost", "use", "cap", "overflow", "overflow_cost", "opening_cost"])
def test_numbers_that_are_none_are_refused_by_name_and_place(name: str, number: float) -> None:
    choices = bolt_and_pump()
    values = getattr(choices, name).copy()
    values[1] = number
    with pytest.raises(ValueError, match=rf"{name}\[1\] is {number}"):
        build_model(replace(choices, **{name: values}))


def test_scales_may_be_given() -> None:
    model = build_model(bolt_and_pump(), Scales(10.0, np.array([7.0, 2.0])))
    assert model.limit[0].upper == pytest.approx(10.0)
    assert model.overflow[1].ub == pytest.approx(2.5)
    coefficients = dict(zip(map(str, model.cost.expr.linear_vars), model.cost.expr.linear_coefs, strict=True))
    assert coefficients["weight[0]"] == pytest.approx(10.0)
    assert coefficients["overflow[1]"] == pytest.approx(0.6)
    assert coefficients["opened[0]"] == pytest.approx(4.0)


def test_choices_are_not_changed() -> None:
    choices, before = bolt_and_pump(), bolt_and_pump()
    build_model(choices)
    for name in Choices.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(choices, name), getattr(before, name))


def test_no_groups_is_an_empty_model() -> None:
    model = build_model(
        Choices(
            group=np.empty(0, dtype=np.int64),
            choice=np.empty(0, dtype=np.int64),
            cost=np.empty(0),
            use_limit=np.empty(0, dtype=np.int64),
            use_point=np.empty(0, dtype=np.int64),
            use=np.empty(0),
            cap=np.empty(0),
            overflow=np.empty(0),
            overflow_cost=np.empty(0),
            need_choice=np.empty(0, dtype=np.int64),
            need_opening=np.empty(0, dtype=np.int64),
            opening_cost=np.empty(0),
        )
    )
    assert len(list(model.component_data_objects(pyo.Constraint))) == 0
