"""Twenty capital caps in one call against one solve.

By hand: ``python tests/benchmarks/scale/caps.py [--items 10000] [--caps 20] [--low 0.6] [--high 1.25]``.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
from command import written

from stockposture import Case, solve, solve_caps


def main() -> None:
    """Print the ratio and each cap's gap."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=float, default=1e4)
    parser.add_argument("--caps", type=int, default=20)
    parser.add_argument("--low", type=float, default=0.6, help="lowest cap, part of the catalogue's own")
    parser.add_argument("--high", type=float, default=1.25)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    solve(
        Case.read(written(2_000, asked.folder)).with_settings(mip_gap=0.01)
    )  # compiled, or read from where it is kept
    case = Case.read(written(int(asked.items), asked.folder))
    own = case.settings.capital_cap
    assert own is not None
    began = time.perf_counter()
    plan = solve(case)
    one = time.perf_counter() - began
    sys.stdout.write(f"{int(asked.items):,} items, one solve: {one:.1f} s, gap {plan.summary.gap:.1e}\n")
    caps = np.linspace(asked.low, asked.high, asked.caps) * own
    began = time.perf_counter()
    plans = solve_caps(case, caps.tolist())
    many = time.perf_counter() - began
    sys.stdout.write(f"{'capital cap':>18}{'part':>7}{'relevant cost':>18}{'capital price':>15}{'gap':>11}  status\n")
    for cap, each in zip(caps, plans, strict=True):
        price = next(limit.shadow_price for limit in each.summary.limits if limit.kind == "capital")
        sys.stdout.write(
            f"{cap:>18,.0f}{cap / own:>7.2f}{each.summary.costs.relevant:>18,.0f}{price:>15.4f}"
            f"{each.summary.gap:>11.1e}  {each.summary.status}\n"
        )
    sys.stdout.write(f"{asked.caps} caps: {many:.1f} s, {many / one:.2f} times one solve\n")


if __name__ == "__main__":
    main()
