"""Units in which the solver sees the model, so that its coefficients stay where its tolerances mean something."""

from dataclasses import dataclass

import numpy as np

from stockposture_models.formulation.choices import Choices, Floats

#: Largest coefficient of a row or of the objective after scaling.
_LARGEST = 1e4

#: Coefficients this much smaller than the largest of their row are nothing: the solver would drop them in silence.
_NEGLIGIBLE = 1e-12


@dataclass(frozen=True)
class Scales:
    """Divisors of costs and of each limit's uses.

    Parameters
    ----------
    cost
        Currency per unit of the scaled objective.
    limit
        (m,) the limit's unit per unit of the scaled row.
    """

    cost: float
    limit: Floats


def scales_of(choices: Choices) -> Scales:
    """Return powers of two (exact in binary) that bring the largest coefficients to about 1e4."""
    largest_use = np.zeros(len(choices.cap))
    np.maximum.at(largest_use, choices.use_limit, np.abs(choices.use))
    costs = [np.abs(choices.cost).max(initial=0.0), np.abs(choices.opening_cost).max(initial=0.0)]
    return Scales(float(_power_of_two(np.array([max(costs)]))[0]), _power_of_two(largest_use))


def significant(values: Floats) -> Floats:
    """Return the scaled coefficients with negligible ones set to 0."""
    return np.where(np.abs(values) < _LARGEST * _NEGLIGIBLE, 0.0, values)


def _power_of_two(largest: Floats) -> Floats:
    positive = np.where(largest > 0, largest, _LARGEST)
    power: Floats = np.exp2(np.ceil(np.log2(positive / _LARGEST)))
    return power
