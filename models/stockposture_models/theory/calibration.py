"""Constants fitted to the simulator once, over random policies (``tests/benchmarks/theory/calibrate.py``)."""

from typing import NamedTuple


class Calibration(NamedTuple):
    """What the closed forms leave open; all dimensionless.

    Parameters
    ----------
    cluster
        Congestion's excursions count apart when the lead time is short against congestion: they merge into
        busy periods at the rate exp(-cluster * eta * base).
    crowding_late
        How much losses of the last lead time spare those of a delay.
    crowding_routine
        How much losses of delays spare routine ones.
    cascade
        Part of the follow-on losses of one late supplier's through the other's smaller orders that happen.
    later_congestion
        How fast congestion is forgotten over the lead time, per eta * base.
    peak_demand, peak_congestion, peak_fresh
        Part of the variance of demand, of congestion, by which the highest stock of a cycle gains, and how
        fast congestion renews itself over an interval.
    """

    cluster: float = 1.4
    crowding_late: float = 0.53
    crowding_routine: float = 4.1
    cascade: float = 0.75
    later_congestion: float = 1.0
    peak_demand: float = 0.3
    peak_congestion: float = 4.3
    peak_fresh: float = 0.032


CALIBRATION = Calibration()
