"""Bounds of every candidate of an item as if nothing were ever short: no theory, some nanoseconds each."""

import numpy as np

from stockposture.decomposition.screen.menu import Menu
from stockposture.decomposition.screen.sides import Basis, ItemSide, OfferSide, Screening, SplitSide
from stockposture_models.candidates.rules import enough, freshest
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.theory.compiled import compiled_inner, compiled_once
from stockposture_models.theory.quick import least_stock
from stockposture_models.theory.quick_offers import QuickOffers


@compiled_inner
def bounds_without_shortage(  # noqa: C901 - one compiled pass over the candidates of an item
    i: int,
    first: int,
    number: int,
    items: ItemSide,
    offers: OfferSide,
    splits: SplitSide,
    menu: Menu,
    basis: Basis,
    seen: QuickOffers,
    work: Screening,
) -> int:
    """Bound every candidate of an item as if nothing were ever short; return how many there are.

    Splits that are out are left out: their least is infinite.
    """
    mean, count, rows = items.mean[i], 0, len(menu.posture)
    spoils = items.shelf_life[i] < np.inf
    note_rows(i, items, menu, work)
    for s in range(number):
        if work.out[s]:
            work.least[s] = np.inf
            continue
        value, landed, lead, longest, order_cost, bought, payables, late = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        begin = 0
        for j in range(2):
            offer = splits.offers[first + s, j]
            if offer < 0:
                continue
            share = splits.shares[first + s, j]
            value += share * offers.price[offer]
            landed += share * offers.landed[offer]
            lead += share * offers.lead[offer]
            longest = max(longest, offers.lead[offer])
            order_cost += offers.order_cost[offer]
            bought += share * offers.bought[offer]
            payables += share * offers.payables[offer]
            late += share * seen.late[offer]
            # Intervals ascend, and orders with them.
            while begin < rows and not enough(share, mean, menu.interval[begin], offers.moq[offer]):
                begin += 1
        transit = (items.holding[i] + (basis.capital if basis.in_transit else 0.0)) * value * mean * lead
        always = DAYS_A_YEAR * mean * (landed - items.cheapest[i] + bought) + transit - basis.payables * mean * payables
        weight = items.short[i] - (0.0 if items.backorder[i] else transit)
        if weight < 0.0:
            always, weight = always + weight, 0.0
        stock_price = (items.holding[i] + items.obsolescence[i] + basis.capital) * value
        work.fixed[s], work.weight[s], work.stock[s], work.order_cost[s] = always, weight, stock_price, order_cost
        for row in range(begin):
            work.bound[s, row] = np.inf
        for row in range(begin, rows):
            fixed = always + menu.orders[row] * order_cost + work.extra[row]
            stock = least_stock(mean, menu.interval[row], late, work.lower[row])
            work.bound[s, row] = fixed + (stock_price + items.space[i]) * stock
        least = np.inf
        for row in range(begin, rows):
            upper = work.fits[row]
            if spoils:
                upper = freshest(items.shelf_life[i], longest, menu.interval[row], mean, upper)
                if upper < work.lower[row]:
                    work.bound[s, row] = np.inf
            work.at[s, row], work.upper[s, row] = -1.0, float(upper)
            least = min(least, work.bound[s, row])
            count += 1 if work.bound[s, row] < np.inf else 0
        work.least[s] = least
    return count


@compiled_once
def note_rows(i: int, items: ItemSide, menu: Menu, work: Screening) -> None:
    """Note what depends on the row of the menu alone."""
    for row in range(len(menu.posture)):
        posture = menu.posture[row]
        lower, upper = items.lower[i, posture], items.upper[i, posture]
        work.lower[row], work.fits[row] = float(lower), upper
        work.extra[row] = menu.programme[row] if items.allowed[i, posture] and upper >= lower else np.inf


@compiled_once
def ascending(value: Floats, order: Ints, count: int) -> None:
    """Fill the order of the first ``count`` values, ascending (Shell's sort, stable enough: ties by place)."""
    for k in range(count):
        order[k] = k
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(gap, count):
            taken, j = order[k], k
            while j >= gap and (
                value[order[j - gap]] > value[taken]
                or (value[order[j - gap]] == value[taken] and order[j - gap] > taken)
            ):
                order[j] = order[j - gap]
                j -= gap
            order[j] = taken
        gap //= 3
