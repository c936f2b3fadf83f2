"""What the formulas give at one order-up-to level, before it is corrected."""

from typing import NamedTuple


class Parts(NamedTuple):
    """What the formulas give at one level, uncorrected; shortage in units a cycle, stock in units.

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

    short: float
    on_hand: float
    peak: float
    waiting_short: float
    waiting_on_hand: float
    uncrowded: float
    direct: float
