"""Empirical Bayes: how far a figure from few observations is drawn to that of its kind."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


class Levels(NamedTuple):
    """The level of every group, and how well it is known.

    Parameters
    ----------
    value
        (groups,) the level.
    variance
        (groups,) its variance.
    weight
        (groups,) how much of it is the group's own, 0 to 1; the rest is what it was drawn to.
    """

    value: Floats
    variance: Floats
    weight: Floats


def spread(values: Floats, noise: Floats, groups: Codes) -> float:
    """Return the variance between members of a group, in excess of their noise (DerSimonian and Laird, 1986).

    Parameters
    ----------
    values, noise
        (n,) observed figures and the variance of their error.
    groups
        (n,) the group of each, from 0.

    >>> spread(np.array([1.0, 3.0, 11.0, 13.0]), np.full(4, 0.5), np.array([0, 0, 1, 1]))
    1.5
    """
    if not len(values):
        return 0.0
    precision = 1.0 / np.maximum(noise, 1e-12)
    total = np.bincount(groups, precision)
    level = np.bincount(groups, precision * values) / np.maximum(total, 1e-300)
    heterogeneity = float((precision * (values - level[groups]) ** 2).sum())
    freedom = len(values) - int((total > 0).sum())
    squares = np.bincount(groups, precision**2) / np.maximum(total, 1e-300)
    slack = float(precision.sum() - squares.sum())
    return max((heterogeneity - freedom) / slack, 0.0) if slack > 0 else 0.0


def group_levels(values: Floats, noise: Floats, groups: Codes, between: float, size: int) -> tuple[Floats, Floats]:
    """Return the mean of every group and its variance, infinite for a group without members.

    Members weigh by 1 / (between + noise).
    """
    precision = 1.0 / np.maximum(between + noise, 1e-12)
    total = np.bincount(groups, precision, size)
    known = total > 0
    mean = np.divide(np.bincount(groups, precision * values, size), total, out=np.zeros(size), where=known)
    return mean, np.divide(1.0, total, out=np.full(size, np.inf), where=known)


def drawn(own: Floats, noise: Floats, to: Floats, variance: Floats) -> Levels:
    """Return figures drawn to others: normal with normal.

    Parameters
    ----------
    own, noise
        (n,) observed figures and the variance of their error; infinite where there are none.
    to, variance
        (n,) what is expected of them, and the variance of that.

    >>> drawn(np.array([4.0, 0.0]), np.array([1.0, np.inf]), np.array([2.0, 2.0]), np.array([3.0, 3.0])).value.tolist()
    [3.5, 2.0]
    """
    known = np.isfinite(noise)
    error = np.where(known, noise, 1.0)
    weight = np.where(known, 1.0 - error / np.maximum(variance + error, 1e-300), 0.0)
    value = weight * np.where(known, own, 0.0) + (1.0 - weight) * to
    return Levels(value, np.where(known, weight * error, variance), weight)


class Prior(NamedTuple):
    """What is taken as known of a variance between members, and how many members that is worth."""

    variance: float
    members: float


def spread_with(prior: Prior, values: Floats, noise: Floats, groups: Codes) -> float:
    """Return :func:`spread`, drawn to what is known beforehand where groups have few members."""
    freedom = len(values) - len(np.unique(groups))
    return (spread(values, noise, groups) * freedom + prior.variance * prior.members) / (freedom + prior.members)


def nested(
    values: Floats,
    noise: Floats,
    suppliers: Codes,
    region_of_supplier: Codes,
    prior: Prior,
    expected: tuple[float, float] = (0.0, np.inf),
) -> Levels:
    """Return the level of every supplier, drawn to its region's where its members are few, and that to all.

    Parameters
    ----------
    values, noise
        (n,) figures of offers and the variance of each about its supplier's level.
    suppliers
        (n,) supplier of each.
    region_of_supplier
        (suppliers,) region of each, from 0; -1: none.
    prior
        Of the variance between suppliers of a region, and between regions.
    expected
        Level of all beforehand, and its variance.

    Returns
    -------
    Levels
        Of suppliers.
    """
    size = len(region_of_supplier)
    own, error = group_levels(values, noise, suppliers, 0.0, size)
    seen = np.isfinite(error)
    if not seen.any():
        return Levels(np.full(size, expected[0]), np.full(size, expected[1]), np.zeros(size))
    # A supplier of no known region is a region of its own: it is drawn to all.
    alone = region_of_supplier < 0
    first = int(region_of_supplier.max(initial=-1)) + 1
    regions = np.where(alone, first + np.cumsum(alone) - 1, region_of_supplier)
    count = int(regions.max()) + 1
    within = spread_with(prior, own[seen], error[seen], regions[seen])
    region, region_error = group_levels(own[seen], error[seen], regions[seen], within, count)
    known = np.isfinite(region_error)
    everyone = np.zeros(int(known.sum()), dtype=np.int64)
    between = spread_with(prior, region[known], region_error[known], everyone)
    world, world_error = group_levels(region[known], region_error[known], everyone, between, 1)
    if np.isfinite(expected[1]):
        world, world_error, _ = drawn(world, world_error, np.array(expected[:1]), np.array(expected[1:]))
    pooled = drawn(region, region_error, np.repeat(world, count), np.repeat(between + world_error, count))
    return drawn(own, error, pooled.value[regions], within + pooled.variance[regions])
