"""The menu: every posture at each of its order intervals, ascending by interval."""

from typing import NamedTuple

import numpy as np

from stockposture_models.candidates.terms import POSTURES, Floats, Ints
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.tables.settings import Settings


class Menu(NamedTuple):
    """Posture, interval (days) and its number, orders a year times order cost factor and programme cost; (r,) each."""

    posture: Ints
    interval: Floats
    number: Ints
    orders: Floats
    programme: Floats


def menu_of(settings: Settings) -> Menu:
    """Return the menu of the settings; choices of one interval stand beside one another."""
    lines = [
        (float(interval), number, terms.order_cost_factor, terms.programme_cost)
        for number, terms in enumerate(map(settings.postures.of, POSTURES))
        for interval in dict.fromkeys(terms.order_interval_days)
    ]
    lines.sort()
    interval, posture, factor, programme = (np.array(column) for column in zip(*lines, strict=True))
    orders: Floats = DAYS_A_YEAR / interval * factor
    number = np.unique(interval, return_inverse=True)[1].astype(np.int64)
    return Menu(posture.astype(np.int64), interval, number, orders, programme.astype(np.float64))
