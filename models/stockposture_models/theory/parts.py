"""What the formulas give at each order-up-to level, before it is corrected."""

from typing import NamedTuple

import numpy as np

from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.policies import Floats


class Parts(NamedTuple):
    """What the formulas give at k levels, uncorrected; each (k,); shortage in units a cycle, stock in units.

    Parameters
    ----------
    short, on_hand, peak
        The response.
    waiting_short, waiting_on_hand
        The same where short units wait.
    uncrowded
        ``short`` if no loss spared another one.
    direct
        That without the losses that follow from the other supplier's smaller orders.
    """

    short: Floats
    on_hand: Floats
    peak: Floats
    waiting_short: Floats
    waiting_on_hand: Floats
    uncrowded: Floats
    direct: Floats


@compiled
def new_parts(levels: int) -> Parts:
    """Return room for so many levels."""
    room = np.zeros((7, levels))
    return Parts(room[0], room[1], room[2], room[3], room[4], room[5], room[6])
