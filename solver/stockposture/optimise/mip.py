"""The Pyomo model over some points, solved by HiGHS, read back as a plan and a bound."""

from dataclasses import dataclass, replace

import numpy as np

from stockposture.highs.params import HighsParams
from stockposture.highs.result import MipStatus
from stockposture.highs.session import HighsSession
from stockposture.optimise.incumbent import Incumbent, assess
from stockposture.optimise.points import Points, choices_of
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.errors import SolverFaultError
from stockposture_models.formulation.scales import scales_of

#: Part by which caps are tightened when the solver's tolerance let a plan slip over a limit.
_TIGHTER = 1e-6
#: Ends that may leave no solution without a fault.
_STOPPED = {MipStatus.TIME_LIMIT, MipStatus.UNKNOWN, MipStatus.WORKER_DIED}


@dataclass(frozen=True)
class MipAnswer:
    """What the solver said of a set of points.

    Parameters
    ----------
    bound
        No mix of the points is cheaper, currency/yr; ``inf`` if none fits the limits.
    rows, buffer
        (items,) chosen candidates and mean buffers; empty without a solution.
    incumbent
        The solution as a plan of whole units, if it is one that keeps every limit.
    """

    bound: float
    rows: Ints
    buffer: Floats
    incumbent: Incumbent | None


def solve_points(
    problem: Problem,
    points: Points,
    session: HighsSession,
    *,
    whole: bool,
    gap: float,
    seconds: float | None,
    nodes: int,
    cap_factor: float = 1.0,
) -> MipAnswer:
    """Choose among the points: exactly one an item if ``whole``, else a mean of one candidate's points.

    Parameters
    ----------
    problem, points
        What to choose from; points ordered by candidate, at least one an item.
    session
        The solver.
    whole
        Whether points are whole-unit buffers to be taken as they are.
    gap
        Relative gap at which the solver may stop.
    seconds
        Time limit; ``None`` for none.
    nodes
        Most nodes of the search tree: a limit that, unlike time, leaves the same input the same plan.
    cap_factor
        Factor on all caps.
    """
    from stockposture_models.formulation.model import build_model  # loads Pyomo

    choices, rows = choices_of(problem, points, whole=whole)
    scales = scales_of(choices)
    if cap_factor != 1.0:
        choices = replace(choices, cap=choices.cap * cap_factor)
    model = build_model(choices, scales)
    params = HighsParams(
        mip_gap=gap,
        mip_abs_gap=1e-9,
        time_limit=seconds,
        seed=problem.case.settings.seed,
        options=(("mip_max_nodes", nodes),),
    )
    result = session.solve(model, params)
    nothing = np.empty(0, dtype=np.int64), np.empty(0)
    if result.status is MipStatus.INFEASIBLE:
        return MipAnswer(np.inf, *nothing, None)
    bound = result.bound * scales.cost if np.isfinite(result.bound) else -np.inf
    if result.values is None:
        if result.status not in _STOPPED:
            raise SolverFaultError(f"HiGHS ended {result.status}: {result.message}")
        return MipAnswer(bound, *nothing, None)
    weight = result.values_of(model.weight)
    selected = result.values_of(model.select) > 0.5
    mean = np.bincount(choices.choice, weights=weight * points.buffer, minlength=len(rows))
    total = np.bincount(choices.choice, weights=weight, minlength=len(rows))
    buffer = mean[selected] / total[selected]
    chosen = rows[selected]
    if not whole:
        # A hair below a whole number is that number: the weights carry the solver's tolerance.
        return MipAnswer(bound, chosen, buffer, assess(problem, chosen, np.floor(buffer + 1e-6)))
    buffer = np.round(buffer)
    incumbent = assess(problem, chosen, buffer)
    if incumbent is None and cap_factor == 1.0:
        # The solver's tolerance let it over a cap by a hair; the bound of the untightened model still holds.
        again = solve_points(
            problem,
            points,
            session,
            whole=True,
            gap=gap,
            seconds=seconds,
            nodes=nodes,
            cap_factor=1.0 - _TIGHTER,
        )
        incumbent = again.incumbent
    return MipAnswer(bound, chosen, buffer, incumbent)
