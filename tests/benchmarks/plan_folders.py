"""Seconds and memory to verify, write and read a plan of many items; by hand: plan_folders.py 1000000."""

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
from stockposture.verify import verify_plan
from stockposture.verify.costs import row_figures, split_labels
from stockposture.verify.decisions import Decisions, read_decisions
from stockposture.verify.physics import policies_of, response_of
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.row import PlanRow
from stockposture_models.plan.summary import Costs, Status, Summary
from stockposture_models.tables.case import Case
from stockposture_models.tables.frames import case_from_frames
from stockposture_models.theory.respond import respond


def catalogue(count: int) -> Case:
    """Items with three offers each, half of the demand lumpy."""
    random = np.random.default_rng(7)
    sku = np.char.add("SKU-", np.char.zfill(np.arange(count).astype(str), 8))
    mean = random.lognormal(1.0, 1.0, count) + 1.0
    items = pd.DataFrame(
        {
            "sku": sku,
            "demand_mean": mean,
            "demand_sd": mean * random.uniform(0, 2, count),
            "stockout_cost": random.uniform(1, 100, count),
            "unit_volume": random.uniform(0, 0.01, count),
            "shortage": random.choice(["lost", "backorder"], count),
        }
    )
    suppliers = pd.DataFrame({"supplier": [f"S{number}" for number in range(50)]})
    suppliers["disruption_rate"], suppliers["disruption_days"] = 0.3, 20.0
    offers = pd.concat(
        [
            pd.DataFrame(
                {
                    "sku": sku,
                    "supplier": np.char.add("S", ((np.arange(count) * 7 + 13 * number) % 50).astype(str)),
                    "unit_price": random.uniform(1, 50, count),
                    "lead_time_days": random.uniform(2, 60, count),
                    "lead_time_sd": random.uniform(0, 5, count),
                    "order_cost": 20.0,
                }
            )
            for number in range(3)
        ]
    )
    return case_from_frames(items=items, suppliers=suppliers, offers=offers)


def plan_of(case: Case) -> Plan:
    """Decide something legal for each item; figures and totals are the verifier's own."""
    first = case.offers.groupby("sku").supplier.first().reindex(case.items["sku"]).to_numpy()
    second = case.offers.groupby("sku").supplier.last().reindex(case.items["sku"]).to_numpy()
    dual = np.arange(len(case.items)) % 3 == 0
    rows = pd.DataFrame({"sku": case.items["sku"], "posture": "hybrid", "split": "single"})
    rows["suppliers"] = pd.Series(np.where(dual, first + "|" + second, first), dtype="str")
    rows["shares"] = pd.Series(np.where(dual, "0.7|0.3", "1"), dtype="str")
    rows["order_interval_days"] = 7
    rows["buffer_units"] = np.ceil(10 * case.items["demand_mean"]).astype(np.int64)
    rows["runner_up"], rows["runner_up_extra_cost"] = "jit single S1", 12.5
    rows["reason"] = (
        "hybrid, buffer against late deliveries; the next best, jit single S1, would cost 12.5 more a year."
    )
    for name, field in PlanRow.model_fields.items():
        if name not in rows:
            rows[name] = pd.Series(0.0 if field.annotation is float else "", index=rows.index)
    decisions, faults = read_decisions(rows, case)
    assert isinstance(decisions, Decisions), faults
    policies = policies_of(decisions, case)
    response = response_of(policies, decisions.buffer, respond)
    figures = row_figures(decisions, case, response)
    rows = rows.assign(**figures, split=split_labels(decisions, case))[list(PlanRow.model_fields)]
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


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Run, print the seconds, return the answer."""
    started, spent = time.perf_counter(), time.process_time()
    answer = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    wall, processor = time.perf_counter() - started, time.process_time() - spent
    print(f"{name:<12} {wall:8.2f} s   processor {processor:8.2f} s   peak memory {peak:6.2f} GB", flush=True)  # noqa: T201
    return answer


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    case = timed("make case", lambda: catalogue(count))
    plan = timed("make plan", lambda: plan_of(case))
    policies = policies_of(read_decisions(plan.items, case)[0], case)
    buffer = plan.items["buffer_units"].to_numpy(dtype=np.float64)
    timed("theory", lambda: response_of(policies, buffer, respond))
    said = timed("verify", lambda: verify_plan(plan.items, plan.summary, case, capital=None, space=None))
    assert said == [], said[:5]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "plan")
        timed("write", lambda: write_plan(plan, target))
        timed("replace", lambda: write_plan(plan, target))
        back = timed("read", lambda: read_plan(target))
        size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    pd.testing.assert_frame_equal(back.items, plan.items, check_exact=True)
    print(f"{len(plan.items):,} items, {size / 2**20:,.0f} MB on the disk")  # noqa: T201


if __name__ == "__main__":
    main()
