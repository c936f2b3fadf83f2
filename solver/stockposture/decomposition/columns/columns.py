"""Columns: the points kept of every item, and what they come to at prices on the limits and charges for openings."""

from dataclasses import dataclass

import numpy as np

from stockposture.decomposition.columns.pricing import price_items, price_points, take_points
from stockposture_models.candidates.terms import Flags, Floats, Ints


@dataclass(frozen=True)
class Columns:
    """The points kept of n items: c choices (one candidate policy each), p points (buffers of a choice).

    Parameters
    ----------
    item
        (c,) item of each choice, non-decreasing; every item 0 .. n - 1 has at least one.
    first
        (c + 1,) first point of each choice; every choice has at least one.
    limit
        (c, S) rows of the limits a choice touches, -1 for none.
    opening
        (c, 2) openings it needs, -1 for none.
    buffer
        (p,) whole units, ascending within a choice.
    cost
        (p,) relevant cost, currency/yr.
    falling
        (p,) part of the cost that never rises with the buffer (stockout cost); rest and uses never fall.
    use
        (p, S) how much of each limit a point takes, in the limit's unit.
    curved
        Whether whole units between neighbouring points of a choice may be chosen too; they are bounded as in
        :mod:`stockposture.optimise.bounds`.
    rest
        (n,) lower bound of cost + ``low`` @ use over everything the item had and is not here; ``inf`` if nothing.
    low
        (m,) prices for which ``rest`` was found; it holds at all prices of at least these.
    signed
        Whether a cost or a use of what is not here may be negative: then ``rest`` says nothing below ``low``.
    touched, most
        (n, T) limits of which what is not here uses a part of ``most`` each, parts of an item that sum to at most 1
        (it is bought from one supplier or split among some); -1 for none. ``None``: not known.
    shared
        (m,) limits that are used in no other way.
    """

    item: Ints
    first: Ints
    limit: Ints
    opening: Ints
    buffer: Floats
    cost: Floats
    falling: Floats
    use: Floats
    curved: bool
    rest: Floats
    low: Floats
    signed: bool = False
    touched: Ints | None = None
    most: Floats | None = None
    shared: Flags | None = None

    @property
    def items(self) -> int:
        """Number of items."""
        return len(self.rest)


@dataclass(frozen=True)
class Tariff:
    """What is asked for the use of limits and openings.

    Parameters
    ----------
    limit
        (m,) price of a unit of each limit, at least 0.
    part
        (f,) in [0, 1]: an item is charged ``part[s] * saving[i, s]`` for opening s, its saving being what it would
        lose without it.
    most
        (f,) an item's saving counts up to this: an opening worth its whole cost to one item is worth opening.
    reach
        (m,) changes of the prices for which :attr:`Answer.bend` is estimated; ``None``: not at all.
    every
        It is estimated from one item in so many.
    """

    limit: Floats
    part: Floats
    most: Floats
    reach: Floats | None = None
    every: int = 1


@dataclass(frozen=True)
class Answer:
    """What the items of g groups come to at a tariff.

    Parameters
    ----------
    bound
        (g,) lower bound of the priced cost, charges included, over all there is, ``rest`` included.
    value
        (g,) least priced cost over the points, charges included.
    cost
        (g,) relevant cost of the points that are cheapest before charges.
    use
        (g, m) what these use of the limits.
    slope
        (g, m) change of ``value`` with the prices; ``use`` where nothing is charged.
    charged
        (g, f) sum of the charges.
    saving
        (g, f) sum of the savings.
    beyond
        (g,) how far ``rest`` lies below the least points, in all: what new screens may find at most.
    needs
        (g, f) items whose cheapest choice needs the opening.
    bend
        (m, m) estimate of how fast the uses fall as prices rise; zeros if not asked for.
    outside
        Items whose ``rest`` lies below their least point: at these prices they need a new screen.
    items
        Number of items.
    """

    bound: Floats
    value: Floats
    cost: Floats
    use: Floats
    slope: Floats
    charged: Floats
    saving: Floats
    beyond: Floats
    needs: Ints
    bend: Floats
    outside: int
    items: int


def price(columns: Columns, tariff: Tariff, groups: int) -> Answer:
    """Let every item take its cheapest point, and add up by groups of consecutive items.

    Parameters
    ----------
    columns, tariff
        Points and prices.
    groups
        Most groups; there are never more than items.

    Notes
    -----
    Below the prices ``low`` of the screen: where all costs and uses are at least 0, cost + price @ use is at least
    theta (cost + low @ use) for the largest theta <= 1 with price >= theta low. Of a limit that is shared, all that is
    lost is the fall of its price times the most that can be used.
    """
    m, f, g = len(tariff.limit), len(tariff.part), min(groups, columns.items)
    bound, value, cost = np.zeros((3, g))
    use, slope = np.zeros((2, g, m))
    charged, saving = np.zeros((2, g, f))
    beyond = np.zeros(g)
    needs, bend = np.zeros((g, f), dtype=np.int64), np.zeros((m, m))
    outside = price_items(
        columns.item,
        columns.first,
        columns.limit,
        columns.opening,
        columns.buffer,
        columns.cost,
        columns.falling,
        columns.use,
        columns.rest,
        tariff.limit,
        tariff.part,
        tariff.most,
        columns.curved,
        *_rest_at(columns, tariff.limit),
        np.zeros(m) if tariff.reach is None else tariff.reach,
        tariff.reach is not None,
        tariff.every,
        bound,
        value,
        cost,
        use,
        slope,
        charged,
        saving,
        beyond,
        needs,
        bend,
    )
    return Answer(bound, value, cost, use, slope, charged, saving, beyond, needs, bend, int(outside), columns.items)


def chosen(columns: Columns, tariff: Tariff, closed: Flags) -> Ints:
    """Return each item's point of least priced cost among choices that need no closed opening, (n,).

    -1 for an item that has none. Nothing is charged for openings: which are open is decided.
    """
    taken = np.empty(columns.items, dtype=np.int64)
    take_points(
        columns.item,
        columns.first,
        columns.limit,
        columns.opening,
        columns.cost,
        columns.use,
        tariff.limit,
        closed,
        taken,
    )
    return taken


def priced_points(columns: Columns, limit: Floats) -> Floats:
    """Return cost plus priced use of every point, (p,), charges left out."""
    priced = np.empty(len(columns.cost))
    price_points(columns.first, columns.limit, columns.cost, columns.use, limit, priced)
    return priced


def _rest_at(columns: Columns, price_: Floats) -> tuple[float, Floats, Ints, Floats]:
    """Return what ``rest`` becomes at these prices.

    The part of it that holds, negative for none; how far the prices of shared limits fell (m,); ``touched``, ``most``.
    """
    fallen, nowhere, nothing = np.zeros(len(price_)), np.full((columns.items, 0), -1), np.zeros((columns.items, 0))
    below = price_ < columns.low
    if not below.any():
        return 1.0, fallen, nowhere, nothing
    finite = columns.rest[np.isfinite(columns.rest)]
    if columns.signed or (finite < 0).any():
        return -1.0, fallen, nowhere, nothing
    if columns.touched is not None and columns.most is not None and columns.shared is not None:
        fallen = np.where(below & columns.shared, columns.low - price_, 0.0)
        below &= ~columns.shared
        nowhere, nothing = columns.touched, columns.most
    if not below.any():
        return 1.0, fallen, nowhere, nothing
    part = float((price_[below] / columns.low[below]).min())
    return part, fallen, nowhere, nothing
