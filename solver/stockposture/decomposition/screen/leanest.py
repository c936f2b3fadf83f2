"""The least stock of every split of an item, whatever posture, interval and buffer go with it."""

import numpy as np

from stockposture.decomposition.screen.bounds import bounds_without_shortage
from stockposture.decomposition.screen.kept import Kept
from stockposture.decomposition.screen.menu import Menu
from stockposture.decomposition.screen.screen import floor_of
from stockposture.decomposition.screen.sides import Basis, ItemSide, OfferSide, Screening, SplitSide
from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.theory.compiled import compiled_inner
from stockposture_models.theory.quick import Quick, QuickRoom
from stockposture_models.theory.quick_offers import QuickOffers


@compiled_inner
def least_stocks(
    todo: Ints,
    items: ItemSide,
    offers: OfferSide,
    splits: SplitSide,
    menu: Menu,
    basis: Basis,
    quick: Quick,
    seen: QuickOffers,
    kept: Kept,
    room: QuickRoom,
    work: Screening,
    on_hand: Floats,
    peak: Floats,
) -> None:
    """Set, for the splits of some items, what the theory's mean on-hand and peak stock are never below, units.

    ``on_hand`` and ``peak`` (s,); ``inf`` for a split that no candidate has. Stock never falls with the buffer, so the
    least is at a band's lower end; there it is at least the quick floor's lines.
    """
    for place in range(len(todo)):
        i = todo[place]
        first, number = splits.first[i], splits.first[i + 1] - splits.first[i]
        bounds_without_shortage(i, first, number, items, offers, splits, menu, basis, seen, work)
        for s in range(number):
            begun, interval = False, -1.0
            for row in range(len(menu.posture)):
                if work.bound[s, row] == np.inf:
                    continue
                if menu.interval[row] != interval:
                    interval = menu.interval[row]
                    begun, _ = floor_of(i, first + s, row, begun, items, offers, splits, menu, quick, seen, kept, room)
                buffer = work.lower[row]
                held = max(0.0, room.stock[0] + room.stock[1] * buffer)
                on_hand[first + s] = min(on_hand[first + s], held)
                peak[first + s] = min(peak[first + s], max(held, room.stock[2] + room.stock[3] * buffer))
