"""The verb ``frontier``: one case under many limits."""

import math
import time
from collections.abc import Sequence
from concurrent.futures import Executor

import pandas as pd

from stockposture.frontiers.changes import changes_along
from stockposture.frontiers.decisions import TEXTS, Words, decisions_of
from stockposture.frontiers.point import Caps, Missed, Point, missed
from stockposture.frontiers.result import Frontier
from stockposture.frontiers.sweep import Sweep, caps_of, ensure_few, needs_unlimited
from stockposture.frontiers.tables import limits_table, points_table, shortfalls_table
from stockposture.frontiers.told import Told
from stockposture.planning.caps import planner_of
from stockposture.planning.clock import Progress
from stockposture_models.errors import NoPlanFitsError, StoppedWithoutPlanError
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case


def frontier(
    case: Case,
    *,
    capital: Sweep | None = None,
    space: Sweep | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
) -> Frontier:
    """Plan a case under each of many limits.

    Parameters
    ----------
    case
        What to plan; its ``capital_cap`` holds where ``capital`` is not swept.
    capital
        Working-capital caps; ``None`` for the case's own alone.
    space
        Limits on the space of all items together, in place of none. With both, every cap is planned under every
        limit: a grid.
    progress
        Called with the point and the stage, and the gap once there is a plan.
    workers, executor, cluster
        See :func:`stockposture.planning.solve.solve`.

    Raises
    ------
    NoPlanFitsError
        If percentages were asked for and no plan fits even without the swept limits.
    BadInputError, VerificationError, ValueError
        See :func:`stockposture.planning.solve.solve`; ``ValueError`` too for no sweep and for too many points.
    """
    if capital is None and space is None:
        raise ValueError("a frontier goes through limits: give capital, space or both")
    ensure_few(capital, space)
    swept = tuple(name for name, sweep in (("capital", capital), ("space", space)) if sweep is not None)
    started = time.monotonic()
    words = {name: Words() for name in TEXTS}
    own = math.inf if case.settings.capital_cap is None else case.settings.capital_cap
    skus = pd.Series([], dtype="str")
    told = Told(progress)
    with planner_of(case, progress=told, workers=workers, executor=executor, cluster=cluster) as planner:
        free: Plan | None = None
        if needs_unlimited(capital) or needs_unlimited(space):
            told.part = "without the limits"
            free = planner.plan(own if capital is None else math.inf)
        grid = _grid(capital, space, own, free)
        points: dict[Caps, Point | Missed] = {}
        # From loose to tight: one plan is the best beginning for the next.
        for number, caps in enumerate(reversed(grid), start=1):
            told.part = f"point {number} of {len(grid)}"
            try:
                plan = planner.plan(caps.capital, caps.space)
            except (NoPlanFitsError, StoppedWithoutPlanError) as error:
                points[caps] = missed(caps, error)
                continue
            skus = plan.items["sku"]
            short = float(plan.items["short_units_per_year"].sum())
            points[caps] = Point(caps, plan.summary, short, decisions_of(plan, words))
    ordered = [points[caps] for caps in grid]
    steps, changes = changes_along(ordered, skus, words)
    return Frontier(
        points=points_table(ordered, swept[0]),
        steps=steps,
        changes=changes,
        limits=limits_table(ordered),
        shortfalls=shortfalls_table(ordered),
        swept=swept,
        items=len(case.items),
        currency=case.settings.currency,
        facts=_facts(case, ordered, free, time.monotonic() - started),
    )


def _grid(capital: Sweep | None, space: Sweep | None, own: float, free: Plan | None) -> list[Caps]:
    """Return the limits of all points, from tight to loose: those of capital under each of space."""
    used = (0.0, 0.0) if free is None else (free.summary.capital, free.summary.space_m3)
    capitals = [own] if capital is None else caps_of(capital, used[0])
    spaces = [math.inf] if space is None else caps_of(space, used[1])
    return [Caps(cap, room) for room in spaces for cap in capitals]


def _facts(case: Case, points: Sequence[Point | Missed], free: Plan | None, seconds: float) -> dict[str, object]:
    facts: dict[str, object] = {
        "mip_gap": case.settings.mip_gap,
        "input_digest": case.digest,
        "seconds": round(seconds, 3),
    }
    if free is not None:
        summary = free.summary
        facts["unlimited"] = {
            "capital": summary.capital,
            "space_m3": summary.space_m3,
            "relevant_cost": summary.costs.relevant,
            "gap": summary.gap,
        }
    made = next((point.summary for point in points if isinstance(point, Point)), None)
    if made is not None:
        facts |= {"solver": made.solver, "versions": dict(made.versions)}
    return facts
