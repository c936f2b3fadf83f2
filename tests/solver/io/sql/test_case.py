"""A case out of a database: the same case as its files, its faults with table, row and column."""

import pandas as pd
import pytest

from stockposture.api import Case
from stockposture.io.sql.database import Database
from stockposture_models.errors import BadInputError, FileFaultError
from support.databases import execute, put


def faults(database) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        Case.read(database)
    return [str(finding) for finding in caught.value.findings if finding.is_fault]


def test_it_is_the_case_of_the_files(filled, case):
    read = Case.read(filled)
    assert (read.digest, read.findings) == (case.digest, case.findings)


def test_a_url_does_as_well(filled, case):
    assert Case.read(filled.url).digest == case.digest


def test_views_and_names_in_capitals_are_tables_too(filled, case):
    execute(filled, 'ALTER TABLE items RENAME TO "stock"', 'CREATE VIEW "Items" AS SELECT * FROM stock')
    assert Case.read(filled).digest == case.digest


def test_every_fault_names_table_row_column_value_and_key(database, tables):
    items = tables["items"]
    sku = items.loc[1, "sku"]
    items.loc[1, "demand_mean"] = -4.0
    tables["offers"].loc[2, "supplier"] = "Nobody"
    offered = tables["offers"].loc[2, "sku"]
    put(database, tables)
    first, second = sorted(faults(database), reverse=True)
    assert first.startswith(
        f"table offers, row 3, column supplier: 'Nobody': unknown supplier: not in suppliers (sku {offered})"
    )
    assert second == f"table items, row 2, column demand_mean: '-4': is negative (sku {sku}) -> give 0 or more"


def test_rows_are_counted_in_the_order_of_the_key(database, tables):
    tables["items"] = tables["items"].iloc[::-1]
    tables["items"].loc[0, "demand_sd"] = -1.0
    put(database, tables)
    assert faults(database)[0].startswith("table items, row 1, column demand_sd: '-1'")


def test_faults_of_settings(database, tables):
    tables["settings"] = pd.DataFrame({"setting": ["capital_cap", "holding"], "value": ["much", "1"]})
    put(database, tables)
    told = faults(database)
    assert [words.split(":")[0] for words in told] == [
        "table settings, row 1, column value",
        "table settings, row 2, column setting",
    ]


def test_a_missing_table(database, tables):
    del tables["offers"]
    put(database, tables)
    assert any("table offers is missing" in words for words in faults(database))


def test_a_table_of_something_else(database, tables):
    tables["suppliers"] = pd.DataFrame({"x": [1.0]})
    put(database, tables)
    assert "table suppliers, row 1: 'x': no header" in faults(database)[0]


def test_values_in_columns_of_text_and_numbers_as_names(filled, case):
    """What a loader that makes all columns text leaves, and the whole numbers that keys often are."""
    names = {old: str(number) for number, old in enumerate(sorted(case.items["sku"]), start=101)}
    for table in ("items", "offers"):
        frame = case.frames[table]
        frame = frame.assign(sku=frame["sku"].map(names).astype("int64"))
        execute(filled, f"DROP TABLE {table}")
        texts = frame.drop(columns="sku").astype(object)
        put(filled, {table: texts.where(texts.notna(), None).assign(sku=frame["sku"])})
    assert Case.read(filled).items["sku"].tolist() == ["101", "102", "103", "104"]


def test_exact_numbers_of_other_types(filled, case):
    if filled.url.startswith("sqlite"):
        pytest.skip("SQLite has no exact decimals")
    execute(filled, "ALTER TABLE items ALTER demand_mean TYPE numeric(20, 9), ALTER demand_sd TYPE real")
    assert Case.read(filled).items["demand_mean"].tolist() == case.items["demand_mean"].tolist()


def test_values_of_several_types_in_a_column(filled, case):
    if not filled.url.startswith("sqlite"):
        pytest.skip("only SQLite takes any value in any column")
    execute(filled, "UPDATE items SET demand_mean = 'a lot' WHERE sku = (SELECT min(sku) FROM items)")
    assert "'a lot': is not a number" in faults(filled)[0]


def test_hostile_names_stay_text(database, tables):
    name = "'; DROP TABLE items; --\x1b[31m"
    for table in ("items", "offers"):
        frame = tables[table]
        frame["sku"] = frame["sku"].where(frame["sku"] != frame["sku"].iloc[0], name)
    put(database, tables)
    assert name in Case.read(database).items["sku"].tolist()


def test_no_database_there(tmp_path):
    with pytest.raises(FileFaultError, match=r"nowhere\.db: there is no such file"):
        Case.read(f"sqlite:///{tmp_path / 'nowhere.db'}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_holds_nothing(url):
    with pytest.raises(FileFaultError, match="is in memory only"):
        Case.read(url)


def test_a_case_has_no_run(filled):
    with pytest.raises(FileFaultError, match="a case has no run -> leave out #monday"):
        Case.read(filled.of_run("monday"))


@pytest.mark.parametrize("url", ["nosuch://host/db", "postgresql+nosuch://planner:secret@host/db"])
def test_urls_that_are_none(url):
    with pytest.raises(FileFaultError) as caught:
        Case.read(url)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there():
    pytest.importorskip("psycopg")
    with pytest.raises(FileFaultError) as caught:
        Case.read(Database("postgresql://planner:secret@127.0.0.1:1/stock"))
    assert "postgresql://planner:***@127.0.0.1:1/stock: " in str(caught.value)
    assert "nothing was changed -> see that it runs and takes you" in str(caught.value)
