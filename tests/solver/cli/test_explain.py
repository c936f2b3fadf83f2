"""``stockposture explain`` as a shell runs it."""

import json

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def plan(case, tmp_path_factory):
    """The two items solved; not to be changed."""
    from stockposture import Case, solve

    target = tmp_path_factory.mktemp("explained") / "plan"
    solve(Case.read(case)).write(target)
    return target


def test_the_page(shell, plan):
    done = shell("explain", plan, "BOLT", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("BOLT\n  ")
    assert "Its choice (>) and the best of each posture and split, EUR a year" in done.out
    assert "\n> " in done.out
    assert "Time to survive against time to recover" in done.out
    assert "capital (EUR)" in done.out
    assert "within" in done.out.splitlines()[-2]


def test_for_machines(shell, plan):
    document = shell("explain", plan, "BOLT", "--json", "--quiet").document
    chosen = document["choices"][0]
    assert chosen["is_chosen"] is True
    assert chosen["extra_cost"] == 0
    assert chosen["posture"] == document["decision"]["posture"]
    assert chosen["relevant_cost"] == pytest.approx(document["decision"]["relevant_cost"], rel=1e-9)
    assert {row["kind"] for row in document["limits"]} == {"capital", "warehouse"}
    near = next(row for row in document["survival"] if row["name"] == chosen["suppliers"].split("|")[0])
    assert near["time_to_recover_days"] in (0, 20)


def test_tables_and_pictures(shell, plan, tmp_path):
    pytest.importorskip("matplotlib")
    done = shell("explain", plan, "NUT", "--out", tmp_path / "out", "--pictures", tmp_path / "pictures", "--quiet")
    assert done.code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"choices.csv", "curves.parquet", "break_evens.csv", "summary.json"} <= names
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["sku"] == "NUT"
    curves = pd.read_parquet(tmp_path / "out" / "curves.parquet")
    assert (curves.groupby("choice")["buffer_units"].diff().dropna() > 0).all()
    svg = (tmp_path / "pictures" / "cost-curves.svg").read_text()
    assert "chosen" in svg


def test_an_item_that_is_not_there_is_named_with_what_is_close(shell, plan):
    done = shell("explain", plan, "BOLTS")
    assert done.code == 2
    assert "'BOLTS': no such item in the plan; did you mean 'BOLT'?" in done.err
