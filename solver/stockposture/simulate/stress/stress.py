"""The verb: a plan replayed through scenarios, and the ranking of what could fail."""

import time
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from stockposture.simulate.stress.check import doubled_names
from stockposture.simulate.stress.happening import Happening, happenings_of, mean_lead
from stockposture.simulate.stress.paired import Done, Replayed, Work, replay_all
from stockposture.simulate.stress.ranking import failures_of, ranking_of
from stockposture.simulate.stress.result import Stress
from stockposture.simulate.stress.scenario import Scenario
from stockposture.simulate.stress.timing import MOST_WATCHED
from stockposture.simulate.stress.timing import horizon_days as usual_horizon
from stockposture.simulate.world import World
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan.plan import Plan
from stockposture_models.theory.policies import Floats

#: Told the stage; the second is for solvers' gaps and always ``None`` here.
Progress = Callable[[str, float | None], None]

#: Replications if none are asked for: as many as this many item-days allow, within these bounds.
_ITEM_DAYS, _LEAST_RUNS, _MOST_RUNS = 600_000_000, 10, 100


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
        Replications; if not said, 100, or fewer (10 at least) where the catalogue is large.
    seed
        Of everything random; the case's if not said. The same seed gives the same numbers.
    horizon_days
        Days watched from the first day of the event; by the lead times of the items touched if not said.
    workers
        Threads; all cores if not said.
    source
        Where the scenarios stand, for messages.
    progress
        Called with the stage.

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
    tell = progress or _silent
    faults = doubled_names(scenarios, source)
    happenings = happenings_of(scenarios, case, world, source, faults)
    failures = failures_of(case, world, ttr_days) if ranking else []
    faults += _too_long([*happenings, *(failure.happening for failure in failures)], horizon_days)
    if faults:
        raise BadInputError(faults)
    seed = case.settings.seed if seed is None else seed
    work = _work(world, happenings, horizon_days, seed)
    scenario_runs = runs or _runs(work)
    replayed = replay_all(work, runs=scenario_runs, workers=workers, done=_done(tell, "replaying scenarios"))
    ranked, ranking_runs = pd.DataFrame(), 0
    if ranking:
        rank_work = _work(world, [failure.happening for failure in failures], horizon_days, seed)
        ranking_runs = runs or _runs(rank_work)
        done = _done(tell, "ranking suppliers and regions")
        found = replay_all(rank_work, runs=ranking_runs, workers=workers, done=done)
        ranked = ranking_of(failures, rank_work.horizons, found.by_event)
    tables = _tables(plan, world, work, replayed) if scenarios else (pd.DataFrame(), pd.DataFrame(), pd.DataFrame())
    return Stress(
        *tables,
        ranking=ranked,
        runs=scenario_runs if scenarios else 0,
        ranking_runs=ranking_runs,
        seed=seed,
        items_planned=len(world),
        seconds=time.perf_counter() - started,
        currency=case.settings.currency,
    )


def _silent(stage: str, gap: float | None) -> None:
    del stage, gap


def _work(world: World, happenings: Sequence[Happening], horizon: int | None, seed: int) -> Work:
    horizons = [usual_horizon(happening, world) if horizon is None else horizon for happening in happenings]
    return Work(world, bare_level(world), happenings, horizons, seed)


def bare_level(world: World) -> Floats:
    """Return (n,) order-up-to levels without buffers, units: mu (T + Lbar)."""
    level: Floats = world.demand_mean * (world.interval + (world.share * mean_lead(world)).sum(axis=1))
    return level


def _runs(work: Work) -> int:
    return int(np.clip(_ITEM_DAYS // max(work.days_per_run, 1), _LEAST_RUNS, _MOST_RUNS))


def _done(tell: Progress, stage: str) -> Done:
    return lambda done, of: tell(f"{stage}, {100 * done // of} %", None)


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


def _tables(
    plan: Plan, world: World, work: Work, replayed: Replayed
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tables of scenarios, product lines and items."""
    names = pd.Series([happening.name for happening in work.happenings], dtype="str")
    lines = pd.Series([*world.product_lines, ""], dtype="str")
    counts = np.bincount(replayed.event, minlength=len(names))
    scenarios = pd.DataFrame(
        {
            "scenario": names,
            "days": np.array([happening.days for happening in work.happenings], dtype=np.int64),
            "horizon_days": np.array(work.horizons, dtype=np.int64),
            "items": counts,
            **replayed.by_event.measures(),
        }
    )
    width = len(lines)
    line = world.product_line[replayed.item] % width
    members = np.bincount(replayed.event * width + line, minlength=len(names) * width)
    of_lines = pd.DataFrame(
        {
            "scenario": names.iloc[replayed.line_event].reset_index(drop=True),
            "product_line": lines.iloc[replayed.line].reset_index(drop=True),
            "items": members[replayed.line_event * width + replayed.line],
            **replayed.by_line.measures(),
        }
    )
    rows = plan.items.iloc[pd.Index(plan.items["sku"]).get_indexer(pd.Index(world.sku))]
    decided = rows.iloc[replayed.item].reset_index(drop=True)
    of_items = pd.DataFrame(
        {
            "scenario": names.iloc[replayed.event].reset_index(drop=True),
            "sku": decided["sku"],
            "product_line": lines.iloc[line].reset_index(drop=True),
            "posture": decided["posture"],
            "suppliers": decided["suppliers"],
            **replayed.measures,
        }
    )
    return scenarios, of_lines, of_items
