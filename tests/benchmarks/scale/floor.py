"""The whole command beside the floor: evaluating every candidate's cost curve once.

By hand: ``python tests/benchmarks/scale/floor.py FOLDER [--items 10000] [--sample 200]``. The floor is measured on a
random sample of the catalogue's items, all their candidates at nine buffers each, on one core, and scaled to all items.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from catalogue import catalogue
from command import solve_command, written

from stockposture.optimise.curves import first_curves
from stockposture.optimise.problem import pose
from stockposture_models.tables.case import Case
from stockposture_models.tables.frames import case_from_frames


def sampled(items: int, sample: int, seed: int = 0) -> Case:
    """Return the case of a random sample of the catalogue's items, its suppliers and warehouses as they are."""
    tables, capital = catalogue(items)
    chosen = np.sort(np.random.default_rng(seed).choice(items, min(sample, items), replace=False))
    sku = tables["items"]["sku"].iloc[chosen]
    kept = tables["offers"]["sku"].isin(set(sku))
    tables |= {"items": _rows(tables["items"], chosen), "offers": _rows(tables["offers"], np.flatnonzero(kept))}
    return case_from_frames(**tables, settings={"capital_cap": capital, "holding_rate": 0.2})


def _rows(table: pd.DataFrame, rows: np.ndarray) -> pd.DataFrame:
    return table.iloc[rows].reset_index(drop=True)


def floor(items: int, sample: int) -> tuple[float, float, float]:
    """Return seconds to evaluate all, candidates an item, and points a candidate."""
    first_curves(pose(sampled(items, 2), capital=None, space=None))  # compiled, or read from where it is kept
    case = sampled(items, sample)
    problem = pose(case, capital=None, space=None)
    began = time.process_time()
    curves = first_curves(problem)
    spent = time.process_time() - began
    count = len(problem.candidates)
    return spent * items / len(case.items), count / len(case.items), curves.buffer.size / count


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=float, default=1e4)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2, help="processes of the whole solve")
    parser.add_argument("--options", nargs="*", default=[], help="further options of the command, without their dashes")
    parser.add_argument("--seconds", type=float, default=3600.0, help="most the command may take")
    asked = parser.parse_args()
    items = int(asked.items)
    asked.folder.mkdir(parents=True, exist_ok=True)
    one_core, candidates, points = floor(items, asked.sample)
    shared = one_core / asked.workers
    sys.stdout.write(
        f"{items:,} items, {candidates:.1f} candidates an item at {points:.0f} buffers each: "
        f"{one_core:,.1f} s of one core, {shared:,.1f} s of {asked.workers}\n"
    )
    options = [f"--{option}" for option in asked.options]
    solved = solve_command(written(items, asked.folder), asked.folder, *options, seconds=asked.seconds)
    if not solved.summary:
        sys.exit(solved.trouble)
    sys.stdout.write(
        f"whole command {solved.ran.seconds:,.1f} s: {solved.ran.seconds / shared:.3f} times the floor on "
        f"{asked.workers} cores, {solved.ran.seconds / one_core:.3f} times that of one\n"
    )


if __name__ == "__main__":
    main()
