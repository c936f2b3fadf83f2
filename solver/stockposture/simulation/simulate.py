"""The verb: a plan in, what its promises come to out."""

import time
from concurrent.futures import Executor

import numpy as np
import pandas as pd

from stockposture.simulation.arrays import Floats
from stockposture.simulation.disagreements import disagreements
from stockposture.simulation.estimate import Estimate, Moments, estimate
from stockposture.simulation.figures import Pricing, measures, promises
from stockposture.simulation.over_time import OverTime
from stockposture.simulation.progress import Progress, Teller
from stockposture.simulation.result import ITEM_MEASURES, PROMISED_MEASURES, TOTAL_MEASURES, Simulation
from stockposture.simulation.run import replications
from stockposture.simulation.tally import YEAR
from stockposture.simulation.world import World, decisions_of
from stockposture_models.plan.plan import Plan

_YEAR_COLUMNS = ("stockout_cost", "carrying_cost", "relevant_cost", "short_units", "capital_mean")


def simulate(
    plan: Plan,
    *,
    years: int = 40,
    runs: int = 10,
    until: float | None = None,
    max_runs: int = 1000,
    seed: int | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Simulation:
    """Live through a plan, day by day, in independent runs of many years.

    Every run starts full and drops 3,000 days before it counts. Same plan, same seed: the same numbers bit for bit,
    whoever does the work; two plans of one case meet the same demand, congestion and outages.

    Parameters
    ----------
    plan
        What to simulate.
    years
        Counted years of each run.
    runs
        Independent runs, at least 2; more make the intervals narrower.
    until
        Add runs until the 95 % interval of the total relevant cost is at most this part of its mean to either side;
        0.02 for 2 %. The first runs are those of a simulation without it.
    max_runs
        Stop adding there.
    seed
        Which random numbers; by default the setting of the case.
    workers
        Threads; by default one for each core.
    executor
        Any executor of :mod:`concurrent.futures` instead of threads.
    progress
        Called as the work goes on: how far it is in words, and the part that is done as far as one can tell.

    Raises
    ------
    VerificationError
        The plan's rows cannot be taken for a plan of its case.
    ValueError
        An argument is out of bounds.
    """
    began = time.perf_counter()
    seed = plan.case.settings.seed if seed is None else seed
    _check(years=years, runs=runs, until=until, max_runs=max_runs, seed=seed, workers=workers)
    decisions = decisions_of(plan.case, plan)
    world = World.of_decisions(plan.case, decisions)
    pricing = Pricing.of(plan.case, decisions, world)
    most = runs if until is None else max(runs, max_runs)
    teller = Teller.of(progress, items=len(world), years=years, runs=runs, most=most, until=until)
    moments = Moments.like((len(ITEM_MEASURES), len(world)))
    uptime = Moments.like(len(world.product_lines))
    over_time = OverTime.of(plan)
    totals: list[dict[str, float]] = []
    by_year: list[Floats] = []
    seen_short = np.zeros(len(world), dtype=np.bool_)
    reached: bool | None = None
    for run in replications(
        world, years=years, runs=most, seed=seed, workers=workers, executor=executor, done=teller.unit
    ):
        items, whole, each_year = measures(pricing, run)
        moments.add(np.stack([items[name] for name in ITEM_MEASURES]))
        uptime.add(1.0 - run.down_days / (years * YEAR))
        over_time.add(run)
        totals.append(whole)
        by_year.append(each_year)
        seen_short |= items["stockouts_per_year"] > 0.0
        found = estimate(np.array([total["relevant_cost"] for total in totals])) if len(totals) > 1 else None
        teller.run(len(totals), found.half_width / abs(found.mean) if found and found.mean else None)
        if until is not None and found and len(totals) >= runs:
            reached = found.half_width <= until * abs(found.mean)
            if reached:
                break
    frame = _items(plan, pricing, moments)
    ran = len(totals)
    summary = plan.summary
    return Simulation(
        items=frame,
        lines=_lines(plan, world, uptime),
        totals=_totals(totals),
        promised=promises(pricing, summary.total_cost, summary.costs.relevant, summary.fill_rate),
        over_time=over_time.frame(),
        years=_years(by_year),
        disagreements=disagreements(frame, world, seen_short, ran * years),
        runs=ran,
        years_each=years,
        seed=seed,
        until_reached=reached,
        seconds=time.perf_counter() - began,
        currency=summary.currency,
    )


def _check(*, years: int, runs: int, until: float | None, max_runs: int, seed: int, workers: int | None) -> None:
    faults = []
    if years < 1:
        faults.append(f"years = {years}: at least 1")
    if runs < 2:
        faults.append(f"runs = {runs}: at least 2, or nothing is known of the interval")
    if until is not None and not 0.0 < until < 1.0:
        faults.append(f"until = {until}: a part between 0 and 1, 0.02 for 2 %")
    if max_runs < 2:
        faults.append(f"max_runs = {max_runs}: at least 2")
    if not 0 <= seed < 2**31:
        faults.append(f"seed = {seed}: from 0 to {2**31 - 1}")
    if workers is not None and workers < 1:
        faults.append(f"workers = {workers}: at least 1")
    if faults:
        raise ValueError("; ".join(faults))


def _items(plan: Plan, pricing: Pricing, moments: Moments) -> pd.DataFrame:
    rows = pricing.decisions.rows
    columns: dict[str, object] = {
        "sku": plan.case.items["sku"],
        "posture": rows["posture"],
        "product_line": plan.case.items["product_line"],
    }
    half_widths = moments.half_width
    for place, name in enumerate(ITEM_MEASURES):
        columns[name] = moments.mean[place]
        columns[f"{name}_half_width"] = half_widths[place]
    for name in PROMISED_MEASURES:
        columns[f"promised_{name}"] = rows[name].to_numpy(dtype=np.float64)
    return pd.DataFrame(columns)


def _lines(plan: Plan, world: World, uptime: Moments) -> pd.DataFrame:
    of_line = world.product_line[world.product_line >= 0]
    promised = plan.kpis_by_line.set_index("product_line").loc[list(world.product_lines)]
    return pd.DataFrame(
        {
            "product_line": pd.Series(world.product_lines, dtype="str"),
            "items": np.bincount(of_line, minlength=len(world.product_lines)),
            "uptime": uptime.mean,
            "uptime_half_width": uptime.half_width,
            "promised_uptime": promised["uptime"].to_numpy(dtype=np.float64),
            "promised_uptime_together": promised["uptime_together"].to_numpy(dtype=np.float64),
        }
    )


def _totals(totals: list[dict[str, float]]) -> dict[str, Estimate]:
    return {name: estimate(np.array([total[name] for total in totals])) for name in TOTAL_MEASURES}


def _years(by_year: list[Floats]) -> pd.DataFrame:
    each = len(by_year[0])
    frame = pd.DataFrame(np.concatenate(by_year), columns=list(_YEAR_COLUMNS))
    frame.insert(0, "run", np.repeat(np.arange(len(by_year)), each))
    frame.insert(1, "year", np.tile(np.arange(each), len(by_year)))
    return frame
