"""The verb ``solve``: from a case to a verified plan."""

import math
import time
from collections.abc import Callable
from dataclasses import replace

from stockposture.highs.session import HighsSession
from stockposture.optimise.assemble import assemble
from stockposture.optimise.problem import pose
from stockposture.optimise.search import Effort, search
from stockposture.verify import require_verified
from stockposture_models.candidates.limits import NO_CAP
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case

#: Called with the stage and, once there is a plan, its proven gap.
Progress = Callable[[str, float | None], None]


def solve(
    case: Case,
    *,
    capital: float | None = None,
    space: float | None = None,
    progress: Progress | None = None,
    session: HighsSession | None = None,
    full: bool = False,
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

    Returns
    -------
    Plan
        Verified: every figure recomputed from the tables, every limit kept.

    Raises
    ------
    BadInputError
        If an item is left without any policy by its own rules.
    NoPlanFitsError
        If no plan keeps the limits.
    StoppedWithoutPlanError
        If the time limit ran out before any plan was found.
    VerificationError
        If the independent verifier disagrees with the plan.
    ValueError
        If a cap is negative or not a number.
    """
    capital = _cap("capital", case.settings.capital_cap if capital is None else capital)
    space = _cap("space", space)
    clock = _Clock(progress)
    limit = case.settings.time_limit
    effort = Effort(case.settings.mip_gap, None if limit is None else clock.started + limit, full)
    clock.stage("candidates", None)
    problem = pose(case, capital=capital, space=space)
    if session is None:
        with HighsSession() as own:
            found = search(problem, own, effort, clock.stage)
    else:
        found = search(problem, session, effort, clock.stage)
    clock.stage("reasons", None)
    plan = assemble(problem, found, capital=capital, space=space)
    clock.stage("verification", None)
    require_verified(plan, capital=capital, space=space)
    return replace(plan, summary=plan.summary.model_copy(update={"seconds": clock.seconds}))


def _cap(name: str, cap: float | None) -> float | None:
    if cap is None or cap >= NO_CAP:
        return None
    if math.isnan(cap) or cap < 0:
        raise ValueError(f"{name} is {cap!r}; a cap is 0 or more")
    return cap


class _Clock:
    """Seconds per stage, passed on to whoever watches."""

    def __init__(self, progress: Progress | None) -> None:
        self.started = self.since = time.monotonic()
        self.progress = progress
        self.current = ""
        self.spent: dict[str, float] = {}

    def stage(self, name: str, gap: float | None) -> None:
        """Note that a stage begins."""
        now = time.monotonic()
        if self.current:
            self.spent[self.current] = self.spent.get(self.current, 0.0) + now - self.since
        self.current, self.since = name, now
        if self.progress is not None:
            self.progress(name, gap)

    @property
    def seconds(self) -> dict[str, float]:
        """Seconds of the stages so far, the current one included."""
        now = time.monotonic()
        spent = {**self.spent}
        if self.current:
            spent[self.current] = spent.get(self.current, 0.0) + now - self.since
        spent["total"] = now - self.started
        return {stage: round(seconds, 3) for stage, seconds in spent.items()}
