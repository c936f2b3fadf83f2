"""``stockposture profile``."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner

from stockposture.cli.import_ import command as import_command
from stockposture.cli.main import SHORT_HELP
from stockposture.cli.profile import command
from stockposture.history.profile.assumptions import Assumptions, option_name
from stockposture.io.read import read_case
from stockposture_models.errors import BadInputError, FileFaultError
from support.scms import as_bytes


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def history(tmp_path):
    file = tmp_path / "scms.csv"
    file.write_bytes(as_bytes())
    CliRunner().invoke(import_command, ["scms", str(file), "--out", str(tmp_path / "history")])
    return tmp_path / "history"


def write(folder, **tables):
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


DEMAND = "date,sku,quantity\n2012-01-10,A,31\n2012-02-10,A,29\n"
DELIVERIES = "sku,supplier,ordered,promised,received,quantity,unit_price,freight\nA,Xan,2012-01-01,,2012-01-11,10,2,1\n"
SUPPLIERS = "supplier,region,nearshore\nXan,East,false\n"


def test_the_case_is_one_that_check_accepts(history, tmp_path):
    out = tmp_path / "case"
    result = run(history, "--out", out)
    assert result.exit_code == 0, result.exception
    assert result.stdout.startswith(f"wrote {out}: 2 items, 4 suppliers, 5 offers, 4 regions, 1 warehouses")
    case = read_case(out)
    assert case.settings.capital_cap is None
    assert case.settings.currency == "USD"


def test_every_assumption_is_shown_and_kept(history, tmp_path):
    result = run(history, "--out", tmp_path / "case", "--stockout-multiple", "5")
    kept = json.loads((tmp_path / "case" / "assumptions.json").read_text(encoding="utf-8"))
    assert set(kept["assumptions"]) == set(Assumptions.model_fields)
    for name in Assumptions.model_fields:
        assert f"{option_name(name)} " in result.stderr
    assert "(not the default)" in result.stderr
    assert kept["assumptions"]["stockout_multiple"] == 5


def test_every_assumption_is_an_option_with_its_default_in_the_help():
    shown = " ".join(run("--help").stdout.split())
    for name, field in Assumptions.model_fields.items():
        assert f"{option_name(name)} " in shown
        default = "none" if field.default is None else str(field.default)
        assert f"[default: {default}" in shown or f"[default: ({default})" in shown
    assert command.get_short_help_str(80) == SHORT_HELP["profile"]
    assert "Examples:" in shown


def test_a_company_s_own_history(tmp_path):
    folder = write(tmp_path / "own", demand=DEMAND, deliveries=DELIVERIES, suppliers=SUPPLIERS)
    result = run(folder, "--out", tmp_path / "case", "--json", "--quiet")
    assert result.exit_code == 0, result.exception
    assert result.stderr == ""
    assert json.loads(result.stdout)["rows"]["offers"] == 1
    item = read_case(tmp_path / "case").items.iloc[0]
    assert item["demand_mean"] == pytest.approx(1)
    assert item["unit_volume"] == 0


def test_semicolons_decimal_commas_and_days_first(tmp_path):
    folder = write(
        tmp_path / "own",
        demand="date;sku;quantity\n10.01.2012;A;31,0\n10.02.2012;A;29,0\n",
        deliveries=DELIVERIES.replace("2012-01-01", "01.01.2012").replace("2012-01-11", "11.01.2012"),
        suppliers=SUPPLIERS,
    )
    result = run(folder, "--out", tmp_path / "case", "--date-format", "%d.%m.%Y", "--decimal", ",")
    assert result.exit_code == 0, result.exception
    assert read_case(tmp_path / "case").items["demand_mean"].tolist() == pytest.approx([1])


def test_faults_of_all_files_at_once(tmp_path):
    folder = write(
        tmp_path / "own",
        demand=DEMAND + "03/04/2012,A,x\n",
        deliveries=DELIVERIES.replace("2012-01-11", "2011-01-11").replace("Xan", "Xann"),
        suppliers=SUPPLIERS,
    )
    result = run(folder, "--out", tmp_path / "case")
    assert isinstance(result.exception, BadInputError)
    places = {(finding.file, finding.row, finding.column) for finding in result.exception.findings}
    assert {
        ("demand.csv", 4, "date"),
        ("demand.csv", 4, "quantity"),
        ("deliveries.csv", 2, "received"),
        ("deliveries.csv", 2, "supplier"),
    } <= places
    assert not (tmp_path / "case").exists()


def test_the_months_planned_for(tmp_path):
    months = pd.period_range("2012-01", periods=24, freq="M")
    demand = "".join(f"{month},A,{(100 + i) * month.days_in_month}\n" for i, month in enumerate(months))
    folder = write(tmp_path / "own", demand="date,sku,quantity\n" + demand, deliveries=DELIVERIES, suppliers=SUPPLIERS)
    result = run(folder, "--out", tmp_path / "case", "--for", "2014-01", "--trend-damping", "1", "--json")
    assert result.exit_code == 0, result.exception
    document = json.loads(result.stdout)
    assert document["planned_for"] == {"first": "2014-01", "last": "2014-01"}
    assert document["assumptions"]["period"] == "2014-01"
    assert document["confidence"] == {"medium": 1}
    assert read_case(tmp_path / "case").items["demand_mean"].tolist() == pytest.approx([124])
    refused = run(folder, "--out", tmp_path / "case", "--for", "spring")
    assert refused.exit_code == 2
    assert "write a quarter 2015Q1" in refused.stderr


def test_demand_alone_with_a_price(tmp_path):
    folder = write(tmp_path / "own", demand="month,A,B\n2012-01,31,5\n2012-02,29,\n", items="sku,unit_price\nB,7\n")
    result = run(folder, "--out", tmp_path / "case", "--unit-price", "3")
    assert result.exit_code == 0, result.exception
    case = read_case(tmp_path / "case")
    assert case.offers["unit_price"].tolist() == [3, 7]
    assert case.offers["lead_time_days"].tolist() == [60, 60]
    items = pd.read_csv(tmp_path / "case" / "profile.csv")
    assert items["confidence"].tolist() == ["low", "low"]
    assert items["confidence_reason"].str.contains("supplier and lead time assumed").all()
    without = run(folder, "--out", tmp_path / "other")
    assert read_case(tmp_path / "other").items["sku"].tolist() == ["B"]
    assert "items without an offer at a known price: A" in without.stderr


def test_warnings_of_the_history_are_kept_with_the_case(tmp_path):
    demand = DEMAND + "2012-02-11,A,-5\n"
    folder = write(tmp_path / "own", demand=demand, deliveries=DELIVERIES, suppliers=SUPPLIERS)
    result = run(folder, "--out", tmp_path / "case")
    assert "warning: demand.csv, row 4, column quantity: '-5': negative demand: a return, netted" in result.stderr
    kept = json.loads((tmp_path / "case" / "assumptions.json").read_text(encoding="utf-8"))
    assert [found["severity"] for found in kept["findings"]] == ["warning"]


def test_no_such_folder(tmp_path):
    assert isinstance(run(tmp_path / "none", "--out", tmp_path / "case").exception, FileFaultError)


@pytest.mark.parametrize("option", [("--cut-months", "-1"), ("--since", "01/02/2012"), ("--kg-per-m3", "0")])
def test_options_out_of_bounds_are_usage_errors(history, tmp_path, option):
    result = run(history, "--out", tmp_path / "case", *option)
    assert result.exit_code == 2
    assert option[0] in result.stderr


def test_every_figure_is_kept_with_where_it_came_from(history, tmp_path):
    out = tmp_path / "case"
    run(history, "--out", out)
    items = pd.read_csv(out / "profile.csv")
    assert items["sku"].tolist() == read_case(out).items["sku"].tolist()
    assert items["confidence"].isin(["high", "medium", "low"]).all()
    assert items["confidence_reason"].notna().eq(items["confidence"] != "high").all()
    assert {"price_from", "lead_time_from", "freight_from"} <= set(pd.read_csv(out / "profile_offers.csv"))
    assert "outages_from" in pd.read_csv(out / "profile_suppliers.csv")
