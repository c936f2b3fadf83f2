# ruff: noqa: NPY002 - numba knows no other generator
"""Reference simulator of the world the theory prices: one policy, many days, several buffers at once.

Within a day: outages start, what was held at a recovered supplier leaves, arrivals are received, a review
orders, demand comes. All buffers of a policy see the same demand, congestion and outages.
"""

from dataclasses import dataclass

import numba
import numpy as np

from stockposture_models.theory.policies import Floats, Policies

WARM_UP_DAYS = 3_000
LONGEST = 35.0  #: congestion beyond this many times its mean (1 in 10^15) arrives no later than that
FORGETFUL = 20.0  #: congestion whose memory is shorter than a day (eta above this, 1/days) is drawn afresh every day


@dataclass(frozen=True)
class Simulated:
    """Simulated response of one policy; arrays (runs, k), one row an independent run."""

    short_fraction: Floats
    on_hand: Floats
    peak: Floats

    @property
    def mean(self) -> Floats:
        """(3, k) means of short fraction, on-hand and peak."""
        return np.stack([part.mean(axis=0) for part in (self.short_fraction, self.on_hand, self.peak)])

    @property
    def standard_error(self) -> Floats:
        """(3, k) standard errors over the runs."""
        runs = len(self.short_fraction)
        parts = (self.short_fraction, self.on_hand, self.peak)
        return np.stack([part.std(axis=0, ddof=1) / np.sqrt(runs) for part in parts])


def simulate(policies: Policies, row: int, buffers: Floats, *, days: int, runs: int = 4, seed: int = 0) -> Simulated:
    """Simulate one policy at several buffers.

    Parameters
    ----------
    policies, row
        The policy is row ``row``.
    buffers
        (k,) buffers, units.
    days
        Days counted in each run, after 3,000 that are dropped.
    runs
        Independent runs.
    seed
        Seed of the first run.
    """
    p = policies.take(np.array([row]))
    base, eta, rho = congestion(p.lead[0], p.lead_sd[0])
    level = float(p.demand_mean[0] * (p.interval[0] + p.mean_lead[0])) + np.asarray(buffers, float)
    out = np.empty((3, runs, len(level)))
    calendar = int((base + LONGEST / eta * (rho > 0.0)).max()) + 2
    for run in range(runs):
        out[:, run] = _run(
            float(p.demand_mean[0]),
            float(p.demand_sd[0]),
            bool(p.backorder[0]),
            int(p.interval[0]),
            p.share[0],
            base,
            eta,
            rho,
            np.stack([p.outage_rate[0], p.region_rate[0]]),
            np.stack([p.outage_days[0], p.region_days[0]]),
            bool(p.same_region[0]),
            p.surge_fraction[0],
            p.surge_delay[0],
            level,
            days,
            calendar,
            seed * 1_000 + run,
        )
    return Simulated(*out)


def congestion(lead: Floats, lead_sd: Floats) -> tuple[Floats, Floats, Floats]:
    """Return base, eta and rho of the M/M/1 workload with the given mean and deviation of lead time."""
    base, eta, rho = lead.copy(), np.ones_like(lead), np.zeros_like(lead)
    for j, (m, s) in enumerate(zip(lead, lead_sd, strict=True)):
        if s <= 0.0 or m <= 0.0:
            continue
        if s <= np.sqrt(3.0) * m:
            rho[j], eta[j] = 0.5, np.sqrt(0.75) / s
            base[j] = m - rho[j] / eta[j]
        else:
            rho[j] = 2.0 / (1.0 + (s / m) ** 2)
            eta[j], base[j] = rho[j] / m, 0.0
    return base, eta, rho


@numba.njit(cache=True)
def _run(  # noqa: C901 - one compiled pass over the days
    mu: float,
    sd: float,
    backorder: bool,
    interval: int,
    share: Floats,
    base: Floats,
    eta: Floats,
    rho: Floats,
    outage_rate: Floats,
    outage_days: Floats,
    same_region: bool,
    surge_fraction: Floats,
    surge_delay: Floats,
    level: Floats,
    days: int,
    calendar: int,
    seed: int,
) -> Floats:
    np.random.seed(seed)
    buffers = len(level)
    shape = (mu / sd) ** 2 if sd > 0.0 else 0.0
    scale = sd * sd / mu if sd > 0.0 else 0.0
    arrivals = np.zeros((calendar, buffers))
    held = np.zeros((2, buffers))
    stock = level.copy()  # net stock: negative where units wait
    sold = np.zeros(buffers)  # since the last review
    workload = np.zeros(2)
    jump_rate = np.zeros(2)
    for j in range(2):
        if rho[j] > 0.0:
            jump_rate[j] = rho[j] * eta[j] / (1.0 - rho[j])
    next_jump = np.zeros(2)
    for j in range(2):
        next_jump[j] = np.random.exponential(1.0 / jump_rate[j]) if jump_rate[j] > 0.0 else 1e18
    up_again = np.zeros((2, 2))  # [own, region]: first day up again
    down = np.zeros(2, np.bool_)
    down_since = np.zeros(2)
    out = np.zeros((3, buffers))
    highest = np.zeros(buffers)
    cycles = 0
    total_demand = 0.0
    split = np.zeros(2)
    total_days = WARM_UP_DAYS + days
    for day in range(total_days):
        counted = day >= WARM_UP_DAYS
        # outages
        for kind in range(2):
            for j in range(2):
                if kind == 1 and j == 1 and same_region:
                    up_again[1, 1] = up_again[1, 0]
                    continue
                rate = outage_rate[kind, j]
                if rate > 0.0 and day >= up_again[kind, j] and np.random.random() < 1.0 - np.exp(-rate / 365.0):
                    length = np.floor(np.random.exponential(outage_days[kind, j]) + 0.5)
                    up_again[kind, j] = day + max(1.0, length)
        for j in range(2):
            was = down[j]
            down[j] = day < up_again[0, j] or day < up_again[1, j]
            if down[j] and not was:
                down_since[j] = day
            # congestion: workload as the day begins
            if jump_rate[j] > 0.0 and eta[j] > FORGETFUL:
                workload[j] = np.random.exponential(1.0 / eta[j]) if np.random.random() <= rho[j] else 0.0
            elif jump_rate[j] > 0.0:
                clock = day - 1.0
                while next_jump[j] <= day:
                    workload[j] = max(0.0, workload[j] - (next_jump[j] - clock))
                    clock = next_jump[j]
                    workload[j] += np.random.exponential((1.0 - rho[j]) / eta[j])
                    next_jump[j] += np.random.exponential(1.0 / jump_rate[j])
                workload[j] = max(0.0, workload[j] - (day - clock))
            if was and not down[j]:
                ahead = int(np.floor(base[j] + workload[j] + 0.5))
                slot = (day + min(ahead, calendar - 1)) % calendar
                for k in range(buffers):
                    arrivals[slot, k] += held[j, k]
                    held[j, k] = 0.0
        # arrivals
        slot = day % calendar
        for k in range(buffers):
            stock[k] += arrivals[slot, k]
            arrivals[slot, k] = 0.0
        # review
        if day % interval == 0:
            if counted:
                if cycles > 0:
                    for k in range(buffers):
                        out[2, k] += highest[k]
                cycles += 1
            highest[:] = 0.0
            split[:] = share
            for j in range(2):
                other = 1 - j
                two = share[other] > 0.0 and share[j] > 0.0
                if two and down[j] and not down[other] and day - down_since[j] >= surge_delay[other]:
                    taken = min(share[j], surge_fraction[other] * share[other])
                    split[j] -= taken
                    split[other] += taken
            for j in range(2):
                if split[j] <= 0.0:
                    continue
                if down[j]:
                    for k in range(buffers):
                        held[j, k] += split[j] * sold[k]
                    continue
                ahead = int(np.floor(base[j] + workload[j] + 0.5))
                if ahead == 0:
                    for k in range(buffers):
                        stock[k] += split[j] * sold[k]
                else:
                    slot = (day + min(ahead, calendar - 1)) % calendar
                    for k in range(buffers):
                        arrivals[slot, k] += split[j] * sold[k]
            sold[:] = 0.0
        # demand
        demand = np.random.gamma(shape, scale) if sd > 0.0 else mu
        if counted:
            total_demand += demand
        for k in range(buffers):
            start = max(stock[k], 0.0)
            highest[k] = max(highest[k], start)
            short = max(demand - start, 0.0)
            filled = demand if backorder else demand - short
            stock[k] -= filled
            sold[k] += filled
            if counted:
                out[0, k] += short
                out[1, k] += 0.5 * (start + max(stock[k], 0.0))
    for k in range(buffers):
        out[0, k] /= total_demand if total_demand > 0.0 else 1.0
        out[1, k] /= days
        out[2, k] /= max(cycles - 1, 1)
    return out
