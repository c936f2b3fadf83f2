"""The screen: which candidates may matter at prices in a box, told without the theory.

Two lower bounds of a candidate's priced cost, at the box's low prices:

* *no shortage*: everything but the stockout cost, with the least stock the theory can give;
* *quick floor*: the least over the band of that stock's cost plus the quick floor of the shortage
  (:mod:`stockposture_models.theory.quick`), below which the theory never falls.

Candidates whose bound lies above what the item is known to cost at the box's high prices are out: uses are never
negative, so they are out at all prices in between. What is out leaves its least bound behind, one number a split.
"""

import numpy as np

from stockposture.decomposition.screen.bounds import ascending, bounds_without_shortage
from stockposture.decomposition.screen.kept import Kept, find, put_by, recall
from stockposture.decomposition.screen.kinds import Best, note_best
from stockposture.decomposition.screen.menu import Menu
from stockposture.decomposition.screen.sides import Basis, ItemSide, Listed, OfferSide, Screening, SplitSide
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled_inner, compiled_once
from stockposture_models.theory.quick import Quick, QuickRoom, begin_split, floor_curve
from stockposture_models.theory.quick_least import least_floored
from stockposture_models.theory.quick_offers import QuickOffers

#: Candidates this near to the least bound without shortage are looked at first: one of them sets the mark.
NEAREST = 1.1


@compiled_inner
def screen_items(
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
    kept: Kept,
    work: Screening,
    two: Best,
    listed: Listed,
    stretch: float,
    left: Floats,
    weighed: Ints,
) -> tuple[int, int]:
    """List what is not out of the items ``todo[begin:]``; return where to go on (when there is no room) and how many.

    Where nothing is known of an item's cost, the list reaches up to ``stretch`` times its least bound; and where it has
    no second choice yet, at least to the best candidate of another posture or other suppliers than the best one's.
    ``left`` (s,) is set to the least bound of what is out of a split, ``inf`` if nothing is; splits for which it is no
    less than what is known of an item with a second choice are passed over. ``weighed`` (n,) is set to how many
    candidates there are.
    """
    count, rows = 0, len(menu.posture)
    for place in range(begin, len(todo)):
        i = todo[place]
        first, number = splits.first[i], splits.first[i + 1] - splits.first[i]
        if count + number * rows > len(listed.item):
            return place, count
        given, start = items.known[i] < np.inf, count
        for s in range(number):
            work.out[s] = given and not items.single[i] and left[first + s] >= items.known[i]
            if not work.out[s]:
                left[first + s] = np.inf
        there = bounds_without_shortage(i, first, number, items, offers, splits, menu, basis, seen, work)
        weighed[i] = max(weighed[i], there)
        if there == 0:
            continue
        ascending(work.least, work.order, number)
        two.bound[0] = two.bound[1] = np.inf
        nearest = NEAREST * work.least[work.order[0]]
        # First those that promise most: their bounds set the mark.
        for reach in (nearest, np.inf):
            for k in range(number):
                s = work.order[k]
                mark = mark_of(given, items.known[i], stretch, items.single[i], two)
                if work.least[s] > min(mark, reach):
                    # So are those that follow: they come by their least bounds.
                    if reach == np.inf:
                        leave(k, first, number, work, left)
                    break
                count = look_at_split(
                    i,
                    s,
                    reach,
                    stretch,
                    items,
                    offers,
                    splits,
                    menu,
                    basis,
                    quick,
                    seen,
                    room,
                    kept,
                    work,
                    two,
                    listed,
                    count,
                    left,
                )
        mark = mark_of(given, items.known[i], stretch, items.single[i], two)
        count = keep(mark, start, count, listed, left)
    return len(todo), count


@compiled_once
def look_at_split(
    i: int,
    s: int,
    reach: float,
    stretch: float,
    items: ItemSide,
    offers: OfferSide,
    splits: SplitSide,
    menu: Menu,
    basis: Basis,
    quick: Quick,
    seen: QuickOffers,
    room: QuickRoom,
    kept: Kept,
    work: Screening,
    two: Best,
    listed: Listed,
    count: int,
    left: Floats,
) -> int:
    """Look closely at the candidates of a split with bounds up to ``reach``, and list those that are not out.

    Return how many are listed, all told.
    """
    split, interval, begun, floored = splits.first[i] + s, -1.0, False, False
    one, other = splits.offers[split, 0], splits.offers[split, 1]
    given = items.known[i] < np.inf
    for row in range(len(menu.posture)):
        if work.at[s, row] >= 0.0 or work.bound[s, row] > reach or work.bound[s, row] == np.inf:
            continue
        work.at[s, row] = work.lower[row]
        mark = mark_of(given, items.known[i], stretch, items.single[i], two)
        if work.bound[s, row] <= mark:
            if menu.interval[row] != interval:
                interval = menu.interval[row]
                begun, floored = floor_of(i, split, row, begun, items, offers, splits, menu, quick, seen, kept, room)
            close_look(s, row, items.space[i], menu, floored, room, basis, work)
        bound = work.bound[s, row]
        if bound > mark:
            left[split] = min(left[split], bound)
            continue
        note_best(bound, menu.posture[row], one, other, two)
        listed.item[count], listed.split[count], listed.row[count] = i, split, row
        listed.bound[count], listed.at[count], listed.upper[count] = bound, work.at[s, row], work.upper[s, row]
        count += 1
    return count


@compiled_inner
def floor_of(
    i: int,
    split: int,
    row: int,
    begun: bool,  # noqa: FBT001 - compiled
    items: ItemSide,
    offers: OfferSide,
    splits: SplitSide,
    menu: Menu,
    quick: Quick,
    seen: QuickOffers,
    kept: Kept,
    room: QuickRoom,
) -> tuple[bool, bool]:
    """Put the quick floor of a split at a row's interval into the room, worked out or kept.

    Return whether the split is begun now, as ``begun`` says of before, and whether the short fraction has a floor.
    """
    at = find(kept, split, menu.number[row])
    if at >= 0:
        return begun, recall(kept, at, room)
    if not begun:
        one, other, variation = splits.offers[split, 0], splits.offers[split, 1], items.deviation[i] / items.mean[i]
        near = in_one_region(one, other, offers)
        begin_split(quick, seen, one, other, splits.shares[split, 0], near, variation, items.backorder[i], room)
    floored = floor_curve(quick, items.mean[i], menu.interval[row], room)
    put_by(kept, split, menu.number[row], floored, room)
    return True, floored


@compiled_inner
def leave(place: int, first: int, number: int, work: Screening, left: Floats) -> None:
    """Note the least bounds of the splits from a place of the order on, all of which are out by them."""
    for k in range(place, number):
        s = work.order[k]
        if not work.out[s]:
            left[first + s] = min(left[first + s], work.least[s])


@compiled_once
def keep(mark: float, start: int, count: int, listed: Listed, left: Floats) -> int:
    """Keep of what was listed of an item what is not out by the mark found since; return how many, all told."""
    kept = start
    for e in range(start, count):
        split = listed.split[e]
        if listed.bound[e] > mark:
            left[split] = min(left[split], listed.bound[e])
            continue
        listed.item[kept], listed.split[kept], listed.row[kept] = listed.item[e], split, listed.row[e]
        listed.bound[kept], listed.at[kept], listed.upper[kept] = listed.bound[e], listed.at[e], listed.upper[e]
        kept += 1
    return kept


@compiled_inner
def mark_of(given: bool, known: float, stretch: float, single: bool, two: Best) -> float:  # noqa: FBT001
    """Return above which bounds a candidate is out."""
    mark = known if given else two.bound[0] + (stretch - 1.0) * abs(two.bound[0])
    return max(mark, two.bound[1]) if single else mark


@compiled_inner
def in_one_region(one: int, other: int, offers: OfferSide) -> bool:
    """Whether both suppliers of a split sit in one region."""
    return bool(other >= 0 and offers.region[one] >= 0 and offers.region[one] == offers.region[other])


@compiled_once
def close_look(
    s: int,
    row: int,
    space: float,
    menu: Menu,
    floored: bool,  # noqa: FBT001
    room: QuickRoom,
    basis: Basis,
    work: Screening,
) -> None:
    """Raise the bound of a candidate by the floors of its curve, and note where over its band the bound lies."""
    at, stock, weight, lower = 2 if basis.peak else 0, work.stock[s], work.weight[s], work.lower[row]
    rise = stock * room.stock[1] + space * room.stock[at + 1]
    more = stock * room.stock[0] + space * room.stock[at]
    bound = stock * max(0.0, room.stock[0] + room.stock[1] * lower)
    bound += space * max(0.0, room.stock[at] + room.stock[at + 1] * lower)
    work.at[s, row] = lower
    if floored and weight > 0.0:
        least, place = least_floored(room, rise, weight, lower, work.upper[s, row])
        work.at[s, row] = place
        bound = max(bound, least + more)
    fixed = work.fixed[s] + menu.orders[row] * work.order_cost[s] + work.extra[row]
    work.bound[s, row] = max(work.bound[s, row], fixed + bound)
