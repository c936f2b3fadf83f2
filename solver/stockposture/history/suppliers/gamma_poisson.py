"""Rates of rare events of many, pooled by group: Gamma-Poisson with what is not known of the pools left open."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

#: Draws a figure and its interval are taken from: the ends of a 90 % interval are off by 2 to 3 % of themselves.
DRAWS = 1000
#: How alike the members of a group may be (shape of the gamma; deviation over mean is 1 / sqrt of it).
_SHAPES = np.array([0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0])
#: How much the logs of the groups' levels may differ (deviation).
_SPREADS = np.array([0.1, 0.3, 0.6, 1.0, 1.5])
#: Deviation of the log of the level of all beforehand: nine in ten within a factor of 12 either way.
_PRIOR_SPREAD = 1.5
#: Levels considered, as logs about the prior level.
_LEVELS = np.linspace(-5.0, 5.0, 61)
#: Distances of a group's level from that of all, in deviations.
_CENTRES = np.linspace(-3.5, 3.5, 36)


class Rates(NamedTuple):
    """Draws of rates given the events seen.

    Parameters
    ----------
    draws
        (n, :data:`DRAWS`) of each member.
    weight
        (n,) how much of a member's rate is its own: its exposure over that and the pool's, 0 to 1.
    """

    draws: Floats
    weight: Floats


def gamma_poisson(
    events: Floats, exposure: Floats, groups: Codes, prior: Floats, seed: int = 0, *, together: Floats | None = None
) -> Rates:
    r"""Return draws of the rate of every member.

    .. math:: N_j \sim \text{Poisson}(\lambda_j E_j), \quad \lambda_j \sim \text{Gamma}(a, a / (M_g p_j)), \quad
       \log M_g \sim N(\mu - \sigma^2 / 2, \sigma^2), \quad \mu \sim N(-1.5^2 / 2, 1.5^2)

    with :math:`p_j` the prior rate of member :math:`j`, which is what comes out where nothing was seen; :math:`a` and
    :math:`\sigma` are equally likely on a grid beforehand, and all three, given the events, as the marginal (negative
    binomial) likelihood says.

    Parameters
    ----------
    events, exposure
        (n,) events seen and the time in which they would have been.
    groups
        (n,) group of each, from 0.
    prior
        (n,) prior rate of each, above 0: what is expected if nothing is seen; ratios stand for relative risk.
    seed
        Of the draws.
    together
        (n, DRAWS) exposure in each draw, where it is itself uncertain; ``exposure`` is then its centre.

    Examples
    --------
    >>> seen = gamma_poisson(np.array([40.0, 0.0]), np.array([20.0, 0.0]), np.zeros(2, dtype=np.int64), np.full(2, 0.5))
    >>> bool(1.7 < seen.draws[0].mean() < 2.3), bool(seen.draws[1].std() > 3 * seen.draws[0].std())
    (True, True)
    """
    size = int(groups.max(initial=-1)) + 1
    likelihood = _likelihood(events, exposure * prior, groups, size)
    rng = np.random.default_rng(seed)
    shape, level = _levels(likelihood, rng)
    exposures = exposure[:, np.newaxis] if together is None else together
    rate = shape / (level[groups] * prior[:, np.newaxis])
    draws = rng.standard_gamma(shape + events[:, np.newaxis]) / (rate + exposures)
    return Rates(draws, np.mean(exposures / (rate + exposures), axis=1))


def _likelihood(events: Floats, expected: Floats, groups: Codes, size: int) -> Floats:
    """Return (groups, shapes, levels) log-likelihood of the events of each group."""
    out = np.empty((size, len(_SHAPES), len(_LEVELS)))
    for k, shape in enumerate(_SHAPES):
        # Of a gamma with this shape and mean exp(level) times the prior; constants of the events alone are left out.
        scaled = shape * np.exp(-_LEVELS)
        counted = special.gammaln(events + shape) - special.gammaln(shape)
        each = (
            counted[:, np.newaxis]
            + shape * np.log(scaled)
            - (events + shape)[:, np.newaxis] * np.log(scaled + expected[:, np.newaxis])
        )
        order = np.argsort(groups, kind="stable")
        starts = np.searchsorted(groups[order], np.arange(size))
        out[:, k] = np.add.reduceat(each[order], starts, axis=0)
    return out


def _levels(likelihood: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return (draws,) shapes and (groups, draws) levels, drawn from what the groups tell together."""
    # The log-likelihood of a group if its level is normal about that of all, by quadrature over the distance.
    normal = np.exp(-0.5 * _CENTRES**2)
    normal /= normal.sum()
    # Means of groups average to the level of all, and that to the prior: half a variance off the mean of the logs.
    centre = _LEVELS[:, np.newaxis, np.newaxis] + _SPREADS[:, np.newaxis] * (_CENTRES - _SPREADS[:, np.newaxis] / 2.0)
    top = likelihood.max(axis=(1, 2), keepdims=True)
    place = np.clip((centre - _LEVELS[0]) / (_LEVELS[1] - _LEVELS[0]), 0, len(_LEVELS) - 1)
    low = np.minimum(place.astype(np.int64), len(_LEVELS) - 2)
    part = place - low
    together = np.zeros((len(_SHAPES), len(_LEVELS), len(_SPREADS)))
    for group, best in zip(likelihood, top[:, 0, 0], strict=True):
        at = np.exp((group[:, low] * (1.0 - part) + group[:, low + 1] * part) - best)
        together += np.log(at @ normal + 1e-300)
    together -= 0.5 * ((_LEVELS[:, np.newaxis] + _PRIOR_SPREAD**2 / 2.0) / _PRIOR_SPREAD) ** 2
    weights = np.exp(together - together.max()).ravel()
    chosen = rng.choice(weights.size, DRAWS, p=weights / weights.sum())
    shape_at, level_at, spread_at = np.unravel_index(chosen, together.shape)
    levels = np.empty((len(likelihood), DRAWS))
    for g, (group, best) in enumerate(zip(likelihood, top[:, 0, 0], strict=True)):
        rows = low[level_at, spread_at], part[level_at, spread_at]
        value = (
            group[shape_at[:, np.newaxis], rows[0]] * (1 - rows[1])
            + group[shape_at[:, np.newaxis], rows[0] + 1] * rows[1]
        )
        chance = (np.exp(value - best) * normal + 1e-300).cumsum(axis=1)
        picked = (chance < rng.random((DRAWS, 1)) * chance[:, -1:]).sum(axis=1).clip(max=len(_CENTRES) - 1)
        levels[g] = np.exp(centre[level_at, spread_at, picked])
    return _SHAPES[shape_at], levels
