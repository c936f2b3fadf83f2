"""Four items whose every fact is worked out by hand."""

from typing import Any

import pytest

from support.frames import case_of

#: Annual value 365 x 10 x 10 = 36,500 (BIG), 7,300 (MID), 2,920 (LOW), 0 (NIL).
ROWS: dict[str, list[dict[str, Any]]] = {
    "items": [
        # Deviation of 30 days over their mean: sigma / (mu sqrt 30) = 0.1826, 0.9129, 1.826.
        {"sku": "BIG", "demand_mean": 10.0, "demand_sd": 10.0, "stockout_cost": 1.0, "criticality": 5},
        {"sku": "LOW", "demand_mean": 4.0, "demand_sd": 20.0, "stockout_cost": 1.0, "criticality": 4},
        {"sku": "MID", "demand_mean": 2.0, "demand_sd": 20.0, "stockout_cost": 1.0, "warehouse": "Main"},
        {"sku": "NIL", "demand_mean": 0.0, "demand_sd": 0.0, "stockout_cost": 1.0, "criticality": 1},
    ],
    "suppliers": [
        {"supplier": "FAR", "region": "EAST", "disruption_rate": 0.5, "disruption_days": 20.0},
        {"supplier": "FAR2", "region": "EAST", "disruption_rate": 0.1, "disruption_days": 10.0},
        {"supplier": "HOME", "disruption_rate": 0.0, "disruption_days": 90.0},
        {"supplier": "NEAR", "disruption_rate": 0.1, "disruption_days": 5.0},
    ],
    "regions": [{"region": "EAST", "disruption_rate": 0.2, "disruption_days": 30.0}],
    "warehouses": [{"warehouse": "Main"}],
    "offers": [
        # BIG: FAR is down 10 + 6 days a year; lead time 70 days: every sign.
        {"sku": "BIG", "supplier": "FAR", "unit_price": 10.0, "lead_time_days": 70.0, "lead_time_sd": 7.0},
        # LOW: two in one region, FAR2 down 1 + 6 days a year: one region, outage exposure.
        {"sku": "LOW", "supplier": "FAR", "unit_price": 2.0, "lead_time_days": 70.0, "incumbent": True},
        {"sku": "LOW", "supplier": "FAR2", "unit_price": 1.0, "lead_time_days": 60.0, "lead_time_sd": 6.0},
        # MID: HOME never fails, NEAR is near and steady: robust.
        {"sku": "MID", "supplier": "HOME", "unit_price": 10.0, "freight_per_unit": 2.0, "lead_time_days": 80.0},
        {"sku": "MID", "supplier": "NEAR", "unit_price": 11.0, "lead_time_days": 5.0, "lead_time_sd": 4.0},
        {"sku": "NIL", "supplier": "HOME", "unit_price": 3.0, "lead_time_days": 0.0, "lead_time_sd": 1.0},
    ],
}


@pytest.fixture
def case():
    """The four items."""
    return case_of(None, **ROWS)


@pytest.fixture
def governed_case():
    """The four items under rules."""

    def make(*rules: dict[str, Any], **settings: Any):
        return case_of({**settings, "governance": list(rules)}, **ROWS)

    return make
