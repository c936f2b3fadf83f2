"""Ways to solve one instance: ours, the full model in Pyomo in two forms, and what people use instead.

Every way but ours is given the points ready and scaled; ours evaluates the curves itself.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from incremental import build_incremental, mixed
from instance import Instance
from numpy.typing import NDArray
from scipy import sparse

from stockposture.highs.compile import compile_model
from stockposture.highs.params import HighsParams
from stockposture.highs.session import HighsSession
from stockposture_models.formulation.choices import Choices
from stockposture_models.formulation.model import build_model
from stockposture_models.formulation.scales import Scales, scales_of, significant

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Asked:
    """How hard to try: relative gap, most seconds in the solver, threads."""

    gap: float
    seconds: float
    threads: int


@dataclass(frozen=True)
class Answered:
    """What came of it.

    Parameters
    ----------
    build, transfer, solve
        Seconds to build the model, to hand it to the solver and take the answer back, and in the solver.
    cost, bound
        Of the model solved, currency/yr; nan without.
    ended
        In the solver's words.
    candidates, buffer
        One of each an item, in any order; empty without an answer.
    """

    build: float
    transfer: float
    solve: float
    cost: float
    bound: float
    ended: str
    candidates: Ints
    buffer: Floats


def convex(instance: Instance, asked: Asked) -> Answered:
    """Solve the full model in the convex-combination form: Pyomo, our adapter, HiGHS."""
    scales = scales_of(instance.choices)
    return _by_pyomo(
        instance,
        asked,
        scales,
        lambda: build_model(instance.choices, scales),
        lambda model, result: (result.values_of(model.select), result.values_of(model.weight)),
    )


def incremental(instance: Instance, asked: Asked) -> Answered:
    """Solve the full model in the incremental form: Pyomo, our adapter, HiGHS."""
    scales, choices = scales_of(instance.choices), instance.choices

    def read(model: Any, result: Any) -> tuple[Floats, Floats]:
        select = result.values_of(model.select)
        return select, mixed(choices, select, result.values_of(model.fill))

    return _by_pyomo(instance, asked, scales, lambda: build_incremental(choices, scales), read)


def _by_pyomo(
    instance: Instance,
    asked: Asked,
    scales: Scales,
    build: Callable[[], Any],
    read: Callable[[Any, Any], tuple[Floats, Floats]],
) -> Answered:
    began = time.perf_counter()
    model = build()
    built = time.perf_counter()
    params = HighsParams(mip_gap=asked.gap, mip_abs_gap=1e-9, time_limit=asked.seconds, threads=asked.threads)
    with HighsSession() as session:
        result = session.solve_arrays(compile_model(model), params)
    spent = time.perf_counter() - built
    answer = (np.empty(0, dtype=np.int64), np.empty(0))
    cost = np.nan
    if result.values is not None and result.objective is not None:
        answer = mean_buffers(instance, *read(model, result))
        cost = result.objective * scales.cost
    return Answered(
        built - began,
        spent - result.seconds,
        result.seconds,
        cost,
        result.bound * scales.cost,
        str(result.status),
        *answer,
    )


def linopy(instance: Instance, asked: Asked) -> Answered:
    """Build the convex-combination form with linopy and solve it with HiGHS."""
    import linopy as package
    import pandas as pd
    import xarray as xr

    choices, scales = instance.choices, scales_of(instance.choices)
    began = time.perf_counter()
    model = package.Model()
    select = model.add_variables(binary=True, coords=[pd.RangeIndex(len(choices.group), name="choice")], name="select")
    weight = model.add_variables(lower=0, coords=[pd.RangeIndex(len(choices.choice), name="point")], name="weight")
    limits = pd.RangeIndex(len(choices.cap), name="limit")
    most = np.minimum(choices.overflow, choices.reach) / scales.limit
    overflow = model.add_variables(lower=0, upper=xr.DataArray(most, coords=[limits]), name="overflow")
    groups = xr.DataArray(choices.group, dims="choice", name="group")
    model.add_constraints((1 * select).groupby(groups).sum() == 1, name="one_choice")
    of_choice = xr.DataArray(choices.choice, dims="point", name="choice")
    model.add_constraints((1 * weight).groupby(of_choice).sum() - select == 0, name="weights")
    for limit in range(len(choices.cap)):
        entries = choices.use_limit == limit
        use = significant(choices.use[entries] / scales.limit[limit])
        points = choices.use_point[entries][use != 0]
        taken = (xr.DataArray(use[use != 0], dims="point") * weight.isel(point=points)).sum()
        model.add_constraints(
            taken - overflow.isel(limit=limit) <= choices.cap[limit] / scales.limit[limit], name=f"limit_{limit}"
        )
    cost, rent = _costs(choices, scales)
    model.add_objective(
        (xr.DataArray(cost, dims="point") * weight).sum() + (xr.DataArray(rent, coords=[limits]) * overflow).sum()
    )
    built = time.perf_counter()
    model.solve(
        "highs",
        io_api="direct",
        mip_rel_gap=asked.gap,
        mip_abs_gap=1e-9,
        time_limit=asked.seconds,
        threads=asked.threads,
        output_flag=False,
        progress=False,
    )
    spent = time.perf_counter() - built
    highs: Any = model.solver_model
    solver, info = highs.getRunTime(), highs.getInfo()
    answer = (np.empty(0, dtype=np.int64), np.empty(0))
    value = model.objective.value
    if value is not None and np.isfinite(value):
        answer = mean_buffers(instance, select.solution.to_numpy(), weight.solution.to_numpy())
    return Answered(
        built - began,
        spent - solver,
        solver,
        scales.cost * (np.nan if value is None else value),
        scales.cost * info.mip_dual_bound,
        str(model.termination_condition),
        *answer,
    )


def scip(instance: Instance, asked: Asked) -> Answered:
    """Build the convex-combination form with OR-Tools' model builder, from sparse arrays, and solve it with SCIP."""
    from ortools.linear_solver.python import model_builder

    choices, scales = instance.choices, scales_of(instance.choices)
    began = time.perf_counter()
    matrix, lower, upper, most = _rows(choices, scales)
    cost, rent = _costs(choices, scales)
    n, columns = len(choices.group), matrix.shape[1]
    objective = np.concatenate([np.zeros(n), cost, rent])
    model = model_builder.Model()
    model.helper.fill_model_from_sparse_data(np.zeros(columns), most, objective, lower, upper, matrix)
    for column in range(n):
        model.helper.set_var_integrality(column, True)
    built = time.perf_counter()
    solver = model_builder.Solver("scip")
    solver.set_time_limit_in_seconds(asked.seconds)
    solver.set_solver_specific_parameters(f"limits/gap = {asked.gap!r}\n")
    status = solver.solve(model)
    spent = time.perf_counter() - built
    answer = (np.empty(0, dtype=np.int64), np.empty(0))
    value = bound = np.nan
    if status.name in {"OPTIMAL", "FEASIBLE"}:
        values = np.array([solver.value(column) for column in model.get_variables()])
        answer = mean_buffers(instance, values[:n], values[n : n + len(choices.choice)])
        value, bound = solver.objective_value, solver.best_objective_bound
    inside = solver.wall_time
    return Answered(
        built - began,
        spent - inside,
        inside,
        value * scales.cost,
        bound * scales.cost,
        status.name.lower(),
        *answer,
    )


def cp_sat(instance: Instance, asked: Asked) -> Answered:
    """Choose one node an item with OR-Tools' CP-SAT: whole numbers only, so every node is a choice of its own."""
    from ortools.sat.python import cp_model

    choices = instance.choices
    began = time.perf_counter()
    model = cp_model.CpModel()
    take = [model.new_bool_var("") for _ in range(len(choices.choice))]
    group = choices.group[choices.choice]
    for of_group in np.split(np.arange(len(group)), np.flatnonzero(np.diff(group)) + 1):
        model.add_exactly_one(take[k] for k in of_group)
    money = 1e-4  # unit of cost
    rented, rents = [], []
    for limit in range(len(choices.cap)):
        entries = choices.use_limit == limit
        unit = max(choices.cap[limit], 1e-9) / 1e7
        use = np.ceil(choices.use[entries] / unit).astype(np.int64)
        total = cp_model.LinearExpr.weighted_sum([take[k] for k in choices.use_point[entries]], use.tolist())
        if choices.overflow[limit] > 0:
            extra = model.new_int_var(0, int(choices.overflow[limit] / unit), "")
            rented.append(extra)
            rents.append(int(np.ceil(choices.overflow_cost[limit] * unit / money)))
            total = total - extra
        model.add(total <= int(choices.cap[limit] / unit))
    costs = np.round(choices.cost / money).astype(np.int64).tolist()
    model.minimize(cp_model.LinearExpr.weighted_sum([*take, *rented], [*costs, *rents]))
    built = time.perf_counter()
    solver = cp_model.CpSolver()
    solver.parameters.relative_gap_limit = asked.gap
    solver.parameters.max_time_in_seconds = asked.seconds
    solver.parameters.num_workers = asked.threads
    status = solver.solve(model)
    spent = time.perf_counter() - built
    answer = (np.empty(0, dtype=np.int64), np.empty(0))
    value = np.nan
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        points = np.flatnonzero([solver.boolean_value(each) for each in take])
        answer = choices.choice[points], instance.buffer[points]
        value = solver.objective_value
    return Answered(
        built - began,
        spent - solver.wall_time,
        solver.wall_time,
        value * money,
        solver.best_objective_bound * money,
        solver.status_name(status).lower(),
        *answer,
    )


def mean_buffers(instance: Instance, select: Floats, weight: Floats) -> tuple[Ints, Floats]:
    """Return the chosen candidate of each item and the mean of its points' buffers."""
    choices = instance.choices
    weight = np.clip(weight, 0.0, 1.0)
    mean = np.bincount(choices.choice, weights=weight * instance.buffer, minlength=len(choices.group))
    total = np.bincount(choices.choice, weights=weight, minlength=len(choices.group))
    taken = np.flatnonzero(select > 0.5)
    return taken, mean[taken] / total[taken]


def _costs(choices: Choices, scales: Scales) -> tuple[Floats, Floats]:
    return significant(choices.cost / scales.cost), significant(choices.overflow_cost * scales.limit / scales.cost)


def _rows(choices: Choices, scales: Scales) -> tuple[Any, Floats, Floats, Floats]:
    """Return matrix, row bounds and upper bounds of the columns select, weight, overflow."""
    n, p, m = len(choices.group), len(choices.choice), len(choices.cap)
    use = significant(choices.use / scales.limit[choices.use_limit])
    rented = np.flatnonzero(choices.overflow > 0)
    parts = [
        (choices.group, np.arange(n), np.ones(n)),
        (choices.groups + choices.choice, n + np.arange(p), np.ones(p)),
        (choices.groups + np.arange(n), np.arange(n), -np.ones(n)),
        (choices.groups + n + choices.use_limit, n + choices.use_point, use),
        (choices.groups + n + rented, n + p + rented, -np.ones(len(rented))),
    ]
    rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    shape = (choices.groups + n + m, n + p + m)
    matrix = sparse.csr_matrix((values[values != 0], (rows[values != 0], columns[values != 0])), shape=shape)
    ones = np.ones(choices.groups)
    lower = np.concatenate([ones, np.zeros(n), np.full(m, -np.inf)])
    upper = np.concatenate([ones, np.zeros(n), choices.cap / scales.limit])
    most = np.minimum(choices.overflow, choices.reach) / scales.limit
    return matrix, lower, upper, np.concatenate([np.ones(n), np.full(p, np.inf), most])
