"""Which limits a case has."""

import math
from typing import Any

import numpy as np
import pytest

from stockposture_models.candidates.limits import Limits, limits_of
from stockposture_models.tables.case import Case
from support.frames import case_of


def case(warehouses: list[dict[str, Any]], suppliers: list[dict[str, Any]]) -> Case:
    return case_of(
        items=[{"sku": "A", "demand_mean": 1, "demand_sd": 1, "stockout_cost": 1}],
        suppliers=suppliers,
        offers=[{"sku": "A", "supplier": "S", "unit_price": 1, "lead_time_days": 1}],
        warehouses=warehouses,
    )


def everything() -> Limits:
    """Return limits of every kind: W1 and S have none."""
    return limits_of(
        case(
            [
                {"warehouse": "W0", "capacity_m3": 20, "overflow_m3": 5, "overflow_cost": 7},
                {"warehouse": "W1"},
                {"warehouse": "W2", "capacity_m3": 0},
            ],
            [{"supplier": "R", "capacity": 900}, {"supplier": "S"}, {"supplier": "T", "capacity": 0}],
        ),
        1000.0,
        30.0,
    )


def test_order_is_capital_space_warehouses_suppliers() -> None:
    limits = everything()
    assert [str(kind) for kind in limits.kind] == [
        "capital",
        "space",
        "warehouse",
        "warehouse",
        "supplier",
        "supplier",
    ]
    assert limits.name == ("", "", "W0", "W2", "R", "T")
    assert limits.cap.tolist() == [1000, 30, 20, 0, 900, 0]
    assert limits.overflow.tolist() == [0, 0, 5, 0, 0, 0]
    assert limits.overflow_cost.tolist() == [0, 0, 7, 0, 0, 0]
    assert (limits.capital, limits.space) == (0, 1)
    assert limits.warehouse.tolist() == [2, -1, 3]
    assert limits.supplier.tolist() == [4, -1, 5]
    assert len(limits) == 6


def test_limits_are_described_with_their_units() -> None:
    limits = everything()
    assert [limits.describe(row) for row in range(len(limits))] == [
        "capital (currency)",
        "space (m3)",
        "warehouse W0 (m3)",
        "warehouse W2 (m3)",
        "supplier R (currency/yr)",
        "supplier T (currency/yr)",
    ]


def test_without_caps_there_are_no_limits() -> None:
    limits = limits_of(case([{"warehouse": "W"}], [{"supplier": "S"}]), None, None)
    assert len(limits) == 0
    assert (limits.capital, limits.space) == (-1, -1)
    assert limits.warehouse.tolist() == limits.supplier.tolist() == [-1]
    assert limits.cap.dtype == limits.overflow.dtype == np.float64


@pytest.mark.parametrize("cap", [1e30, 2e30, math.inf])
def test_a_cap_of_1e30_or_more_is_none(cap: float) -> None:
    finite = cap if math.isfinite(cap) else 1e300
    limits = limits_of(
        case([{"warehouse": "W", "capacity_m3": finite}], [{"supplier": "S", "capacity": finite}]), cap, cap
    )
    assert len(limits) == 0


@pytest.mark.parametrize("cap", [0.0, 9.9e29])
def test_a_cap_of_0_or_just_below_1e30_is_one(cap: float) -> None:
    assert limits_of(case([], [{"supplier": "S"}]), cap, cap).cap.tolist() == [cap, cap]


def test_other_caps_leave_the_rest() -> None:
    limits = everything()
    other = limits.with_caps(np.arange(6.0))
    assert other.cap.tolist() == [0, 1, 2, 3, 4, 5]
    assert limits.cap[0] == 1000
    assert other.name == limits.name
