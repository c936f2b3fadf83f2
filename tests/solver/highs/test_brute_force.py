"""Small models of our structure against exhaustive search, and against themselves told differently."""

import functools
import itertools
from dataclasses import dataclass, replace

import numpy as np
import pyomo.environ as pyo
import pytest

from stockposture.highs.arrays import CompiledModel, Components
from stockposture.highs.compile import compile_model
from stockposture.highs.params import HighsParams, Presolve
from stockposture.highs.result import MipStatus, rounded_choice
from stockposture.highs.session import HighsSession

EXACT = HighsParams(mip_gap=0, mip_abs_gap=1e-9)
SEEDS = range(50)


@dataclass(frozen=True)
class Choice:
    """Items with candidates with breakpoints, whose cost and capital are (items, candidates, breakpoints).

    ``overflow`` units of capital may be had on top of the cap at ``price`` each; ``fee`` is paid once when
    any item takes its last candidate.
    """

    cost: np.ndarray
    capital: np.ndarray
    cap: float
    overflow: float
    price: float
    fee: float


def random_choice(seed: int) -> Choice:
    rng = np.random.default_rng(seed)
    shape = (rng.integers(1, 5), rng.integers(1, 4), rng.integers(2, 4))
    capital = np.sort(rng.uniform(1, 50, shape), axis=2)
    # Half of the models on a small grid: ties are where presolve goes wrong.
    capital, cost = (np.round(a) if seed % 2 else a for a in (capital, rng.uniform(1, 100, shape)))
    least, most = capital.min(axis=(1, 2)).sum(), capital.max(axis=(1, 2)).sum()
    return Choice(
        cost,
        capital,
        cap=least + rng.uniform(-0.1, 0.7) * (most - least),
        overflow=float(rng.choice([0.0, 5.0])),
        price=rng.uniform(0.1, 5),
        fee=float(rng.choice([0.0, 30.0])),
    )


def convex_combination(choice: Choice) -> pyo.ConcreteModel:
    """Return the model in the convex-combination form of the formulation."""
    model = pyo.ConcreteModel()
    items, candidates, points = (range(n) for n in choice.cost.shape)
    model.select = pyo.Var(items, candidates, domain=pyo.Binary)
    model.weight = pyo.Var(items, candidates, points, domain=pyo.NonNegativeReals)
    model.over = pyo.Var(bounds=(0, choice.overflow))
    model.paid = pyo.Var(domain=pyo.Binary)
    model.one = pyo.Constraint(items, rule=lambda m, i: sum(m.select[i, p] for p in candidates) == 1)
    model.convex = pyo.Constraint(
        items, candidates, rule=lambda m, i, p: sum(m.weight[i, p, k] for k in points) == m.select[i, p]
    )
    model.fee = pyo.Constraint(items, rule=lambda m, i: m.select[i, candidates[-1]] <= m.paid)
    cells = list(itertools.product(items, candidates, points))
    use = sum(float(choice.capital[cell]) * model.weight[cell] for cell in cells)
    model.capital = pyo.Constraint(expr=use - model.over <= choice.cap)
    cost = sum(float(choice.cost[cell]) * model.weight[cell] for cell in cells)
    model.cost = pyo.Objective(expr=cost + choice.price * model.over + choice.fee * model.paid)
    return model


def exhaustive(choice: Choice) -> float | None:
    """Return the least cost; ``None`` if no choice fits.

    With one cap, some optimum has at most one item between two breakpoints, and then the cap is met exactly,
    with no overflow or all of it. So: every combination of breakpoints, and every such combination with one
    item moved along one of its segments until the cap, or the cap with all overflow, is met.
    """
    last = choice.cost.shape[1] - 1
    options = []
    for cost, capital in zip(choice.cost, choice.capital, strict=True):
        ends = [(p, c, u, c, u) for p in range(last + 1) for c, u in zip(cost[p], capital[p], strict=True)]
        segments = [
            (p, cost[p, k], capital[p, k], cost[p, j], capital[p, j])
            for p in range(last + 1)
            for k, j in itertools.combinations(range(cost.shape[1]), 2)
            if capital[p, j] != capital[p, k]
        ]
        options.append((ends, segments))
    best = np.inf
    for moved in range(-1, len(options)):
        per_item = [segments if i == moved else ends for i, (ends, segments) in enumerate(options)]
        for combination in itertools.product(*per_item):
            start = np.array(combination, dtype=float)
            paid = choice.fee * bool((start[:, 0] == last).any())
            cost, use = start[:, 1].sum(), start[:, 2].sum()
            if moved < 0:
                over = max(0.0, use - choice.cap)
                if over <= choice.overflow + 1e-9:
                    best = min(best, cost + paid + choice.price * over)
                continue
            _, cost_a, use_a, cost_b, use_b = combination[moved]
            for over in {0.0, choice.overflow}:
                part = (choice.cap + over - use) / (use_b - use_a)
                if 0 <= part <= 1:
                    best = min(best, cost + part * (cost_b - cost_a) + paid + choice.price * over)
    return None if best == np.inf else best


@functools.cache
def exhaustive_of(seed: int) -> float | None:
    return exhaustive(random_choice(seed))


def shuffled(model: CompiledModel, seed: int) -> CompiledModel:
    """Return the same model with columns and rows in another order."""
    rng = np.random.default_rng(seed)
    columns, rows = rng.permutation(len(model.cost)), rng.permutation(len(model.row_lower))
    place = np.argsort(columns)
    entries = [np.arange(model.start[row], model.start[row + 1]) for row in rows]
    order = np.concatenate(entries)
    return replace(
        model,
        **{name: getattr(model, name)[columns] for name in ("cost", "col_lower", "col_upper", "integrality")},
        **{name: getattr(model, name)[rows] for name in ("row_lower", "row_upper")},
        start=np.concatenate([[0], np.cumsum([len(e) for e in entries])]).astype(np.int32),
        index=place[model.index[order]].astype(np.int32),
        value=model.value[order],
        columns=Components({}, [], "column"),
        rows=Components({}, [], "row"),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_never_dearer_than_exhaustive_search(session, seed):
    choice, expected = random_choice(seed), exhaustive_of(seed)
    model = convex_combination(choice)
    compiled = compile_model(model)
    variants = [
        (compiled, EXACT),
        (compiled, replace(EXACT, presolve=Presolve.OFF)),
        (compiled, replace(EXACT, seed=seed + 1)),
        (shuffled(compiled, seed), EXACT),
    ]
    for variant, params in variants:
        result = session.solve_arrays(variant, params)
        if expected is None:
            assert result.status is MipStatus.INFEASIBLE
            continue
        assert result.status is MipStatus.OPTIMAL
        assert result.violation <= 1e-6
        assert result.objective == pytest.approx(expected, abs=1e-5)
        assert result.bound <= expected + 1e-5
    if expected is not None:
        result = session.solve_arrays(compiled, EXACT)
        chosen = rounded_choice(result.values_of(model.select)).reshape(choice.cost.shape[:2])
        assert (chosen.sum(axis=1) == 1).all()
        relaxed = session.solve_arrays(compiled, relax=True)
        assert relaxed.objective <= expected + 1e-6


def test_some_of_the_models_bind_and_some_do_not_fit():
    """The laws above would be empty if every model were easy."""
    costs = [exhaustive_of(seed) for seed in SEEDS]
    # Without cap and fee each item takes its cheapest breakpoint.
    least = [random_choice(seed).cost.min(axis=(1, 2)).sum() for seed in SEEDS]
    assert sum(cost is None for cost in costs) >= 3
    dearer = [cost > free + 1e-6 for cost, free in zip(costs, least, strict=True) if cost is not None]
    assert sum(dearer) >= 15


def test_two_threads_find_the_same_within_the_gap():
    choices = [random_choice(seed) for seed in range(100, 110)]
    models = [compile_model(convex_combination(choice)) for choice in choices]
    objectives = []
    for threads in (1, 2):
        with HighsSession() as session:
            objectives.append(
                [session.solve_arrays(model, replace(EXACT, threads=threads)).objective for model in models]
            )
    one, two = (np.array(found, dtype=float) for found in objectives)
    np.testing.assert_allclose(one, two, rtol=1e-6)


def test_same_model_twice_is_the_same_point(session, endless):
    """Same seed, threads and order: the same plan, not only the same cost."""
    choice = random_choice(2)
    model = compile_model(convex_combination(choice))
    first, second = (session.solve_arrays(model, EXACT).values for _ in range(2))
    np.testing.assert_array_equal(first, second)
