"""The command line as a shell runs it, and two items to run it on."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from stockposture.cli import main as cli_main

#: Two items, an unreliable and a near supplier, one warehouse.
TABLES = {
    "items.csv": (
        "sku,demand_mean,demand_sd,stockout_cost,unit_volume,warehouse\nBOLT,8,3,4,0.01,Hall\nNUT,2,1,9,0.02,Hall\n"
    ),
    "suppliers.csv": "supplier,nearshore,disruption_rate,disruption_days\nFar,no,0.5,20\nNear,yes,0,0\n",
    "offers.csv": (
        "sku,supplier,unit_price,lead_time_days,lead_time_sd,order_cost\n"
        "BOLT,Far,3,30,5,20\nBOLT,Near,4,5,0,20\nNUT,Far,7,30,5,20\n"
    ),
    "warehouses.csv": "warehouse,capacity_m3\nHall,100\n",
    "settings.toml": 'currency = "EUR"\ncapital_cap = 5000\n',
}


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)


@pytest.fixture
def shell(capsys, monkeypatch):
    """Run ``stockposture`` with arguments."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr("sys.argv", ["stockposture", *map(str, arguments)])
        # An interrupt ends the process at once; here it must not be the tests' own.
        monkeypatch.setattr(cli_main, "_leave", sys.exit)
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            cli_main.main()
        assert isinstance(stop.value.code, int)
        return Done(stop.value.code, *capsys.readouterr())

    return run


def write_case(folder: Path, **changed: str) -> Path:
    """Write the two items; ``items="..."`` puts another text in the place of a file's."""
    folder.mkdir(parents=True)
    for name, text in TABLES.items():
        (folder / name).write_text(changed.get(name.partition(".")[0], text), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def case(tmp_path_factory) -> Path:
    """The two items; not to be changed."""
    return write_case(tmp_path_factory.mktemp("cli") / "case")


@pytest.fixture
def changed_case(tmp_path):
    """Write the two items with some files changed."""
    return lambda **changed: write_case(tmp_path / "changed", **changed)
