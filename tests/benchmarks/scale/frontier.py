"""A frontier of twenty points, its tables and its picture written, against one solve.

By hand: ``python tests/benchmarks/scale/frontier.py FOLDER [--items 10000] [--points 20] [--low 0.6] [--high 1.25]``.
"""

import argparse
import sys
import time
from pathlib import Path

from command import written

from stockposture import Case, frontier, solve
from stockposture.io.picture_folder import picture_folder
from stockposture.report.pictures.frontier import frontier_picture


def main() -> None:
    """Print the seconds of each and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=float, default=1e4)
    parser.add_argument("--points", type=int, default=20)
    parser.add_argument("--low", type=float, default=0.6, help="lowest cap, part of the catalogue's own")
    parser.add_argument("--high", type=float, default=1.25)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    # Compiled, or read from where it is kept.
    solve(Case.read(written(2_000, asked.folder)).with_settings(mip_gap=0.01))
    case = Case.read(written(int(asked.items), asked.folder))
    own = case.settings.capital_cap
    assert own is not None
    began = time.perf_counter()
    plan = solve(case)
    one = time.perf_counter() - began
    sys.stdout.write(f"{int(asked.items):,} items, one solve: {one:.1f} s, gap {plan.summary.gap:.1e}\n")
    began = time.perf_counter()
    found = frontier(case, capital=f"{asked.low * own}:{asked.high * own}:{asked.points}")
    planned = time.perf_counter()
    found.write(asked.folder / "frontier")
    tables = time.perf_counter()
    with picture_folder(asked.folder / "frontier-pictures") as folder:
        frontier_picture(found).write(folder)
    drawn = time.perf_counter()
    sys.stdout.write(f"{found}\n")
    sys.stdout.write(
        f"{asked.points} points: planned in {planned - began:.1f} s, tables {tables - planned:.2f} s, "
        f"picture {drawn - tables:.2f} s: {(drawn - began) / one:.2f} times one solve\n"
    )


if __name__ == "__main__":
    main()
