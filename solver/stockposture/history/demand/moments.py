r"""Mean and deviation of one day's demand, from buckets of days, weeks or months.

With :math:`q_b` the demand of bucket :math:`b`, :math:`d_b` its days and :math:`n` buckets, :math:`\mu = \sum q_b /
\sum d_b`, and since days are independent, :math:`E (q_b - \mu d_b)^2 = \sigma^2 d_b (1 - d_b / \sum d)`, so that

.. math:: \hat\sigma^2 = \frac{1}{n - 1} \sum_b \frac{(q_b - \mu d_b)^2}{d_b}

is unbiased whatever the lengths: a month's deviation over the square root of its days. With a trend or a season,
:math:`\mu d_b` is what was fitted and :math:`n` lessens by the figures fitted. So it does by six where demand depends
on the weekday.

Where the days are plainly not independent (the variance of months differs from that of the finest buckets, scaled,
beyond chance: orders come in bursts, or regularly), months are what a lead time is made of, and theirs is taken.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtr, fdtrc

from stockposture.history.demand.buckets import Buckets
from stockposture.history.demand.pattern import Pattern
from stockposture.history.demand.spread import Spread, spread_of

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: Chance of seeing a weekday pattern, or dependent days, where there are none.
RARE = 0.001
#: Fewest weeks to tell weekdays apart; fewest degrees of freedom of months to hold against finer buckets.
WEEKS, MONTHS = 8, 6


@dataclass(frozen=True)
class Variance:
    """Variance of one day of n items.

    Parameters
    ----------
    variance
        (n,) units squared, over the days of the history.
    spread
        Of one bucket.
    dependent
        (n,) days are not independent: the figure is from months.
    by_weekday
        (n,) demand depends on the weekday.
    """

    variance: Numbers
    spread: Spread
    dependent: Mask
    by_weekday: Mask


def variance_of(
    quantity: Numbers, days: Numbers, buckets: Buckets, monthly: Numbers, month_days: Numbers, pattern: Pattern
) -> Variance:
    """Return the variance of one day's demand.

    Parameters
    ----------
    quantity, days
        (n, b) demand of each bucket, and its days; 0 days where it does not count.
    buckets
        The buckets.
    monthly, month_days
        (n, m) the same by month.
    pattern
        Fitted; without trend and season the mean.
    """
    count = (days > 0).sum(axis=1)
    mean = np.divide(quantity.sum(axis=1), days.sum(axis=1), out=np.zeros(len(days)), where=days.any(axis=1))
    plain = pattern.figures == 1
    left = quantity - mean[:, np.newaxis] * days
    if not plain.all():
        fitted = pattern.fitted[~plain] @ buckets.in_month.T
        left[~plain] = np.where(days[~plain] > 0, quantity[~plain] - fitted, 0.0)
    squares = _scaled(left, days)
    freedom = (count - pattern.figures).astype(np.float64)
    by_weekday = np.zeros(len(days), dtype=bool)
    if buckets.weekday is not None:
        between, by_weekday = _weekdays(left, days, buckets.weekday, squares, freedom)
        squares = squares - np.where(by_weekday, between, 0.0)
        freedom = freedom - 6.0 * by_weekday
    there = month_days > 0
    even = _evenness(pattern, there)
    fine, fine_spread = _variance(squares, freedom, mean, count, days, even)
    months = there.sum(axis=1)
    if count.max(initial=0) <= months.max(initial=0):
        return Variance(fine, fine_spread, np.zeros(len(days), dtype=bool), by_weekday)
    expected = np.where(plain[:, np.newaxis], mean[:, np.newaxis], pattern.fitted)
    month_squares = _scaled(np.where(there, monthly - expected * month_days, 0.0), month_days)
    coarse, coarse_spread = _variance(month_squares, months - pattern.figures, mean, months, month_days, even)
    dependent = _differ(fine, fine_spread, coarse, coarse_spread) & (months - pattern.figures >= MONTHS)
    chosen = Spread(
        *(
            np.where(dependent, getattr(coarse_spread, name), getattr(fine_spread, name))
            for name in ("cv_squared", "buckets", "freedom")
        )
    )
    return Variance(np.where(dependent, coarse, fine), chosen, dependent, by_weekday)


def _scaled(left: Numbers, days: Numbers) -> Numbers:
    """Return (n,) sums of squares, each over its days."""
    scaled: Numbers = np.divide(left**2, days, out=np.zeros_like(left), where=days > 0).sum(axis=1)
    return scaled


def _variance(
    squares: Numbers, freedom: Numbers, mean: Numbers, count: NDArray[np.int64], days: Numbers, even: Numbers
) -> tuple[Numbers, Spread]:
    """Return the variance of a day and the spread of a bucket of average length."""
    variance = squares / np.maximum(freedom, 1.0)
    length = days.sum(axis=1) / np.maximum(count, 1)
    return variance, spread_of(mean * length, variance * length, count.astype(np.float64), freedom * even)


def _evenness(pattern: Pattern, there: Mask) -> Numbers:
    r"""Return (n,) how many of the months tell of the variance: under a season it is the high ones, mostly.

    With deviations in proportion to the fitted level :math:`g`, :math:`(\sum g^2)^2 / (n \sum g^4)` of them.
    """
    square = np.where(there, np.maximum(pattern.fitted, 0.0) ** 2, 0.0)
    fourth = (square**2).sum(axis=1) * there.sum(axis=1)
    even: Numbers = np.divide(square.sum(axis=1) ** 2, fourth, out=np.ones(len(square)), where=fourth > 0)
    return even


def _weekdays(
    left: Numbers, days: Numbers, weekday: NDArray[np.int64], squares: Numbers, freedom: Numbers
) -> tuple[Numbers, Mask]:
    """Return the part of the squares that weekdays explain, and where that is beyond chance."""
    between = np.zeros(len(left))
    for day in range(7):
        columns = weekday == day
        number = days[:, columns].sum(axis=1)
        between += np.divide(left[:, columns].sum(axis=1) ** 2, number, out=np.zeros(len(left)), where=number > 0)
    rest = np.maximum(squares - between, 0.0)
    enough = (freedom >= 7 * WEEKS) & (rest > 0)
    statistic = np.divide(between / 6, rest / np.maximum(freedom - 6, 1), out=np.zeros(len(left)), where=enough)
    return between, enough & (fdtrc(6.0, np.maximum(freedom - 6, 1), statistic) < RARE)


def _differ(fine: Numbers, fine_spread: Spread, coarse: Numbers, coarse_spread: Spread) -> Mask:
    """Return where two variances of a day differ beyond chance."""
    ratio = np.divide(coarse, fine, out=np.ones(len(fine)), where=fine > 0)
    many, few = (
        np.maximum(spread.freedom / (1 + 3 * spread.cv_squared), 1.0) for spread in (fine_spread, coarse_spread)
    )
    differ: Mask = (fdtrc(few, many, ratio) < RARE / 2) | (fdtr(few, many, ratio) < RARE / 2)
    return differ
