"""``stockposture backtest``."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner

from stockposture.cli.backtest import command
from stockposture.cli.main import SHORT_HELP
from stockposture.history.profile.assumptions import Assumptions, option_name
from stockposture_models.errors import BadInputError, FileFaultError
from support.history import SUPPLIERS
from support.two_years import SPLIT, two_years


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    folder = tmp_path_factory.mktemp("backtest") / "history"
    folder.mkdir()
    demand, deliveries = two_years()
    for name, records in {"demand": demand, "deliveries": deliveries, "suppliers": SUPPLIERS}.items():
        pd.DataFrame(records).to_csv(folder / f"{name}.csv", index=False)
    return folder


def test_a_table_for_people_and_a_folder(history, tmp_path):
    out = tmp_path / "found"
    result = run(history, "--split", SPLIT, "--capital", "60%", "--out", out)
    assert result.exit_code == 0, result.exception
    assert "one service level" in result.stdout
    assert "with a cap of" in result.stdout
    assert "replay" in result.stderr
    rows = pd.read_csv(out / "contestants.csv")
    assert len(rows) == 6
    assert len(pd.read_parquet(out / "items.parquet")) == 6 * 3
    kept = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert kept["contestants"][0]["relevant_cost"] == pytest.approx(rows.loc[0, "relevant_cost"])
    # It is ours to replace, and nothing else is.
    assert run(history, "--split", SPLIT, "--until", "2013-02-01", "--out", out, "--quiet").exit_code == 0
    assert isinstance(run(history, "--split", SPLIT, "--out", history).exception, FileFaultError)


def test_one_document_for_machines(history):
    result = run(history, "--split", SPLIT, "--months", "3", "--capital", "10k", "--json", "--quiet")
    assert result.exit_code == 0, result.exception
    assert result.stderr == ""
    document = json.loads(result.stdout)
    assert document["capital_cap"] == 10_000
    assert document["start"] == SPLIT
    assert document["days"] == 90
    assert [row["name"] for row in document["contestants"]][:2] == ["plan", "all jit"]


@pytest.mark.parametrize(("option", "value"), [("--split", "2011-01-01"), ("--split", "2020-01-01")])
def test_days_outside_the_history_name_its_range(history, option, value):
    result = run(history, option, value)
    assert isinstance(result.exception, BadInputError)
    assert "2011-01-01 to 2014-01-01" in str(result.exception)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--split", "1/2/2013"),
        ("--split", SPLIT, "--capital", "lots"),
        ("--split", SPLIT, "--capital", "0%"),
        ("--split", SPLIT, "--capital", "x%"),
        ("--split", SPLIT, "--months", "0"),
        ("--split", SPLIT, "--late-days", "-1"),
    ],
)
def test_usage(history, arguments):
    assert run(history, *arguments).exit_code == 2


def test_the_options_of_profile_are_there():
    shown = " ".join(run("--help").stdout.split())
    for name in Assumptions.model_fields:
        assert f"{option_name(name)} " in shown
    assert command.get_short_help_str(90) == SHORT_HELP["backtest"]
