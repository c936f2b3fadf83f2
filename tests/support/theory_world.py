"""The rows of the reference table: policies, buffers, and what a simulation of the world gave."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.policies import Floats, Policies

Pair = tuple[float, float]
NONE: Pair = (0.0, 0.0)


@dataclass(frozen=True)
class Row:
    """One policy of mean demand 10 a day; pairs are of the two suppliers."""

    name: str
    simulated: tuple[float, float, float]  #: short %, mean on-hand, peak
    sd: float
    interval: float
    buffer: float
    lead: Pair
    lead_sd: Pair = NONE
    share: Pair = (1.0, 0.0)
    rate: Pair = NONE
    days: Pair = NONE
    region_rate: Pair = NONE
    region_days: Pair = NONE
    same_region: bool = False
    surge: Pair = NONE
    surge_delay: Pair = NONE
    backorder: bool = False


HALVES, LONG = (0.5, 0.5), (30.0, 30.0)

ROWS = (
    Row("b 0", (4.705, 51.6, 86.1), 5, 7, 0, (30, 0)),
    Row("b 50", (0.525, 86.9, 121.9), 5, 7, 50, (30, 0)),
    Row("b 50 backorder", (1.103, 85.2, 120.1), 5, 7, 50, (30, 0), backorder=True),
    Row("L 30+-5", (4.834, 102.3, 143.1), 5, 7, 50, (30, 0), (5, 0)),
    Row("L 30+-5 backorder", (8.663, 90.5, 129.6), 5, 7, 50, (30, 0), (5, 0), backorder=True),
    Row("sd 15 T 1", (7.828, 130.0, 134.6), 15, 1, 100, (30, 0), (5, 0)),
    Row("sd 15 T 1 backorder", (15.559, 114.9, 119.2), 15, 1, 100, (30, 0), (5, 0), backorder=True),
    Row("L 3+-1 outages", (3.970, 43.3, 53.8), 8, 2, 30, (3, 0), (1, 0), rate=(0.1, 0), days=(15, 0)),
    Row("outages b 100", (2.542, 134.1, 169.0), 5, 7, 100, (30, 0), rate=(0.5, 0), days=(30, 0)),
    Row("outages b 300", (1.321, 328.7, 364.1), 5, 7, 300, (30, 0), rate=(0.5, 0), days=(30, 0)),
    Row(
        "outages b 100 backorder",
        (2.569, 130.6, 165.1),
        5,
        7,
        100,
        (30, 0),
        rate=(0.5, 0),
        days=(30, 0),
        backorder=True,
    ),
    Row("L 30+-10 outages", (7.867, 157.2, 196.9), 5, 7, 100, (30, 0), (10, 0), rate=(1, 0), days=(20, 0)),
    Row(
        "L 30+-10 outages backorder",
        (12.480, 141.9, 178.8),
        5,
        7,
        100,
        (30, 0),
        (10, 0),
        rate=(1, 0),
        days=(20, 0),
        backorder=True,
    ),
    Row("L 5+-1 outages", (7.660, 28.5, 33.1), 5, 1, 20, (5, 0), (1, 0), rate=(0.3, 0), days=(45, 0)),
    Row("dual", (2.221, 130.4, 154.2), 5, 7, 100, (30, 20), share=HALVES, rate=HALVES, days=LONG),
    Row(
        "dual backorder",
        (3.439, 127.9, 150.8),
        5,
        7,
        100,
        (30, 20),
        share=HALVES,
        rate=HALVES,
        days=LONG,
        backorder=True,
    ),
    Row(
        "dual surge",
        (1.181, 130.2, 154.1),
        5,
        7,
        100,
        (30, 20),
        share=HALVES,
        rate=HALVES,
        days=LONG,
        surge=HALVES,
        surge_delay=(14, 14),
    ),
    Row(
        "dual 70/30 surge",
        (1.542, 136.5, 167.6),
        5,
        7,
        100,
        (30, 10),
        (5, 2),
        share=(0.7, 0.3),
        rate=(0.5, 0.2),
        days=(30, 15),
        surge=(1, 1),
    ),
    Row(
        "dual one region",
        (2.242, 131.4, 154.9),
        5,
        7,
        100,
        (30, 20),
        share=HALVES,
        rate=(0.2, 0.2),
        days=LONG,
        region_rate=(0.3, 0.3),
        region_days=LONG,
        same_region=True,
    ),
)


def policies(rows: tuple[Row, ...] = ROWS) -> Policies:
    """Return the rows as policies."""

    def column(name: str) -> Floats:
        return np.array([getattr(row, name) for row in rows], dtype=np.float64)

    def flags(name: str) -> NDArray[np.bool_]:
        return np.array([getattr(row, name) for row in rows], dtype=np.bool_)

    return Policies(
        demand_mean=np.full(len(rows), 10.0),
        demand_sd=column("sd"),
        backorder=flags("backorder"),
        interval=column("interval"),
        share=column("share"),
        lead=column("lead"),
        lead_sd=column("lead_sd"),
        outage_rate=column("rate"),
        outage_days=column("days"),
        region_rate=column("region_rate"),
        region_days=column("region_days"),
        same_region=flags("same_region"),
        surge_fraction=column("surge"),
        surge_delay=column("surge_delay"),
    )


def buffers(rows: tuple[Row, ...] = ROWS) -> Floats:
    """Return the rows' buffers, (n, 1)."""
    return np.array([[row.buffer] for row in rows], dtype=np.float64)
