"""Whether any plan fits the limits, and if none does, why.

Every use of a limit is least at a candidate's least buffer, so a plan fits if and only if one of least buffers does.
"""

from dataclasses import replace

import numpy as np

from stockposture.highs.session import HighsSession
from stockposture.optimise.curves import Curves
from stockposture.optimise.dual import least_use_points, relax
from stockposture.optimise.incumbent import Incumbent, assess
from stockposture.optimise.mip import MipAnswer, solve_points
from stockposture.optimise.points import Points, points_at
from stockposture.optimise.problem import Problem
from stockposture.optimise.shortfall import Shortfall
from stockposture.optimise.shortfall import no_plan_fits as told_no_plan_fits
from stockposture_models.candidates.economics import Economics
from stockposture_models.candidates.terms import Floats
from stockposture_models.errors import NoPlanFitsError, StoppedWithoutPlanError

#: Scaled shortfalls below this are the solver's rounding.
_ROUNDING = 1e-7
#: Most nodes of the search for the least that a limit needs.
_NODES = 10_000


def fitting_points(problem: Problem, curves: Curves, session: HighsSession, *, seconds: float | None = None) -> Points:
    """Return points of which a mix keeps all limits.

    ``seconds`` limits each solve of the explanation where there are none.

    Raises
    ------
    NoPlanFitsError
        If there is none: which limits cannot hold, by how much, and the least each needs.
    """
    leanest = _leanest(curves)
    start = least_use_points(problem, leanest)
    if len(problem.limits) == 0:
        return start
    free = _without_costs(problem)
    costless = Curves(leanest.rows, _costless(leanest.economics))
    relaxation = relax(
        free,
        costless,
        session,
        start=replace(start, cost=np.zeros(len(start))),
        tolerance=_ROUNDING / 10,
        elastic=True,
    )
    if relaxation.cost > _ROUNDING:
        raise no_plan_fits(problem, curves, session, seconds=seconds)
    known = relaxation.points
    keep = np.isin(curves.rows, known.row)
    mask = np.zeros(curves.buffer.shape, dtype=np.bool_)
    mask[keep, 0] = True
    return points_at(problem, curves, mask)


def leanest_points(problem: Problem, curves: Curves) -> Points:
    """Return every candidate at its least buffer."""
    mask = np.zeros(curves.buffer.shape, dtype=np.bool_)
    mask[:, 0] = True
    return points_at(problem, curves, mask)


def leanest_plan(problem: Problem, curves: Curves, session: HighsSession, *, seconds: float | None = None) -> Incumbent:
    """Return any plan of least buffers, for where quick looks found none: a tight fit is hard to find.

    Parameters
    ----------
    problem, curves, session
        What must fit, and the solver.
    seconds
        Time limit; ``None`` for none.

    Raises
    ------
    NoPlanFitsError
        If it is proven that there is none.
    StoppedWithoutPlanError
        If the solver neither found one nor proved that there is none.
    """
    points = leanest_points(problem, curves)
    rows = list(range(len(problem.limits)))
    violation, answer = _violated(problem, points, session, rows, elastic=rows, seconds=seconds)
    if answer.incumbent is not None:
        chosen = answer.incumbent.points
        plan = assess(problem, chosen.row, chosen.buffer)
        if plan is not None:
            return plan
    if answer.bound > _ROUNDING or violation - answer.bound <= _ROUNDING:
        raise no_plan_fits(problem, curves, session, seconds=seconds)
    raise StoppedWithoutPlanError(
        "no plan was found and none could be ruled out: the limits fit too tightly; loosen one by a little, or allow "
        "more with --time-limit"
    )


def no_plan_fits(
    problem: Problem, curves: Curves, session: HighsSession, *, seconds: float | None = None
) -> NoPlanFitsError:
    """Return the explanation: limits that cannot hold by themselves, else a set that contradicts itself."""
    limits = problem.limits
    points = leanest_points(problem, curves)
    alone = np.array([least_use(problem, points, row) for row in range(len(limits))])
    room = limits.cap + limits.overflow
    broken = np.flatnonzero(alone > room * (1 + _ROUNDING) + 1e-12).tolist()
    shortfalls = [Shortfall(row, float(room[row]), float(alone[row]), float(alone[row])) for row in broken]
    together = [] if broken else _contradiction(problem, points, session, seconds)
    for row in together:
        others = [other for other in together if other != row]
        needed = _least_beside(problem, points, session, row, others, seconds)
        shortfalls.append(Shortfall(row, float(room[row]), float(alone[row]), needed))
    return told_no_plan_fits(shortfalls, limits.describe, limits.fields, together=not broken)


def least_use(problem: Problem, points: Points, row: int) -> float:
    """Return the least use of one limit, all others ignored: each item takes its least."""
    use = np.where(points.limit == row, points.use, 0.0).sum(axis=1)
    item = problem.candidates.item[points.row]
    order = np.argsort(item, kind="stable")
    return float(np.minimum.reduceat(use[order], np.searchsorted(item[order], np.arange(problem.item_count))).sum())


def _contradiction(problem: Problem, points: Points, session: HighsSession, seconds: float | None) -> list[int]:
    """Return a smallest-by-deletion set of limits that cannot hold together."""
    kept = list(range(len(problem.limits)))
    for row in list(kept):
        rest = [other for other in kept if other != row]
        if rest and _least_violation(problem, points, session, rest, elastic=rest, seconds=seconds)[0] > _ROUNDING:
            kept = rest
    return kept


def _least_beside(
    problem: Problem, points: Points, session: HighsSession, row: int, others: list[int], seconds: float | None
) -> float:
    """Return the least use of a limit while the others hold."""
    return _least_violation(problem, points, session, [row, *others], elastic=[row], seconds=seconds)[1]


def _least_violation(
    problem: Problem,
    points: Points,
    session: HighsSession,
    rows: list[int],
    *,
    elastic: list[int],
    seconds: float | None,
) -> tuple[float, float]:
    """Return the least scaled violation of the elastic limits with ``rows`` in force, and the first one's use."""
    violation, answer = _violated(problem, points, session, rows, elastic=elastic, seconds=seconds)
    if answer.incumbent is None:
        return np.inf, np.inf
    return violation, float(answer.incumbent.use[elastic[0]])


def _violated(
    problem: Problem,
    points: Points,
    session: HighsSession,
    rows: list[int],
    *,
    elastic: list[int],
    seconds: float | None,
) -> tuple[float, MipAnswer]:
    """Violate the elastic limits least with ``rows`` in force; return by how much, scaled, and the answer.

    The elastic part is overflow: as much as one likes, at a price of 1 per unit of scale.
    """
    limits = problem.limits
    scale = np.maximum(np.abs(limits.cap + limits.overflow), 1e-9)
    touched = points.limit >= 0
    np.maximum.at(scale, points.limit[touched], np.abs(points.use[touched]))
    total = np.zeros(len(limits))
    np.add.at(total, points.limit[touched], np.abs(points.use[touched]))
    ignored = np.setdiff1d(np.arange(len(limits)), rows)
    cap = limits.cap + limits.overflow
    cap[ignored] = total[ignored]
    overflow, price = np.zeros(len(limits)), np.zeros(len(limits))
    overflow[elastic] = total[elastic] + scale[elastic]
    price[elastic] = 1.0 / scale[elastic]
    relaxed = replace(_without_costs(problem), limits=replace(limits, cap=cap, overflow=overflow, overflow_cost=price))
    free = replace(points, cost=np.zeros(len(points)))
    answer = solve_points(relaxed, free, session, whole=False, gap=0.0, seconds=seconds, nodes=_NODES)
    if answer.incumbent is None:
        return np.inf, answer
    use = answer.incumbent.use[elastic]
    return float((np.maximum(0.0, use - cap[elastic]) / scale[elastic]).sum()), answer


def _leanest(curves: Curves) -> Curves:
    values = {name: getattr(curves.economics, name)[:, :1] for name in Economics.__dataclass_fields__}
    return Curves(curves.rows, Economics(**values))


def _without_costs(problem: Problem) -> Problem:
    limits = problem.limits
    return replace(
        problem,
        limits=replace(limits, overflow_cost=np.zeros(len(limits))),
        opening_cost=np.zeros(len(problem.opening_cost)),
    )


def _costless(economics: Economics) -> Economics:
    zero: Floats = np.zeros(economics.buffer.shape)
    return replace(economics, relevant=zero, stockout=zero)
