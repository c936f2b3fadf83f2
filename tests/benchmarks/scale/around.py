"""Seconds and memory of a solve's other stages: ``python tests/benchmarks/scale/around.py FOLDER [ITEMS A PART]``.

All that is no optimisation, for a catalogue that ``catalogue.py`` wrote: reading and checking, slicing into parts,
rows and reasons (of a sample, told for all), verification, writing and reading the plan. What is decided is some
policy an item, not a good one. Prints seconds on the clock, seconds of processor and the process's peak memory after
each stage.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from stockposture.io.plan_folder import read_plan, write_plan
from stockposture.io.plan_table import PARQUET, parquet_discrepancies
from stockposture.io.read import read_case
from stockposture.optimise.assemble import plan_rows
from stockposture.optimise.incumbent import Incumbent
from stockposture.optimise.points import points_of
from stockposture.optimise.prices import Prices
from stockposture.optimise.problem import Problem, pose
from stockposture.optimise.runner_up import RunnersUp
from stockposture.verify import verify_plan
from stockposture.verify.costs import row_figures, split_labels
from stockposture.verify.decisions import Decisions, read_decisions
from stockposture.verify.physics import policies_of, response_of
from stockposture_models.candidates.terms import item_terms, offer_terms
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.row import PlanRow
from stockposture_models.plan.summary import Costs, Status, Summary
from stockposture_models.tables.case import Case
from stockposture_models.tables.settings import Settings
from stockposture_models.theory.respond import respond

#: Items of the part whose rows and reasons are timed, and items posed at a time to have candidates for it.
ROWS, POSED = 8_000, 4_000


def told(stage: str, wall: float, processor: float) -> None:
    """Print a line."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{stage:<34}{wall:8.2f} s   processor {processor:8.2f} s   peak {peak:6.2f} GB", flush=True)  # noqa: T201


def timed(stage: str, work: Callable[[], Any]) -> Any:
    """Run, print the seconds, return the answer."""
    wall, processor = time.perf_counter(), time.process_time()
    answer = work()
    told(stage, time.perf_counter() - wall, time.process_time() - processor)
    return answer


def terms_of(parts: list[Case]) -> None:
    """Make the arrays of every part."""
    for part in parts:
        item_terms(part), offer_terms(part)


def random_choice(problem: Problem) -> tuple[Incumbent, RunnersUp]:
    """Take any candidate of each item, and any other as the second."""
    rng = np.random.default_rng(3)
    candidates, count = problem.candidates, problem.item_count
    first = np.searchsorted(candidates.item, np.arange(count + 1))
    row, second = ((first[:-1] + rng.random(count) * np.diff(first)).astype(np.int64) for _ in range(2))
    buffer = np.round(candidates.lower[row] + rng.random(count) * (candidates.upper[row] - candidates.lower[row]))
    limits = np.zeros(len(problem.limits))
    opened = np.zeros(len(problem.opening_cost), dtype=np.bool_)
    plan = Incumbent(points_of(problem, row, buffer), 0.0, limits, limits, opened)
    return plan, RunnersUp(second, 100 * rng.random(count))


def rows_and_reasons(case: Case) -> None:
    """Time the rows of some items, and tell what those of all would take."""
    wall = processor = 0.0
    for part in range(0, min(ROWS, len(case.items)), POSED):
        problem = pose(case.rows(slice(part, part + POSED)), capital=1e9, space=None)
        plan, runners = random_choice(problem)
        economics = problem.evaluate(plan.points.row, plan.points.buffer[:, np.newaxis])
        prices = Prices(np.ones(len(problem.limits)), np.empty(0))
        began, busy = time.perf_counter(), time.process_time()
        plan_rows(problem, plan, prices, runners, economics)
        if part or len(case.items) <= POSED:  # the first warms up
            wall += time.perf_counter() - began
            processor += time.process_time() - busy
    factor = len(case.items) / max(1, min(ROWS, len(case.items)) - POSED)
    told("rows and reasons (from a sample)", wall * factor, processor * factor)


def some_plan(case: Case) -> Plan:
    """Decide something for each item; figures and totals are the verifier's own."""
    first = case.offers["supplier"].array.take(case.first_offer[:-1])
    rows = pd.DataFrame({"sku": case.items["sku"], "posture": "hybrid", "split": "single"})
    rows["suppliers"], rows["shares"] = pd.Series(first), "1"
    rows["order_interval_days"] = 7
    rows["buffer_units"] = np.ceil(10 * case.items["demand_mean"]).astype(np.int64)
    rows["runner_up"], rows["runner_up_extra_cost"] = "jit single Supplier 01", 12.5
    rows["reason"] = "hybrid, with a buffer; the next best, jit single Supplier 01, would cost 12.5 more a year."
    for name, field in PlanRow.model_fields.items():
        if name not in rows:
            rows[name] = pd.Series(0.0 if field.annotation is float else "", index=rows.index)
    pieces = []
    for start in range(0, len(rows), 50_000):
        part = slice(start, start + 50_000)
        piece = case.rows(part)
        decisions, faults = read_decisions(rows.iloc[part].reset_index(drop=True), piece)
        assert isinstance(decisions, Decisions), faults
        response = response_of(policies_of(decisions, piece), decisions.buffer, respond)
        figures = row_figures(decisions, piece, response)
        pieces.append(decisions.rows.assign(**figures, split=split_labels(decisions, piece)))
    rows = pd.concat(pieces, ignore_index=True)[list(PlanRow.model_fields)]
    parts = {part: float(rows[f"{part}_cost"].sum()) for part in ("purchase", "ordering", "carrying", "stockout")}
    total, relevant = sum(parts.values()), float(rows["relevant_cost"].sum())
    summary = Summary(
        status=Status.WITHIN_GAP,
        total_cost=total,
        costs=Costs(**parts, supplier=0, overflow=0, relevant=relevant),
        lower_bound=total,
        gap=0,
        limits=(),
        items=len(rows),
        posture_counts={"hybrid": len(rows)},
        split_counts=rows["split"].value_counts().to_dict(),
        capital=rows["capital"].sum(),
        space_m3=rows["space_m3"].sum(),
        fill_rate=1 - rows["short_units_per_year"].sum() / (365 * case.items["demand_mean"].sum()),
        candidates=len(rows),
        solver="none",
        versions={"none": "0"},
        input_digest=case.digest,
        seconds={},
        findings=tuple(finding.as_dict() for finding in case.findings),
    )
    return Plan(rows, summary, case)


#: What is said of limits and totals: :func:`some_plan` does not look at them.
_OF_THE_WHOLE = ("limit", "cost", "total", "supplier", "gap", "lower")


def wrong_figures(said: list[str]) -> list[str]:
    """Return what is said of figures of rows; nobody looked whether an item's own rules allow what was decided."""
    return [sentence for sentence in said if "recomputed" in sentence and not sentence.startswith(_OF_THE_WHOLE)]


def main() -> None:
    """Print the table."""
    source, each = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    case = timed("read and check", lambda: read_case(source))
    print(f"{len(case.items):,} items, {len(case.offers):,} offers")  # noqa: T201
    parts = timed(
        "slice into parts", lambda: [case.rows(slice(at, at + each)) for at in range(0, len(case.items), each)]
    )
    timed("arrays of all parts", lambda: terms_of(parts))
    timed("digest", lambda: case.with_settings(seed=case.settings.seed + 1))
    rows_and_reasons(case)
    free = case.replace(settings=Settings(), digest=case.digest)
    plan = timed("(make a plan)", lambda: some_plan(free))
    said = timed("verify", lambda: verify_plan(plan.items, plan.summary, free, capital=None, space=None))
    assert wrong_figures(said) == [], wrong_figures(said)[:5]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "plan")
        timed("write", lambda: write_plan(plan.__class__(plan.items, plan.summary, case), target))
        back = timed("read the plan", lambda: read_plan(target))
        differ = timed("compare the two tables", lambda: parquet_discrepancies(back.items, target / PARQUET))
        size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    assert differ == []
    pd.testing.assert_frame_equal(back.items, plan.items, check_exact=True)
    print(f"{size / 2**20:,.0f} MB on the disk")  # noqa: T201


if __name__ == "__main__":
    main()
