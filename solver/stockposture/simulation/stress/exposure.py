"""The risk exposure index: what the failure of a supplier or region costs, beside the worst of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from stockposture.simulation.arrays import Floats


def risk_exposure_index(lost: Sequence[float] | ArrayLike) -> Floats:
    """Return the risk exposure index: money lost over the largest money lost (Simchi-Levi et al., 2014).

    Simchi-Levi, Schmidt and Wei, "From superstorms to factory fires", Harvard Business Review 92 (2014).

    Parameters
    ----------
    lost
        (k,) money lost by the failure of each supplier or region for its time-to-recover.

    Returns
    -------
    (k,) array
        0 where nothing is lost, 1 for the worst; all 0 if no failure costs anything.

    Examples
    --------
    >>> risk_exposure_index([0.0, 125_000.0, 275_000.0]).round(3).tolist()
    [0.0, 0.455, 1.0]
    """
    values = np.maximum(np.asarray(lost, dtype=np.float64), 0.0)
    largest = values.max(initial=0.0)
    return values / largest if largest > 0.0 else np.zeros_like(values)
