# ruff: noqa: T201
"""The simulator: item-days a second on 10,000 items, stockpyl's on one beside it, and the reference rows in full.

Run by hand: ``python tests/benchmarks/simulate.py [--items N] [--rounds N] [--rows]``. The first prints the speed of
whole simulations, all outputs on, warm-up days counted as simulated and compiling not counted; the reference rows
(``--rows``) take 4,000,000 days each. stockpyl is the development extra ``bench``.
"""

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from stockposture.simulation.run import replications
from stockposture.simulation.simulate import simulate
from stockposture.simulation.tally import DEMAND, ON_HAND, PEAK, SHORT, WARM_UP_DAYS, YEAR
from stockposture_models.plan.plan import Plan
from support.frames import case_of
from support.random_cases import random_rows
from support.simulated_world import PUBLISHED_ERRORS, plan_of, rows_world
from support.theory_world import ROWS

YEARS, RUNS = 40, 2
SUPPLIERS, WAREHOUSES, LINES = 60, 5, 20
INTERVALS = (1, 2, 5, 7, 14, 30, 60)


def catalogue(items: int, seed: int = 0) -> Plan:
    """Return a seeded plan: two suppliers for a third of the items, outages, congestion, all limits and lines."""
    rng = np.random.default_rng(seed)
    rows = random_rows(rng, items, offers=2, suppliers=SUPPLIERS, warehouses=WAREHOUSES)
    for item in rows["items"]:
        item["product_line"] = f"L{rng.integers(LINES)}"
    for place in rows["warehouses"]:
        place["capacity_m3"] = 1000.0
    case = case_of({"currency": "EUR"}, **rows)
    offers = case.offers.groupby("sku")["supplier"].agg(list)
    decisions = []
    for sku, mean in zip(case.items["sku"], case.items["demand_mean"], strict=True):
        names = offers[sku] if rng.random() < 1 / 3 else offers[sku][:1]
        interval = int(rng.choice(INTERVALS))
        decisions.append(
            {
                "sku": sku,
                "suppliers": "|".join(names),
                "shares": "0.6|0.4" if len(names) == 2 else "1.0",
                "order_interval_days": interval,
                "buffer_units": round(mean * rng.uniform(0, 60)),
            }
        )
    return plan_of(case, decisions)


def speed(items: int, rounds: int) -> None:
    """Print item-days a second, round after round, and the best."""
    plan = catalogue(items)
    simulate(plan_of_few(plan), years=1, runs=2)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    item_days = items * RUNS * (WARM_UP_DAYS + YEARS * YEAR)
    best = 0.0
    for _ in range(rounds):
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
        before = time.process_time()
        found = simulate(plan, years=YEARS, runs=RUNS)
        spent = time.process_time() - before
        rate = item_days / found.seconds
        best = max(best, rate)
        print(
            f"{items:,} items x {RUNS} runs x {WARM_UP_DAYS + YEARS * YEAR:,} days on {cores} cores: "
            f"{found.seconds:6.1f} s, {rate:,.0f} item-days/s, {item_days / spent:,.0f} a second of processor time "
            f"(load before: {load:.1f})"
        )
    print(f"best: {best:,.0f} item-days/s")


def plan_of_few(plan: Plan) -> Plan:
    """Return the first items of a plan, to compile on."""
    few = plan.case.items["sku"].iloc[:20]
    items = plan.items[plan.items["sku"].isin(few)].reset_index(drop=True)
    offers = plan.case.offers[plan.case.offers["sku"].isin(few)].reset_index(drop=True)
    return Plan(items, plan.summary, plan.case.replace(items=plan.case.items.iloc[:20], offers=offers, digest=""))


def peer() -> None:
    """Print what stockpyl does with one item: base stock, daily review, lead time 30."""
    try:
        from stockpyl.sim import simulation
        from stockpyl.supply_chain_network import single_stage_system
    except ImportError as error:
        print(f"stockpyl: not importable here ({error}); it is in the extra [bench]")
        return
    network = single_stage_system(
        holding_cost=1,
        stockout_cost=10,
        demand_type="N",
        mean=10,
        standard_deviation=5,
        shipment_lead_time=30,
        policy_type="BS",
        base_stock_level=420,
    )
    days = 5_000
    began = time.perf_counter()
    simulation(network, days, rand_seed=1, progress_bar=False)
    print(f"stockpyl, one item, one core: {days / (time.perf_counter() - began):,.0f} item-days/s")


def rows() -> None:
    """Print the reference rows: published, simulated, and how many standard errors lie between.

    The published figures are of 4 runs of 1,000,000 days; ours of as many days in 40 runs, so that their spread is
    known: that of 4 runs may be off by half. The same days have the same error; where the published one is larger,
    that is taken.
    """
    runs, years = 40, 274
    found = np.stack([run.sums for run in replications(rows_world(), years=years, runs=runs, seed=0)])
    measures = (100 * found[:, :, SHORT] / found[:, :, DEMAND], found[:, :, ON_HAND], found[:, :, PEAK])
    print(f"{'row':28s} | {'short %':^32s} | {'on-hand':^32s} | {'peak':^32s}")
    worst = 0.0
    for i, row in enumerate(ROWS):
        cells = []
        published = (PUBLISHED_ERRORS[i], 0.0, 0.0)
        # Short % is published to 0.001, stocks to 0.1.
        for seen, said, theirs, rounding in zip(measures, row.simulated, published, (0.0005, 0.05, 0.05), strict=True):
            error = seen[:, i].std(ddof=1) / np.sqrt(runs)
            difference = seen[:, i].mean() - said
            off = np.sign(difference) * max(0.0, abs(difference) - rounding) / np.hypot(error, max(error, theirs))
            worst = max(worst, abs(off))
            cells.append(f"{said:8.3f} {seen[:, i].mean():8.3f} +- {error:5.3f} {off:+5.1f}")
        print(f"{row.name:28s} | {' | '.join(cells)}")
    print(f"furthest: {worst:.1f} standard errors")


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", action="store_true", help="the reference rows in full, a minute")
    asked = parser.parse_args()
    if asked.rows:
        rows()
        return
    speed(asked.items, asked.rounds)
    peer()


if __name__ == "__main__":
    main()
