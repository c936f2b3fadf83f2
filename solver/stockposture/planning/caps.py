"""One case under many capital caps: candidates are evaluated once, prices begin at those of the neighbouring cap."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace

import numpy as np
import pandas as pd

from stockposture.decomposition.crew.place import lanes_of
from stockposture.decomposition.decompose import Decomposition, Found
from stockposture.optimise.effort import Effort
from stockposture.planning.clock import Clock, Progress
from stockposture.planning.governed import blaming_rules, told_of_rules
from stockposture.planning.many import as_plan
from stockposture.planning.solve import MANY_ITEMS, by_threads, checked_cap, require_costs, session_or_own, solve
from stockposture.planning.warm import warm_own_process
from stockposture.verify import require_verified
from stockposture_models.candidates.limits import NO_CAP, Limits, limits_of
from stockposture_models.candidates.terms import Floats
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.govern import govern
from stockposture_models.tables.case import Case
from stockposture_models.tables.limit_kind import LimitKind


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
    with session_or_own(None) as session:
        if len(case.items) < MANY_ITEMS:
            return [
                solve(case, capital=np.inf if cap is None else cap, space=space, progress=progress, session=session)
                for cap in asked
            ]
        clock = Clock(progress)
        require_costs(case)
        given, governed = case, govern(case)
        case = governed.case
        limit = case.settings.time_limit
        effort = Effort(case.settings.mip_gap, None if limit is None else clock.started + limit)
        # A cap that nothing reaches stands for none: the limits must be the same ones under all caps.
        largest = max((cap for cap in asked if cap is not None), default=0.0)
        out_of_reach = min(NO_CAP / 10.0, max(1e3 * largest, _all_stock(case)))
        limits = limits_of(case, out_of_reach, space)
        plans: dict[int, Plan] = {}
        with (
            blaming_rules(governed),
            lanes_of(workers=workers, executor=executor, cluster=cluster, threads=by_threads(case, workers)) as lanes,
            Decomposition(case, limits, lanes, session, effort, clock.part) as many,
        ):
            lanes.start(warm_own_process)
            # From loose to tight: the prices of one cap are near those of the next.
            everywhere = [_with_capital(limits, out_of_reach if cap is None else cap) for cap in asked]
            places = sorted(range(len(asked)), key=lambda place: -everywhere[place][limits.capital])
            found: Found | None = None
            rows = pd.DataFrame()
            for place in places:
                cap = asked[place]
                caps = everywhere[place]
                if found is not None and found.core.use[limits.capital] <= caps[limits.capital]:
                    # A looser cap's plan that keeps this one too: its bound holds for the fewer plans there are now.
                    found = replace(found, cap=caps)
                else:
                    found = many.plan(caps, None if found is None else found.settled)
                    rows = many.rows(found)
                plan = as_plan(many, found, rows, capital=cap, space=space)
                if cap is None:
                    limited = tuple(use for use in plan.summary.limits if use.kind is not LimitKind.CAPITAL)
                    plan = replace(plan, summary=plan.summary.model_copy(update={"limits": limited}))
                plan = told_of_rules(plan, governed, given)
                clock.stage("verification", plan.summary.gap)
                require_verified(plan, capital=cap, space=space)
                plans[place] = replace(plan, summary=plan.summary.model_copy(update={"seconds": clock.seconds}))
        return [plans[place] for place in range(len(asked))]


def _with_capital(limits: Limits, capital: float) -> Floats:
    caps: Floats = limits.cap.copy()
    caps[limits.capital] = capital
    return caps


def _all_stock(case: Case) -> float:
    """Return more capital than any plan can tie up, currency: years of demand at the highest price."""
    price = np.maximum.reduceat(case.offers["unit_price"].to_numpy(np.float64), case.first_offer[:-1])
    least = case.items["min_buffer"].to_numpy(np.float64)
    return float((price * (10.0 * 365.0 * case.items["demand_mean"].to_numpy(np.float64) + least + 1.0)).sum()) + 1.0
