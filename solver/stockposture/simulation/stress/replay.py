"""The inner loop of a stress: an item's days with the event against the same days without it."""

from typing import NamedTuple

import numpy as np

from stockposture.simulation.arrays import Flags, Floats, Ints
from stockposture.simulation.kernel import ROUNDING, Days, Event, Terms, simulate_item
from stockposture.simulation.outages import Calendar
from stockposture_models.theory.compiled import compiled

#: Stock is back when at most this part of the order-up-to level is missing.
BACK_WITHIN = 0.01


class Pairs(NamedTuple):
    """Items and the events that strike them, sorted by item; ``k`` pairs of ``n`` items.

    Parameters
    ----------
    item
        (k,) row of the item.
    days
        (k,) how long the event lasts.
    horizon
        (k,) days watched from its start.
    down
        (k, 2) which of the item's suppliers deliver nothing meanwhile.
    demand_factor, extra_lead
        (k,) and (k, 2) as in the kernel's event.
    """

    item: Ints
    days: Ints
    horizon: Ints
    down: Flags
    demand_factor: Floats
    extra_lead: Floats


class Found(NamedTuple):
    """What one replication gives; (k,) each, days and units."""

    survive: Floats
    recover: Floats
    units: Floats
    survive_bare: Floats
    units_bare: Floats


class Lives(NamedTuple):
    """Scratch: an item's days, with and without the event."""

    quiet: Days
    struck: Days


@compiled
def replay(
    terms: Terms,
    bare: Terms,
    supplier: Ints,
    warm_up: Ints,
    pairs: Pairs,
    calendar: Calendar,
    strike: int,
    run: int,
    seed: int,
    lives: Lives,
    found: Found,
) -> None:
    """Replay one replication of all pairs, as planned and without buffers.

    Parameters
    ----------
    terms, bare
        The items, as planned and with the order-up-to level less the buffer; their suppliers are 0 and 1 (the first
        and the second), -1 where there is none.
    supplier
        (n, 2) the suppliers' places in the calendar.
    warm_up
        (n,) days that an item lives at least before the event.
    pairs
        Items and events.
    calendar
        Outages of all suppliers in this replication.
    strike
        The event's first day in that calendar.
    run, seed
        Which random numbers.
    lives
        Scratch, long enough.
    found
        Written.
    """
    count = len(pairs.item)
    items = len(terms.level)
    one, none = np.ones(items), np.zeros((items, 2))
    factor, extra = np.ones(items), np.zeros((items, 2))
    nothing = Event(0, 0, one, none)
    nobody = np.zeros(2, np.bool_)
    first = 0
    while first < count:
        i = pairs.item[first]
        last, horizon = first, 0
        while last < count and pairs.item[last] == i:
            horizon = max(horizon, pairs.horizon[last])
            last += 1
        # Reviews fall on the same days of the calendar however long an item lived before.
        early = strike - warm_up[i]
        born = early - early % terms.interval[i]
        at = strike - born
        quiet = _cut(lives.quiet, at + horizon)
        struck = _cut(lives.struck, at + horizon)
        usual = own_calendar(calendar, supplier[i], born, nobody, 0, 0)
        least = ROUNDING * terms.demand_mean[i]
        missing = BACK_WITHIN * terms.level[i]
        for kind in range(2):
            planned = kind == 0
            now = terms if planned else bare
            simulate_item(now, i, usual, nothing, run, seed, quiet)
            for k in range(first, last):
                until = at + pairs.days[k]
                factor[i], extra[i, 0], extra[i, 1] = (
                    pairs.demand_factor[k],
                    pairs.extra_lead[k, 0],
                    pairs.extra_lead[k, 1],
                )
                hit = own_calendar(calendar, supplier[i], born, pairs.down[k], at, until)
                simulate_item(now, i, hit, Event(at, until, factor, extra), run, seed, struck)
                survive, below, units = _compared(quiet, struck, at, pairs.horizon[k], least, missing)
                if planned:
                    found.survive[k], found.units[k] = survive, units
                    found.recover[k] = np.inf if below == pairs.horizon[k] else max(pairs.days[k], below)
                else:
                    found.survive_bare[k], found.units_bare[k] = survive, units
        first = last


@compiled
def own_calendar(calendar: Calendar, supplier: Ints, born: int, down: Flags, start: int, end: int) -> Calendar:
    """Return the outages of an item's suppliers, days counted from its first, with an event's on top.

    Parameters
    ----------
    calendar
        Of all suppliers.
    supplier
        (2,) places in it; -1 for none.
    born
        The item's first day in that calendar.
    down
        (2,) suppliers that are down from the item's day ``start`` until ``end`` in any case.
    start, end
        The event.
    """
    room = 2
    for j in range(2):
        if supplier[j] >= 0:
            room += calendar.first[supplier[j] + 1] - calendar.first[supplier[j]]
    starts, ends, first = np.empty(room, np.int64), np.empty(room, np.int64), np.zeros(3, np.int64)
    count = 0
    for j in range(2):
        forced, low, high = down[j], start, end
        if supplier[j] >= 0:
            for outage in range(calendar.first[supplier[j]], calendar.first[supplier[j] + 1]):
                begins, is_up = calendar.start[outage] - born, calendar.end[outage] - born
                if forced and begins <= high and is_up >= low:
                    # Outages that touch are one: it began when the first did.
                    low, high = min(low, begins), max(high, is_up)
                    continue
                if forced and begins > high:
                    starts[count], ends[count] = low, high
                    count += 1
                    forced = False
                starts[count], ends[count] = begins, is_up
                count += 1
            if forced:
                starts[count], ends[count] = low, high
                count += 1
        first[j + 1] = count
    return Calendar(starts[:count], ends[:count], first)


@compiled
def _cut(days: Days, total: int) -> Days:
    """Return the scratch for so many days."""
    return Days(
        days.demand[:total],
        days.start[:total],
        days.end[:total],
        days.short[:total],
        days.transit,
        days.received,
        days.ordered,
    )


@compiled
def _compared(
    quiet: Days, struck: Days, at: int, horizon: int, least: float, missing: float
) -> tuple[float, int, float]:
    """Return the day of the first shortage caused, days until stock is back for good, and the units lost."""
    survive, below, units = np.inf, 0, 0.0
    for day in range(horizon):
        lost = struck.short[at + day] - quiet.short[at + day]
        units += lost
        if lost > least and survive == np.inf:
            survive = float(day)
        if struck.end[at + day] < quiet.end[at + day] - missing:
            below = day + 1
    return survive, below, units
