r"""Deviation of demand, and 90 % intervals that hold for lumpy demand.

A bucket's demand has squared coefficient of variation :math:`C^2`; buckets are independent and about gamma, the
distribution of the world that is planned for. With n of them,

- the mean: :math:`n \bar q / \mu` is gamma with shape :math:`n / C^2`. Its quantiles by Wilson and Hilferty's cube
  root, with Student's t instead of the normal since :math:`C^2` is estimated;
- :math:`\hat C^2 = s^2 / \bar q^2` has relative variance :math:`(2 + 2 C^2) / (n - 1)`, far less than the
  :math:`(2 + 6 C^2) / (n - 1)` of :math:`s^2`, because mean and deviation err together; to first order it errs
  independently of the mean, and is too low by the factor :math:`1 - C^2 / n`. So it is taken as chi-squared with
  :math:`(n - 1) / (1 + C^2)` degrees of freedom;
- the deviation is mean times coefficient of variation: their intervals are put together on the log scale by the method
  of variance estimates recovery (Zou, G. Y. and Donner, A. (2008), Construction of confidence limits about effect
  measures, Statistics in Medicine 27, 1693-1702);
- :math:`s` itself is too low by the factor :math:`1 - (2 + 6 C^2) / (8 (n - 1))` (Jensen), which is put right.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, stdtrit

Numbers = NDArray[np.float64]

#: Chance that an interval leaves out on either side.
TAIL = 0.05
#: Cube root of the mean over its upper bound below which a history does not bound the mean from above.
LEAST_ROOT = 0.2
#: Corrections are first-order: where they would be larger than this, demand was seen a few times only, and they err.
MOST_CORRECTED = 1.25


@dataclass(frozen=True)
class Spread:
    """What is known of the deviation of n items.

    Parameters
    ----------
    cv_squared
        (n,) squared coefficient of variation of a bucket.
    buckets
        (n,) independent buckets.
    freedom
        (n,) of these, left after fitting.
    """

    cv_squared: Numbers
    buckets: Numbers
    freedom: Numbers

    @property
    def correction(self) -> Numbers:
        """(n,) What the root of the variance is multiplied with to be the deviation on average."""
        return np.minimum(1 + (6 * self.cv_squared + 2) / (8 * self.freedom), MOST_CORRECTED)

    @property
    def precision(self) -> Numbers:
        """(n,) Degrees of freedom of the coefficient of variation."""
        return np.maximum(self.freedom / (1 + self.cv_squared), 1.0)


def spread_of(mean: Numbers, variance: Numbers, buckets: Numbers, freedom: Numbers) -> Spread:
    """Return the spread.

    Parameters
    ----------
    mean, variance
        (n,) of a bucket, unbiased.
    buckets, freedom
        (n,) independent buckets, and of these left after fitting.
    """
    raw = np.divide(variance, mean**2, out=np.zeros(len(mean)), where=mean > 0)
    return Spread(raw * np.minimum(1 + raw / np.maximum(buckets, 1), MOST_CORRECTED), buckets, np.maximum(freedom, 1.0))


def mean_interval(mean: Numbers, relative_variance: Numbers, precision: Numbers) -> tuple[Numbers, Numbers]:
    """Return bounds of the mean; the upper one is ``nan`` where the history does not bound it.

    Parameters
    ----------
    mean
        (n,) estimate.
    relative_variance
        (n,) its variance over its square.
    precision
        (n,) degrees of freedom with which that is known.
    """
    ninth = relative_variance / 9
    reach = stdtrit(precision, 1 - TAIL) * np.sqrt(ninth)
    low = mean / (1 - ninth + reach) ** 3
    below = 1 - ninth - reach
    high = mean / np.where(below > LEAST_ROOT, below, np.nan) ** 3
    return low, high


def sd_interval(sd: Numbers, mean: Numbers, bounds: tuple[Numbers, Numbers], spread: Spread) -> tuple[Numbers, Numbers]:
    """Return bounds of the deviation; the upper one is ``nan`` where the mean has none.

    Parameters
    ----------
    sd, mean
        (n,) estimates.
    bounds
        Of the mean.
    spread
        Of one bucket.
    """
    precision = spread.precision
    cv_low = np.log(chdtri(precision, TAIL) / precision) / 2
    cv_high = np.log(precision / chdtri(precision, 1 - TAIL)) / 2
    known = mean > 0
    mean_low = np.log(np.divide(mean, bounds[0], out=np.ones(len(mean)), where=known))
    mean_high = np.log(np.divide(bounds[1], mean, out=np.ones(len(mean)), where=known))
    return sd * np.exp(-np.hypot(cv_low, mean_low)), sd * np.exp(np.hypot(cv_high, mean_high))
