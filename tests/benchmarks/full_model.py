"""The model of 1,000 items x about 30 candidates: every candidate in the mixed-integer model, and the usual pruned way.

Run by hand: ``python tests/benchmarks/full_model.py [ITEMS]``. Prints seconds per stage, proven gap and cost of both.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from stockposture.optimise.problem import pose
from stockposture.planning.solve import solve
from support.random_cases import random_case

#: About 30 candidates an item: 3 splits of two offers, 10 intervals.
SETTINGS = {
    "split_grid": (0.5,),
    "postures": {
        "jit": {
            "order_interval_days": [1, 2, 5, 7],
            "buffer_days": [0, 5],
            "order_cost_factor": 0.2,
            "programme_cost": 60,
        },
        "hybrid": {
            "order_interval_days": [7, 14, 30],
            "buffer_days": [5, 30],
            "order_cost_factor": 0.6,
            "programme_cost": 20,
        },
        "jic": {"order_interval_days": [14, 30, 60], "buffer_days": [30, 180]},
    },
}


def main() -> None:
    """Solve both ways and print a table."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    case = random_case(7, items, settings=SETTINGS).with_settings()
    count = len(pose(case, capital=None, space=None).candidates)
    unlimited = solve(case)
    capital = 0.7 * unlimited.summary.capital
    sys.stdout.write(
        f"{items} items, {count / items:.1f} candidates an item, capital at 70 % of the unlimited plan's\n"
    )
    for name, full in (("pruned by prices", False), ("full model", True)):
        started = time.monotonic()
        plan = solve(case, capital=capital, full=full)
        spent = time.monotonic() - started
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in plan.summary.seconds.items())
        sys.stdout.write(
            f"{name:<18}{spent:8.1f} s  gap {plan.summary.gap:.1e}  relevant cost {plan.summary.costs.relevant:,.2f}"
            f"  ({stages})\n"
        )


if __name__ == "__main__":
    main()
