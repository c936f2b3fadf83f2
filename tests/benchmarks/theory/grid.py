# ruff: noqa: T201
"""Errors of the theory over random policies, by regime, against the reference simulator.

Run: ``python tests/benchmarks/theory/grid.py --policies 300 --days 500000`` (minutes); ``--save FILE.npz`` keeps
what was simulated, ``--load FILE.npz`` uses it again.
"""

import argparse
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from random_policies import random_policies
from simulator import simulate

from stockposture_models.theory.policies import Floats, Policies
from stockposture_models.theory.respond import respond

RUNS = 4
LEAST_SHORT = 1e-3  #: relative errors of the short fraction are judged above this
NOISE = 0.04  #: points whose simulated short fraction is known worse than this are left out
STOCK_NOISE = 0.01


@dataclass(frozen=True)
class Grid:
    """Policies, buffers (n, k) and simulated mean and standard error (n, 3, k) of short, on-hand, peak."""

    policies: Policies
    buffers: Floats
    mean: Floats
    error: Floats

    def save(self, path: Path) -> None:
        """Write to a ``.npz`` file."""
        arrays = {field.name: getattr(self.policies, field.name) for field in fields(self.policies)}
        np.savez_compressed(path, buffers=self.buffers, mean=self.mean, error=self.error, **arrays)

    @classmethod
    def load(cls, path: Path) -> "Grid":
        """Read what ``save`` wrote."""
        with np.load(path) as found:
            arrays = {field.name: found[field.name] for field in fields(Policies)}
            return cls(Policies(**arrays), found["buffers"], found["mean"], found["error"])


def simulated_grid(n: int, days: int, seed: int) -> Grid:
    """Simulate n random policies, four runs of the given days each."""
    policies, buffers = random_policies(n, np.random.default_rng(seed))
    mean, error = np.empty((n, 3, buffers.shape[1])), np.empty((n, 3, buffers.shape[1]))
    for i in range(n):
        found = simulate(policies, i, buffers[i], days=days, runs=RUNS, seed=seed * 100_000 + i)
        mean[i], error[i] = found.mean, found.standard_error
    return Grid(policies, buffers, mean, error)


def known(grid: Grid) -> list[NDArray[np.bool_]]:
    """Points of short, on-hand and peak at which the simulation is sharp enough to judge by, (n, k) each."""
    short = (grid.mean[:, 0] > LEAST_SHORT) & (grid.error[:, 0] < NOISE * grid.mean[:, 0])
    stock = grid.error[:, 1] < STOCK_NOISE * grid.mean[:, 1]
    return [short, stock, stock]


def regimes(policies: Policies) -> dict[str, NDArray[np.bool_]]:
    """Rows of each regime."""
    used = policies.share > 0.0
    two = used.all(axis=1)
    congested = ((policies.lead_sd > 0.0) & used).any(axis=1)
    struck = (((policies.outage_rate > 0.0) | (policies.region_rate > 0.0)) & used).any(axis=1)
    rows = {}
    for mode, is_mode in (("backorder", policies.backorder), ("lost", ~policies.backorder)):
        for number, is_number in (("one supplier", ~two), ("two suppliers", two)):
            for world, is_world in (
                ("calm", ~congested & ~struck),
                ("congestion", congested & ~struck),
                ("outages", ~congested & struck),
                ("both", congested & struck),
            ):
                rows[f"{mode}, {number}, {world}"] = is_mode & is_number & is_world
        rows[f"{mode}, all"] = is_mode
    rows["all"] = np.ones(len(policies), dtype=np.bool_)
    return rows


def print_errors(grid: Grid) -> None:
    """Print median and 95th percentile of the absolute relative error, and the median error, by regime."""
    found = respond(grid.policies, grid.buffers)
    predicted = (found.short_fraction, found.on_hand, found.peak)
    judged = known(grid)
    print("relative error of       | short fraction        | on-hand               | peak")
    print("regime (policies)       | median  p95    bias   | median  p95    bias   | median  p95    bias")
    for name, rows in regimes(grid.policies).items():
        cells = []
        for k in range(3):
            at = judged[k] & rows[:, None]
            if at.sum() < 5:
                cells.append(f"{'too few points':21s}")
                continue
            error = predicted[k][at] / grid.mean[:, k][at] - 1.0
            size = np.abs(error)
            cells.append(f"{np.median(size):6.1%} {np.quantile(size, 0.95):6.1%} {np.median(error):+7.1%}")
        print(f"{name} ({rows.sum()})\n{'':23s} | {' | '.join(cells)}")


def main() -> None:
    """Simulate or load, then print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--policies", type=int, default=300)
    parser.add_argument("--days", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--load", type=Path)
    options = parser.parse_args()
    grid = Grid.load(options.load) if options.load else simulated_grid(options.policies, options.days, options.seed)
    if options.save:
        grid.save(options.save)
    print_errors(grid)


if __name__ == "__main__":
    main()
