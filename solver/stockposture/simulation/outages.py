"""The calendar of outages: one for the whole world, so that all items of a supplier and a region fail together."""

import math
from typing import NamedTuple

import numpy as np

from stockposture.simulation.arrays import Ints
from stockposture.simulation.streams import OUTAGE, exponential, start_stream
from stockposture.simulation.world import World
from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.outages import DAYS_PER_YEAR


class Calendar(NamedTuple):
    """When each supplier is down, its region's outages included.

    Parameters
    ----------
    start, end
        Outage k lasts from day ``start[k]`` until it is up again on day ``end[k]``; sorted and apart from each
        other within a supplier.
    first
        (m + 1,) supplier s has the outages ``first[s]`` to ``first[s + 1]`` - 1.
    """

    start: Ints
    end: Ints
    first: Ints

    def of(self, supplier: int) -> Ints:
        """Return (k, 2) first day down, first day up again, of one supplier's outages."""
        rows = slice(self.first[supplier], self.first[supplier + 1])
        return np.stack([self.start[rows], self.end[rows]], axis=1)


def draw_calendar(world: World, *, days: int, run: int, seed: int) -> Calendar:
    """Draw the outages of all suppliers and regions.

    An outage starts on an up day with probability 1 - exp(-rate / 365) and lasts an exponential number of days,
    rounded, at least one; a supplier is down while its own or its region's lasts.

    Parameters
    ----------
    world
        Its suppliers and regions; items do not matter.
    days
        Days from the beginning, warm-up included.
    run, seed
        Which numbers.
    """
    # A supplier may have its region's name.
    regional = [
        _drawn(key ^ np.uint64(1), rate, mean, days, run, seed)
        for key, rate, mean in zip(world.region_key, world.region_rate, world.region_days, strict=True)
    ]
    outages = []
    for s, key in enumerate(world.supplier_key):
        own = _drawn(key, world.supplier_rate[s], world.supplier_days[s], days, run, seed)
        region = world.supplier_region[s]
        outages.append(own if region < 0 else joined(np.concatenate([own, regional[region]])))
    return calendar_of(outages)


def calendar_of(outages: list[Ints]) -> Calendar:
    """Return the calendar of outages given supplier by supplier, (k, 2) each."""
    first = np.concatenate([[0], np.cumsum([len(part) for part in outages], dtype=np.int64)]).astype(np.int64)
    rows = np.concatenate([np.zeros((0, 2), dtype=np.int64), *outages])
    return Calendar(np.ascontiguousarray(rows[:, 0]), np.ascontiguousarray(rows[:, 1]), first)


def closed(calendar: Calendar, suppliers: Ints, start: int, end: int) -> Calendar:
    """Return the calendar with the given suppliers down from day ``start`` until day ``end`` on top."""
    forced = np.array([[start, end]], dtype=np.int64)
    down = set(np.asarray(suppliers).tolist())
    parts = [calendar.of(s) for s in range(len(calendar.first) - 1)]
    return calendar_of([joined(np.concatenate([part, forced])) if s in down else part for s, part in enumerate(parts)])


def joined(outages: Ints) -> Ints:
    """Return (k, 2) stretches of days covered by at least one outage; those that touch are one."""
    if len(outages) < 2:
        return outages
    rows = outages[np.argsort(outages[:, 0], kind="stable")]
    until = np.maximum.accumulate(rows[:, 1])
    begins = np.append(True, rows[1:, 0] > until[:-1])
    return np.stack([rows[begins, 0], until[np.append(begins[1:], True)]], axis=1)


def _drawn(key: np.uint64, rate: float, mean: float, days: int, run: int, seed: int) -> Ints:
    if rate <= 0.0:
        return np.zeros((0, 2), dtype=np.int64)
    found = np.empty((days, 2), dtype=np.int64)
    return found[: _draw(key, rate, mean, run, seed, found)].copy()


@compiled
def _draw(key: np.uint64, rate: float, mean: float, run: int, seed: int, found: Ints) -> int:
    state = np.empty(4, np.uint64)
    start_stream(state, key, OUTAGE, run, seed)
    count, day = 0, 0
    while True:
        # Up days before the next outage: geometric, an exponential number of mean 365 / rate cut to whole days.
        day += int(min(exponential(state) * DAYS_PER_YEAR / rate, 1e15))
        if day >= len(found):
            return count
        length = max(1, math.floor(min(exponential(state) * mean, 1e15) + 0.5))
        found[count, 0], found[count, 1] = day, day + length
        count += 1
        day += length
