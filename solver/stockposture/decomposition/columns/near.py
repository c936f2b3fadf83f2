"""What a partition tells of its items for the core: totals at their least points, and who moves each limit cheaply.

At good prices nearly every item keeps its least point. A plan close to the bound differs in a few hundred items whose
moves cost little over the prices and shift the use of a binding limit: least extra priced cost (regret) per unit.
"""

from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.columns.columns import Columns, Tariff, chosen, priced_points
from stockposture.decomposition.columns.movers import cheapest_movers, totals
from stockposture_models.candidates.terms import Flags, Floats, Ints

#: Large items tell so many times as many points.
_LARGE = 4


@dataclass(frozen=True)
class Request:
    """What the driver asks of every partition.

    Parameters
    ----------
    tariff
        Prices of the limits; charges for openings are left out, as it is decided which are open.
    closed
        (f,) openings that must not be used.
    watched
        (m,) limits whose use the core must be able to move.
    grain, sizes
        Moves are told apart by what they are worth at the prices: up to ``grain`` currency/yr, up to 4 times that, and
        so on, the last of so many sizes without end. Large ones are cheap a unit, small ones make the fit exact.
    per_limit
        Most items told for each watched limit, sign (down and up) and size; 0 asks for the totals alone.
    reach
        Most regret of a point, currency/yr.
    most_points
        Most choices told of an item, each by its best point, besides those that move a watched limit most cheaply;
        and half as many further points.
    """

    tariff: Tariff
    closed: Flags
    watched: Flags
    grain: float
    sizes: int
    per_limit: int
    reach: float
    most_points: int


@dataclass(frozen=True)
class Near:
    """What a partition answers first: its totals, and who can move what.

    Parameters
    ----------
    stuck
        Items left without any choice by the closed openings; the totals lack them.
    cost, use, needs
        Relevant cost, (m,) use and (f,) number of items that need each opening, over the least points of all items.
    slot, score, item, point
        (t,) limit, sign and size as one number; regret per unit; the item that moves, and to which point.
    """

    stuck: int
    cost: float
    use: Floats
    needs: Ints
    slot: Ints
    score: Floats
    item: Ints
    point: Ints


@dataclass(frozen=True)
class Told:
    """What a partition answers of k of its items: q points, the first of each item its least.

    Parameters
    ----------
    row
        (q,) which of the items asked for each point is of, non-decreasing.
    point, choice
        (q,) row of the columns' points, and of their choices.
    cost, regret
        (q,) relevant cost, and extra priced cost over the item's least.
    limit, use, opening
        (q, S), (q, S) and (q, 2) as in the columns.
    """

    row: Ints
    point: Ints
    choice: Ints
    cost: Floats
    regret: Floats
    limit: Ints
    use: Floats
    opening: Ints


def near(columns: Columns, request: Request) -> Near:
    """Return the totals at the prices, and the items that can move the watched limits at least regret."""
    priced, least = _priced(columns, request)
    cost, use, needs = totals(
        least,
        columns.first,
        columns.limit,
        columns.opening,
        columns.cost,
        columns.use,
        len(request.watched),
        len(request.closed),
    )
    score, who, how = cheapest_movers(
        columns.item,
        columns.first,
        columns.limit,
        columns.use,
        priced,
        least,
        request.watched & (request.per_limit > 0),
        request.tariff.limit,
        request.grain,
        request.sizes,
        request.reach,
        max(1, request.per_limit),
    )
    slot, place = np.nonzero(who >= 0)
    return Near(int((least < 0).sum()), cost, use, needs, slot, score[slot, place], who[slot, place], how[slot, place])


def told(columns: Columns, request: Request, item: Ints, movers: Ints) -> Told:
    """Return the points of some items, (k,) ascending, among them these of the movers."""
    priced, least = _priced(columns, request)
    row, point = _points_of(columns, priced, least, item, movers, request)
    choice = np.searchsorted(columns.first, point, side="right") - 1
    return Told(
        row=row,
        point=point,
        choice=choice,
        cost=columns.cost[point],
        regret=priced[point] - priced[least[item]][row],
        limit=columns.limit[choice],
        use=columns.use[point],
        opening=columns.opening[choice],
    )


def _priced(columns: Columns, request: Request) -> tuple[Floats, Ints]:
    """Return (p,) priced cost, ``inf`` where an opening is closed, and (n,) each item's least point."""
    priced = priced_points(columns, request.tariff.limit)
    if request.closed.any():
        shut = (columns.opening >= 0) & np.append(request.closed, False)[columns.opening]
        priced[np.repeat(shut.any(axis=1), np.diff(columns.first))] = np.inf
    return priced, chosen(columns, request.tariff, request.closed)


def _points_of(
    columns: Columns, priced: Floats, least: Ints, item: Ints, movers: Ints, request: Request
) -> tuple[Ints, Ints]:
    """Return place in ``item`` and row of the points told of each item: least first, movers, then by regret."""
    low = np.searchsorted(columns.item, item)
    high = np.searchsorted(columns.item, item, side="right")
    start, end = columns.first[low], columns.first[high]
    length = end - start
    row = np.repeat(np.arange(len(item)), length)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    point = start[row] + offset
    regret = priced[point] - priced[least[item]][row]
    within = regret <= request.reach
    row, point, regret = row[within], point[within], regret[within]
    choice = np.searchsorted(columns.first, point, side="right") - 1
    # The best point of each choice before a second one of any: choices differ more than their points do.
    order = np.lexsort((point, regret, choice))
    best = np.zeros(len(point), dtype=np.bool_)
    best[order[np.unique(choice[order], return_index=True)[1]]] = True
    rank = np.where(point == least[item][row], 0, np.where(np.isin(point, movers), 1, np.where(best, 2, 3)))
    order = np.lexsort((point, regret, rank, row))
    row, point, rank = row[order], point[order], rank[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    most = np.where(_is_large(columns, least[item], request), _LARGE, 1) * request.most_points
    before = np.bincount(row[rank < 3], minlength=len(item))
    kept = (rank < 2) | ((rank == 2) & (place < most[row])) | (place - before[row] < most[row] // 2)
    return row[kept], point[kept]


def _is_large(columns: Columns, least: Ints, request: Request) -> Flags:
    """Return which of these points use so much of scarce limits that what else their items can do decides much."""
    choice = np.searchsorted(columns.first, least, side="right") - 1
    price = np.append(request.tariff.limit, 0.0)
    worth = (price[columns.limit[choice]] * columns.use[least]).sum(axis=1)
    large: Flags = worth > request.grain * 4.0 ** (request.sizes - 2)
    return large
