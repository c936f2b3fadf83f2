"""data/history: made by its script; what was put into it is found again."""

import subprocess
import sys
from pathlib import Path

import pytest

from stockposture import profile

FOLDER = Path(__file__).parents[2] / "data" / "history"
TABLES = ("deliveries.csv", "demand.csv", "suppliers.csv")


def test_the_script_writes_the_same_bytes(tmp_path):
    subprocess.run([sys.executable, "-B", FOLDER / "make.py", tmp_path], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == list(TABLES)
    for table in TABLES:
        assert (tmp_path / table).read_bytes() == (FOLDER / table).read_bytes(), table


def test_what_was_put_into_it_is_found():
    items = profile(FOLDER).case.items.set_index("sku")
    for sku, mean in {"VALVE": 12.0, "SEAL": 60.0, "PUMP": 1.5, "FAN": 4.0, "BOARD": 3.0}.items():
        assert items.loc[sku, "demand_mean"] == pytest.approx(mean, rel=0.1), sku
