"""What the screen goes by: its sides of items, offers and splits, its working memory and its list."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture_models.candidates.terms import Flags, Floats, Ints


class ItemSide(NamedTuple):
    """What the screen knows of the items, (n,) each; ``lower``, ``upper``, ``allowed`` (n, 3) by posture.

    ``short`` is the yearly cost of being short of everything; ``space`` the yearly price of a unit's space, storage
    included; ``known`` what the item is known to cost at the high prices, ``inf`` if nothing is; ``single``
    whether it has no second choice yet.
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
    single: Flags


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
    """Working memory of one item with s splits and r rows of the menu.

    Parameters
    ----------
    bound, at, upper
        (s, r) lower bound of a candidate's priced cost, ``inf`` where there is none; the buffer where it lies, negative
        until looked at closely; the largest one.
    lower, extra, fits
        (r,) least buffer; programme cost, ``inf`` where the row is not allowed; largest buffer, shelf life left out.
    fixed, weight, stock, order_cost
        (s,) what does not depend on the row: cost that is always there, yearly cost of being short of everything, price
        of a unit in stock for a year, costs of one order.
    least, order
        (s,) least bound of a split; splits by it, ascending.
    out
        (s,) whether a split is not looked at.
    """

    bound: NDArray[np.float64]
    at: NDArray[np.float64]
    upper: NDArray[np.float64]
    lower: Floats
    extra: Floats
    fits: Ints
    fixed: Floats
    weight: Floats
    stock: Floats
    order_cost: Floats
    least: Floats
    order: Ints
    out: Flags


def new_screening(splits: int, rows: int) -> Screening:
    """Return room for items of at most so many splits."""
    most = max(1, splits)
    a, b, c = (np.zeros((most, rows)) for _ in range(3))
    d, e, f, g, h = (np.zeros(most) for _ in range(5))
    order, out = np.zeros(most, dtype=np.int64), np.zeros(most, dtype=np.bool_)
    return Screening(a, b, c, np.zeros(rows), np.zeros(rows), np.zeros(rows, dtype=np.int64), d, e, f, g, h, order, out)
