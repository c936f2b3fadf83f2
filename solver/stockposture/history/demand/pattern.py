r"""Trend and season of monthly demand, each only where it is statistically justified.

Tests are made on ranks (Conover, W. J. and Iman, R. L. (1981), Rank transformations as a bridge between parametric and
nonparametric statistics, The American Statistician 35, 124-129): demand of a month is skew, and one odd month must
make no season. A trend is a line. A season is one or two yearly waves or twelve free months, whichever explains the
ranks best for its number of figures (corrected Akaike criterion), and is sought from two whole years on. Each is an
F test of the fit with and without it, at the given level; as three shapes of season are tried, that is divided by
three.

What is found is fitted to the figures themselves by least squares, and month factors are drawn towards 1 by the part
of their spread that chance explains, :math:`1/F` (Miller, D. M. and Williams, D. (2003), Shrinkage estimators of time
series seasonal factors, International Journal of Forecasting 19, 669-684).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: Fewest months for a trend, and for a season.
TREND_MONTHS, SEASON_MONTHS = 12, 24
#: Fewest degrees of freedom a test may leave.
LEAST_FREEDOM = 4


@dataclass(frozen=True)
class Ahead:
    """The months that are planned for.

    Parameters
    ----------
    month
        (p,) number of each, the window's first being 0; a damped trend makes later ones draw nearer.
    calendar_month
        (p,) January 0.
    weight
        (p,) part of the period's days.
    """

    month: Numbers
    calendar_month: NDArray[np.int64]
    weight: Numbers


@dataclass(frozen=True)
class Pattern:
    """Level, trend and season of n items.

    Parameters
    ----------
    planned
        (n,) units/day over the months planned for.
    leverage
        (n,) its variance over that of one month.
    slope
        (n,) units/day per month; 0 where no trend was recognised.
    factors
        (n, 12) month factors, January first; 1 where no season was recognised.
    seasonal, trending
        (n,) what was recognised.
    fitted
        (n, m) units/day of each month as fitted, factors not shrunk: what deviations are taken from.
    figures
        (n,) number of figures fitted.
    """

    planned: Numbers
    leverage: Numbers
    slope: Numbers
    factors: Numbers
    seasonal: Mask
    trending: Mask
    fitted: Numbers
    figures: NDArray[np.int64]


def find_pattern(
    rate: Numbers, there: Mask, calendar_month: NDArray[np.int64], ahead: Ahead, significance: float
) -> Pattern:
    """Return level, trend and season of every item.

    Parameters
    ----------
    rate
        (n, m) units/day in each month.
    there
        (n, m) months that count.
    calendar_month
        (m,) January 0.
    ahead
        The months planned for.
    significance
        Chance of seeing a trend, or a season, where there is none.
    """
    count, months = rate.shape
    found = Pattern(
        planned=np.zeros(count),
        leverage=np.ones(count),
        slope=np.zeros(count),
        factors=np.ones((count, 12)),
        seasonal=np.zeros(count, dtype=bool),
        trending=np.zeros(count, dtype=bool),
        fitted=np.zeros((count, months)),
        figures=np.ones(count, dtype=np.int64),
    )
    # Items that count in the same months share their designs; they differ only in when they began.
    began = np.where(there.any(axis=1), there.argmax(axis=1), months)
    for first in np.unique(began[began < months]):
        rows = np.flatnonzero(began == first)
        columns = np.flatnonzero(there[rows[0]])
        _fit_group(found, rows, rate[np.ix_(rows, columns)], columns, calendar_month, ahead, significance)
    return found


def _fit_group(
    found: Pattern,
    rows: NDArray[np.int64],
    rate: Numbers,
    columns: NDArray[np.int64],
    calendar_month: NDArray[np.int64],
    ahead: Ahead,
    significance: float,
) -> None:
    """Fit items that count in the same months, in place."""
    months = found.fitted.shape[1]
    time = (np.arange(months) - columns.mean())[:, np.newaxis]
    bases = _season_bases(calendar_month) if _two_years(columns, calendar_month) else []
    shapes, trending = _choose(_ranks(rate), time[columns], [basis[columns] for basis in bases], significance)
    found.trending[rows], found.seasonal[rows] = trending, shapes >= 0
    for shape in range(-1, len(bases)):
        for trend in (False, True):
            here = np.flatnonzero((shapes == shape) & (trending == trend))
            if not len(here):
                continue
            season = _season_bases(calendar_month)[shape] if shape >= 0 else np.zeros((months, 0))
            line = np.hstack([np.ones((months, 1)), time] if trend else [np.ones((months, 1))])
            design = np.hstack([line, season])[columns]
            solution = np.linalg.lstsq(design, rate[here].T, rcond=None)[0]
            into, lines = rows[here], line.shape[1]
            found.fitted[into] = (np.hstack([line, season]) @ solution).T
            found.figures[into] = design.shape[1]
            found.slope[into] = solution[1] if trend else 0.0
            when = np.stack([np.ones(len(ahead.month)), ahead.month - columns.mean()], axis=1)[:, :lines]
            level = np.maximum(when @ solution[:lines], 0.0).T
            year = _season_bases(np.arange(12))[shape] if shape >= 0 else np.zeros((12, 0))
            if shape >= 0:
                residual = ((rate[here] - found.fitted[np.ix_(into, columns)]) ** 2).sum(axis=1)
                noise = residual / (len(columns) - design.shape[1])
                found.factors[into] = _factors((year @ solution[lines:]).T, solution[0], noise, len(columns))
            found.planned[into] = (level * found.factors[into][:, ahead.calendar_month]) @ ahead.weight
            at = ahead.weight @ np.hstack([when, year[ahead.calendar_month]])
            found.leverage[into] = at @ np.linalg.pinv(design.T @ design) @ at


def _two_years(columns: NDArray[np.int64], calendar_month: NDArray[np.int64]) -> bool:
    """Return whether every calendar month was seen twice."""
    return len(columns) >= SEASON_MONTHS and bool((np.bincount(calendar_month[columns], minlength=12) >= 2).all())


def _season_bases(calendar_month: NDArray[np.int64]) -> list[Numbers]:
    """Return (m, k) designs of a season, each with mean 0 over a year: one wave, two waves, free months."""
    angle = 2 * np.pi * calendar_month / 12
    one = np.column_stack([np.cos(angle), np.sin(angle)])
    two = np.column_stack([one, np.cos(2 * angle), np.sin(2 * angle)])
    free = (calendar_month[:, np.newaxis] == np.arange(11)).astype(np.float64)
    free[calendar_month == 11] = -1.0
    return [one, two, free]


def _choose(ranks: Numbers, time: Numbers, bases: list[Numbers], significance: float) -> tuple[NDArray[np.int64], Mask]:
    """Return the shape of each item's season (-1: none) and whether it has a trend."""
    count, months = ranks.shape
    one = np.ones((months, 1))
    none = np.full(count, -1, dtype=np.int64)
    if months < TREND_MONTHS:
        return none, np.zeros(count, dtype=bool)
    flat, line = _left(ranks, [one]), _left(ranks, [one, time])
    trending = _f_test(flat, line, 1, months - 2) < significance
    if not bases:
        return none, trending
    shapes = [basis for basis in bases if months - 2 - basis.shape[1] >= LEAST_FREEDOM]
    left = np.stack([_left(ranks, [one, time, basis]) for basis in shapes])
    figures = np.array([2 + basis.shape[1] for basis in shapes])
    best = _criterion(left, figures[:, np.newaxis], months).argmin(axis=0)
    chance = _f_test(line, left[best, np.arange(count)], figures[best] - 2, months - figures[best])
    chosen = np.where(chance < significance / len(shapes), best, -1)
    # Beside a season, a trend is what the line adds to it.
    for shape, basis in enumerate(shapes):
        here = chosen == shape
        without = _left(ranks[here], [one, basis])
        trending[here] = _f_test(without, left[shape, here], 1, months - figures[shape]) < significance
    return chosen, trending


def _ranks(values: Numbers) -> Numbers:
    """Return (n, m) ranks within each row, equal values sharing the mean of theirs."""
    below, equal = np.zeros_like(values), np.zeros_like(values)
    for column in values.T:
        below += column[:, np.newaxis] < values
        equal += column[:, np.newaxis] == values
    return below + (equal + 1) / 2


def _left(values: Numbers, parts: list[Numbers]) -> Numbers:
    """Return (n,) the sum of squares that a design leaves unexplained."""
    base, _ = np.linalg.qr(np.hstack(parts))
    left: Numbers = np.maximum((values**2).sum(axis=1) - ((values @ base) ** 2).sum(axis=1), 0.0)
    return left


def _f_test(without: Numbers, left: Numbers, figures: int | Numbers, freedom: int | Numbers) -> Numbers:
    """Return the chance of an improvement as large where there is none; 1 for rows that do not vary."""
    varies = without > 1e-9
    statistic = np.divide(
        (without - left) / figures, left / freedom, out=np.zeros(len(left)), where=varies & (left > 0)
    )
    statistic = np.where(varies & (left <= 1e-9 * without), np.inf, statistic)
    chance: Numbers = np.where(varies, fdtrc(figures, freedom, np.maximum(statistic, 0.0)), 1.0)
    return chance


def _criterion(left: Numbers, figures: NDArray[np.int64], months: int) -> Numbers:
    """Return Akaike's criterion, corrected for few observations."""
    penalty = 2 * figures + 2 * figures * (figures + 1) / np.maximum(months - figures - 1, 1)
    return months * np.log(np.maximum(left, 1e-12) / months) + penalty


def _factors(waves: Numbers, level: Numbers, noise: Numbers, months: int) -> Numbers:
    """Return (n, 12) month factors: relative to the level, shrunk, never negative, 1 on average."""
    spread = (waves**2).mean(axis=1)
    by_chance = noise * 12 / months
    kept = np.divide(np.maximum(spread - by_chance, 0.0), spread, out=np.zeros(len(spread)), where=spread > 0)
    relative = np.divide(waves, level[:, np.newaxis], out=np.zeros_like(waves), where=level[:, np.newaxis] > 0)
    factors = np.maximum(1 + kept[:, np.newaxis] * relative, 0.0)
    scaled: Numbers = factors / factors.mean(axis=1, keepdims=True)
    return scaled
