# ruff: noqa: T201
"""Points a second of the theory on one core, and what the first call costs.

Run: ``python tests/benchmarks/theory/speed.py``.
"""

import time

import numpy as np
from random_policies import random_policies

from stockposture_models.theory.respond import respond

POINTS = 100_000
BUFFERS = 11


def main() -> None:
    """Print seconds per 100,000 points by kind of policy."""
    policies, _ = random_policies(40_000, np.random.default_rng(5))
    ladder = policies.demand_mean[:, None] * np.linspace(0.0, 60.0, BUFFERS)
    began = time.perf_counter()
    respond(policies.take(slice(0, 1)), ladder[:1])
    print(f"first call (import, tables, compiled code from disk or compiled): {time.perf_counter() - began:.2f} s")
    two = (policies.share > 0.0).all(axis=1)
    for name, chosen in (
        ("one supplier, backorder", ~two & policies.backorder),
        ("one supplier, lost", ~two & ~policies.backorder),
        ("two suppliers, backorder", two & policies.backorder),
        ("two suppliers, lost", two & ~policies.backorder),
    ):
        rows = np.flatnonzero(chosen)[: POINTS // BUFFERS]
        some, buffers = policies.take(rows), ladder[rows]
        began = time.process_time()
        respond(some, buffers)
        spent = time.process_time() - began
        print(f"{name:26s} {spent / buffers.size * POINTS:6.2f} s of processor per 100,000 points")


if __name__ == "__main__":
    main()
