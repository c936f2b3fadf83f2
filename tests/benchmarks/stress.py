"""Seconds to rank the suppliers and regions of a catalogue, and to replay a scenario; by hand: stress.py 10000 100."""

import sys
import time

import numpy as np
import pandas as pd

from stockposture.simulation.stress.check import check_scenarios
from stockposture.simulation.stress.stress import stress
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.row import PlanRow
from stockposture_models.plan.summary import Costs, Status, Summary
from stockposture_models.tables.frames import case_from_frames


def catalogue(items: int, suppliers: int, seed: int = 3) -> Plan:
    """Return a plan made up: near suppliers of days, far ones of weeks, a third of the items dual."""
    random = np.random.default_rng(seed)
    sku = np.char.add("SKU-", np.char.zfill(np.arange(items).astype(str), 7))
    names = np.char.add("S", np.char.zfill(np.arange(suppliers).astype(str), 4))
    is_far = np.arange(suppliers) % 2 == 0
    lead = np.where(is_far, random.uniform(30, 60, suppliers), random.uniform(2, 14, suppliers))
    first, second = random.integers(0, suppliers, items), random.integers(0, suppliers, items)
    dual = (np.arange(items) % 3 == 0) & (first != second)
    mean = random.lognormal(1.5, 1.5, items) + 0.05
    buyer = np.concatenate([np.arange(items), np.flatnonzero(dual)])
    seller = np.concatenate([first, second[dual]])
    case = case_from_frames(
        items=pd.DataFrame(
            {
                "sku": sku,
                "demand_mean": mean,
                "demand_sd": mean * random.uniform(0.2, 3, items),
                "stockout_cost": random.lognormal(2, 1, items),
                "product_line": np.char.add("Line ", (np.arange(items) % 12).astype(str)),
            }
        ),
        suppliers=pd.DataFrame(
            {
                "supplier": names,
                "region": np.char.add("R", (np.arange(suppliers) % 10).astype(str)),
                "disruption_rate": random.uniform(0.05, 0.5, suppliers),
                "disruption_days": np.where(is_far, 30.0, 10.0),
                "surge_fraction": 0.5,
                "surge_delay_days": 7.0,
            }
        ),
        offers=pd.DataFrame(
            {
                "sku": sku[buyer],
                "supplier": names[seller],
                "unit_price": 1.0,
                "lead_time_days": lead[seller],
                "lead_time_sd": 0.15 * lead[seller],
            }
        ),
        regions=pd.DataFrame({"region": [f"R{i}" for i in range(10)], "disruption_rate": 0.1, "disruption_days": 20.0}),
    )
    rows = pd.DataFrame({"sku": case.items["sku"], "posture": "hybrid", "split": "single"})
    both = np.char.add(np.char.add(names[first], "|"), names[second])
    rows["suppliers"] = pd.Series(np.where(dual, both, names[first]), dtype="str")
    rows["shares"] = pd.Series(np.where(dual, "0.6|0.4", "1"), dtype="str")
    rows["order_interval_days"] = random.choice([1, 7, 14, 30], items)
    rows["buffer_units"] = np.ceil(random.uniform(3, 30, items) * mean).astype(np.int64)
    for name, field in PlanRow.model_fields.items():
        if name not in rows:
            rows[name] = pd.Series("" if field.annotation is str else 0.0, index=rows.index)
    nothing = dict.fromkeys(("purchase", "ordering", "carrying", "stockout", "supplier", "overflow", "relevant"), 0.0)
    summary = Summary(
        status=Status.WITHIN_GAP,
        total_cost=0.0,
        costs=Costs(**nothing),
        lower_bound=0.0,
        gap=0.0,
        limits=(),
        items=items,
        posture_counts={},
        split_counts={},
        capital=0.0,
        space_m3=0.0,
        fill_rate=1.0,
        candidates=items,
        solver="none",
        versions={},
        input_digest="",
        seconds={},
    )
    return Plan(rows[list(PlanRow.model_fields)], summary, case)


def main() -> None:
    """Print the seconds."""
    items, suppliers = (int(sys.argv[at]) if len(sys.argv) > at else usual for at, usual in ((1, 10_000), (2, 100)))
    stress(catalogue(50, 4), runs=2)  # compiled, or read from where it is kept
    plan = catalogue(items, suppliers)
    print(f"{items:,} items, {suppliers:,} suppliers, 10 regions")  # noqa: T201
    closed, faults = check_scenarios({"scenario": [{"name": "closed", "days": 45, "close_region": "R0"}]})
    surge, more = check_scenarios({"scenario": [{"name": "surge", "demand": [{"change": "+40%"}]}]})
    assert not faults + more
    for name, scenarios, is_ranked in (("ranking", (), True), ("a region", closed, False), ("all items", surge, False)):
        started, spent = time.perf_counter(), time.process_time()
        found = stress(plan, scenarios, ranking=is_ranked)
        wall, processor = time.perf_counter() - started, time.process_time() - spent
        runs = found.runs or found.ranking_runs
        print(f"{name:<10} {wall:7.1f} s, processor {processor:7.1f} s, {runs} replications")  # noqa: T201


if __name__ == "__main__":
    main()
