"""XYZ: classes by predictability."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

XYZ = ("X", "Y", "Z")
#: Days over which demand is looked at: a month, whatever the item's lead time, so that items compare.
MONTH = 30.0


def monthly_cv(mean: Floats, sd: Floats) -> Floats:
    """Return deviation over mean of 30 days' demand, sigma / (mu sqrt(30)), (n,); ``nan`` without demand.

    Days are independent (the world of the model): the deviation of 30 is sqrt(30) that of one.

    Parameters
    ----------
    mean, sd
        (n,) of one day's demand, units.
    """
    cv: Floats = np.divide(sd, mean * np.sqrt(MONTH), out=np.full(len(mean), np.nan), where=mean > 0)
    return cv


def xyz_classes(cv: Floats, cut_offs: tuple[float, float]) -> Codes:
    """Return the class of each item, (n,), a number in :data:`XYZ`: X up to the first cut-off, Y up to the second.

    The customary cut-offs for months are 0.5 and 1 (Scholz-Reiter, Heger, Meinecke and Bergmann, "Integration of
    demand forecasts in ABC-XYZ analysis", Int. J. Productivity and Performance Management 61, 2012). Without demand
    there is nothing to predict by: Z.

    >>> [XYZ[code] for code in xyz_classes(np.array([0.5, 0.6, 2.0, np.nan]), (0.5, 1.0))]
    ['X', 'Y', 'Z', 'Z']
    """
    return np.where(cv <= cut_offs[0], 0, np.where(cv <= cut_offs[1], 1, 2)).astype(np.int8)
