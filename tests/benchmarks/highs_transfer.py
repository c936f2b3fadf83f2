"""How long building, compiling, sending and solving take, ours against Pyomo's own ways to HiGHS.

Run by hand: ``python tests/benchmarks/highs_transfer.py [--items 1000] [--candidates 30] [--points 9]``.
The model is the convex-combination form: one policy an item, a weight per buffer breakpoint, one capital row
and one space row that both bind.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.common.gc_manager import PauseGC
from pyomo.core.expr import LinearExpression, MonomialTermExpression

from stockposture.highs.compile import compile_model
from stockposture.highs.guards import check
from stockposture.highs.params import HighsParams
from stockposture.highs.session import HighsSession

Floats = NDArray[np.float64]
GAP, TIME_LIMIT, AT_ONCE = 1e-4, 300.0, 0.01


@dataclass(frozen=True)
class Catalogue:
    """Random items: cost, capital and space, each (items, candidates, breakpoints), and the two caps."""

    cost: Floats
    capital: Floats
    space: Floats
    capital_cap: float
    space_cap: float


def catalogue(items: int, candidates: int, points: int) -> Catalogue:
    """Return items whose shortage falls off exponentially in the buffer and whose stock grows with it."""
    rng = np.random.default_rng(0)
    mu = rng.lognormal(3, 1, (items, 1, 1))
    value, volume = rng.lognormal(2, 1, (items, 1, 1)), rng.lognormal(-5, 1, (items, 1, 1))
    interval = rng.choice([1, 2, 5, 7, 14, 30, 60], (items, candidates, 1))
    risk, reach = rng.uniform(0.005, 0.1, (items, candidates, 1)), rng.uniform(2, 40, (items, candidates, 1))
    buffer = np.linspace(0, 1, points)[None, None, :] ** 2 * rng.uniform(5, 180, (items, candidates, 1))
    stock = mu * (interval / 2 + buffer)
    short = 365 * mu * risk * np.exp(-buffer / reach) * value * rng.uniform(0.5, 5, (items, 1, 1))
    fixed = rng.uniform(50, 2000, (items, candidates, 1)) * 30 / interval
    cost, capital, space = fixed + short + 0.25 * value * stock, value * stock, volume * stock
    at = cost.reshape(items, -1).argmin(axis=1)[:, None]
    wanted = [np.take_along_axis(use.reshape(items, -1), at, axis=1).sum() for use in (capital, space)]
    return Catalogue(cost, capital, space, 0.6 * wanted[0], 0.45 * wanted[1])


def built(data: Catalogue) -> pyo.ConcreteModel:
    """Build the model the fastest way found: flat index, expressions from lists, no garbage collection."""
    with PauseGC():
        return from_lists(data)


def from_lists(data: Catalogue) -> pyo.ConcreteModel:
    """Build with one flat index a variable, and expressions from lists of variables and coefficients."""
    items, candidates, points = data.cost.shape
    model = pyo.ConcreteModel()
    model.select = pyo.Var(range(items * candidates), domain=pyo.Binary)
    model.weight = pyo.Var(range(items * candidates * points), domain=pyo.NonNegativeReals)
    select, weight = list(model.select.values()), list(model.weight.values())

    def one(_: Any, item: int) -> Any:
        return LinearExpression(select[item * candidates : (item + 1) * candidates]) == 1

    def convex(_: Any, policy: int) -> Any:
        terms = weight[policy * points : (policy + 1) * points]
        return LinearExpression([*terms, MonomialTermExpression((-1, select[policy]))]) == 0

    def total(use: Floats) -> Any:
        return LinearExpression(linear_coefs=use.ravel().tolist(), linear_vars=weight)

    model.one = pyo.Constraint(range(items), rule=one)
    model.convex = pyo.Constraint(range(items * candidates), rule=convex)
    model.capital = pyo.Constraint(expr=total(data.capital) <= data.capital_cap)
    model.space = pyo.Constraint(expr=total(data.space) <= data.space_cap)
    model.cost = pyo.Objective(expr=total(data.cost))
    return model


def plainly_built(data: Catalogue) -> pyo.ConcreteModel:
    """Build the same model the textbook way: three indices, rules with sums."""
    items, candidates, points = (range(n) for n in data.cost.shape)
    cost, capital, space = data.cost.tolist(), data.capital.tolist(), data.space.tolist()
    model = pyo.ConcreteModel()
    model.select = pyo.Var(items, candidates, domain=pyo.Binary)
    model.weight = pyo.Var(items, candidates, points, domain=pyo.NonNegativeReals)
    model.one = pyo.Constraint(items, rule=lambda m, i: sum(m.select[i, p] for p in candidates) == 1)
    model.convex = pyo.Constraint(
        items, candidates, rule=lambda m, i, p: sum(m.weight[i, p, k] for k in points) == m.select[i, p]
    )

    def total(use: Any) -> Any:
        return sum(use[i][p][k] * model.weight[i, p, k] for i in items for p in candidates for k in points)

    model.capital = pyo.Constraint(expr=total(capital) <= data.capital_cap)
    model.space = pyo.Constraint(expr=total(space) <= data.space_cap)
    model.cost = pyo.Objective(expr=total(cost))
    return model


def timed(what: str, action: Callable[[], Any]) -> Any:
    """Run, print the seconds, return what came out."""
    began = time.perf_counter()
    outcome = action()
    sys.stdout.write(f"{what:<44}{time.perf_counter() - began:9.2f} s\n")
    return outcome


def ours(model: pyo.ConcreteModel) -> None:
    """Compile, check, send and solve by our adapter."""
    compiled = timed("ours: compile", lambda: compile_model(model))
    timed("ours: check", lambda: check(compiled))
    with HighsSession() as session:
        tiny = pyo.ConcreteModel()
        tiny.x = pyo.Var(bounds=(1, 2))
        tiny.cost = pyo.Objective(expr=tiny.x)
        timed("ours: start the worker, solve nothing", lambda: session.solve(tiny))
        at_once = HighsParams(time_limit=AT_ONCE)
        timed("ours: send, load, receive", lambda: session.solve_arrays(compiled, at_once))
        params = HighsParams(mip_gap=GAP, time_limit=TIME_LIMIT)
        result = timed("ours: solve", lambda: session.solve_arrays(compiled, params))
        tell(f"{result.status} in {result.seconds:.2f} s, {result.objective:.2f}, gap {result.gap:.1e}")
        relaxed = timed("ours: solve the relaxation", lambda: session.solve_arrays(compiled, relax=True))
        duals = [float(relaxed.duals_of(row)[0]) for row in (model.capital, model.space)]
        tell(f"bound {relaxed.objective:.2f}, duals {duals[0]:.4f}, {duals[1]:.2f}")


def tell(text: str) -> None:
    """Print a remark below a line of the table."""
    sys.stdout.write(f"    {text}\n")


def pyomos(name: str, model: pyo.ConcreteModel) -> None:
    """Hand the model to an interface of Pyomo and let HiGHS stop at once: what is left is the transfer."""
    options: dict[str, Any] = {"timelimit": AT_ONCE, "load_solutions": False}
    if name == "highs":
        options["raise_exception_on_nonoptimal_result"] = False
    solver = pyo.SolverFactory(name)
    timed(f"{name}: transfer", lambda: solver.solve(model, **options))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("items", 1000), ("candidates", 30), ("points", 9)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    data = catalogue(asked.items, asked.candidates, asked.points)
    sys.stdout.write(f"{asked.items} items x {asked.candidates} x {asked.points}, {os.cpu_count()} cores\n")
    model = timed("build, from lists", lambda: built(data))
    timed("build, the textbook way", lambda: plainly_built(data))
    for name in ("highs", "appsi_highs"):
        pyomos(name, model)
    ours(model)


if __name__ == "__main__":
    main()
