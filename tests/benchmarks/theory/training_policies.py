# ruff: noqa: T201
"""Simulate the policies that the correction is calibrated on, one short run each; many noisy runs beat few sharp ones.

Run: ``python tests/benchmarks/theory/training_policies.py --out FOLDER --chunks 100`` (a minute a chunk of 500 policies
and core; it goes on where it stopped). Six kinds of policy: the whole world of ``random_policies``, what is usual in
it, what catalogues are made of, the middle of those, where most items lie, lumpy demand, and two suppliers of a region.
"""

import argparse
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from itertools import repeat
from pathlib import Path

import numpy as np
from random_policies import BUFFERS, random_policies, random_shares
from simulator import simulate

from stockposture_models.theory.policies import Floats, Policies

POLICIES = 500  #: a chunk
DAYS = 60_000


@dataclass(frozen=True)
class Kind:
    """Ranges of one kind of policy; pairs are lowest and highest."""

    mean: tuple[float, float]
    variation: tuple[float, float]
    intervals: tuple[int, ...]
    lead: tuple[float, float]
    no_congestion: float  #: probability, each supplier
    never_congestion: float  #: probability, both suppliers
    congestion: tuple[float, float]
    two: float
    struck: float
    rate: tuple[float, float]
    days: tuple[float, float]
    regional: float
    same: float
    region_rate: tuple[float, float]
    surge: float
    surges: tuple[float, ...]
    surge_delays: tuple[float, ...]
    backorder: float
    longest_buffer: tuple[float, float]
    buffer_power: float
    no_buffer: float


USUAL = Kind(
    mean=(0.05, 500),
    variation=(0.2, 6),
    intervals=(1, 2, 5, 7, 14, 30, 60),
    lead=(1, 150),
    no_congestion=0.25,
    never_congestion=0.0,
    congestion=(0.0, 0.6),
    two=0.55,
    struck=0.8,
    rate=(0.05, 2),
    days=(3, 60),
    regional=0.5,
    same=0.4,
    region_rate=(0.03, 1),
    surge=0.5,
    surges=(0.1, 0.25, 0.5, 1.0, 2.0),
    surge_delays=(0.0, 3.0, 7.0, 14.0, 30.0),
    backorder=0.3,
    longest_buffer=(10, 200),
    buffer_power=2.0,
    no_buffer=0.5,
)
CATALOGUE = Kind(
    mean=(0.5, 100),
    variation=(0.2, 4),
    intervals=(1, 2, 5, 7, 7, 14, 14, 30, 60),
    lead=(2, 120),
    no_congestion=0.15,
    never_congestion=0.4,
    congestion=(0.03, 0.5),
    two=0.6,
    struck=0.85,
    rate=(0.05, 1.2),
    days=(7, 60),
    regional=0.4,
    same=0.4,
    region_rate=(0.05, 0.6),
    surge=0.4,
    surges=(0.25, 0.5, 1.0),
    surge_delays=(0.0, 7.0, 14.0, 30.0),
    backorder=0.3,
    longest_buffer=(10, 150),
    buffer_power=1.5,
    no_buffer=0.3,
)
MIDDLE = Kind(
    mean=(1, 50),
    variation=(0.25, 2),
    intervals=(1, 2, 3, 5, 7, 7, 7, 10, 14, 14, 21, 30),
    lead=(3, 45),
    no_congestion=0.1,
    never_congestion=0.45,
    congestion=(0.1, 0.4),
    two=0.65,
    struck=0.9,
    rate=(0.1, 1),
    days=(10, 50),
    regional=0.35,
    same=0.5,
    region_rate=(0.1, 0.5),
    surge=0.35,
    surges=(0.25, 0.5, 1.0),
    surge_delays=(0.0, 7.0, 14.0),
    backorder=0.3,
    longest_buffer=(5, 40),
    buffer_power=1.0,
    no_buffer=0.2,
)
LUMPY = Kind(
    mean=(1, 500),
    variation=(4, 35),
    intervals=(5, 7, 14, 14, 30, 30, 60, 60),
    lead=(15, 250),
    no_congestion=0.1,
    never_congestion=0.0,
    congestion=(0.1, 1.0),
    two=0.5,
    struck=0.9,
    rate=(0.05, 1),
    days=(10, 70),
    regional=0.2,
    same=0.3,
    region_rate=(0.03, 0.3),
    surge=0.2,
    surges=(0.25, 0.5, 1.0),
    surge_delays=(0.0, 14.0, 30.0),
    backorder=0.3,
    longest_buffer=(60, 200),
    buffer_power=1.0,
    no_buffer=0.2,
)
SHARED = replace(
    MIDDLE,
    lead=(3, 60),
    never_congestion=0.6,
    two=1.0,
    struck=0.8,
    rate=(0.05, 1),
    days=(10, 60),
    regional=1.0,
    same=0.85,
    region_rate=(0.1, 0.8),
    surge=0.3,
    backorder=0.35,
)
#: From this chunk on, this kind; before the first, all of the world, usual ones and catalogues in turn.
KINDS_FROM = ((400, MIDDLE), (520, LUMPY), (600, SHARED))


def policies_of_kind(kind: Kind, n: int, rng: np.random.Generator) -> tuple[Policies, Floats]:
    """Return n policies and (n, 6) buffers, units."""

    def log_uniform(low_high: tuple[float, float], *shape: int) -> Floats:
        values: Floats = np.exp(rng.uniform(np.log(low_high[0]), np.log(low_high[1]), shape))
        return values

    def some(probability: float, *shape: int) -> np.ndarray:
        return rng.random(shape) < probability

    mean, variation = log_uniform(kind.mean, n), log_uniform(kind.variation, n)
    interval = rng.choice(kind.intervals, n).astype(np.float64)
    lead = log_uniform(kind.lead, n, 2).round()
    constant = some(kind.never_congestion, n)[:, None] | some(kind.no_congestion, n, 2)
    lead_sd = lead * np.where(constant, 0.0, rng.uniform(*kind.congestion, (n, 2)))
    two = some(kind.two, n)
    share = random_shares(two, rng)
    struck = some(kind.struck, n, 2)
    outage_rate, outage_days = (np.where(struck, log_uniform(r, n, 2), 0.0) for r in (kind.rate, kind.days))
    regional = np.repeat(some(kind.regional, n)[:, None], 2, axis=1)
    same = two & some(kind.same, n)
    region_rate, region_days = (np.where(regional, log_uniform(r, n, 2), 0.0) for r in (kind.region_rate, kind.days))
    region_rate[same, 1], region_days[same, 1] = region_rate[same, 0], region_days[same, 0]
    surge = np.where(some(kind.surge, n)[:, None], rng.choice(kind.surges, (n, 2)), 0.0)
    policies = Policies(
        demand_mean=mean,
        demand_sd=mean * variation,
        backorder=some(kind.backorder, n),
        interval=interval,
        share=share,
        lead=lead,
        lead_sd=lead_sd,
        outage_rate=outage_rate,
        outage_days=outage_days,
        region_rate=region_rate,
        region_days=region_days,
        same_region=same,
        surge_fraction=surge,
        surge_delay=rng.choice(kind.surge_delays, (n, 2)),
    )
    longest = log_uniform(kind.longest_buffer, n)
    days = np.sort(longest[:, None] * rng.random((n, BUFFERS)) ** kind.buffer_power, axis=1)
    days[some(kind.no_buffer, n), 0] = 0.0
    return policies, days * mean[:, None]


def chunk_of(number: int) -> tuple[Policies, Floats]:
    """Return the policies of a chunk: of the first, one in four of the world, one usual, two as in catalogues."""
    rng = np.random.default_rng([78, number])
    if number % 4 == 0 and number < KINDS_FROM[0][0]:
        return random_policies(POLICIES, rng)
    kind = USUAL if number % 4 == 1 else CATALOGUE
    for first, later in KINDS_FROM:
        if number >= first:
            kind = later
    return policies_of_kind(kind, POLICIES, rng)


def simulate_chunk(number: int, folder: Path) -> int:
    """Simulate a chunk into ``folder``, unless it is there."""
    target = folder / f"{number:05d}.npz"
    if target.exists():
        return number
    policies, buffers = chunk_of(number)
    found = np.empty((len(policies), 3, buffers.shape[1]))
    for i in range(len(policies)):
        found[i] = simulate(policies, i, buffers[i], days=DAYS, runs=1, seed=number * POLICIES + i).mean
    arrays = {field.name: getattr(policies, field.name) for field in fields(policies)}
    partial = target.with_suffix(".part.npz")
    np.savez_compressed(partial, buffers=buffers, simulated=found, **arrays)
    partial.rename(target)
    return number


def load(folder: Path) -> tuple[Policies, Floats, Floats]:
    """Return policies, buffers (n, 6) and simulated short fraction, on-hand, peak (n, 3, 6) of all chunks."""
    chunks = [dict(np.load(path)) for path in sorted(folder.glob("?????.npz"))]
    joined = {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}
    return (
        Policies(**{field.name: joined[field.name] for field in fields(Policies)}),
        joined["buffers"],
        joined["simulated"],
    )


def main() -> None:
    """Simulate the chunks that are not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--chunks", type=int, default=660)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for number in pool.map(simulate_chunk, range(options.chunks), repeat(options.out)):
            print(f"chunk {number} of {options.chunks}", flush=True)


if __name__ == "__main__":
    main()
