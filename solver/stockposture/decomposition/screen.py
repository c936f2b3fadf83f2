"""The screen: which candidates may matter at prices in a box, told without the theory.

Two lower bounds of a candidate's priced cost, at the box's low prices:

* *no shortage*: everything but the stockout cost, with the least stock the theory can give;
* *quick floor*: the least over the band of that stock's cost plus the quick floor of the shortage
  (:mod:`stockposture_models.theory.quick`), below which the theory never falls.

Candidates whose bound lies above what the item is known to cost at the box's high prices are out: uses are never
negative, so they are out at all prices in between. What is out leaves its least bound behind, one number an item.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture.decomposition.menu import Menu
from stockposture_models.candidates.economics import DAYS_A_YEAR
from stockposture_models.candidates.rules import enough, freshest
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.theory.compiled import compiled_inner
from stockposture_models.theory.quick import Quick, QuickRoom, begin_split, floor_curve, least_stock
from stockposture_models.theory.quick_least import least_floored
from stockposture_models.theory.quick_offers import QuickOffers

#: Candidates this near to the least bound without shortage are looked at first: one of them sets the mark.
NEAREST = 1.1


class ItemSide(NamedTuple):
    """What the screen knows of the items, (n,) each; ``lower``, ``upper``, ``allowed`` (n, 3) by posture.

    ``short`` is the yearly cost of being short of everything; ``space`` the yearly price of a unit's space, storage
    included; ``known`` what the item is known to cost at the high prices, ``inf`` if nothing is.
    """

    mean: Floats
    deviation: Floats
    backorder: Flags
    short: Floats
    holding: Floats
    obsolescence: Floats
    space: Floats
    shelf_life: Floats
    cheapest: Floats
    lower: Ints
    upper: Ints
    allowed: Flags
    known: Floats


class OfferSide(NamedTuple):
    """What it knows of the offers, (o,) each; ``bought`` is the supplier's limit's price of what is bought there."""

    price: Floats
    landed: Floats
    lead: Floats
    order_cost: Floats
    moq: Floats
    payables: Floats
    bought: Floats
    region: Ints


class SplitSide(NamedTuple):
    """Splits: row of each item's first one (n + 1,), offers and shares (s, 2)."""

    first: Ints
    offers: NDArray[np.int64]
    shares: Floats


class Basis(NamedTuple):
    """Price of capital, of payables (its high one), and on what they and space are counted."""

    capital: float
    payables: float
    in_transit: bool
    peak: bool


class Listed(NamedTuple):
    """What is not out: item, split, row of the menu, bound, the buffer where it lies and the largest one."""

    item: Ints
    split: Ints
    row: Ints
    bound: Floats
    at: Floats
    upper: Floats


class Screening(NamedTuple):
    """Working memory of one item: for each split and row of the menu what its bound is made of."""

    bound: Floats
    fixed: Floats
    stock: Floats
    space: Floats
    weight: Floats
    lower: Floats
    upper: Floats
    at: Floats
    split: Ints
    row: Ints


def new_screening(splits: int, rows: int) -> Screening:
    """Return room for items of at most so many splits."""
    most = max(1, splits * rows)
    a, b, c, d, e, f, g, h = (np.zeros(most) for _ in range(8))
    return Screening(a, b, c, d, e, f, g, h, np.zeros(most, dtype=np.int64), np.zeros(most, dtype=np.int64))


@compiled_inner
def screen_items(  # noqa: C901 - one compiled pass over the candidates of an item
    begin: int,
    todo: Ints,
    items: ItemSide,
    offers: OfferSide,
    splits: SplitSide,
    menu: Menu,
    basis: Basis,
    quick: Quick,
    seen: QuickOffers,
    room: QuickRoom,
    work: Screening,
    listed: Listed,
    stretch: float,
    rest: Floats,
    weighed: Ints,
) -> tuple[int, int]:
    """List what is not out of the items ``todo[begin:]``; return where to go on (when there is no room) and how many.

    Where nothing is known of an item's cost, the list reaches up to ``stretch`` times its least bound. ``rest`` (n,) is
    set to the least bound of what is out, ``inf`` if nothing is; ``weighed`` (n,) to how many candidates there are.
    """
    count, rows = 0, len(menu.posture)
    for place in range(begin, len(todo)):
        i = todo[place]
        first, last = splits.first[i], splits.first[i + 1]
        if count + (last - first) * rows > len(listed.item):
            return place, count
        number, least = bounds_without_shortage(i, first, last, items, offers, splits, menu, basis, seen, work)
        rest[i], weighed[i] = np.inf, number
        best, given, start = np.inf, items.known[i] < np.inf, count
        for turn in range(2):
            split, interval, floored = -1, -1.0, False
            for e in range(number):
                if work.at[e] >= 0.0 or (turn == 0 and work.bound[e] > NEAREST * least):
                    continue
                work.at[e] = work.lower[e]
                mark = items.known[i] if given else stretch * best
                if work.bound[e] <= mark:
                    row = work.row[e]
                    if work.split[e] != split:
                        split, interval = work.split[e], -1.0
                        begin_split(
                            quick,
                            seen,
                            splits.offers[split, 0],
                            splits.offers[split, 1],
                            splits.shares[split, 0],
                            in_one_region(splits, split, offers),
                            items.deviation[i] / items.mean[i],
                            items.backorder[i],
                            room,
                        )
                    if menu.interval[row] != interval:
                        interval = menu.interval[row]
                        floored = floor_curve(quick, items.mean[i], interval, room)
                    close_look(e, floored, room, basis, work)
                if work.bound[e] > mark:
                    rest[i] = min(rest[i], work.bound[e])
                    continue
                best = min(best, work.bound[e])
                listed.item[count], listed.split[count], listed.row[count] = i, work.split[e], work.row[e]
                listed.bound[count], listed.at[count], listed.upper[count] = work.bound[e], work.at[e], work.upper[e]
                count += 1
        # What was listed before a better mark was found may be out by it.
        if not given:
            kept = start
            for e in range(start, count):
                if listed.bound[e] > stretch * best:
                    rest[i] = min(rest[i], listed.bound[e])
                    continue
                listed.item[kept], listed.split[kept], listed.row[kept] = i, listed.split[e], listed.row[e]
                listed.bound[kept], listed.at[kept], listed.upper[kept] = listed.bound[e], listed.at[e], listed.upper[e]
                kept += 1
            count = kept
    return len(todo), count


@compiled_inner
def in_one_region(splits: SplitSide, split: int, offers: OfferSide) -> bool:
    """Whether both suppliers of a split sit in one region."""
    one, two = splits.offers[split, 0], splits.offers[split, 1]
    return bool(two >= 0 and offers.region[one] >= 0 and offers.region[one] == offers.region[two])


@compiled_inner
def close_look(e: int, floored: bool, room: QuickRoom, basis: Basis, work: Screening) -> None:  # noqa: FBT001
    """Raise the bound of a candidate by the floors of its curve, and note where over its band the bound lies."""
    at = 2 if basis.peak else 0
    rise = work.stock[e] * room.stock[1] + work.space[e] * room.stock[at + 1]
    more = work.stock[e] * room.stock[0] + work.space[e] * room.stock[at]
    lower = work.lower[e]
    none = work.stock[e] * max(0.0, room.stock[0] + room.stock[1] * lower)
    none += work.space[e] * max(0.0, room.stock[at] + room.stock[at + 1] * lower)
    bound, work.at[e] = none, lower
    if floored and work.weight[e] > 0.0:
        least, place = least_floored(room, rise, work.weight[e], lower, work.upper[e])
        work.at[e] = place
        bound = max(bound, least + more)
    work.bound[e] = max(work.bound[e], work.fixed[e] + bound)


@compiled_inner
def bounds_without_shortage(
    i: int,
    first: int,
    last: int,
    items: ItemSide,
    offers: OfferSide,
    splits: SplitSide,
    menu: Menu,
    basis: Basis,
    seen: QuickOffers,
    work: Screening,
) -> tuple[int, float]:
    """Bound every candidate of an item as if nothing were ever short; return how many there are and the least bound."""
    mean, count, least = items.mean[i], 0, np.inf
    for split in range(first, last):
        value, landed, lead, longest, order_cost, bought, payables, late = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for j in range(2):
            offer = splits.offers[split, j]
            if offer < 0:
                continue
            share = splits.shares[split, j]
            value += share * offers.price[offer]
            landed += share * offers.landed[offer]
            lead += share * offers.lead[offer]
            longest = max(longest, offers.lead[offer])
            order_cost += offers.order_cost[offer]
            bought += share * offers.bought[offer]
            payables += share * offers.payables[offer]
            late += share * seen.late[offer]
        transit = (items.holding[i] + (basis.capital if basis.in_transit else 0.0)) * value * mean * lead
        always = DAYS_A_YEAR * mean * (landed - items.cheapest[i] + bought) + transit - basis.payables * mean * payables
        weight = items.short[i] - (0.0 if items.backorder[i] else transit)
        if weight < 0.0:
            always, weight = always + weight, 0.0
        stock_price = (items.holding[i] + items.obsolescence[i] + basis.capital) * value
        for row in range(len(menu.posture)):
            posture, interval = menu.posture[row], menu.interval[row]
            if not items.allowed[i, posture]:
                continue
            orders = True
            for j in range(2):
                offer = splits.offers[split, j]
                if offer >= 0:
                    orders = orders and enough(splits.shares[split, j], mean, interval, offers.moq[offer])
            lower = items.lower[i, posture]
            upper = freshest(items.shelf_life[i], longest, interval, mean, items.upper[i, posture])
            if not orders or upper < lower:
                continue
            fixed = always + DAYS_A_YEAR / interval * menu.factor[row] * order_cost + menu.programme[row]
            stock = least_stock(mean, interval, late, float(lower))
            work.bound[count] = fixed + (stock_price + items.space[i]) * stock
            work.fixed[count], work.weight[count], work.at[count] = fixed, weight, -1.0
            work.stock[count], work.space[count] = stock_price, items.space[i]
            work.lower[count], work.upper[count] = float(lower), float(upper)
            work.split[count], work.row[count] = split, row
            least = min(least, work.bound[count])
            count += 1
    return count, least
