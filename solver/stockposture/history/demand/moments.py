"""Mean and deviation of one day's demand, from monthly buckets."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity


@dataclass(frozen=True)
class Window:
    """The calendar months of demand that count, both ends included."""

    first: pd.Period
    last: pd.Period

    @property
    def days(self) -> pd.Series:
        """Days of each month, by month."""
        months = pd.period_range(self.first, self.last, freq="M")
        return pd.Series(months.days_in_month, index=months, dtype="float64")


def demand_window(dates: pd.Series, since: dt.date | None, cut_months: int) -> Window:
    """Return the months from the first (or ``since``) to the last observed, the last ``cut_months`` left out.

    Raises
    ------
    BadInputError
        If fewer than two months are left.
    """
    if dates.empty:
        raise BadInputError([Finding(Severity.FAULT, "no demand", "add rows", file="demand.csv")])
    first = dates.min().to_period("M") if since is None else pd.Period(since, "M")
    last = dates.max().to_period("M") - cut_months
    if last <= first:
        left = max(0, (last - first).n + 1)
        problem = f"{left} months of demand are left of {first} to {dates.max():%Y-%m}, 2 are needed"
        remedy = "cut fewer months (--cut-months), start earlier (--since) or bring a longer history"
        raise BadInputError([Finding(Severity.FAULT, problem, remedy, file="demand.csv", column="date")])
    return Window(first, last)


def daily_moments(demand: pd.DataFrame, window: Window) -> pd.DataFrame:
    r"""Return mean and deviation of one day's demand of every item, in units.

    Months without demand count as zeros. With :math:`q_m` the demand of month :math:`m`, :math:`d_m` its days
    and :math:`M` months,

    .. math:: \mu = \sum q_m / \sum d_m, \qquad
       \sigma^2 = \frac{M}{M-1} \frac{\sum (q_m - \mu d_m)^2}{\sum d_m},

    the moment estimate for independent days, where :math:`E(q_m - \mu d_m)^2 = \sigma^2 d_m`: a month's
    deviation over the square root of its days. A net demand below zero (more returns than demand) has
    mean 0.

    Parameters
    ----------
    demand
        ``date``, ``sku``, ``quantity``.
    window
        Months that count.

    Returns
    -------
    DataFrame
        By ``sku``: ``demand_mean`` [units/day], ``demand_sd`` [units, one day], ``demand_months`` (months
        with demand).
    """
    month = demand["date"].dt.to_period("M")
    inside = (month >= window.first) & (month <= window.last)
    monthly = demand[inside].groupby(["sku", month[inside].rename("month")])["quantity"].sum().reset_index()
    days = window.days
    months, all_days, squares = len(days), days.sum(), (days**2).sum()
    monthly["weighted"] = monthly["quantity"] * monthly["month"].map(days).astype("float64")
    monthly["square"] = monthly["quantity"] ** 2
    monthly["active"] = monthly["quantity"] > 0
    sums = monthly.groupby("sku")[["quantity", "weighted", "square", "active"]].sum()
    mean = sums["quantity"] / all_days
    # Sum over all months of (q - mu d)^2, months without demand included, expanded.
    residual = sums["square"] - 2 * mean * sums["weighted"] + mean**2 * squares
    variance = residual.clip(lower=0.0) / all_days * months / (months - 1)
    return pd.DataFrame(
        {
            "demand_mean": mean.clip(lower=0.0),
            "demand_sd": np.sqrt(variance),
            "demand_months": sums["active"].astype("int64"),
        }
    )
