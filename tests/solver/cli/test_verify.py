"""``stockposture verify`` reads a plan folder and answers with 0 or 7."""

import json
import signal
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stockposture.cli.main import main
from stockposture.io.plan_folder import write_plan
from stockposture.io.plan_table import write_plan_table
from stockposture.io.read import read_case
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.summary import Costs, Status, Summary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One item of constant demand, never short: a plan one can work out without any theory.

    4 a day at 2.00, delivered after exactly 3 days, ordered every 5 days for 0.2 of 10.00, no
    buffer: 20 units arrive as the last ones leave, 10 are there on average.
    """
    tables = {
        "items": "sku,demand_mean,demand_sd,stockout_cost,unit_volume\nPIN,4,0,1,0.01\n",
        "suppliers": "supplier\nNEXT DOOR\n",
        "offers": "sku,supplier,unit_price,lead_time_days,order_cost\nPIN,NEXT DOOR,2,3,10\n",
    }
    source = tmp_path / "source"
    source.mkdir()
    for name, text in tables.items():
        (source / f"{name}.csv").write_text(text)
    case = read_case(source)
    from stockposture_models.theory.policies import Policies
    from stockposture_models.theory.respond import respond

    one, none = np.ones(1), np.zeros((1, 2))
    policies = Policies(
        4 * one, 0 * one, np.zeros(1, bool), 5 * one, np.array([[1.0, 0.0]]), np.array([[3.0, 0.0]]),
        none, none, none, none, none, np.zeros(1, bool), none, none,
    )  # fmt: skip
    stock = respond(policies, np.zeros((1, 1)))
    on_hand, peak = float(stock.on_hand[0, 0]), float(stock.peak[0, 0])
    purchase, ordering = 365 * 4 * 2.0, 365 / 5 * 0.2 * 10 + 60
    carrying = 0.2 * 2 * on_hand + 0.2 * 2 * 4 * 3
    total = purchase + ordering + carrying
    row = {
        "sku": "PIN",
        "posture": "jit",
        "split": "single",
        "suppliers": "NEXT DOOR",
        "shares": "1.0",
        "order_interval_days": 5,
        "buffer_units": 0,
        "buffer_days": 0.0,
        "order_up_to": 32.0,
        "reorder_point": 12.0,
        "short_units_per_year": 0.0,
        "fill_rate": 1.0,
        "on_hand_units": on_hand,
        "capital": 2 * on_hand,
        "space_m3": 0.01 * peak,
        "purchase_cost": purchase,
        "ordering_cost": ordering,
        "carrying_cost": carrying,
        "stockout_cost": 0.0,
        "total_cost": total,
        "relevant_cost": total - purchase,
        "runner_up": "",
        "runner_up_extra_cost": np.nan,
        "reason": "Demand is constant.",
    }
    rows = pd.DataFrame([row])
    costs = {"purchase": purchase, "ordering": ordering, "carrying": carrying, "stockout": 0}
    summary = Summary(
        status=Status.WITHIN_GAP,
        total_cost=total,
        costs=Costs(**costs, supplier=0, overflow=0, relevant=total - purchase),
        lower_bound=total,
        gap=0,
        limits=(),
        items=1,
        posture_counts={"jit": 1},
        split_counts={"single": 1},
        capital=2 * on_hand,
        space_m3=0.01 * peak,
        fill_rate=1,
        candidates=13,
        solver="HiGHS",
        versions={"stockposture": "0"},
        input_digest=case.digest,
        seconds={},
        findings=tuple(finding.as_dict() for finding in case.findings),
    )
    write_plan(Plan(rows, summary, case), tmp_path / "plan")
    return tmp_path / "plan"


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line in this process."""

    def run_it(*arguments: str) -> Done:
        monkeypatch.setattr("sys.argv", ["stockposture", "verify", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        return Done(stop.value.code, *capsys.readouterr())

    before = signal.getsignal(signal.SIGTERM)
    yield run_it
    signal.signal(signal.SIGTERM, before)


def test_a_plan_that_holds(folder, run):
    done = run(str(folder), "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("verified: 1 items, 0 limits, total cost 3,1")
    answer = json.loads(run(str(folder), "--json").stdout)
    assert answer["verified"] is True
    assert answer["items"] == 1


def test_a_plan_that_was_tampered_with(folder, run):
    path = folder / "plan.csv"
    path.write_text(path.read_text().replace(",32,", ",33,"))
    done = run(str(folder), "--json")
    assert done.returncode == 7
    said = json.loads(done.stdout)["discrepancies"]
    assert said == [
        "PIN: order_up_to: plan.csv says 33.0, plan.parquet says 32.0",
        "PIN: order_up_to: plan says 33.0, recomputed 32.0",
    ]
    assert "PIN: order_up_to" in done.stderr


def test_words_that_cannot_be_recomputed_are_held_against_the_parquet_twin(folder, run):
    path = folder / "plan.csv"
    path.write_text(path.read_text().replace("Demand is constant.", "Demand is wild."))
    done = run(str(folder), "--quiet")
    assert done.returncode == 7
    assert "reason" in done.stderr


def test_no_plan_there(tmp_path, run):
    done = run(str(tmp_path / "nowhere"))
    assert done.returncode == 8
    assert "nowhere" in done.stderr


def test_help_ends_in_examples(run):
    done = run("--help")
    assert done.returncode == 0
    assert done.stdout.rstrip().endswith("stockposture verify my-plan --json")


def test_a_damaged_table(folder, run):
    write_plan_table(pd.read_parquet(folder / "plan.parquet").astype({"reason": "str"}), folder)
    assert run(str(folder), "-q").returncode == 0
    (folder / "plan.csv").write_text("sku\nPIN\n")
    assert run(str(folder), "-q").returncode == 3
