"""The whole ``solve`` command from 1,000 to 1,000,000 items: seconds, memory, gap, limits that bind, growth.

By hand: ``python tests/benchmarks/scale/scale.py FOLDER [--sizes 1e3 1e4 1e5 1e6] [--workers 1 2]``. Start-up, reading
and writing are included. Catalogues are written to the folder once. A small case is solved first, so that what is
compiled once an installation is not counted.
"""

import argparse
import math
import os
import sys
from pathlib import Path

import numpy as np
from command import Solved, solve_command, written
from measure import GB

#: Seconds that each size may take on two cores.
TARGETS = {1_000: 3.0, 10_000: 8.0, 100_000: 40.0, 1_000_000: 240.0}
#: Items of a case that is solved first: enough to go the way that large ones go.
WARM = 2_000
#: The growth exponent counts from here on.
LARGE = 10_000


def tell(text: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def line(items: int, workers: int | None, solved: Solved) -> str:
    """Return a row of the table."""
    of_workers = "" if workers is None else f"{workers}"
    start = f"{items:>10,}{of_workers:>9}{solved.ran.seconds:>9.1f}{TARGETS.get(items, math.nan):>9.0f}"
    if not solved.summary:
        return f"{start}  {solved.trouble}, {solved.ran.peak / GB:.2f} GB"
    summary = solved.summary
    return (
        f"{start}{solved.ran.peak / GB:>9.2f}{summary['gap']:>11.2e}{solved.binding:>9}"
        f"{summary['candidates'] / items:>12.1f}{solved.ran.code!s:>6}  {summary['costs']['relevant']:>18,.2f}"
    )


def stages(solved: Solved) -> str:
    """Return the seconds per stage, and what lies outside of them: start-up, reading, writing."""
    seconds = dict(solved.summary.get("seconds", {}))
    inside = seconds.pop("total", sum(seconds.values()))
    words = [f"{stage} {spent:.1f}" for stage, spent in seconds.items()]
    return ", ".join([*words, f"outside of solve {solved.ran.seconds - inside:.1f}"])


def growth(seconds: dict[int, float]) -> float:
    """Return the exponent b of the least-squares fit seconds = a items^b.

    >>> round(growth({10: 2.0, 100: 20.0, 1000: 200.0}), 9)
    1.0
    """
    items = np.log(list(seconds))
    return float(np.polyfit(items, np.log(list(seconds.values())), 1)[0])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", nargs="+", type=float, default=[1e3, 1e4, 1e5, 1e6])
    parser.add_argument(
        "--workers", nargs="+", type=int, default=[None], help="passed on; by default the command's own"
    )
    parser.add_argument("--options", nargs="*", default=[], help="further options of the command, without their dashes")
    parser.add_argument("--seconds", type=float, default=3600.0, help="most a run may take")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each; the fastest counts")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    further = [f"--{option}" for option in asked.options]
    solve_command(written(WARM, asked.folder), asked.folder, "--gap", "0.01", seconds=asked.seconds)
    tell(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    tell(
        f"{'items':>10}{'workers':>9}{'seconds':>9}{'target':>9}{'GB':>9}{'gap':>11}{'binding':>9}{'cand./item':>12}"
        f"{'exit':>6}  {'relevant cost':>18}"
    )
    spent: dict[int | None, dict[int, float]] = {workers: {} for workers in asked.workers}
    for items in map(int, asked.sizes):
        case = written(items, asked.folder)
        for workers in asked.workers:
            options = further if workers is None else [*further, "--workers", str(workers)]
            runs = [solve_command(case, asked.folder, *options, seconds=asked.seconds) for _ in range(asked.repeat)]
            best = min(runs, key=lambda each: (not each.summary, each.ran.seconds))
            tell(line(items, workers, best))
            if best.summary:
                tell(f"{'':>10}  {stages(best)}")
                spent[workers][items] = best.ran.seconds
    for workers, seconds in spent.items():
        large = {items: taken for items, taken in seconds.items() if items >= LARGE}
        if len(large) > 1:
            of_workers = "" if workers is None else f" with --workers {workers}"
            tell(f"growth exponent from {min(large):,} items on{of_workers}: {growth(large):.3f}")
    if {1, 2} <= set(spent):
        for items in sorted(set(spent[1]) & set(spent[2])):
            tell(f"two workers against one at {items:,} items: {spent[1][items] / spent[2][items]:.2f} times as fast")


if __name__ == "__main__":
    main()
