"""Weights and working memory of the quick floor."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.compiled import compiled
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.quick_offers import SEEN

Singles = NDArray[np.float32]

#: Knots, in deviations of outstanding demand.
KNOTS = np.array([0.0, 0.4, 0.8, 1.3, 2.0, 3.0, 4.5, 6.5, 9.5, 14.0, 21.0, 32.0])
REFERENCES = (0.0, 1.3, 4.5, 9.5, 21.0)  #: buffers at which a rough figure is worked out, in the same unit
LINES = 4  #: outputs beside the knots: intercept and slope of on-hand and peak
SPLIT_SEEN = 2 * SEEN + 9  #: what the network sees of item and split
CURVE_SEEN = 8 + len(REFERENCES)  #: and of the interval
HIDDEN = 64  #: values of either hidden layer: the compiler knows how many
OUTPUTS = len(KNOTS) + LINES
KINDS = 3  #: lost with one supplier, lost with two, backorders with two
CAUSES, OUTAGES, REGION = 3, 2, 1  #: of a supplier's delays; the first two are outages, the second its region's
#: Rows of what is noted of the causes: how often each delays, by how many days of demand on average, part of that which
#: the other supplier takes over, days of demand until it does but for half an interval, the supplier's share.
CHANCE, DELAY, EASED, ALONE, PART = range(5)
#: Places of what is held of a split: kind (-1 for none), coefficient of variation of a day's demand, mean lead time,
#: its variance, days late on average, undelayed lead times, share of the second supplier, mean lead time over the
#: undelayed one, whether short units wait, whether one region holds both suppliers, whether it is not a usual one;
#: and of the curve the deviation of what is outstanding, units: what the knots are multiples of.
KIND, VARIATION, LEAD, VARIANCE, LATE, BASE, OTHER_BASE, SHARE, BEYOND_BASE, WAITS, TOGETHER, UNUSUAL, UNIT = range(13)


class Quick(NamedTuple):
    """Weights, of each kind of policy.

    Parameters
    ----------
    split, curve
        (3, f, h) of what is seen of a split and of an interval.
    first_bias, second, second_bias, last, last_bias
        (3, h), (3, h, h), (3, h), (3, h, o), (3, o): h = ``HIDDEN``, o = ``OUTPUTS``.
    margin
        (3, 2, 3) what is taken off what the network says of usual policies and of others: off the logarithm of the
        short fraction; part of on-hand stock; part of peak stock.
    """

    split: Singles
    curve: Singles
    first_bias: Singles
    second: Singles
    second_bias: Singles
    last: Singles
    last_bias: Singles
    margin: Singles


def no_quick() -> Quick:
    """Return weights of no floor at all."""
    none, flat = np.zeros((0, 0, 0), np.float32), np.zeros((0, 0), np.float32)
    return Quick(none, none, flat, none, flat, none, flat, none)


class QuickRoom(NamedTuple):
    """Working memory, and the floor of one curve.

    Parameters
    ----------
    seen
        What is seen of the split, then of the interval.
    common
        First layer by the split alone.
    inner, outer, output
        The layers.
    held
        Of the split and the curve: ``KIND`` and so on.
    causes
        (5, 6) ``CHANCE`` and so on of the causes of delay of both suppliers.
    power, weight
        (35,) exponents of what demand alone and each cause are short of at each reference, and what they count.
    buffer, log
        (k,) knots, units, and logarithm of the short fraction's floor plus ``NEGLIGIBLE`` at them.
    stock
        Intercept and slope of the least mean on-hand stock, then those of the least peak, units.
    """

    seen: Singles
    common: Singles
    inner: Singles
    outer: Singles
    output: Singles
    held: Floats
    causes: Floats
    power: Floats
    weight: Floats
    buffer: Floats
    log: Floats
    stock: Floats


@compiled
def new_room() -> QuickRoom:
    """Return room for one curve at a time."""
    return QuickRoom(
        np.zeros(SPLIT_SEEN + CURVE_SEEN, np.float32),
        np.zeros(HIDDEN, np.float32),
        np.zeros(HIDDEN, np.float32),
        np.zeros(HIDDEN, np.float32),
        np.zeros(OUTPUTS, np.float32),
        np.zeros(UNIT + 1),
        np.zeros((5, 2 * CAUSES)),
        np.zeros((2 * CAUSES + 1) * len(REFERENCES)),
        np.zeros((2 * CAUSES + 1) * len(REFERENCES)),
        np.zeros(len(KNOTS)),
        np.zeros(len(KNOTS)),
        np.zeros(4),
    )
