"""From an item's days to what is kept of them: sums of the item, and its part of the whole plan's days and years."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture.simulation.arrays import Floats, Ints
from stockposture.simulation.kernel import Days, Event, Terms, simulate_item
from stockposture.simulation.outages import Calendar
from stockposture.simulation.world import World
from stockposture_models.theory.compiled import compiled

#: Days dropped before anything counts; each run starts full.
WARM_UP_DAYS = 3_000
YEAR = 365

#: Columns of the sums of an item over its counted days.
DEMAND, SHORT, SHORT_DAYS, STOCKOUTS, ON_HAND, PEAK, HIGHEST = range(7)
#: Columns of the sums of the whole plan over a year.
YEAR_SHORT, YEAR_STOCKOUT_COST, YEAR_CARRYING_COST = range(3)


class Prices(NamedTuple):
    """What an item's days are worth; fields as in :class:`~stockposture.simulation.world.World`.

    Parameters
    ----------
    line
        (n,) product line, counted from 0 among those of these items; -1 for none.
    at_peak
        Whether the day's highest stock fills the space, rather than its mean.
    """

    value: Floats
    stockout_cost: Floats
    volume: Floats
    payables: Floats
    warehouse: Ints
    line: Ints
    carrying_fixed: Floats
    carrying_on_hand: Floats
    carrying_peak: Floats
    carrying_short: Floats
    at_peak: bool


class Tally(NamedTuple):
    """What is kept of one run of some items.

    Parameters
    ----------
    sums
        (n, 7) demand, units short, days short, stockouts (spells of days short), mean on-hand, peak (mean over
        review cycles of the cycle's highest), highest on-hand.
    capital
        (days,) working capital of all of them, currency.
    space
        (warehouses + 1, days) m3 taken in each warehouse and, last, outside them.
    years
        (years, 3) units short, their cost, carrying cost.
    down
        (lines, ceil(days / 64)) a bit for each day on which an item of the line is short.
    """

    sums: Floats
    capital: Floats
    space: Floats
    years: Floats
    down: NDArray[np.uint64]


def prices_of(world: World) -> tuple[Prices, Ints]:
    """Return what the days of a world's items are worth, and the product lines that ``line`` counts."""
    lines = np.unique(world.product_line[world.product_line >= 0])
    line = np.where(world.product_line >= 0, np.searchsorted(lines, world.product_line), -1)
    parts = {name: getattr(world, name) for name in Prices._fields if name != "line"}
    return Prices(line=line.astype(np.int64), **parts), lines


def new_tally(items: int, years: int, warehouses: int, lines: int) -> Tally:
    """Return the tally of nothing yet."""
    days = years * YEAR
    return Tally(
        np.zeros((items, 7)),
        np.zeros(days),
        np.zeros((warehouses + 1, days)),
        np.zeros((years, 3)),
        np.zeros((lines, (days + 63) // 64), np.uint64),
    )


@compiled
def simulate_items(
    terms: Terms, prices: Prices, calendar: Calendar, event: Event, run: int, seed: int, days: Days, tally: Tally
) -> None:
    """Live through all items, one after the other; ``days`` is scratch, ``tally`` is added to."""
    for i in range(len(terms.demand_mean)):
        simulate_item(terms, i, calendar, event, run, seed, days)
        _add_sums(i, terms.interval[i], prices, days, tally)
        _add_days(i, prices, days, tally)
        _add_space(i, prices, days, tally)
        _mark_line(i, prices, days, tally)
        if prices.carrying_peak[i] > 0.0:
            _add_peaks(i, terms.interval[i], prices, days, tally)


@compiled
def _add_sums(i: int, interval: int, prices: Prices, days: Days, tally: Tally) -> None:
    """Add up the days, year by year."""
    total = len(days.demand)
    demand, short, on_hand, highest = 0.0, 0.0, 0.0, 0.0
    short_days, stockouts = 0, 0
    was_short = False
    for year in range(len(tally.years)):
        first = WARM_UP_DAYS + year * YEAR
        short_of_year, on_hand_of_year = 0.0, 0.0
        for day in range(first, first + YEAR):
            demand += days.demand[day]
            short_of_year += days.short[day]
            on_hand_of_year += days.start[day] + days.end[day]
            highest = max(highest, days.start[day])
            is_short = days.short[day] > 0.0
            short_days += is_short
            stockouts += is_short and not was_short
            was_short = is_short
        short += short_of_year
        on_hand += on_hand_of_year
        tally.years[year, YEAR_SHORT] += short_of_year
        tally.years[year, YEAR_STOCKOUT_COST] += short_of_year * prices.stockout_cost[i]
        tally.years[year, YEAR_CARRYING_COST] += (
            prices.carrying_fixed[i]
            + prices.carrying_on_hand[i] * 0.5 * on_hand_of_year / YEAR
            + prices.carrying_short[i] * short_of_year
        )
    # Whole review cycles; where there is none, what there is.
    first = (WARM_UP_DAYS + interval - 1) // interval * interval
    cycles, peaks = 0, 0.0
    while first + interval < total:
        peaks += _highest(days.start, first, first + interval)
        cycles += 1
        first += interval
    sums = tally.sums[i]
    sums[DEMAND] = demand
    sums[SHORT] = short
    sums[SHORT_DAYS] = short_days
    sums[STOCKOUTS] = stockouts
    sums[ON_HAND] = 0.5 * on_hand / (total - WARM_UP_DAYS)
    sums[PEAK] = peaks / cycles if cycles > 0 else highest
    sums[HIGHEST] = highest


@compiled
def _highest(stock: Floats, first: int, last: int) -> float:
    highest = 0.0
    for day in range(first, last):
        highest = max(highest, stock[day])
    return highest


@compiled
def _add_days(i: int, prices: Prices, days: Days, tally: Tally) -> None:
    counted = len(tally.capital)
    start = days.start[WARM_UP_DAYS:]
    end = days.end[WARM_UP_DAYS:]
    half_value, payables = 0.5 * prices.value[i], prices.payables[i]
    capital = tally.capital
    if len(days.transit) > 0:
        moving = 0.0
        for day in range(WARM_UP_DAYS):
            moving += days.transit[day]
        for day in range(counted):
            moving += days.transit[WARM_UP_DAYS + day]
            capital[day] += half_value * (start[day] + end[day]) + prices.value[i] * moving - payables
    else:
        for day in range(counted):
            capital[day] += half_value * (start[day] + end[day]) - payables


@compiled
def _add_space(i: int, prices: Prices, days: Days, tally: Tally) -> None:
    counted = len(tally.capital)
    start = days.start[WARM_UP_DAYS:]
    end = days.end[WARM_UP_DAYS:]
    volume = prices.volume[i]
    if volume > 0.0:
        # Position -1, no warehouse, is the last row.
        space = tally.space[prices.warehouse[i]]
        if prices.at_peak:
            for day in range(counted):
                space[day] += volume * start[day]
        else:
            for day in range(counted):
                space[day] += 0.5 * volume * (start[day] + end[day])


@compiled
def _mark_line(i: int, prices: Prices, days: Days, tally: Tally) -> None:
    if prices.line[i] >= 0 and tally.sums[i, SHORT_DAYS] > 0.0:
        down = tally.down[prices.line[i]]
        for day in range(len(tally.capital)):
            if days.short[WARM_UP_DAYS + day] > 0.0:
                down[day >> 6] |= np.uint64(1) << np.uint64(day & 63)


@compiled
def _add_peaks(i: int, interval: int, prices: Prices, days: Days, tally: Tally) -> None:
    """Add what peak stock costs to the years; a cycle's highest stock counts for each of its days."""
    total = len(days.demand)
    first = WARM_UP_DAYS // interval * interval
    while first < total:
        last = min(first + interval, total)
        cost = prices.carrying_peak[i] * _highest(days.start, first, last) / YEAR
        day = max(first, WARM_UP_DAYS)
        while day < last:
            year = (day - WARM_UP_DAYS) // YEAR
            stop = min(last, WARM_UP_DAYS + (year + 1) * YEAR)
            tally.years[year, YEAR_CARRYING_COST] += cost * (stop - day)
            day = stop
        first = last
