"""``stockposture simulate``: every way it can end, and what it leaves behind."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from stockposture import Case, Plan, api, simulate, solve
from stockposture.simulation.result import ITEM_MEASURES, TOTAL_MEASURES

#: A simulation that takes a blink.
QUICK = ("--years", "2", "--runs", "3")
FILES = [
    "disagreements.csv",
    "items.csv",
    "items.parquet",
    "lines.csv",
    "over_time.csv",
    "summary.json",
    "years.csv",
]


@pytest.fixture(scope="module")
def plan(case, tmp_path_factory) -> Path:
    """The two items, solved; not to be changed."""
    folder = tmp_path_factory.mktemp("simulate") / "plan"
    solve(Case.read(case)).write(folder)
    return folder


@pytest.fixture
def own_plan(plan, tmp_path) -> Path:
    """A plan folder to write into."""
    Plan.read(plan).write(tmp_path / "plan")
    return tmp_path / "plan"


@pytest.fixture
def never_simulates(monkeypatch):
    def simulated(*_: object, **__: object) -> None:
        pytest.fail("simulated before the target was refused")

    monkeypatch.setattr(api, "simulate", simulated)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stages(err: str) -> list[str]:
    return [line.partition(" s  ")[2] for line in err.splitlines()]


# 0


def test_promise_and_truth_are_shown(shell, plan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = shell("simulate", plan, *QUICK)
    assert done.code == 0
    assert done.out.startswith("Simulated: 2 items through 3 runs of 2 years each, seed 0, in ")
    for words in ("promised  simulated", "relevant cost (EUR/yr)", "Over time", "warehouse Hall (m3)", "stock turns"):
        assert words in done.out
    assert names(tmp_path) == []
    first, second, *_ = stages(done.err)
    assert first == "reading"
    assert second.startswith("simulating: 0 of 3 runs")


def test_json_is_exact_and_quiet_is_quiet(shell, plan):
    done = shell("simulate", plan, *QUICK, "--seed", "5", "--json", "-q")
    document = done.document
    assert (done.code, done.err) == (0, "")
    assert (document["items"], document["runs"], document["years_each"], document["seed"]) == (2, 3, 2, 5)
    found = simulate(Plan.read(plan), years=2, runs=3, seed=5)
    assert list(document["totals"]) == list(TOTAL_MEASURES)
    for name, estimate in found.totals.items():
        total = document["totals"][name]
        assert (total["mean"], total["half_width"]) == (estimate.mean, estimate.half_width)
    cost = document["totals"]["relevant_cost"]
    assert cost["promised"] == Plan.read(plan).summary.costs.relevant
    assert cost["unit"] == "currency/yr"
    assert document["input_digest"] == Plan.read(plan).summary.input_digest
    assert len(document["plan_digest"]) == 64
    assert {"stockposture", "numba"} <= set(document["versions"])
    assert [row["kind"] for row in document["over_time"]] == ["capital", "space", "warehouse"]
    assert document["over_time"][1]["cap"] is None
    assert document["lines"] == []
    assert document["until_reached"] is None


def test_same_seed_same_figures_whatever_the_workers(shell, plan):
    def figures(*arguments: str) -> object:
        document = shell("simulate", plan, *QUICK, "--json", "-q", *arguments).document
        return {name: value for name, value in document.items() if name != "seconds"}

    assert figures() == figures("--workers", "3") == figures("--seed", "0")
    assert figures() != figures("--seed", "1")


def test_digests_hang_on_the_rows_and_on_the_case(plan):
    read = Plan.read(plan)
    before = simulate(read, years=1, runs=2).digests
    other = replace(read, items=read.items.assign(buffer_units=read.items["buffer_units"] + 1))
    after = simulate(other, years=1, runs=2).digests
    assert after["plan_digest"] != before["plan_digest"]
    assert after["input_digest"] == before["input_digest"] == read.case.digest


# --until


def test_until_is_reached(shell, plan):
    done = shell("simulate", plan, *QUICK, "--until", "90%", "--json", "-q")
    assert (done.code, done.document["until_reached"]) == (0, True)
    cost = done.document["totals"]["relevant_cost"]
    assert cost["half_width"] <= 0.9 * cost["mean"]


def test_until_is_not_reached_but_figures_are_shown(shell, plan, tmp_path):
    arguments = (*QUICK, "--until", "0.001%", "--max-runs", "4")
    done = shell("simulate", plan, *arguments, "--out", tmp_path / "simulation")
    assert done.code == 5
    assert "still wider than asked for: allow more with --max-runs" in done.out
    assert names(tmp_path / "simulation") == FILES
    done = shell("simulate", plan, *arguments, "--json", "-q")
    assert (done.code, done.document["until_reached"], done.document["runs"]) == (5, False, 4)


# 2


@pytest.mark.parametrize(
    "option",
    [("--years", "0"), ("--runs", "1"), ("--until", "0"), ("--until", "200%"), ("--until", "nan"), ("--seed", "-1"),
     ("--workers", "0"), ("--until", "2%", "--max-runs", "5"), ("--years", "1.5")],
)  # fmt: skip
def test_usage(shell, plan, option):
    assert shell("simulate", plan, *option, "--json").document["exit_code"] == 2


# 7 and 8


def test_no_plan_there(shell, tmp_path):
    done = shell("simulate", tmp_path / "nowhere", "--json")
    assert (done.code, done.document["exit_code"]) == (8, 8)
    assert "nowhere" in done.document["error"]


def test_rows_that_are_no_plan_of_the_case(shell, own_plan):
    path = own_plan / "plan.csv"
    path.write_text(path.read_text().replace("BOLT", "BULT"))
    done = shell("simulate", own_plan, *QUICK, "--json")
    assert done.code == 7
    assert any("BULT: sku: not an item of the case" in words for words in done.document["discrepancies"])


def test_a_target_that_is_not_ours_is_refused_before_simulating(shell, plan, tmp_path, never_simulates):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work")
    before = content(tmp_path)
    done = shell("simulate", plan, "--out", tmp_path / "thesis")
    assert (done.code, done.out) == (8, "")
    assert content(tmp_path) == before


def test_a_plan_is_no_target_and_takes_nothing_else_in(shell, own_plan, never_simulates):
    before = content(own_plan)
    done = shell("simulate", own_plan, "--out", own_plan)
    assert done.code == 8
    assert "holds a plan, not a simulation" in done.err
    done = shell("simulate", own_plan, "--out", own_plan / "second")
    assert done.code == 8
    assert f"name {own_plan / 'simulation'}, or a folder outside" in done.err
    assert shell("simulate", own_plan, "--out", own_plan / "case" / "simulation").code == 8
    assert content(own_plan) == before


# Folders


def test_a_folder_of_its_own(shell, plan, tmp_path):
    target = tmp_path / "simulation"
    done = shell("simulate", plan, *QUICK, "--out", target)
    assert f"Written to {target}: items" in done.out
    assert names(target) == FILES
    document = shell("simulate", plan, *QUICK, "--out", target, "--json", "-q").document
    assert json.loads((target / "summary.json").read_text(encoding="utf-8")) == document
    found = simulate(Plan.read(plan), years=2, runs=3)
    back = pd.read_parquet(target / "items.parquet")
    assert list(back["sku"]) == ["BOLT", "NUT"]
    csv = pd.read_csv(target / "items.csv")
    for name in ITEM_MEASURES:
        assert back[name].tolist() == csv[name].tolist() == found.items[name].tolist()
    years = pd.read_csv(target / "years.csv")
    assert years["relevant_cost"].tolist() == found.years["relevant_cost"].tolist()


def test_into_the_plan_which_stays_a_plan(shell, own_plan):
    before = content(own_plan)
    for _ in range(2):
        assert shell("simulate", own_plan, *QUICK, "-q", "--out", own_plan / "simulation").code == 0
        assert names(own_plan) == ["case", "plan.csv", "plan.parquet", "simulation", "summary.json"]
        assert names(own_plan / "simulation") == FILES
        after = content(own_plan)
        assert all(after[name] == text for name, text in before.items() if not name.startswith("."))
        assert shell("verify", own_plan, "-q").code == 0
    # It is still ours to replace.
    Plan.read(own_plan).write(own_plan)
    assert names(own_plan) == ["case", "plan.csv", "plan.parquet", "summary.json"]


def test_into_the_plan_by_a_relative_name(shell, own_plan, monkeypatch):
    monkeypatch.chdir(own_plan.parent)
    assert shell("simulate", "plan", *QUICK, "-q", "--out", "plan/simulation").code == 0
    assert names(own_plan / "simulation") == FILES


def test_a_plan_that_was_changed_takes_no_simulation(shell, own_plan, never_simulates):
    (own_plan / "note.txt").write_text("do not lose this")
    done = shell("simulate", own_plan, "--out", own_plan / "simulation")
    assert done.code == 8
    assert "note.txt" in done.err


# Small and hostile plans


def test_one_item_without_line_warehouse_or_cap(shell, changed_case, tmp_path):
    bare = dict.fromkeys(("warehouses", "settings"), "")
    folder = changed_case(
        items="sku,demand_mean,demand_sd,stockout_cost\nBOLT,8,3,4\n",
        suppliers="supplier\nFar\n",
        offers="sku,supplier,unit_price,lead_time_days,lead_time_sd\nBOLT,Far,3,30,5\n",
        **bare,
    )
    (folder / "warehouses.csv").unlink()
    (folder / "settings.toml").unlink()
    assert shell("solve", folder, "-q", "--out", tmp_path / "plan").code == 0
    done = shell("simulate", tmp_path / "plan", *QUICK, "--out", tmp_path / "simulation", "-q")
    assert done.code == 0
    assert done.out.startswith("Simulated: 1 item through")
    assert "Product line" not in done.out
    assert "nan" not in done.out
    assert pd.read_csv(tmp_path / "simulation" / "lines.csv").empty
    document = shell("simulate", tmp_path / "plan", *QUICK, "-q", "--json").document
    assert [row["cap"] for row in document["over_time"]] == [None, None]


def test_an_item_without_demand(shell, changed_case, tmp_path):
    folder = changed_case(items="sku,demand_mean,demand_sd,stockout_cost\nBOLT,8,3,4\nNUT,0,0,1\n")
    assert shell("solve", folder, "-q", "--out", tmp_path / "plan").code == 0
    document = shell("simulate", tmp_path / "plan", *QUICK, "-q", "--json", "--out", tmp_path / "simulation").document
    assert math.isfinite(document["totals"]["relevant_cost"]["mean"])
    items = pd.read_csv(tmp_path / "simulation" / "items.csv").set_index("sku")
    assert items.loc["NUT", "short_units_per_year"] == 0
    assert items.loc["NUT", "fill_rate"] == 1


def test_names_of_users_stay_text(shell, changed_case, tmp_path):
    evil = ["=cmd|calc", "</script><b>", "@line"]
    folder = changed_case(
        items=(
            "sku,demand_mean,demand_sd,stockout_cost,unit_volume,warehouse,product_line\n"
            f'"{evil[0]}",8,3,4,0.01,{evil[1]},{evil[2]}\n'
        ),
        suppliers=f"supplier\n{evil[1]}\n",
        offers=f'sku,supplier,unit_price,lead_time_days,lead_time_sd\n"{evil[0]}",{evil[1]},3,10,5\n',
        warehouses=f"warehouse,capacity_m3\n{evil[1]},100\n",
        settings='currency = "E\\u001b[31mU\\nR"\n',
    )
    assert shell("solve", folder, "-q", "--out", tmp_path / "plan").code == 0
    done = shell("simulate", tmp_path / "plan", *QUICK, "--out", tmp_path / "s\x1b[2J")
    assert done.code == 0
    assert "\x1b" not in done.out + done.err
    assert "warehouse </script><b> (m3)" in done.out
    assert "(EU R/yr)" in done.out
    assert "  @line " in done.out
    (written,) = [path for path in tmp_path.iterdir() if path.name.startswith("s")]
    for table in ("items", "lines", "over_time"):
        texts = pd.read_csv(written / f"{table}.csv", dtype=str, keep_default_na=False)
        assert not texts.apply(lambda column: column.str.startswith(("=", "@", "+"))).any().any()
    assert pd.read_csv(written / "items.csv")["sku"].tolist() == ["'=cmd|calc"]
    assert pd.read_parquet(written / "items.parquet")["sku"].tolist() == ["=cmd|calc"]
