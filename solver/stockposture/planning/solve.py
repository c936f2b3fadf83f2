"""The verb ``solve``: from a case to a verified plan."""

import math
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace

from stockposture.highs.session import HighsSession
from stockposture.optimise.effort import Effort
from stockposture.planning.clock import Clock, Progress
from stockposture.planning.governed import blaming_rules, told_of_rules
from stockposture.planning.warm import warm_own_process
from stockposture.verify import require_verified
from stockposture_models.candidates.limits import NO_CAP
from stockposture_models.errors import BadInputError, StoppedWithoutPlanError
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.govern import govern
from stockposture_models.tables.case import Case

#: From so many items on the limits are priced and the items decide in partitions; below, one model sees them all.
MANY_ITEMS = 500
#: Up to so many, one model may still be tried where the other way found nothing.
STILL_FEW = 1_500
#: From so many items on processes of our own are worth their start.
WORTH_PROCESSES = 5_000


def solve(
    case: Case,
    *,
    capital: float | None = None,
    space: float | None = None,
    progress: Progress | None = None,
    session: HighsSession | None = None,
    full: bool = False,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
    own_process: bool = False,
) -> Plan:
    """Choose posture, buffer and supplier split for every item, and prove how good the choice is.

    Parameters
    ----------
    case
        Checked tables and settings; ``settings.mip_gap`` and ``settings.time_limit`` say when to stop.
    capital
        Working-capital cap, currency; ``None`` takes the case's ``capital_cap``, ``math.inf`` is no cap.
    space
        Limit on the space of all items together, m3, on top of the warehouses' own; ``None`` for none.
    progress
        Called at every stage.
    session
        A solver session to use again; by default one is started and ended.
    full
        Keep every candidate in the mixed-integer model, whatever prices rule out: for cross-checks.
    workers
        Processes of our own for many items; ``None`` for one a core where that pays, else threads; 1 for none.
    executor
        Where the work on many items is done instead: any executor, of processes or of a cluster; not shut down.
    cluster
        Address of a Dask scheduler, ``tcp://host:8786``, to work there instead (extra ``dask``).
    own_process
        Whether no code but stockposture's runs in this process, which then loads what it needs in half the time; see
        :func:`stockposture.planning.warm.warm_own_process`.

    Returns
    -------
    Plan
        Verified: every figure recomputed from the tables, every limit kept.

    Raises
    ------
    BadInputError
        If an item is left without any policy by its own rules, or by the case's governance rules.
    NoPlanFitsError
        If no plan keeps the limits.
    StoppedWithoutPlanError
        If the time limit ran out before any plan was found.
    VerificationError
        If the independent verifier disagrees with the plan.
    ValueError
        If a cap is negative or not a number.
    """
    capital = checked_cap("capital", case.settings.capital_cap if capital is None else capital)
    space = checked_cap("space", space)
    clock = Clock(progress)
    require_costs(case)
    given, governed = case, govern(case)
    case = governed.case
    limit = case.settings.time_limit
    effort = Effort(case.settings.mip_gap, None if limit is None else clock.started + limit, full)
    with blaming_rules(governed), session_or_own(session) as solver:
        warm_here = warm_own_process if own_process else lambda: None
        if full or len(case.items) < MANY_ITEMS:
            warm_here()
            plan = solve_few(case, solver, effort, clock, capital=capital, space=space)
        else:
            from stockposture.decomposition.crew.place import lanes_of

            try:
                threads = by_threads(case, workers)
                with lanes_of(workers=workers, executor=executor, cluster=cluster, threads=threads) as lanes:
                    lanes.start(warm_own_process)
                    warm_here()
                    from stockposture.planning.many import solve_many

                    plan = solve_many(case, lanes, solver, effort, clock, capital=capital, space=space)
            except StoppedWithoutPlanError:
                # One model of all items either finds what the core did not, or says which limits cannot hold.
                if len(case.items) > STILL_FEW or effort.is_over:
                    raise
                plan = solve_few(case, solver, effort, clock, capital=capital, space=space)
    plan = told_of_rules(plan, governed, given)
    clock.stage("verification", None)
    require_verified(plan, capital=capital, space=space)
    return replace(plan, summary=plan.summary.model_copy(update={"seconds": clock.seconds}))


def solve_few(
    case: Case,
    session: HighsSession,
    effort: Effort,
    clock: Clock,
    *,
    capital: float | None,
    space: float | None,
) -> Plan:
    """Return a plan by one model of all items, whole but for the seconds per stage; parameters as of the other way."""
    from stockposture.optimise.assemble import assemble
    from stockposture.optimise.problem import pose
    from stockposture.optimise.search import search

    clock.stage("candidates", None)
    problem = pose(case, capital=capital, space=space)
    found = search(problem, session, effort, clock.stage)
    clock.stage("reasons", None)
    return assemble(problem, found, capital=capital, space=space)


def require_costs(case: Case) -> None:
    """Refuse a case whose items' target fill rates have not been turned into stockout costs.

    Raises
    ------
    BadInputError
        Naming the first of them.
    """
    without = case.items["stockout_cost"].isna().to_numpy()
    if without.any():
        problem = f"{without.sum():,} items have a target_fill_rate in place of a stockout cost"
        remedy = "work their costs out first: stockposture segment CASE --out CASE2, in Python segment(case).case"
        sku = str(case.items["sku"].iloc[int(without.argmax())])
        raise BadInputError([Finding(Severity.FAULT, problem, remedy, "items", column="stockout_cost", value=sku)])


def by_threads(case: Case, workers: int | None) -> bool:
    """Whether to work in threads: where processes do not pay, unless they are asked for."""
    return workers is None and len(case.items) < WORTH_PROCESSES


@contextmanager
def session_or_own(session: HighsSession | None) -> Iterator[HighsSession]:
    """Give the session, or one of our own that ends with the block."""
    if session is not None:
        yield session
        return
    with HighsSession() as own:
        own.start()
        yield own


def checked_cap(name: str, cap: float | None) -> float | None:
    """Return a cap, ``None`` for one so large that it is none."""
    if cap is None or cap >= NO_CAP:
        return None
    if math.isnan(cap) or cap < 0:
        raise ValueError(f"{name} is {cap!r}; a cap is 0 or more")
    return cap
