"""The engine on plain arrays: published optima, and the full model."""

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from stockposture.decomposition.arrays import columns_of, excess_of_points, solve_choices
from stockposture.decomposition.columns.columns import Tariff, price
from stockposture.decomposition.terms import Terms, dual_constant
from stockposture.highs.params import HighsParams
from stockposture.highs.result import MipStatus
from stockposture.highs.session import HighsSession
from stockposture_models.errors import NoPlanFitsError
from stockposture_models.formulation.choices import Choices
from stockposture_models.formulation.model import build_model
from stockposture_models.formulation.scales import scales_of
from support.choices import bolt_and_pump, choices_of, random_choices
from support.mmkp import PUBLISHED, read_mmkp
from support.random_columns import dense_use

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
EXACT = HighsParams(mip_gap=0, mip_abs_gap=1e-9)


@pytest.fixture(scope="module")
def session() -> Iterator[HighsSession]:
    with HighsSession() as opened:
        yield opened


def full_model(choices: Choices, session: HighsSession) -> float | None:
    scales = scales_of(choices)
    result = session.solve(build_model(choices, scales), EXACT)
    if result.status is MipStatus.INFEASIBLE:
        return None
    assert result.objective is not None
    return float(result.objective * scales.cost)


@pytest.mark.parametrize("one_choice", [True, False])
@pytest.mark.parametrize(("name", "optimum"), [("I01", 173), ("I02", 364)])
def test_published_optima(name: str, optimum: float, one_choice: bool, session: HighsSession) -> None:
    path = PUBLISHED / f"{name}.txt"
    if not path.exists():
        pytest.skip(f"the published instance is not at {path}")
    classes, room = read_mmkp(path)
    points = [[(-value, use) for value, use in items] for items in classes]
    groups = [[each] for each in points] if one_choice else [[[point] for point in each] for each in points]
    decided = solve_choices(choices_of(groups, room, whole=one_choice), session)
    assert decided.cost == -optimum
    assert decided.bound == pytest.approx(-optimum, rel=1e-8)
    assert decided.dual <= -optimum


@settings(max_examples=30, deadline=None, phases=QUICK)
@given(seed=st.integers(0, 10**6), whole=st.booleans())
def test_as_the_full_model(seed: int, whole: bool, session: HighsSession) -> None:
    choices = random_choices(seed, whole=whole)
    optimum = full_model(choices, session)
    if optimum is None:
        with pytest.raises(NoPlanFitsError, match="no decision keeps the limits"):
            solve_choices(choices, session)
        return
    decided = solve_choices(choices, session)
    assert decided.cost == pytest.approx(optimum, rel=1e-6, abs=1e-6)
    assert decided.bound <= optimum * (1 + 1e-6) + 1e-6
    assert decided.gap <= 1e-6
    assert decided.dual <= optimum + 1e-6
    assert np.bincount(choices.group[decided.choice], minlength=choices.groups).tolist() == [1] * choices.groups


def larger(items: int, *, openings: int = 0) -> Choices:
    """Return items of 12 points in 3 choices each under 2 limits that bind."""
    rng = np.random.default_rng(7)
    groups = [
        [[(float(rng.uniform(0, 100)), rng.uniform(0, 10, 2).tolist()) for _ in range(4)] for _ in range(3)]
        for _ in range(items)
    ]
    needs = [(3 * i + int(rng.integers(3)), j) for i in range(items) for j in range(openings) if rng.random() < 0.5]
    return choices_of(groups, [4.0 * items] * 2, needs=needs, opening_cost=[float(0.5 * items)] * openings, whole=True)


@pytest.mark.parametrize("openings", [0, 2])
def test_most_points_are_ruled_out(openings: int, session: HighsSession) -> None:
    choices = larger(60, openings=openings)
    decided = solve_choices(choices, session)
    assert decided.cost == pytest.approx(full_model(choices, session), rel=1e-7)
    assert decided.gap <= 1e-8
    assert decided.modelled < len(choices.cost) / 2


def test_a_gap_is_enough(session: HighsSession) -> None:
    choices = larger(60)
    decided = solve_choices(choices, session, gap=0.05)
    assert decided.cost - decided.bound <= 0.05 * decided.cost
    assert decided.bound <= solve_choices(choices, session).cost


def test_bolt_and_pump(session: HighsSession) -> None:
    assert solve_choices(bolt_and_pump(), session).cost == pytest.approx(full_model(bolt_and_pump(), session))


@given(seed=st.integers(0, 10**6))
def test_no_decision_with_a_point_is_below_its_excess(seed: int) -> None:
    choices = random_choices(seed, whole=True)
    columns, _, _ = columns_of(choices)
    terms = Terms(choices.cap, choices.overflow, choices.overflow_cost, choices.opening_cost)
    rng = np.random.default_rng(seed)
    tariff = Tariff(rng.uniform(0, 10, len(terms.cap)), rng.uniform(0, 1, len(terms.opening_cost)), terms.opening_cost)
    answer = price(columns, tariff, 3)
    bound = answer.bound.sum() + dual_constant(terms, tariff.limit, answer.charged.sum(axis=0))
    excess = excess_of_points(columns, tariff, terms)
    use = dense_use(columns)
    item = np.repeat(columns.item, np.diff(columns.first))
    opening = np.repeat(columns.opening, np.diff(columns.first), axis=0)
    for plan in itertools.islice(itertools.product(*(np.flatnonzero(item == i) for i in range(columns.items))), 500):
        rows = list(plan)
        opened = np.unique(opening[rows])
        over = np.maximum(0.0, use[rows].sum(axis=0) - terms.cap)
        if (over <= terms.overflow).all():
            fees = terms.opening_cost[opened[opened >= 0]].sum()
            cost = columns.cost[rows].sum() + over @ terms.overflow_cost + fees
            assert cost >= bound + excess[rows].max() - 1e-9
