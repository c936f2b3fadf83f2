# ruff: noqa: T201
"""What the correction of the formulas costs: points a second of the theory, and a whole solve, with and without it.

Run: ``python tests/benchmarks/theory/speed.py``; ``--items 10000`` solves so many items both ways (minutes).
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from random_policies import random_policies

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.full_model import SETTINGS
from stockposture.planning.solve import solve
from stockposture_models.theory import correction_table
from stockposture_models.theory.correction import no_correction
from stockposture_models.theory.respond import respond
from support.random_cases import random_case

POINTS = 100_000
BUFFERS = 11


@contextmanager
def plain() -> Iterator[None]:
    """Use the formulas without their correction."""
    shipped = correction_table.shipped
    correction_table.shipped = no_correction
    try:
        yield
    finally:
        correction_table.shipped = shipped


def points() -> None:
    """Print seconds per 100,000 points by kind of policy."""
    policies, _ = random_policies(40_000, np.random.default_rng(5))
    ladder = policies.demand_mean[:, None] * np.linspace(0.0, 60.0, BUFFERS)
    began = time.perf_counter()
    respond(policies.take(slice(0, 1)), ladder[:1])
    print(f"first call (import, tables, compiled code from disk or compiled): {time.perf_counter() - began:.2f} s")
    print(f"seconds of processor per 100,000 points, {BUFFERS} buffers a policy: formulas, with their correction")
    two = (policies.share > 0.0).all(axis=1)
    for name, chosen in (
        ("one supplier, backorder", ~two & policies.backorder),
        ("one supplier, lost", ~two & ~policies.backorder),
        ("two suppliers, backorder", two & policies.backorder),
        ("two suppliers, lost", two & ~policies.backorder),
    ):
        rows = np.flatnonzero(chosen)[: POINTS // BUFFERS]
        some, buffers = policies.take(rows), ladder[rows]
        spent = []
        for correction in (no_correction(), None):
            began = time.process_time()
            respond(some, buffers, correction=correction)
            spent.append((time.process_time() - began) / buffers.size * POINTS)
        print(f"{name:26s} {spent[0]:6.2f} {spent[1]:6.2f}  {spent[1] / spent[0]:5.2f} times")


def solves(items: int) -> None:
    """Print the time of a solve under a capital cap, both ways."""
    case = random_case(7, items, settings=SETTINGS).with_settings()
    capital = 0.7 * solve(case).summary.capital
    spent = []
    for name in ("formulas", "with their correction"):
        began = time.monotonic()
        if name == "formulas":
            with plain():
                plan = solve(case, capital=capital)
        else:
            plan = solve(case, capital=capital)
        spent.append(time.monotonic() - began)
        print(f"{items:,} items, {plan.summary.candidates:,} candidates, {name}: {spent[-1]:.1f} s")
    print(f"{spent[1] / spent[0]:.2f} times")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=0)
    options = parser.parse_args()
    points()
    if options.items:
        solves(options.items)


if __name__ == "__main__":
    main()
