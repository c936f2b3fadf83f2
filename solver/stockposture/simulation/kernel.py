"""One item lived through day by day: the inner loop of every simulation.

Within a day: outages start, what was held at a recovered supplier leaves, arrivals are received, a review orders,
demand comes. The world is that of the theory; ``tests/benchmarks/theory/simulator.py`` says the same with a calendar
of arrivals. Here an order knows on the day it is placed when it will leave (the calendar of outages is drawn
beforehand) and what the congestion will be that day (a stream of its own), so that nothing happens between reviews
and arrivals but demand.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture.simulation.arrays import Floats, Ints, Keys
from stockposture.simulation.outages import Calendar
from stockposture.simulation.streams import CONGESTION, DEMAND, exponential, fill_demand, mixed, start_stream, uniform
from stockposture.simulation.world import World
from stockposture_models.theory.compiled import compiled

#: Congestion beyond this many times its mean (1 in 10^15) arrives no later than that.
LONGEST = 35.0
#: Congestion with shorter memory than a day (eta above this, 1/days; a deviation under an hour) is drawn afresh.
_FORGETFUL = 20.0
#: A day counts as short from this part of a day's mean demand on: less is rounding.
ROUNDING = 1e-6


class Terms(NamedTuple):
    """What the inner loop needs of the items; fields as in :class:`~stockposture.simulation.world.World`."""

    demand_key: Keys
    offer_key: Keys
    demand_mean: Floats
    demand_sd: Floats
    backorder: NDArray[np.bool_]
    interval: Ints
    level: Floats
    supplier: Ints
    share: Floats
    base: Floats
    eta: Floats
    rho: Floats
    surge_fraction: Floats
    surge_delay: Floats


class Event(NamedTuple):
    """What happens to the items in a stretch of days on top of the outages.

    Parameters
    ----------
    start, end
        First day, first day after.
    demand_factor
        (n,) demand of these days is so many times what it would be.
    extra_lead
        (n, 2) days added to the lead time of what leaves on these days; nothing overtakes what left before.
    """

    start: int
    end: int
    demand_factor: Floats
    extra_lead: Floats


class Days(NamedTuple):
    """An item's life, one number a day; (days,), or (0,) for the last three where nobody asks for them.

    Parameters
    ----------
    demand
        Units demanded.
    start
        On-hand stock once arrivals are in, before demand: the day's highest.
    end
        On-hand stock after demand.
    short
        Units short.
    transit
        (days + 1,) change of what is in transit.
    received, ordered
        Units.
    """

    demand: Floats
    start: Floats
    end: Floats
    short: Floats
    transit: Floats
    received: Floats
    ordered: Floats


def terms_of(world: World) -> Terms:
    """Return what the inner loop needs of a world."""
    return Terms(*(np.ascontiguousarray(getattr(world, name)) for name in Terms._fields))


def no_event(items: int) -> Event:
    """Return the event in which nothing happens."""
    return Event(0, 0, np.ones(items), np.zeros((items, 2)))


def new_days(days: int, *, transit: bool = False, trace: bool = False) -> Days:
    """Return empty arrays for so many days."""
    traced = days if trace else 0
    return Days(
        demand=np.empty(days),
        start=np.empty(days),
        end=np.empty(days),
        short=np.empty(days),
        transit=np.empty(days + 1 if transit else 0),
        received=np.empty(traced),
        ordered=np.empty(traced),
    )


@compiled
def simulate_item(terms: Terms, i: int, calendar: Calendar, event: Event, run: int, seed: int, days: Days) -> None:  # noqa: C901, PLR0912, PLR0915 - one pass over the days
    """Live through an item's days, from full stock and an empty pipeline; all arrays of ``days`` are written.

    Parameters
    ----------
    terms
        The items.
    i
        Which one.
    calendar
        Outages of all suppliers.
    event
        What happens on top.
    run, seed
        Which random numbers.
    days
        Written; its length says how many days.
    """
    total = len(days.demand)
    mean = terms.demand_mean[i]
    backorder = terms.backorder[i]
    interval = terms.interval[i]
    least = ROUNDING * mean
    is_traced = len(days.received) > 0
    has_transit = len(days.transit) > 0
    if has_transit:
        days.transit[:] = 0.0
    if is_traced:
        days.received[:] = 0.0
        days.ordered[:] = 0.0

    state = np.empty((3, 4), np.uint64)
    start_stream(state[2], terms.demand_key[i], DEMAND, run, seed)
    fill_demand(state[2], mean, terms.demand_sd[i], days.demand)
    if event.demand_factor[i] != 1.0:
        for today in range(max(event.start, 0), min(event.end, total)):
            days.demand[today] *= event.demand_factor[i]

    congestion = np.zeros((2, 3))
    outage = np.zeros(2, np.int64)
    last_outage = np.zeros(2, np.int64)
    for j in range(2):
        supplier = terms.supplier[i, j]
        if supplier >= 0:
            outage[j], last_outage[j] = calendar.first[supplier], calendar.first[supplier + 1]
        start_stream(state[j], terms.offer_key[i, j], CONGESTION, run, seed)
        congestion[j, 2] = exponential(state[j])

    # What is on its way: a ring of (day, units) for each supplier; the days of one supplier never fall.
    room = 64
    coming_day = np.empty((2, room), np.int64)
    coming_units = np.empty((2, room))
    head, count = np.zeros(2, np.int64), np.zeros(2, np.int64)
    latest = np.zeros(2, np.int64)  # arrival of the last order
    leaves, down_since = np.zeros(2, np.int64), np.zeros(2, np.int64)
    split = np.zeros(2)

    stock, sold = terms.level[i], 0.0
    review, day = 0, 0
    while day < total:
        for j in range(2):
            while count[j] > 0 and coming_day[j, head[j]] <= day:
                stock += coming_units[j, head[j]]
                if is_traced:
                    days.received[day] += coming_units[j, head[j]]
                head[j] = (head[j] + 1) & (room - 1)
                count[j] -= 1
        if day == review:
            review += interval
            for j in range(2):
                split[j] = terms.share[i, j]
                while outage[j] < last_outage[j] and calendar.end[outage[j]] <= day:
                    outage[j] += 1
                leaves[j] = day
                if outage[j] < last_outage[j] and calendar.start[outage[j]] <= day:
                    leaves[j], down_since[j] = calendar.end[outage[j]], calendar.start[outage[j]]
            if terms.share[i, 0] > 0.0 and terms.share[i, 1] > 0.0:
                for j in range(2):
                    other = 1 - j
                    if leaves[j] > day and leaves[other] == day and day - down_since[j] >= terms.surge_delay[i, other]:
                        taken = min(terms.share[i, j], terms.surge_fraction[i, other] * terms.share[i, other])
                        split[j] -= taken
                        split[other] += taken
            for j in range(2):
                units = split[j] * sold
                if units <= 0.0:
                    continue
                if is_traced:
                    days.ordered[day] += units
                leave = leaves[j]
                if leave >= total:
                    continue
                lead = terms.base[i, j]
                if terms.rho[i, j] > 0.0:
                    key = terms.offer_key[i, j]
                    wait = _congestion(congestion[j], state[j], terms.rho[i, j], terms.eta[i, j], leave, key, run, seed)
                    lead += min(wait, LONGEST / terms.eta[i, j])
                if event.start <= leave < event.end:
                    lead += event.extra_lead[i, j]
                arrival = max(leave + math.floor(lead + 0.5), latest[j])
                if has_transit:
                    days.transit[leave] += units
                    days.transit[min(arrival, total)] -= units
                latest[j] = arrival
                if arrival <= day:
                    stock += units
                    if is_traced:
                        days.received[day] += units
                    continue
                last = (head[j] + count[j] - 1) & (room - 1)
                if count[j] > 0 and coming_day[j, last] == arrival:
                    coming_units[j, last] += units
                    continue
                if count[j] == room:
                    longer_day = np.empty((2, 2 * room), np.int64)
                    longer_units = np.empty((2, 2 * room))
                    for k in range(2):
                        for place in range(count[k]):
                            longer_day[k, place] = coming_day[k, (head[k] + place) & (room - 1)]
                            longer_units[k, place] = coming_units[k, (head[k] + place) & (room - 1)]
                    coming_day, coming_units = longer_day, longer_units
                    head[:] = 0
                    room *= 2
                last = (head[j] + count[j]) & (room - 1)
                coming_day[j, last], coming_units[j, last] = arrival, units
                count[j] += 1
            sold = 0.0
        stop = min(review, total)
        for j in range(2):
            if count[j] > 0:
                stop = min(stop, coming_day[j, head[j]])
        for today in range(day, stop):
            demand = days.demand[today]
            start = max(stock, 0.0)
            met = min(demand, start)
            short = demand - met
            filled = demand if backorder else met
            stock -= filled
            sold += filled
            days.start[today] = start
            days.end[today] = max(stock, 0.0)
            days.short[today] = short if short > least else 0.0
        day = stop


@compiled
def _congestion(
    queue: Floats, state: NDArray[np.uint64], rho: float, eta: float, day: int, key: np.uint64, run: int, seed: int
) -> float:
    """Return the congestion as a day begins: the workload of a queue that works off a day's worth a day.

    Parameters
    ----------
    queue
        (3,) written: work waiting after the last jump and that jump's time, days; time of the next jump, mean gaps
        between jumps. The jumps do not depend on which days are asked for.
    state
        Its stream.
    rho, eta
        P(V > x) = rho exp(-eta x), eta in 1/days.
    day
        Never before the one asked for last.
    key, run, seed
        Of the stream.
    """
    if eta > _FORGETFUL:
        start_stream(state, mixed(key + np.uint64(day)), CONGESTION, run, seed)
        return exponential(state) / eta if uniform(state) <= rho else 0.0
    size = (1.0 - rho) / eta
    gap = size / rho
    while queue[2] * gap <= day:
        jump = queue[2] * gap
        queue[0] = max(0.0, queue[0] - (jump - queue[1])) + exponential(state) * size
        queue[1] = jump
        queue[2] += exponential(state)
    waiting: float = max(0.0, queue[0] - (day - queue[1]))
    return waiting
