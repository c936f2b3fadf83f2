"""One case under many caps: candidates are evaluated once, prices begin at those of the neighbouring caps."""

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

import numpy as np
import pandas as pd

from stockposture.decomposition.crew.place import lanes_of
from stockposture.decomposition.decompose import Decomposition, Found
from stockposture.highs.session import HighsSession
from stockposture.optimise.effort import Effort
from stockposture.planning.clock import Clock, Progress
from stockposture.planning.governed import blaming_rules, told_of_rules
from stockposture.planning.many import as_plan
from stockposture.planning.solve import MANY_ITEMS, by_threads, checked_cap, require_costs, session_or_own, solve
from stockposture.planning.warm import warm_own_process
from stockposture.verify import require_verified
from stockposture_models.candidates.limits import NO_CAP, limits_of
from stockposture_models.candidates.terms import Floats
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.govern import Governed, govern
from stockposture_models.tables.case import Case
from stockposture_models.tables.limit_kind import LimitKind


class Planner(Protocol):
    """Plans one case under caps of its own each time."""

    def plan(self, capital: float | None, space: float | None = None) -> Plan:
        """Return a verified plan, with its own proven gap, under a cap on capital and one on space.

        Parameters
        ----------
        capital
            Working-capital cap, currency; ``None`` for none, whatever the case says.
        space
            Limit on the space of all items together, m3; ``None`` for none.

        Raises
        ------
        NoPlanFitsError
            If no plan keeps the limits; other caps may be asked for after it.
        BadInputError, StoppedWithoutPlanError, VerificationError, ValueError
            See :func:`stockposture.planning.solve.solve`.
        """
        ...


@contextmanager
def planner_of(
    case: Case,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
) -> Iterator[Planner]:
    """Give what plans a case under one pair of caps after the other; from loose to tight is the fast order.

    Parameters
    ----------
    case
        Checked tables and settings.
    progress, workers, executor, cluster
        See :func:`stockposture.planning.solve.solve`.

    Raises
    ------
    BadInputError
        See :func:`stockposture.planning.solve.solve`.
    """
    with session_or_own(None) as session:
        if len(case.items) < MANY_ITEMS:
            yield _OneByOne(case, session, progress)
            return
        require_costs(case)
        governed = govern(case)
        threads = by_threads(case, workers)
        with (
            blaming_rules(governed),
            lanes_of(workers=workers, executor=executor, cluster=cluster, threads=threads) as lanes,
        ):
            lanes.start(warm_own_process)
            clock = Clock(progress)
            limit = case.settings.time_limit
            effort = Effort(case.settings.mip_gap, None if limit is None else clock.started + limit)
            limits = limits_of(governed.case, *_out_of_reach(governed.case))
            with Decomposition(governed.case, limits, lanes, session, effort, clock.part) as many:
                yield _Together(case, governed, many, clock)


def solve_caps(
    case: Case,
    capitals: Sequence[float],
    *,
    space: float | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
) -> list[Plan]:
    """Plan a case under each of several working-capital caps.

    Parameters
    ----------
    case
        Checked tables and settings.
    capitals
        Caps, currency, in any order; ``math.inf`` for none.
    space, progress, workers, executor, cluster
        See :func:`stockposture.planning.solve.solve`.

    Returns
    -------
    list of Plan
        One a cap, in the order of the caps; each verified, with its own proven gap.

    Raises
    ------
    NoPlanFitsError
        If no plan keeps the limits under one of the caps.
    BadInputError, StoppedWithoutPlanError, VerificationError, ValueError
        See :func:`stockposture.planning.solve.solve`.
    """
    asked = [checked_cap("capital", capital) for capital in capitals]
    space = checked_cap("space", space)
    loose = [math.inf if cap is None else cap for cap in asked]
    plans: dict[int, Plan] = {}
    with planner_of(case, progress=progress, workers=workers, executor=executor, cluster=cluster) as planner:
        for place in sorted(range(len(asked)), key=lambda place: -loose[place]):
            plans[place] = planner.plan(asked[place], space)
    return [plans[place] for place in range(len(asked))]


class _OneByOne:
    """Few items: nothing to share but the solver."""

    def __init__(self, case: Case, session: HighsSession, progress: Progress | None) -> None:
        self._case, self._session, self._progress = case, session, progress

    def plan(self, capital: float | None, space: float | None = None) -> Plan:
        capital = math.inf if capital is None else capital
        return solve(self._case, capital=capital, space=space, progress=self._progress, session=self._session)


class _Together:
    """Many items: one decomposition for all caps."""

    def __init__(self, given: Case, governed: Governed, many: Decomposition, clock: Clock) -> None:
        self._given, self._governed, self._many, self._clock = given, governed, many, clock
        self._found: Found | None = None
        self._rows = pd.DataFrame()

    def plan(self, capital: float | None, space: float | None = None) -> Plan:
        capital, space = checked_cap("capital", capital), checked_cap("space", space)
        found = self._found_under(self._caps(capital, space))
        plan = as_plan(self._many, found, self._rows, capital=capital, space=space)
        asked = {LimitKind.CAPITAL: capital, LimitKind.SPACE: space}
        kept = tuple(use for use in plan.summary.limits if asked.get(use.kind, 0.0) is not None)
        plan = replace(plan, summary=plan.summary.model_copy(update={"limits": kept}))
        plan = told_of_rules(plan, self._governed, self._given)
        self._clock.stage("verification", plan.summary.gap)
        require_verified(plan, capital=capital, space=space)
        return replace(plan, summary=plan.summary.model_copy(update={"seconds": self._clock.seconds}))

    def _found_under(self, cap: Floats) -> Found:
        last = self._found
        if last is not None and (cap <= last.cap).all() and ((last.core.use <= cap) | (cap == last.cap)).all():
            # A plan under looser caps that keeps these too: its bound holds for the fewer plans there are now.
            self._found = replace(last, cap=cap)
        else:
            # Not before it is found: after a cap that nothing keeps the next begins from samples again.
            self._found = None
            self._found = self._many.plan(cap, last)
            self._rows = self._many.rows(self._found)
        return self._found

    def _caps(self, capital: float | None, space: float | None) -> Floats:
        """Return the caps of all limits; one that nothing reaches stands for none: limits must stay the same ones."""
        limits = self._many.limits
        caps: Floats = limits.cap.copy()
        for row, cap in ((limits.capital, capital), (limits.space, space)):
            if cap is not None:
                caps[row] = cap
        return caps


def _out_of_reach(case: Case) -> tuple[float, float]:
    """Return more capital, currency, and more space, m3, than any plan takes: years of demand at the highest price."""
    price = np.maximum.reduceat(case.offers["unit_price"].to_numpy(np.float64), case.first_offer[:-1])
    least = case.items["min_buffer"].to_numpy(np.float64)
    units = 10.0 * 365.0 * case.items["demand_mean"].to_numpy(np.float64) + least + 1.0
    volume = case.items["unit_volume"].to_numpy(np.float64)
    most = NO_CAP / 10.0
    return min(most, float((price * units).sum()) + 1.0), min(most, float((volume * units).sum()) + 1.0)
