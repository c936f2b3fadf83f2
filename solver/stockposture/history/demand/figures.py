"""Every item's demand: mean and deviation of one day for the period planned, and how they came about."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.history.demand.buckets import Buckets, buckets_of
from stockposture.history.demand.classes import DemandClass, classify, interval_and_variation
from stockposture.history.demand.grain import Grain, grain_of_table, grains
from stockposture.history.demand.intermittent import croston, sba, tsb
from stockposture.history.demand.life import Life, life_of
from stockposture.history.demand.method import Method
from stockposture.history.demand.moments import Variance, variance_of
from stockposture.history.demand.pattern import Ahead, Pattern, find_pattern
from stockposture.history.demand.period import PlanningPeriod
from stockposture.history.demand.spread import mean_interval, sd_interval
from stockposture.history.demand.window import Window
from stockposture_models.tables.days import DAYS_A_MONTH

Numbers = NDArray[np.float64]

#: Days times items worked on at a time: bounds the memory.
CELLS = 20_000_000
#: Days of a month that must count for it to be held against others.
LEAST_DAYS_OF_MONTH = 20
#: Classes of demand that comes now and then.
RARE = (DemandClass.INTERMITTENT.value, DemandClass.LUMPY.value)


@dataclass(frozen=True)
class DemandOptions:
    """What the figures depend on beside the history.

    Parameters
    ----------
    period
        Months planned for.
    significance
        Chance of seeing a trend, or a season, where there is none.
    trend_damping
        Part of a trend that each further month keeps.
    intermittent
        Method for intermittent and lumpy demand without trend and season.
    smoothing
        Smoothing constant of Croston's, Syntetos-Boylan's and Teunter-Syntetos-Babai's methods, per month.
    cv
        Coefficient of variation of one day where a single bucket shows none.
    """

    period: PlanningPeriod
    significance: float = 0.01
    trend_damping: float = 0.9
    intermittent: Method = Method.MEAN
    smoothing: float = 0.1
    cv: float = 1.0


def demand_figures(demand: pd.DataFrame, window: Window, options: DemandOptions) -> pd.DataFrame:
    """Return the figures of every item.

    Parameters
    ----------
    demand
        ``date``, ``sku``, ``quantity``; days without a row are zeros, rows of one day add up.
    window
        Days that count.
    options
        See there.

    Returns
    -------
    DataFrame
        By ``sku``, sorted: ``demand_mean`` [units/day] and ``demand_sd`` [units, one day] of the period planned for,
        each with the bounds of its 90 % interval (``*_low``, ``*_high``, ``nan`` where the history gives none) and
        where it came from (``*_from``);
        ``demand_grain``; ``demand_days``, ``demand_buckets``, ``demand_months`` (days and buckets that count, months
        with demand); ``demand_interval`` and ``demand_size_cv2`` with the ``demand_class`` that follows;
        ``history_mean``, ``croston``, ``sba``, ``tsb`` [units/day]; ``trend`` [units/day per year] and
        ``factor_01`` to ``factor_12`` (0 and 1 where none was recognised); ``demand_new``, ``demand_stopped``
        (month, blank if not), ``demand_by_weekday``, ``demand_dependent``.
    """
    table = grain_of_table(demand["date"])
    ahead = _ahead(window, options)
    skus, parts = None, []
    for skus, daily, seen in _blocks(demand, window):  # noqa: B007 - the same throughout
        grain = grains(seen, window, table)
        codes, group = np.unique(grain, axis=0, return_inverse=True)
        block = []
        for number, code in enumerate(codes):
            rows = np.flatnonzero(group.ravel() == number)
            made = _figures(daily[rows], buckets_of(window, code), window, ahead, options)
            made["demand_grain"] = _grain_name(code)
            block.append(made.set_axis(rows, axis=0))
        parts.append(pd.concat(block).sort_index())
    return pd.concat(parts, ignore_index=True).set_index(pd.Index(skus, name="sku", dtype=str))


def _blocks(demand: pd.DataFrame, window: Window) -> Iterator[tuple[pd.Index, Numbers, NDArray[np.bool_]]]:
    """Yield some items at a time: all names, (n, days) quantities and (n, days) whether there is a row."""
    codes, skus = pd.factorize(demand["sku"], sort=True)
    day = window.position(demand["date"])
    inside = (day >= 0) & (day < len(window))
    codes, day = codes[inside].astype(np.int64), day[inside]
    quantity = demand["quantity"].to_numpy()[inside]
    per_block = max(1, CELLS // len(window))
    if len(skus) > per_block:
        order = np.argsort(codes, kind="stable")
        codes, day, quantity = codes[order], day[order], quantity[order]
    for first in range(0, len(skus), per_block):
        count = min(per_block, len(skus) - first)
        rows = slice(*np.searchsorted(codes, [first, first + count])) if len(skus) > per_block else slice(None)
        cell = (codes[rows] - first) * len(window) + day[rows]
        size = count * len(window)
        daily = np.bincount(cell, weights=quantity[rows], minlength=size).astype(np.float64, copy=False)
        seen = np.zeros(size, dtype=bool)
        seen[cell] = True
        yield skus, daily.reshape(count, -1), seen.reshape(count, -1)


def _ahead(window: Window, options: DemandOptions) -> Ahead:
    """Return the months planned for, each as far ahead as a damped trend goes by then."""
    period = options.period
    last = int(window.month[-1])
    steps = (period.first - window.days[0].to_period("M")).n + np.arange(period.months) - last
    beyond = np.maximum(steps, 0)
    kept = options.trend_damping
    damped = beyond if kept == 1 else kept * (1 - kept**beyond) / (1 - kept)
    return Ahead(last + np.where(steps > 0, damped, steps), period.calendar_month, period.days / period.days.sum())


def _figures(daily: Numbers, buckets: Buckets, window: Window, ahead: Ahead, options: DemandOptions) -> pd.DataFrame:
    """Return the figures of items of one grain."""
    quantity = buckets.sums(daily)
    share = np.divide(
        buckets.in_month,
        buckets.days[:, np.newaxis],
        out=np.zeros_like(buckets.in_month),
        where=buckets.days[:, np.newaxis] > 0,
    )
    monthly, month_days = quantity @ share, buckets.in_month.sum(axis=0)
    whole = month_days >= LEAST_DAYS_OF_MONTH
    life = life_of(monthly > 0, whole)
    there = whole & (np.arange(len(whole)) >= life.begins[:, np.newaxis])
    in_month = window.month[buckets.starts]
    days = np.where(in_month >= life.begins[:, np.newaxis], buckets.days, 0.0)
    quantity = np.where(days > 0, quantity, 0.0)
    rate = np.divide(monthly, month_days, out=np.zeros_like(monthly), where=month_days > 0)
    # An item no longer wanted fades out instead of trending.
    calendar_month = (window.days[0].month - 1 + np.arange(len(whole))) % 12
    pattern = find_pattern(rate, there & (life.stopped < 0)[:, np.newaxis], calendar_month, ahead, options.significance)
    month_days = np.where(there, month_days, 0.0)
    variance = variance_of(quantity, days, buckets, np.where(there, monthly, 0.0), month_days, pattern)
    return _table(quantity, days, np.where(there, rate, np.nan), pattern, variance, life, window, options)


def _table(
    quantity: Numbers,
    days: Numbers,
    rate: Numbers,
    pattern: Pattern,
    variance: Variance,
    life: Life,
    window: Window,
    options: DemandOptions,
) -> pd.DataFrame:
    total = days.sum(axis=1)
    history = np.maximum(np.divide(quantity.sum(axis=1), total, out=np.zeros(len(days)), where=total > 0), 0.0)
    interval, size_cv2 = interval_and_variation(rate)
    kind = classify(interval, size_cv2)
    smoothed = {
        Method.CROSTON: croston(rate, options.smoothing, options.smoothing),
        Method.SBA: sba(rate, options.smoothing, options.smoothing),
        Method.TSB: tsb(rate, options.smoothing, options.smoothing),
    }
    mean, mean_from, seen_days = _mean(history, total, pattern, life, kind, smoothed, options)
    plain = pattern.figures == 1
    # Of a mean fitted to months; of the mean of all days; of a smoothed one, which looks back less far.
    one_day = np.where(plain, 1.0 / np.maximum(seen_days, 1.0), pattern.leverage / DAYS_A_MONTH)
    ratio = np.divide(mean, history, out=np.zeros(len(mean)), where=history > 0)
    # Where demand gets rarer its variance goes with the mean; where it gets smaller, the deviation does.
    rarer = (life.stopped >= 0) | (np.isin(kind, RARE) & pattern.trending)
    scale = np.where(rarer, np.sqrt(ratio), np.where(plain, 1.0, ratio / _unevenness(pattern, rate)))
    unscaled = np.sqrt(variance.variance)
    one = (days > 0).sum(axis=1) <= 1
    sd = np.where(one, options.cv * mean, unscaled * variance.spread.correction * np.where(history > 0, scale, 1.0))
    relative = np.divide(variance.variance * one_day, history**2, out=np.zeros(len(mean)), where=history > 0)
    bounds = mean_interval(mean, relative, variance.spread.precision)
    sd_bounds = sd_interval(sd, mean, bounds, variance.spread)
    unknown = one | (mean == 0)
    sd_from = np.select(
        [one, variance.dependent], ["assumed", "months: days are not independent"], "days, weeks or months as found"
    )
    month_names = pd.period_range(window.first, window.last, freq="M").astype(str).to_numpy()
    columns: dict[str, object] = {
        "demand_mean": mean,
        "demand_mean_low": np.where(unknown, np.nan, bounds[0]),
        "demand_mean_high": np.where(unknown, np.nan, bounds[1]),
        "demand_mean_from": mean_from,
        "demand_sd": sd,
        "demand_sd_low": np.where(unknown, np.nan, sd_bounds[0]),
        "demand_sd_high": np.where(unknown, np.nan, sd_bounds[1]),
        "demand_sd_from": sd_from,
        "demand_days": total.astype(np.int64),
        "demand_buckets": (days > 0).sum(axis=1),
        "demand_observations": (quantity > 0).sum(axis=1),
        "demand_months": (rate > 0).sum(axis=1),
        "demand_interval": interval,
        "demand_size_cv2": size_cv2,
        "demand_class": kind,
        "history_mean": history,
        **{name.value: figures for name, figures in smoothed.items()},
        "trend": pattern.slope * 12,
        **{f"factor_{month + 1:02d}": pattern.factors[:, month] for month in range(12)},
        "demand_new": np.where(life.new, month_names[life.begins - 1], ""),
        "demand_stopped": np.where(life.stopped >= 0, month_names[life.stopped], ""),
        "demand_by_weekday": variance.by_weekday,
        "demand_dependent": variance.dependent,
    }
    return pd.DataFrame(columns)


def _mean(
    history: Numbers,
    days: Numbers,
    pattern: Pattern,
    life: Life,
    kind: NDArray[np.str_],
    smoothed: dict[Method, Numbers],
    options: DemandOptions,
) -> tuple[Numbers, NDArray[np.str_], Numbers]:
    """Return the mean planned with, where it came from, and the days it looks back."""
    plain = pattern.figures == 1
    mean = np.where(plain, history, pattern.planned)
    source = np.select(
        [pattern.trending & pattern.seasonal, pattern.trending, pattern.seasonal],
        ["trend and season", "trend", "season"],
        "mean of all days",
    ).astype(object)
    looks_back = np.minimum(days, (2 - options.smoothing) / options.smoothing * DAYS_A_MONTH)
    method = options.intermittent
    rare = np.isin(kind, RARE)
    stopped = life.stopped >= 0
    chosen = rare & plain & (method is not Method.MEAN)
    if chosen.any():
        mean, source = np.where(chosen, smoothed[method], mean), np.where(chosen, method.value, source)
    # A line through rare demand soon leads to nothing, smoothing lags behind: on monthly demand of spare parts, half
    # of each errs a third less than either (Bates, J. M. and Granger, C. W. J. (1969), The combination of forecasts).
    both = rare & pattern.trending & ~pattern.seasonal
    mean = np.where(both, (pattern.planned + smoothed[Method.TSB]) / 2, mean)
    source = np.where(both, "trend and tsb, half of each", source)
    mean, source = np.where(stopped, smoothed[Method.TSB], mean), np.where(stopped, "tsb: no longer wanted?", source)
    return mean, source.astype(str), np.where(chosen | stopped, looks_back, days)


def _unevenness(pattern: Pattern, rate: Numbers) -> Numbers:
    """Return the root mean square of fitted months over their mean: what variance that goes with the mean adds."""
    fitted = np.where(np.isnan(rate), np.nan, np.maximum(pattern.fitted, 0.0))
    count = np.maximum((~np.isnan(fitted)).sum(axis=1), 1)
    mean, square = np.nansum(fitted, axis=1) / count, np.nansum(fitted**2, axis=1) / count
    uneven: Numbers = np.divide(np.sqrt(square), mean, out=np.ones(len(mean)), where=mean > 0)
    return uneven


def _grain_name(code: NDArray[np.int64]) -> str:
    """Return the grain in words, the finest first where years differ."""
    names = ["month" if c == Grain.MONTH else "day" if c == Grain.DAY else "week" for c in code.tolist()]
    return " and ".join(name for name in ("day", "week", "month") if name in names)
