"""The verb: a plan replayed through scenarios, and the ranking of what could fail."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stockposture.simulation.arrays import Floats
from stockposture.simulation.progress import Progress
from stockposture.simulation.stress.check import doubled_names
from stockposture.simulation.stress.happening import Happening, happenings_of, mean_lead
from stockposture.simulation.stress.paired import Work, replay_all
from stockposture.simulation.stress.ranking import failures_of, ranking_of
from stockposture.simulation.stress.result import Stress
from stockposture.simulation.stress.scenario import Scenario
from stockposture.simulation.stress.tables import tables_of
from stockposture.simulation.stress.timing import MOST_WATCHED
from stockposture.simulation.stress.timing import horizon_days as usual_horizon
from stockposture.simulation.world import World
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan.plan import Plan

#: Replications if none are asked for: as many as this many item-days allow, within these bounds.
_ITEM_DAYS, _LEAST_RUNS, _MOST_RUNS = 900_000_000, 10, 200


def stress(
    plan: Plan,
    scenarios: Sequence[Scenario] = (),
    *,
    ranking: bool = True,
    ttr_days: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    horizon_days: int | None = None,
    workers: int | None = None,
    source: str = "scenarios",
    progress: Progress | None = None,
) -> Stress:
    """Replay a plan through scenarios, and rank its suppliers and regions by what their failure would cost.

    Every replication of an event is set against the same days without it (same demand, congestion and other
    outages), and both once more without any buffer: order-up-to level mu (T + Lbar). Only items that the event
    touches are replayed; nothing changes for the others.

    Parameters
    ----------
    plan
        The plan with its case.
    scenarios
        What happens.
    ranking
        Whether to rank.
    ttr_days
        Days that each supplier and region is down in the ranking; the tables' ``disruption_days``, rounded, if not
        said, and 30 where they name none.
    runs
        Replications; if not said, 200, or fewer (10 at least) where the catalogue is large.
    seed
        Of everything random; the case's if not said. The same seed gives the same numbers.
    horizon_days
        Days watched from the first day of the event; by the lead times of the items touched if not said.
    workers
        Threads; all cores if not said.
    source
        Where the scenarios stand, for messages.
    progress
        Called with what is done in words, and with the part that is done.

    Raises
    ------
    BadInputError
        Names that are not in the case, patterns that match nothing, two scenarios of one name, an event longer than
        the horizon: all at once.
    VerificationError
        The plan's rows cannot be taken for a plan of its case.
    ValueError
        Fewer than two runs, no days.
    """
    for name, value, least in (("runs", runs, 2), ("ttr_days", ttr_days, 1), ("horizon_days", horizon_days, 1)):
        if value is not None and value < least:
            raise ValueError(f"{name} is {value}; it must be {least} or more")
    started = time.perf_counter()
    case = plan.case
    world = World.of(case, plan)
    faults = doubled_names(scenarios, source)
    happenings = happenings_of(scenarios, case, world, source, faults)
    failures = failures_of(case, world, ttr_days) if ranking else []
    faults += _too_long([*happenings, *(failure.happening for failure in failures)], horizon_days)
    if faults:
        raise BadInputError(faults)
    seed = case.settings.seed if seed is None else seed
    work = _work(world, happenings, horizon_days, seed)
    rank_work = _work(world, [failure.happening for failure in failures], horizon_days, seed)
    scenario_runs, ranking_runs = runs or _runs(work), runs or _runs(rank_work)
    teller = _Teller(progress, work.days_per_run * scenario_runs, rank_work.days_per_run * ranking_runs)
    replayed = replay_all(work, runs=scenario_runs, workers=workers, done=teller.scenarios)
    tables = tables_of(plan, work, replayed) if scenarios else (pd.DataFrame(), pd.DataFrame(), pd.DataFrame())
    ranked = pd.DataFrame()
    if ranking:
        found = replay_all(rank_work, runs=ranking_runs, workers=workers, done=teller.ranking)
        ranked = ranking_of(failures, rank_work.horizons, found.by_event)
    return Stress(
        *tables,
        ranking=ranked,
        runs=scenario_runs if scenarios else 0,
        ranking_runs=ranking_runs if ranking else 0,
        seed=seed,
        items_planned=len(world),
        seconds=time.perf_counter() - started,
        currency=case.settings.currency,
    )


@dataclass(frozen=True)
class _Teller:
    """Tells how far both halves of the work are, by what they cost."""

    progress: Progress | None
    scenario_days: int
    ranking_days: int

    def scenarios(self, done: int, of: int) -> None:
        """Tell that so many units of the scenarios are done."""
        self._tell("scenarios", self.scenario_days * done / of)

    def ranking(self, done: int, of: int) -> None:
        """Tell that so many units of the ranking are done."""
        self._tell("ranking suppliers and regions", self.scenario_days + self.ranking_days * done / of)

    def _tell(self, words: str, days: float) -> None:
        if self.progress is not None:
            self.progress(words, days / (self.scenario_days + self.ranking_days))


def _work(world: World, happenings: Sequence[Happening], horizon: int | None, seed: int) -> Work:
    horizons = [usual_horizon(happening, world) if horizon is None else horizon for happening in happenings]
    return Work(world, bare_level(world), happenings, horizons, seed)


def bare_level(world: World) -> Floats:
    """Return (n,) order-up-to levels without buffers, units: mu (T + Lbar)."""
    level: Floats = world.demand_mean * (world.interval + (world.share * mean_lead(world)).sum(axis=1))
    return level


def _runs(work: Work) -> int:
    return int(np.clip(_ITEM_DAYS // max(work.days_per_run, 1), _LEAST_RUNS, _MOST_RUNS))


def _too_long(happenings: Sequence[Happening], horizon: int | None) -> list[Finding]:
    """Refuse events that last longer than they would be watched."""
    if horizon is None:
        return []
    return [
        Finding(
            Severity.FAULT,
            f"{happening.name!r} lasts {happening.days} days, longer than the {horizon} that would be watched",
            f"watch {happening.days} days or more (up to {MOST_WATCHED}), or make it shorter",
            "options",
            column="horizon_days",
            value=str(horizon),
        )
        for happening in happenings
        if happening.days > horizon
    ]
