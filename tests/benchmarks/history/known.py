"""A network whose demand, lead times and outages are known: what a profile of its history should find."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

#: Bounds of what is drawn, all log-uniform: coefficient of variation of one day, outages a year, their mean days.
CV, RATE, OUTAGE_DAYS = (0.2, 6.0), (0.1, 2.0), (10.0, 60.0)
#: A region's outages are rarer than its suppliers' own, or its suppliers would be down half of the time.
REGION_RATE = (0.1, 0.6)
LEAD_TIME, LEAD_TIME_CV = (3.0, 90.0), 0.6
#: Below this a deviation is none: half of all orders take a whole number of days exactly, see :func:`draw_network`.
LEAST_SD = 0.5
INTERVALS = (7, 14, 30)
#: Mean congestion over the deviation of the lead time, in the world's moderate case (rho / eta over s).
CONGESTION_SHARE = 0.5 / np.sqrt(0.75)


@dataclass(frozen=True)
class Network:
    """The parameters; columns are named as in the tables of a case.

    Parameters
    ----------
    items
        ``sku``, ``demand_mean``, ``demand_sd`` [units, one day], ``whole`` (demand comes in whole units), ``amplitude``
        (of the season: the mean of a month is 1 + amplitude x cosine of the mean of the year).
    suppliers
        ``supplier``, ``region``, ``nearshore``, ``disruption_rate`` [1/yr], ``disruption_days``.
    regions
        ``region``, ``disruption_rate``, ``disruption_days``.
    offers
        ``sku``, ``supplier``, ``lead_time_days``, ``lead_time_sd``, ``unit_price``, ``share``, ``interval`` [days],
        ``first`` (day of the first order, from 0).
    """

    items: pd.DataFrame
    suppliers: pd.DataFrame
    regions: pd.DataFrame
    offers: pd.DataFrame


def draw_network(
    *, items: int = 300, suppliers: int = 40, regions: int = 8, seed: int = 0, seasonal: float = 0.0
) -> Network:
    """Draw a network.

    A region has its own level of outages and a supplier spreads around it (gamma, deviation half of the mean, held
    within the bounds), so that pooling by region has something to find. So has a lead time: the offers of a supplier
    spread by 15 % around its level, their coefficients of variation by a quarter.

    The world brings goods on the nearest whole day, which for a short lead time shifts its mean by more than any
    history can tell. So the part of a lead time that is no congestion is a whole number of days here; what is left of
    the shift is under 0.05 days.

    Parameters
    ----------
    items, suppliers, regions
        How many. An item has two or three offers.
    seed
        Of everything.
    seasonal
        Part of the items that have a season.
    """
    rng = np.random.default_rng([seed, items, suppliers, regions])
    region = np.arange(suppliers) % regions
    region_level = log_uniform(rng, RATE, regions)
    table = pd.DataFrame(
        {
            "supplier": [f"supplier {s:02d}" for s in range(suppliers)],
            "region": [f"region {r}" for r in region],
            "nearshore": region == 0,
            "disruption_rate": (region_level[region] * rng.gamma(4.0, 0.25, suppliers)).clip(*RATE).round(3),
            "disruption_days": log_uniform(rng, OUTAGE_DAYS, suppliers).round(1),
        }
    )
    mean = log_uniform(rng, (5.0, 500.0), items).round(2)
    sd = (mean * log_uniform(rng, CV, items)).round(2)
    return Network(
        items=pd.DataFrame(
            {
                "sku": [f"item {i:05d}" for i in range(items)],
                "demand_mean": mean,
                "demand_sd": sd,
                # Whole units add 1/12 to the variance of a day: under 0.2 % of the deviation from 5 units on.
                "whole": sd >= 5.0,
                "amplitude": np.where(rng.random(items) < seasonal, rng.uniform(0.3, 0.8, items), 0.0).round(3),
            }
        ),
        suppliers=table,
        regions=pd.DataFrame(
            {
                "region": [f"region {r}" for r in range(regions)],
                "disruption_rate": log_uniform(rng, REGION_RATE, regions).round(3),
                "disruption_days": log_uniform(rng, OUTAGE_DAYS, regions).round(1),
            }
        ),
        offers=_offers(rng, items, table),
    )


def log_uniform(rng: np.random.Generator, bounds: tuple[float, float], size: int) -> np.ndarray:
    """Return numbers whose logarithm is uniform between the bounds."""
    low, high = bounds
    return np.exp(rng.uniform(np.log(low), np.log(high), size))


def _offers(rng: np.random.Generator, items: int, suppliers: pd.DataFrame) -> pd.DataFrame:
    count = rng.choice([2, 3], size=items)
    item = np.repeat(np.arange(items), count)
    place = np.arange(len(item)) - np.repeat(np.cumsum(count) - count, count)
    # Some suppliers sell much and some next to nothing; a third of the suppliers apart, so that they differ.
    start = rng.choice(len(suppliers), items, p=rng.dirichlet(np.ones(len(suppliers))))
    supplier = (start[item] + place * (len(suppliers) // 3)) % len(suppliers)
    level, variation = log_uniform(rng, LEAD_TIME, len(suppliers)), rng.uniform(0.0, LEAD_TIME_CV, len(suppliers))
    mean = (level[supplier] * np.exp(rng.normal(0.0, 0.15, len(item)))).clip(*LEAD_TIME)
    sd = mean * (variation[supplier] * rng.uniform(0.75, 1.25, len(item))).clip(0.0, LEAD_TIME_CV)
    sd = np.where(sd < LEAST_SD, 0.0, sd).round(3)
    base = (mean - CONGESTION_SHARE * sd).round().clip(1.0)
    interval = rng.choice(INTERVALS, len(item), p=[0.4, 0.35, 0.25])
    weight = rng.uniform(0.5, 1.5, len(item))
    price = log_uniform(rng, (2.0, 200.0), items)[item] * np.exp(rng.normal(0.0, 0.05, len(item)))
    return pd.DataFrame(
        {
            "sku": [f"item {i:05d}" for i in item],
            "supplier": suppliers["supplier"].to_numpy()[supplier],
            "lead_time_days": base + CONGESTION_SHARE * sd,
            "lead_time_sd": sd,
            "unit_price": price.round(2),
            "share": weight / np.bincount(item, weights=weight)[item],
            "interval": interval,
            "first": rng.integers(0, interval),
        }
    )
