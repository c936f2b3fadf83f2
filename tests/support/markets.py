"""Seeded random columns in the shape of a catalogue: convex costs against stock, purchases of one or two suppliers."""

from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.columns.columns import Columns

#: Days between orders, and shares of the first of two suppliers, that an item chooses among.
INTERVALS, SHARES = (7.0, 28.0), (0.8, 0.6, 0.4, 0.2)
WAREHOUSES = 5


@dataclass(frozen=True)
class Market:
    """Columns and the limits on them: capital, all space, five warehouses, one purchase volume a supplier."""

    columns: Columns
    cap: np.ndarray  # (m,)
    overflow: np.ndarray  # (m,)
    overflow_cost: np.ndarray  # (m,)
    opening_cost: np.ndarray  # (f,) one a supplier, none at all without fees


def market(
    seed: int,
    items: int,
    *,
    suppliers: int = 50,
    points: int = 6,
    intervals: tuple[float, ...] = INTERVALS,
    curved: bool = False,
    fee: float = 0.0,
    scarce: float = 1.0,
    spare: float = 0.01,
    rentable: float = 0.0,
) -> Market:
    """Return a random market.

    ``fee``: once-only cost of every supplier as a part of what all items cost. ``scarce``: how much every other
    supplier, capital and warehouses are worth in a plan that the caps allow, with at most so much to ``spare``.
    ``rentable``: overflow of the warehouses against their cap.
    """
    rng = np.random.default_rng([seed, items, suppliers])
    mean = np.exp(rng.normal(1.4, 1.3, items))
    price = np.exp(rng.normal(2.7, 1.2, items))
    volume = np.exp(rng.normal(-5.5, 1.0, items)) * np.sqrt(price / 15)
    stockout = price * rng.uniform(0.5, 6, items)
    warehouse = rng.integers(0, WAREHOUSES, items)
    step = rng.choice([1, 2, 3], items)
    offered = (rng.integers(0, suppliers, items)[:, np.newaxis] + step[:, np.newaxis] * np.arange(3)) % suppliers
    unit = price[:, np.newaxis] * np.exp(rng.normal(0, 0.04, (items, 3)))
    spread = mean[:, np.newaxis] * rng.uniform(2, 25, (items, 3))  # how fast shortage falls with the buffer
    order_cost = rng.uniform(15, 80, items)

    pairs = [(0, 0, 1.0), (1, 1, 1.0), (2, 2, 1.0)]
    pairs += [(a, b, share) for a, b in ((0, 1), (0, 2), (1, 2)) for share in SHARES]
    options = [(days, *pair) for days in intervals for pair in pairs]
    item = np.repeat(np.arange(items), len(options))
    days, one, other, share = (np.tile(column, items) for column in np.array(options).T)
    both = np.column_stack([one, other]).astype(np.int64)
    shares = np.stack([share, 1 - share], axis=1)
    split = (share > 0) & (share < 1)
    scale = (shares * spread[item[:, np.newaxis], both]).sum(axis=1) * np.where(split, 0.6, 1.0) + 0.02 * days * mean[
        item
    ]
    buffer = np.round(scale[:, np.newaxis] * np.linspace(0, 4.5, points) ** 1.3)
    buffer += np.arange(points)  # distinct, also where demand is slow
    annual = 365 * mean[item]
    bought = annual[:, np.newaxis] * shares * unit[item[:, np.newaxis], both]
    stock = (mean[item] * days / 2)[:, np.newaxis] + buffer
    falling = (0.12 * annual * stockout[item])[:, np.newaxis] * np.exp(-buffer / scale[:, np.newaxis])
    ordering = order_cost[item] * 365 / days * np.where(split, 1.7, 1.0)
    fixed = bought.sum(axis=1) - annual * unit[item].min(axis=1) + ordering
    capital = stock * price[item, np.newaxis]
    space = stock * volume[item, np.newaxis]
    cost = fixed[:, np.newaxis] + 0.2 * capital + falling

    count, limits = len(item), 2 + WAREHOUSES + suppliers
    suppliers_of = np.where(shares > 0, offered[item[:, np.newaxis], both], -1)
    of_suppliers = np.where(shares > 0, 2 + WAREHOUSES + suppliers_of, -1)
    limit = np.column_stack([np.zeros(count), np.ones(count), 2 + warehouse[item], of_suppliers]).astype(np.int64)
    use = np.stack([capital, space, space, *(np.repeat(bought[:, [k]], points, axis=1) for k in range(2))], axis=2)
    columns = Columns(
        item=item,
        first=np.arange(count + 1) * points,
        limit=limit,
        opening=np.where(fee > 0, suppliers_of, -1).astype(np.int64),
        buffer=buffer.ravel(),
        cost=cost.ravel(),
        falling=falling.ravel(),
        use=use.reshape(count * points, 5),
        curved=curved,
        rest=np.full(items, np.inf),
        low=np.zeros(limits),
    )
    # Caps of a plan that is cheapest at some prices, and a little more: it fits, and the best plan is not far.
    price_of = np.zeros(limits)
    price_of[0] = 0.1 * scarce
    price_of[2 : 2 + WAREHOUSES] = 2.0 * float(capital.sum()) / float(space.sum()) * 0.05 * scarce
    price_of[2 + WAREHOUSES :: 2] = rng.uniform(0.01, 0.06, len(price_of[2 + WAREHOUSES :: 2])) * scarce
    plan = least_cost_points(columns, price_of)
    cap = use_of(columns, plan, limits) * (1.0 + rng.uniform(0.0, spare, limits))
    cap[1] *= 1.5
    cap[3 + WAREHOUSES :: 2] *= 1.5
    cap = np.maximum(cap, 1e-3 * cap[2 + WAREHOUSES :].max())
    overflow, overflow_cost = np.zeros(limits), np.zeros(limits)
    overflow[2 : 2 + WAREHOUSES] = rentable * cap[2 : 2 + WAREHOUSES]
    overflow_cost[2 : 2 + WAREHOUSES] = 0.9 * price_of[2 : 2 + WAREHOUSES]
    least = float(cost.reshape(items, -1).min(axis=1).sum())
    return Market(columns, cap, overflow, overflow_cost, np.full(suppliers if fee > 0 else 0, fee * least))


def item_of_points(columns: Columns) -> np.ndarray:
    """Return the item of each point."""
    return np.repeat(columns.item, np.diff(columns.first))


def least_cost_points(columns: Columns, prices: np.ndarray) -> np.ndarray:
    """Return each item's point of least cost at prices on the limits."""
    item = item_of_points(columns)
    choice = np.repeat(np.arange(len(columns.item)), np.diff(columns.first))
    priced = columns.cost + (np.append(prices, 0.0)[columns.limit[choice]] * columns.use).sum(axis=1)
    order = np.lexsort((priced, item))
    return order[np.unique(item[order], return_index=True)[1]]


def use_of(columns: Columns, points: np.ndarray, limits: int) -> np.ndarray:
    """Return the total use of each limit by these points."""
    choice = np.searchsorted(columns.first, points, side="right") - 1
    limit, use = columns.limit[choice], columns.use[points]
    return np.bincount(limit[limit >= 0], weights=use[limit >= 0], minlength=limits).astype(np.float64)
