"""A seeded catalogue of any size: about 3 suppliers an item, 50 suppliers with capacities, 5 warehouses, a capital cap.

Made column by column, so a million items take seconds. The limits are sized against demand: capacities of the suppliers
that are cheapest for much of the catalogue, the warehouses and the capital cap bind.

Run: ``python tests/benchmarks/scale/catalogue.py ITEMS FOLDER`` writes the case as Parquet.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

SUPPLIERS, REGIONS, WAREHOUSES = 50, 8, 5
#: Chance of 2, 3 and 4 suppliers of an item: 413 candidates an item by the default settings.
COUNTS = (0.2, 0.6, 0.2)
#: Days of demand's value that the capital cap allows, and of demand's volume that the warehouses hold.
CAPITAL_DAYS, SPACE_DAYS = 33.0, 38.0
#: Capacity of every supplier against the demand it is cheapest for; every other one is tight.
TIGHT, AMPLE = (0.55, 0.9), (1.5, 3.0)
#: On top, part of the mean volume of a supplier.
BASE = 0.2


def catalogue(items: int, seed: int = 1) -> tuple[dict[str, pd.DataFrame], float]:
    """Return the tables of a case, and its capital cap in currency."""
    rng = np.random.default_rng([seed, items])
    near = np.arange(SUPPLIERS) % 3 == 0
    suppliers = _suppliers(rng, near)
    regions = pd.DataFrame(
        {
            "region": [f"Region {r}" for r in range(REGIONS)],
            "disruption_rate": rng.uniform(0.02, 0.2, REGIONS).round(3),
            "disruption_days": rng.integers(7, 40, REGIONS).astype(float),
        }
    )
    mean = np.exp(rng.normal(np.log(4.0), 1.3, items)).clip(0.02, 5_000).round(4)
    price = np.exp(rng.normal(np.log(15.0), 1.2, items)).clip(0.05, 5_000).round(4)
    volume = (np.exp(rng.normal(np.log(0.004), 1.0, items)) * np.sqrt(price / 15.0)).clip(1e-5, 2.0).round(6)
    warehouse = rng.integers(0, WAREHOUSES, items)
    count = rng.choice([2, 3, 4], p=COUNTS, size=items)
    # Different suppliers an item: the first few of a random order of a window of them.
    start, step = rng.integers(0, SUPPLIERS, items), rng.choice([1, 3, 7, 9, 11, 13], items)
    item = np.repeat(np.arange(items), count)
    place = np.arange(len(item)) - np.repeat(np.cumsum(count) - count, count)
    supplier = (start[item] + place * step[item]) % SUPPLIERS
    close = near[supplier]
    lead = np.where(close, rng.uniform(2, 15, len(item)), rng.uniform(20, 60, len(item))).round(1)
    unit_price = price[item] * np.exp(rng.normal(0.0, 0.04, len(item))) * np.where(close, 1.07, 1.0)
    offers = pd.DataFrame(
        {
            "sku": np.char.add("I", np.char.zfill(item.astype(str), 7)),
            "supplier": suppliers["supplier"].to_numpy()[supplier],
            "unit_price": unit_price.round(4).clip(0.0001),
            "freight_per_unit": (unit_price * np.where(close, 0.01, 0.035)).round(4),
            "lead_time_days": lead,
            "lead_time_sd": (lead * rng.uniform(0.05, 0.35, len(item))).round(2),
            "order_cost": rng.uniform(15, 80, len(item)).round(2),
        }
    )
    suppliers["capacity"] = _capacities(rng, item, supplier, offers, mean)
    tables = {
        "items": pd.DataFrame(
            {
                "sku": np.char.add("I", np.char.zfill(np.arange(items).astype(str), 7)),
                "description": np.char.add("Part ", np.arange(items).astype(str)),
                "demand_mean": mean,
                "demand_sd": (mean * rng.uniform(0.25, 2.5, items)).round(4),
                "stockout_cost": (price * np.exp(rng.normal(0.3, 0.7, items))).round(4),
                "unit_volume": volume,
                "obsolescence_rate": rng.choice([0.0, 0.03, 0.08], items),
                "shortage": np.where(rng.random(items) < 0.85, "lost", "backorder"),
                "criticality": rng.integers(1, 6, items),
                "warehouse": np.char.add("W", warehouse.astype(str)),
            }
        ),
        "suppliers": suppliers,
        "offers": offers,
        "regions": regions,
        "warehouses": pd.DataFrame(
            {
                "warehouse": [f"W{w}" for w in range(WAREHOUSES)],
                "capacity_m3": (SPACE_DAYS * np.bincount(warehouse, weights=mean * volume, minlength=WAREHOUSES)).round(
                    3
                ),
                "storage_cost": rng.uniform(20, 60, WAREHOUSES).round(1),
                "overflow_m3": (3.0 * np.bincount(warehouse, weights=mean * volume, minlength=WAREHOUSES)).round(3),
                "overflow_cost": rng.uniform(300, 600, WAREHOUSES).round(0),
            }
        ),
    }
    return tables, float(np.round(CAPITAL_DAYS * (mean * price).sum(), 0))


def _suppliers(rng: np.random.Generator, near: np.ndarray) -> pd.DataFrame:
    count = len(near)
    return pd.DataFrame(
        {
            "supplier": [f"Supplier {s:02d}" for s in range(count)],
            "region": [f"Region {s % REGIONS}" for s in range(count)],
            "nearshore": near,
            "disruption_rate": rng.uniform(0.05, 0.6, count).round(3),
            "disruption_days": rng.integers(5, 40, count).astype(float),
            "surge_fraction": rng.choice([0.0, 0.2, 0.5, 1.0], count),
            "surge_delay_days": rng.choice([0.0, 7.0, 14.0, 21.0], count),
            "payment_days": rng.choice([0.0, 14.0, 30.0, 45.0], count),
        }
    )


def _capacities(
    rng: np.random.Generator, item: np.ndarray, supplier: np.ndarray, offers: pd.DataFrame, mean: np.ndarray
) -> np.ndarray:
    """Return capacities that bind and that a plan with one supplier an item keeps.

    That plan is made in rounds: items take their cheapest supplier, the largest first, while there is room, then their
    second cheapest, and so on; what finds no room, because it alone is more than a supplier's share, widens its first.
    """
    landed = (offers["unit_price"] + offers["freight_per_unit"]).to_numpy()
    yearly = 365.0 * mean[item] * offers["unit_price"].to_numpy()
    by_cost = np.lexsort((landed, item))
    begins = np.searchsorted(item, np.arange(len(mean)))
    rank = np.empty(len(item), dtype=np.int64)
    rank[by_cost] = np.arange(len(item)) - begins[item]
    first = rank == 0
    wanted = np.bincount(supplier[first], weights=yearly[first], minlength=SUPPLIERS)
    factor = np.where(np.arange(SUPPLIERS) % 2 == 0, rng.uniform(*TIGHT, SUPPLIERS), rng.uniform(*AMPLE, SUPPLIERS))
    capacity = factor * wanted + BASE * wanted.sum() / SUPPLIERS
    placed, taken = np.zeros(len(mean), dtype=np.bool_), np.zeros(SUPPLIERS)
    for turn in range(int(rank.max()) + 1):
        asking = np.flatnonzero((rank == turn) & ~placed[item])
        asking = asking[np.lexsort((-yearly[asking], supplier[asking]))]
        ends = np.searchsorted(supplier[asking], np.arange(SUPPLIERS + 1))
        for s in range(SUPPLIERS):
            mine = asking[ends[s] : ends[s + 1]]
            mine = mine[taken[s] + yearly[mine].cumsum() <= capacity[s]]
            placed[item[mine]] = True
            taken[s] += yearly[mine].sum()
    left = first & ~placed[item]
    taken += np.bincount(supplier[left], weights=yearly[left], minlength=SUPPLIERS)
    return np.ceil(np.maximum(capacity, taken))


def write_catalogue(items: int, folder: Path, seed: int = 1) -> float:
    """Write a case folder as Parquet and return the capital cap."""
    tables, capital = catalogue(items, seed)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    (folder / "settings.toml").write_text(f'capital_cap = {capital:.0f}\ncurrency = "EUR"\nholding_rate = 0.2\n')
    return capital


if __name__ == "__main__":
    sys.stdout.write(f"capital cap {write_catalogue(int(sys.argv[1]), Path(sys.argv[2])):,.0f}\n")
