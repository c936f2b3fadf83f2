"""Seeded random cases, small enough to enumerate or as large as asked for."""

from typing import Any

import numpy as np

from stockposture_models.tables.case import Case
from support.frames import case_of


def random_rows(
    rng: np.random.Generator, items: int, *, offers: int, suppliers: int, warehouses: int
) -> dict[str, Any]:
    """Return rows of every table: varied demand, suppliers that fail, offers near and far."""
    regions = [
        {
            "region": f"R{r}",
            "disruption_rate": float(rng.uniform(0.05, 0.5)),
            "disruption_days": float(rng.integers(5, 40)),
        }
        for r in range(2)
    ]
    supplier_rows = [
        {
            "supplier": f"S{s}",
            "region": str(rng.choice(["", "R0", "R1"])),
            "nearshore": bool(rng.random() < 0.3),
            "disruption_rate": float(rng.uniform(0, 1)),
            "disruption_days": float(rng.integers(3, 60)),
            "surge_fraction": float(rng.choice([0.0, 0.3, 1.0])),
            "surge_delay_days": float(rng.choice([0, 7, 14])),
            "payment_days": float(rng.choice([0, 30, 60])),
        }
        for s in range(suppliers)
    ]
    item_rows, offer_rows = [], []
    for i in range(items):
        mean = float(np.round(np.exp(rng.uniform(np.log(0.1), np.log(20))), 3))
        price = float(np.round(np.exp(rng.uniform(np.log(1), np.log(200))), 2))
        item_rows.append(
            {
                "sku": f"I{i:04d}",
                "demand_mean": mean,
                "demand_sd": float(np.round(mean * rng.uniform(0.2, 3), 3)),
                "stockout_cost": float(np.round(price * rng.uniform(0.3, 6), 2)),
                "unit_volume": float(np.round(rng.uniform(0.001, 0.2), 4)),
                "obsolescence_rate": float(rng.choice([0.0, 0.05])),
                "shortage": str(rng.choice(["lost", "backorder"])),
                "warehouse": f"W{rng.integers(warehouses)}" if warehouses else "",
            }
        )
        for s in rng.choice(suppliers, size=min(offers, suppliers), replace=False):
            lead = float(rng.integers(1, 60))
            offer_rows.append(
                {
                    "sku": f"I{i:04d}",
                    "supplier": f"S{s}",
                    "unit_price": float(np.round(price * rng.uniform(0.9, 1.2), 2)),
                    "freight_per_unit": float(np.round(price * rng.uniform(0, 0.1), 2)),
                    "lead_time_days": lead,
                    "lead_time_sd": float(np.round(lead * rng.choice([0.0, 0.2, 0.5]), 2)),
                    "order_cost": float(rng.integers(10, 120)),
                }
            )
    warehouse_rows = [{"warehouse": f"W{w}", "storage_cost": float(rng.integers(0, 60))} for w in range(warehouses)]
    return {
        "items": item_rows,
        "suppliers": supplier_rows,
        "offers": offer_rows,
        "regions": regions,
        "warehouses": warehouse_rows,
    }


def random_case(
    seed: int,
    items: int,
    *,
    offers: int = 2,
    suppliers: int = 4,
    warehouses: int = 2,
    settings: dict[str, Any] | None = None,
) -> Case:
    """Return an unlimited random case."""
    rows = random_rows(np.random.default_rng(seed), items, offers=offers, suppliers=suppliers, warehouses=warehouses)
    return case_of(settings, **rows)
