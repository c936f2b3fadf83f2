"""Loss functions: expected units by which a demand exceeds a level."""

import numpy as np
from scipy.special import gammaincc, ndtr

from stockposture_models.theory.policies import Floats

CERTAIN = 1e-12  #: variance, relative to the mean squared, below which a demand counts as certain


def gamma_loss(level: Floats | float, mean: Floats | float, variance: Floats | float) -> Floats:
    """Return E[(D - level)+] of a gamma distributed demand D.

    Parameters
    ----------
    level
        Level S, units; negative levels are exceeded by all of the demand.
    mean, variance
        Mean and variance of D, >= 0, units and units squared; variance 0 is a certain demand. The three
        broadcast.

    Returns
    -------
    Floats
        m Q(k + 1, S / c) - S Q(k, S / c) with k = m^2 / v, c = v / m, Q the regularised upper incomplete
        gamma function (partial expectation of the gamma density, integrated by parts).

    Examples
    --------
    An exponential demand of mean 2 exceeds 2 by 2 / e on average:

    >>> round(float(gamma_loss(2.0, 2.0, 4.0)), 6)
    0.735759
    """
    level, mean, variance = np.broadcast_arrays(
        np.asarray(level, float), np.asarray(mean, float), np.asarray(variance, float)
    )
    certain = variance <= CERTAIN * mean**2
    safe_mean = np.where(certain, 1.0, mean)
    safe_variance = np.where(certain, 1.0, variance)
    shape = safe_mean**2 / safe_variance
    scaled = np.maximum(level, 0.0) * safe_mean / safe_variance
    loss = safe_mean * gammaincc(shape + 1.0, scaled) - np.maximum(level, 0.0) * gammaincc(shape, scaled)
    loss = np.where(level < 0.0, mean - level, np.maximum(loss, 0.0))
    result: Floats = np.where(certain, np.maximum(mean - level, 0.0), loss)
    return result


def normal_loss(level: Floats | float, mean: Floats | float, deviation: Floats | float) -> Floats:
    """Return E[(D - level)+] of a normally distributed demand D.

    Parameters
    ----------
    level, mean, deviation
        Level, mean and standard deviation (> 0), units; they broadcast.

    Returns
    -------
    Floats
        deviation * (phi(z) - z (1 - Phi(z))), z = (level - mean) / deviation (Snyder and Shen,
        Fundamentals of Supply Chain Theory, C.3.1).

    Examples
    --------
    Shortage of a cycle with safety stock 100 and deviation 212.13 over the lead time:

    >>> round(float(normal_loss(600.0, 500.0, 150.0 * 2**0.5)), 2)
    43.86
    """
    z = (np.asarray(level, float) - mean) / deviation
    density = np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)
    result: Floats = deviation * (density - z * ndtr(-z))
    return result
