"""Histories in every form they are accepted in, and refused in."""

import codecs
import datetime as dt

import pandas as pd
import pytest

from stockposture.io.history_folder import read_history
from stockposture_models.errors import BadInputError, FileFaultError

DEMAND = "date,sku,quantity\n2012-01-31,A,5\n2012-02-29,007,2.5\n"
DELIVERIES = "sku,supplier,ordered,received,quantity,unit_price\nA,Xan,2012-01-01,2012-01-11,10,2\n"
SUPPLIERS = "supplier,region,nearshore\nXan,East,false\n"


def folder(path, demand=DEMAND, **tables):
    path.mkdir(exist_ok=True)
    for name, content in {"demand": demand, **tables}.items():
        as_bytes = content if isinstance(content, bytes) else content.encode("utf-8")
        (path / f"{name}.csv").write_bytes(as_bytes)
    return path


def rows(history):
    table = history.demand
    days = table["date"].dt.strftime("%Y-%m-%d")
    return list(zip(days, table["sku"], table["quantity"], strict=True))


def faults(path, **options):
    with pytest.raises(BadInputError) as caught:
        read_history(path, **options)
    return [(fault.file, fault.row, fault.column, fault.value) for fault in caught.value.findings if fault.is_fault]


EXPECTED = [("2012-01-31", "A", 5.0), ("2012-02-29", "007", 2.5)]


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + DEMAND.encode(),
        codecs.BOM_UTF16_LE + DEMAND.encode("utf-16-le"),
        DEMAND.replace(",", ";"),
        DEMAND.replace(",", "\t"),
        DEMAND.replace(",", "|"),
        DEMAND.replace("date,sku,quantity", " Date ,SKU,Quantity [units]"),
        DEMAND + "\n,,\n",
    ],
)
def test_what_is_repaired(tmp_path, content):
    history = read_history(folder(tmp_path, content))
    assert rows(history) == EXPECTED
    assert [found.severity.value for found in history.findings] == ["repair"] * len(history.findings)
    assert history.findings


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (DEMAND.encode() + b"2012-03-01,caf\xe9,1\n", ("demand.csv", 4)),
        (DEMAND + "2012-03-01,A\n", ("demand.csv", 4)),
        (DEMAND + '2012-03-01,"A,1\n', ("demand.csv", 4)),
        ("", ("demand.csv", None)),
        ("date,sku,amount\n2012-01-31,A,5\n", ("demand.csv", 1)),
        ("date,sku,quantity,sku\n2012-01-31,A,5,A\n", ("demand.csv", 1)),
        ("2012-01-31,A,5\n2012-02-29,B,2\n", ("demand.csv", 1)),
        (DEMAND + "date,sku,quantity\n", ("demand.csv", 4)),
        (DEMAND + "Total,,7.5\n", ("demand.csv", 4)),
        (DEMAND + "2012-03-01,A,\n", ("demand.csv", 4)),
        (DEMAND + '2012-03-01,A,"1,200"\n', ("demand.csv", 4)),
        (DEMAND + "2012-03-01,A,(5)\n", ("demand.csv", 4)),
        (DEMAND + "2012-03-01,A,1_000\n", ("demand.csv", 4)),
        (DEMAND + "2012-03-01,A,nan\n", ("demand.csv", 4)),
        (DEMAND + "2012-03-01,A,TRUE\n", ("demand.csv", 4)),
        (DEMAND + "2012-03-01,,1\n", ("demand.csv", 4)),
        (DEMAND + "01/02/2012,A,1\n", ("demand.csv", 4)),
        (DEMAND + ",A,1\n", ("demand.csv", 4)),
    ],
)
def test_what_is_refused(tmp_path, content, place):
    assert place in [fault[:2] for fault in faults(folder(tmp_path, content))]


def test_what_is_kept_with_a_warning(tmp_path):
    demand = DEMAND + "2012-03-01, B ,1\n2012-03-01,b,1\n2012-03-01,C,\u22123\n"
    history = read_history(folder(tmp_path, demand, deliveries=DELIVERIES, suppliers=SUPPLIERS + "Yew,East,no\n"))
    assert history.demand["quantity"].tolist()[-1] == -3
    problems = " | ".join(found.problem for found in history.findings if found.severity.value == "warning")
    for part in ("padded with spaces", "differ only in case", "a return, netted", "never used"):
        assert part in problems


def test_demand_alone_will_do_but_not_deliveries_without_suppliers(tmp_path):
    history = read_history(folder(tmp_path))
    assert history.deliveries.empty
    assert history.deliveries["ordered"].dtype.kind == "M"
    assert faults(folder(tmp_path, deliveries=DELIVERIES)) == [("suppliers.csv", None, None, None)]
    (tmp_path / "demand.csv").unlink()
    assert ("demand.csv", None, None, None) in faults(tmp_path)


def test_parquet(tmp_path):
    table = pd.DataFrame(
        {"date": pd.to_datetime(["2012-01-31 00:00", "2012-02-29 23:00"]), "sku": ["A", "007"], "quantity": [5.0, 2.5]}
    )
    table.to_parquet(tmp_path / "demand.parquet")
    assert rows(read_history(tmp_path)) == EXPECTED
    table["date"] = table["date"].dt.date
    table.to_parquet(tmp_path / "demand.parquet")
    assert rows(read_history(tmp_path)) == EXPECTED
    (tmp_path / "demand.parquet").write_bytes(b"no Parquet")
    assert faults(tmp_path) == [("demand.parquet", None, None, None)]


def test_the_same_table_twice(tmp_path):
    pd.DataFrame({"date": ["2012-01-31"], "sku": ["A"], "quantity": [1.0]}).to_parquet(tmp_path / "demand.parquet")
    with pytest.raises(BadInputError, match=r"demand\.csv and demand\.parquet"):
        read_history(folder(tmp_path))


def test_a_workbook(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "demand"
    for row in (
        ["date", "sku", "quantity"],
        [dt.datetime(2012, 1, 31), "A", 5],
        [dt.datetime(2012, 2, 29), "007", 2.5],
    ):
        sheet.append(row)
    book.save(tmp_path / "history.xlsx")
    assert rows(read_history(tmp_path / "history.xlsx")) == EXPECTED
    sheet.append([dt.datetime(2012, 3, 1), 7, "#DIV/0!"])
    book.save(tmp_path / "history.xlsx")
    found = faults(tmp_path / "history.xlsx")
    assert ("history.xlsx", 4, "sku", "7") in found
    assert ("history.xlsx", 4, "quantity", "#DIV/0!") in found


def test_no_such_folder_or_workbook(tmp_path):
    for name in ("none", "none.xlsx"):
        with pytest.raises(FileFaultError, match="none"):
            read_history(tmp_path / name)


WIDE = "month,A,007\n2012-01,5,\n2012-02,0,2.5\n"


def test_a_column_an_item(tmp_path):
    history = read_history(folder(tmp_path, WIDE))
    assert rows(history) == [("2012-01-01", "A", 5.0), ("2012-02-01", "A", 0.0), ("2012-02-01", "007", 2.5)]
    assert [found.problem for found in history.findings] == ["a wide table of 2 columns, read as rows"]


def test_a_row_an_item(tmp_path):
    history = read_history(folder(tmp_path, "sku,2012-01,2012-02\nA,5,0\n007,,2.5\n"))
    assert rows(history) == [("2012-01-01", "A", 5.0), ("2012-02-01", "A", 0.0), ("2012-02-01", "007", 2.5)]


def test_faults_of_a_wide_table_name_the_cell(tmp_path):
    found = faults(folder(tmp_path, WIDE.replace("2.5", "x") + "soon,1,1\n"))
    assert set(found) == {("demand.csv, column 007", 3, "quantity", "x"), ("demand.csv", 4, "month", "soon")}
    assert len(found) == 2
    assert faults(folder(tmp_path, "month,A,A\n2012-01,5,1\n")) == [("demand.csv", 1, "A", None)]
