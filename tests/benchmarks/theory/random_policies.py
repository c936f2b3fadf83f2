"""Random policies over the whole world, with buffers of 0 to 200 days of supply."""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.policies import Floats, Policies

INTERVALS = (1, 2, 3, 5, 7, 14, 21, 30, 45, 60)
SHARES = (0.5, 0.6, 0.7, 0.8, 0.9)
BUFFERS = 6


def random_shares(two: NDArray[np.bool_], rng: np.random.Generator) -> Floats:
    """Return (n, 2) shares: of the grid, either way round, where there are two suppliers."""
    first = np.where(two, rng.choice(SHARES, len(two)), 1.0)
    share: Floats = np.column_stack([first, 1.0 - first]).round(6)
    flipped = two & (rng.random(len(two)) < 0.5)
    share[flipped] = share[flipped][:, ::-1]
    return share


def random_policies(n: int, rng: np.random.Generator) -> tuple[Policies, Floats]:
    """Return n policies and (n, 6) buffers, units; the first buffer is 0.

    mu 0.05..500 a day, cv 0.2..6, T 1..60, L 0..180, deviation of L up to 0.8 L, outages 0..3 a year of 2..90
    days, one or two suppliers, shared regions, surge, both shortage modes.
    """

    def log_uniform(low: float, high: float, *shape: int) -> Floats:
        values: Floats = np.exp(rng.uniform(np.log(low), np.log(high), shape))
        return values

    def some(probability: float, *shape: int) -> NDArray[np.bool_]:
        chosen: NDArray[np.bool_] = rng.random(shape) < probability
        return chosen

    mean, variation = log_uniform(0.05, 500, n), log_uniform(0.2, 6, n)
    interval = rng.choice(INTERVALS, n).astype(np.float64)
    lead = np.where(some(0.5, n, 2), rng.uniform(0, 180, (n, 2)), log_uniform(1, 60, n, 2)).round()
    lead_sd = lead * np.where(some(0.3, n, 2), 0.0, rng.uniform(0.0, 0.8, (n, 2)))
    two = some(0.5, n)
    share = random_shares(two, rng)
    struck = some(0.7, n, 2)
    outage_rate = np.where(struck, log_uniform(0.05, 3, n, 2), 0.0)
    outage_days = np.where(struck, log_uniform(2, 90, n, 2), 0.0)
    regional = np.repeat(some(0.4, n)[:, None], 2, axis=1)
    same = two & some(0.5, n)
    region_rate = np.where(regional, log_uniform(0.05, 1.5, n, 2), 0.0)
    region_days = np.where(regional, log_uniform(2, 90, n, 2), 0.0)
    region_rate[same, 1], region_days[same, 1] = region_rate[same, 0], region_days[same, 0]
    surge = np.where(some(0.5, n)[:, None], rng.choice([0.25, 0.5, 1.0, 2.0], (n, 2)), 0.0)
    surge_delay = rng.choice([0.0, 7.0, 14.0, 30.0], (n, 2))
    policies = Policies(
        demand_mean=mean,
        demand_sd=mean * variation,
        backorder=some(0.35, n),
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
        surge_delay=surge_delay,
    )
    days = np.sort(200.0 * rng.random((n, BUFFERS)) ** 3, axis=1)
    days[:, 0] = 0.0
    return policies, days * mean[:, None]
