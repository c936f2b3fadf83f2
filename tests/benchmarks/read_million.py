"""Seconds to read and check a million items: ``python tests/benchmarks/read_million.py [ITEMS] [FORMAT]``.

Writes a case of ITEMS items (15 columns; default 1,000,000), with one and then three offers each, into a
temporary folder, as ``parquet`` (default) or ``csv``, then reads it. Prints seconds on the clock, seconds of
processor time (other work on the machine does not lengthen them) and seconds by stage. Target: 1,000,000
items in 10 s.
"""

import cProfile
import pstats
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv, parquet

from stockposture.io.read import read_case

SUPPLIERS = 300
#: Stages, and the functions whose cumulative seconds they are.
STAGES: dict[str, tuple[str, ...]] = {
    "read files": ("_read_folder",),
    "check columns": ("check_table",),
    "check keys": ("_check_keys",),
    "links between tables": ("links_of",),
    "check references": ("_check_references",),
    "check sense": ("_check_sense",),
    "sort": ("_in_key_order",),
    "digest": ("digest_of",),
}


def numbered(prefix: str, numbers: np.ndarray, digits: int = 0) -> pa.Array:
    """Return names such as SKU-0000001."""
    return pa.array(np.char.add(prefix, np.char.zfill(numbers.astype(str), digits)))


def make(count: int, offers_each: int) -> dict[str, pa.Table]:
    """Make the tables, shuffled."""
    rng = np.random.default_rng(7)
    skus = numbered("SKU-", rng.permutation(count), 8)
    mean = rng.lognormal(1, 1, count)
    items = {
        "sku": skus,
        "description": numbered("Part no. ", np.arange(count)),
        "demand_mean": mean,
        "demand_sd": mean * rng.uniform(0.2, 2, count),
        "stockout_cost": rng.lognormal(2, 1, count),
        "unit_volume": rng.random(count) / 10,
        "holding_rate": rng.uniform(0.1, 0.3, count),
        "obsolescence_rate": rng.random(count) / 5,
        "shortage": pa.array(["lost", "backorder"]).take(pa.array(rng.integers(0, 2, count))),
        "criticality": rng.integers(1, 6, count),
        "shelf_life_days": pa.array(rng.uniform(100, 900, count), mask=rng.random(count) < 0.8),
        "warehouse": pa.array(["W1", "W2", "W3"]).take(pa.array(rng.integers(0, 3, count))),
        "product_line": pa.array(["L1", "L2", "L3"]).take(pa.array(rng.integers(0, 3, count))),
        "allowed_postures": pa.array(["jit|hybrid|jic", "hybrid|jit|jic"]).take(pa.array(rng.integers(0, 2, count))),
        "min_buffer": np.zeros(count),
    }
    of_item = np.repeat(np.arange(count), offers_each)
    supplier = (of_item * 7 + np.tile(np.arange(offers_each) * 11, count)) % SUPPLIERS
    rows = len(of_item)
    offers = {
        "sku": skus.take(pa.array(of_item)),
        "supplier": numbered("S", np.arange(SUPPLIERS)).take(pa.array(supplier)),
        "unit_price": rng.lognormal(1, 1, rows),
        "freight_per_unit": rng.random(rows),
        "lead_time_days": rng.uniform(1, 60, rows),
        "lead_time_sd": rng.random(rows) * 5,
        "order_cost": np.full(rows, 50.0),
        "moq": np.zeros(rows),
        "max_share": np.ones(rows),
        "incumbent": np.zeros(rows, dtype=bool),
    }
    suppliers = {"supplier": numbered("S", np.arange(SUPPLIERS))}
    warehouses = {"warehouse": ["W1", "W2", "W3"], "capacity_m3": [1e5] * 3}
    tables = {"items": items, "suppliers": suppliers, "offers": offers, "warehouses": warehouses}
    return {table: pa.table(columns) for table, columns in tables.items()}


def measure(count: int, offers_each: int, suffix: str) -> None:
    """Write a case, read it twice (plainly, then with stages), print the seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for table, rows in make(count, offers_each).items():
            write = parquet.write_table if suffix == "parquet" else csv.write_csv
            write(rows, folder / f"{table}.{suffix}")
        begin, begin_busy = time.perf_counter(), time.process_time()
        case = read_case(folder)
        whole, busy = time.perf_counter() - begin, time.process_time() - begin_busy
        profile = cProfile.Profile()
        profile.runcall(read_case, folder)
    seconds = {key[2]: figures[3] for key, figures in pstats.Stats(profile).stats.items()}
    size = f"{len(case.items):,} items, {len(case.offers):,} offers from {suffix}"
    print(f"{size}: {whole:.2f} s, processor {busy:.2f} s")  # noqa: T201 - this is what it is for
    for stage, names in STAGES.items():
        total = sum(seconds.get(name, 0.0) for name in names)
        print(f"  {stage:<24}{total:6.2f} s")  # noqa: T201


if __name__ == "__main__":
    items_asked = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    suffix_asked = sys.argv[2] if len(sys.argv) > 2 else "parquet"
    for each in (1, 3):
        measure(items_asked, each, suffix_asked)
