"""The criticality x fragility matrix."""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.segments.facts import Facts

#: Both scales run from 1 to 5.
SCALE = (1, 2, 3, 4, 5)


def count_matrix(facts: Facts) -> NDArray[np.int64]:
    """Return how many items there are of each criticality (rows, 1 to 5) and fragility (columns, 1 to 5)."""
    return _summed(facts, None).astype(np.int64)


def value_matrix(facts: Facts) -> NDArray[np.float64]:
    """Return the annual value of the items of each criticality and fragility, currency/yr."""
    return _summed(facts, facts.annual_value)


def _summed(facts: Facts, weights: NDArray[np.float64] | None) -> NDArray[np.float64]:
    size = len(SCALE)
    cell = (facts.criticality - 1) * size + facts.fragility - 1
    return np.bincount(cell, weights=weights, minlength=size * size).reshape(size, size).astype(np.float64)
