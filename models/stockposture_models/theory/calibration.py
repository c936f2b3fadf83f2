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
    later
        Days a delay still lasts when it runs the stock down, per mean delay.
    stocked
        Exponent of the fill rate in what losses add to the stock on hand.
    peak_demand, peak_congestion
        Part of the variance of demand and of congestion by which the highest stock of a cycle gains.
    """

    cluster: float = 1.77
    crowding_late: float = 0.6
    crowding_routine: float = 5.2
    cascade: float = 0.71
    later: float = 0.43
    stocked: float = 1.36
    peak_demand: float = 0.48
    peak_congestion: float = 0.43


CALIBRATION = Calibration()
