"""A plan lived through a stretch of actual days: all items at once, one day after the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture_models.candidates.terms import Flags, Floats, Ints


@dataclass(frozen=True)
class Policy:
    """What a plan does with each item; ``n`` items, at most two suppliers each.

    Parameters
    ----------
    level
        (n,) order-up-to level S, units.
    interval
        (n,) days between reviews T; the first is on the first day.
    share
        (n, 2) part of every order.
    offer
        (n, 2) row of the lead times; any where the share is 0.
    backorder
        (n,) whether short units wait.
    on_hand
        (n,) opening stock, units.
    order
        (n,) units of an order of the past.
    mean_lead
        (n, 2) lead time the plan reckons with, days.
    """

    level: Floats
    interval: Ints
    share: Floats
    offer: Ints
    backorder: Flags
    on_hand: Floats
    order: Floats
    mean_lead: Floats


@dataclass(frozen=True)
class Lived:
    """What came of it; arrays (n, days), units.

    Parameters
    ----------
    short
        Demanded and not there.
    start, end
        On-hand stock once arrivals are in, and after demand.
    on_order
        Ordered and not received, at the end of the day.
    """

    short: Floats
    start: Floats
    end: Floats
    on_order: Floats


def past_days(policy: Policy) -> int:
    """Return how many days before the first the oldest order still counted on was placed."""
    used = np.where(policy.share > 0, policy.mean_lead, 0.0).max(axis=1, initial=0.0)
    intervals = np.ceil(used / policy.interval)
    return int((intervals * policy.interval).max(initial=0.0))


def replay(policy: Policy, demand: Floats, leads: NDArray[np.int64], past: int) -> Lived:
    """Live through the days.

    Within a day: arrivals are received, a review orders up to the level, demand comes. On the first day every item is
    reviewed. It opens with ``on_hand`` units, and with what was ordered at the reviews before: as many orders as the
    plan reckons to be on their way, of ``order`` units or what is left to the level.

    Parameters
    ----------
    policy
        What the plan does.
    demand
        (n, days) units.
    leads
        (offers, past + days) lead time of an order of each day, whole days.
    past
        Days of ``leads`` before the first.
    """
    count, days = demand.shape
    item = np.arange(count)
    arriving = np.zeros((count, days + 1))
    stock = policy.on_hand.copy()
    _open(policy, leads, past, arriving)
    on_order = arriving.sum(axis=1)
    short, start, end = np.empty_like(demand), np.empty_like(demand), np.empty_like(demand)
    waiting = np.empty_like(demand)
    for day in range(days):
        stock += arriving[:, day]
        on_order -= arriving[:, day]
        due = item[day % policy.interval == 0]
        units = np.maximum(policy.level[due] - stock[due] - on_order[due], 0.0)
        for side in (0, 1):
            part = units * policy.share[due, side]
            lead = leads[policy.offer[due, side], past + day]
            at_once = lead <= 0
            stock[due[at_once]] += part[at_once]
            later, coming = due[~at_once], part[~at_once]
            arriving[later, np.minimum(day + lead[~at_once], days)] += coming
            on_order[later] += coming
        start[:, day] = np.maximum(stock, 0.0)
        met = np.minimum(demand[:, day], start[:, day])
        short[:, day] = demand[:, day] - met
        stock -= np.where(policy.backorder, demand[:, day], met)
        end[:, day] = np.maximum(stock, 0.0)
        waiting[:, day] = on_order
    return Lived(short, start, end, waiting)


def _open(policy: Policy, leads: NDArray[np.int64], past: int, arriving: Floats) -> None:
    """Put what was ordered at the reviews before the first day on its way."""
    days = arriving.shape[1] - 1
    room = np.maximum(policy.level - policy.order - policy.on_hand, 0.0)
    for side in (0, 1):
        share, offer = policy.share[:, side], policy.offer[:, side]
        orders = np.where(share > 0, np.ceil(policy.mean_lead[:, side] / policy.interval), 0.0)
        for back in range(1, int(orders.max(initial=0.0)) + 1):
            mine = np.flatnonzero(orders >= back)
            ago = back * policy.interval[mine]
            day = np.clip(leads[offer[mine], past - ago] - ago, 0, days)
            arriving[mine, day] += share[mine] * room[mine] / orders[mine]
