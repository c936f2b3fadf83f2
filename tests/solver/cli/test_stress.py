"""``stockposture stress``: exit codes, one document, folders whole or not at all."""

import json
from pathlib import Path

import pandas as pd
import pytest

from stockposture.io.plan_folder import write_plan
from support.stressed import steady_case, steady_plan

SCENARIOS = """
[[scenario]]
name = "Asia closed"
days = 50
close_region = "Asia"

[[scenario]]
name = "Run on bolts"
days = 20
demand = [{change = "+100%", items = "B*"}]
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Path:
    from dataclasses import replace

    made = steady_plan()
    case = steady_case()
    case = case.with_settings()
    folder = tmp_path_factory.mktemp("stress") / "plan"
    summary = made.summary.model_copy(update={"input_digest": case.digest})
    write_plan(replace(made, case=case, summary=summary), folder)
    return folder


def test_one_scenario_from_options(shell, plan):
    done = shell("stress", plan, "--close-region", "Asia", "--days", 50, "--no-ranking", "--runs", 20, "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Asia closed, for 50 days\n")
    assert "2 of 3" in done.out
    assert "day 10 (median), day 8 in the worst 5 %" in done.out
    assert "risk exposure" not in done.out


def test_all_options_make_one_scenario(shell, plan):
    done = shell(
        "stress", plan, "--fail-supplier", "Far", "--demand", "+40%", "--items", "N*", "--product-line", "Dri*",
        "--lead-time", "+3d", "--region", "Home", "--no-ranking", "--runs", 2, "--json", "--quiet",
    )  # fmt: skip
    assert done.code == 0
    (scenario,) = done.document["scenarios"]
    assert scenario["scenario"] == "Far fails, demand +40%, lead time +3d"
    assert scenario["days"] == 30
    assert [item["sku"] for item in done.document["items"]] == ["BOLT", "NUT"]
    assert "ranking" not in done.document


def test_only_the_ranking(shell, plan):
    done = shell("stress", plan, "--runs", 20, "--quiet")
    assert done.code == 0
    assert done.out.startswith("What the failure of each supplier and region for its time-to-recover would cost\n")
    rows = [line.split() for line in done.out.splitlines() if line.endswith("1.000")]
    assert [row[0] for row in rows] == ["Far"]
    assert "* assumed: the tables name no disruption_days" in done.out
    done = shell("stress", plan, "--runs", 2, "--ttr-days", 9, "--json", "--quiet")
    assert {row["outage_days"] for row in done.document["ranking"]} == {9}


def test_a_file_and_options_together(shell, plan, tmp_path):
    path = tmp_path / "storm.toml"
    path.write_text(SCENARIOS)
    done = shell("stress", plan, "--scenarios", path, "--fail-supplier", "Near", "--runs", 2, "--json", "--quiet")
    assert [row["scenario"] for row in done.document["scenarios"]] == ["Asia closed", "Run on bolts", "Near fails"]
    assert done.document["seed"] == 7


def test_days_that_never_come_are_null_and_blank(shell, plan, tmp_path):
    out = tmp_path / "out"
    done = shell("stress", plan, "--demand", "-50%", "--items", "PIN", "--runs", 2, "--json", "--out", out, "--quiet")
    assert done.code == 0
    (item,) = done.document["items"]
    assert item["time_to_survive"] is None
    assert item["survived"] == 1
    back = pd.read_csv(out / "items.csv", keep_default_na=False, dtype=str)
    assert back["time_to_survive"].tolist() == [""]
    assert pd.read_parquet(out / "items.parquet")["time_to_survive"].isna().all()


def test_the_folder(shell, plan, tmp_path):
    out = tmp_path / "out"
    arguments = ["stress", plan, "--close-region", "Asia", "--runs", 2, "--seed", 5, "--out", out]
    done = shell(*arguments)
    assert done.code == 0
    assert "scenarios.csv, product_lines.csv, items.csv, ranking.csv, summary.json." in done.out
    assert "simulating: scenarios" in done.err
    tables = ("scenarios", "product_lines", "items", "ranking")
    names = {f"{name}.{kind}" for name in tables for kind in ("csv", "parquet")} | {
        "summary.json",
        ".stockposture.json",
    }
    assert {path.name for path in out.iterdir()} == names
    assert json.loads((out / "summary.json").read_text())["seed"] == 5
    before = (out / "items.csv").read_bytes()
    assert shell(*arguments).code == 0
    assert (out / "items.csv").read_bytes() == before
    (out / "note.txt").write_text("mine")
    done = shell(*arguments)
    assert done.code == 8
    assert "holds files that stockposture did not put there (note.txt)" in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--close-region", "Aisa"), "options, column scenario 'Aisa closed', close_region: 'Aisa': unknown region"),
        (("--fail-supplier", "Faar"), "did you mean 'Far'?"),
        (("--fail-supplier", ""), "should not be empty"),
        (("--demand", "+40%", "--items", "SCREW*"), "'SCREW*': matches no item -> there are: BOLT, NUT, PIN"),
        (("--fail-supplier", "Far", "--horizon-days", 5), "longer than the 5 that would be watched"),
        (("--fail-supplier", "Far\x1b[31m"), "unknown supplier"),
    ],
)
def test_bad_input(shell, plan, arguments, words):
    done = shell("stress", plan, *arguments, "--runs", 2, "--quiet")
    assert (done.code, done.out) == (3, "")
    assert words in done.err
    assert "\x1b" not in done.err
    assert shell("stress", plan, *arguments, "--runs", 2, "--quiet", "--json").document["findings"]


def test_faults_of_a_file(shell, plan, tmp_path):
    path = tmp_path / "storm.toml"
    path.write_text(SCENARIOS.replace("days = 50", "dayz = 50").replace("+100%", "100"))
    done = shell("stress", plan, "--scenarios", path, "--quiet")
    assert done.code == 3
    assert "2 faults in the input" in done.err
    assert "storm.toml, column scenario 1 'Asia closed', dayz: '50': unknown name -> did you mean 'days'?" in done.err
    path.write_text(SCENARIOS.replace('"Asia"', '"Asai"').replace('"B*"', '"X*"'))
    done = shell("stress", plan, "--scenarios", path, "--quiet")
    assert done.code == 3
    assert "2 faults in the input" in done.err
    assert shell("stress", plan, "--scenarios", tmp_path / "none.toml", "--quiet").code == 8


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--days", 5), "--days says how long something lasts"),
        (("--items", "A*"), "say whose demand or lead time changes"),
        (("--fail-supplier", "Far", "--product-line", "A"), "say whose demand or lead time changes"),
        (("--demand", "+4%", "--region", "Asia"), "say whose lead time changes"),
        (("--no-ranking",), "leaves nothing to do"),
        (("--demand", "40"), "is no change with sign and unit; write e.g. +40% or -25%"),
        (("--lead-time", "-3d"), "is no later delivery"),
        (("--runs", 1), "not in the range"),
    ],
)
def test_usage(shell, plan, arguments, words):
    done = shell("stress", plan, *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_a_target_that_cannot_be_written_is_seen_before_the_work(shell, plan, tmp_path):
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "file").write_text("mine")
    done = shell("stress", plan, "--out", taken)
    assert done.code == 8
    assert "simulating" not in done.err
    assert shell("stress", tmp_path / "none").code == 8
