"""Many items: see :mod:`stockposture.decomposition.decompose`."""

from dataclasses import replace

import pandas as pd

from stockposture.decomposition.crew.lanes import Lanes
from stockposture.decomposition.decompose import Decomposition, Found
from stockposture.highs.session import HighsSession
from stockposture.optimise.assemble import Outcome, summarise
from stockposture.optimise.effort import Effort
from stockposture.planning.clock import Clock
from stockposture_models.candidates.limits import limits_of
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case


def solve_many(
    case: Case,
    lanes: Lanes,
    session: HighsSession,
    effort: Effort,
    clock: Clock,
    *,
    capital: float | None,
    space: float | None,
) -> Plan:
    """Return a plan that is whole but for the seconds per stage.

    Parameters
    ----------
    case
        The case.
    lanes, session
        Where the work is done, and the solver.
    effort
        Gap and time.
    clock
        Told of stages.
    capital, space
        The caps.

    Raises
    ------
    NoPlanFitsError, StoppedWithoutPlanError, BadInputError
        See :func:`stockposture.planning.solve.solve`.
    """
    limits = limits_of(case, capital, space)
    with Decomposition(case, limits, lanes, session, effort, clock.part) as many:
        found = many.plan(limits.cap)
        return as_plan(many, found, many.rows(found, is_last=True), capital=capital, space=space)


def as_plan(
    many: Decomposition, found: Found, items: pd.DataFrame, *, capital: float | None, space: float | None
) -> Plan:
    """Return what was found under these caps as a plan, whole but for the seconds per stage."""
    core = found.core
    outcome = Outcome(
        limits=replace(many.limits, cap=found.cap),
        opening=many.opening,
        cost=core.cost,
        use=core.use,
        overflow=core.overflow,
        opened=core.opened,
        prices=found.settled.dual.prices.limit,
        bound=found.bound,
        interrupted=found.settled.interrupted,
    )
    candidates = found.settled.weighed
    summary = summarise(many.case, items, outcome, candidates=candidates, capital=capital, space=space)
    return Plan(items, summary, many.case)
