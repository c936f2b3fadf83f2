"""Typed sources: Parquet files and partitioned folders."""

import datetime as dt
import decimal

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import dataset, parquet

from stockposture.io.read import read_case
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Severity
from stockposture_models.tables.case import ROW_MODELS


def as_parquet(folder, **typed: pa.Table):
    """Write a folder's case as typed Parquet; some tables as given."""
    case = folder.read()
    for table in ROW_MODELS:
        (folder.path / f"{table}.csv").unlink()
        found = typed.get(table)
        if found is None:
            found = pa.Table.from_pandas(getattr(case, table), preserve_index=False)
        parquet.write_table(found, folder.path / f"{table}.parquet")
    return case


def items(**columns) -> pa.Table:
    """Two items whose columns are given with their types."""
    sound = {
        "sku": ["BOLT-1", "PUMP-2"],
        "demand_mean": [10.0, 2.0],
        "demand_sd": [4.0, 1.0],
        "stockout_cost": [25.0, 80.0],
    }
    return pa.table(sound | columns)


def test_the_same_values_have_the_same_digest_as_in_csv(folder):
    written = as_parquet(folder)
    read = read_case(folder.path)
    assert read.digest == written.digest
    for table in ROW_MODELS:
        pd.testing.assert_frame_equal(getattr(read, table), getattr(written, table))


def test_integers_decimals_and_dictionaries_are_read(folder):
    table = items(
        demand_mean=pa.array([10, 2], pa.int16()),
        stockout_cost=pa.array([decimal.Decimal("25.50"), decimal.Decimal(80)], pa.decimal128(9, 2)),
        warehouse=pa.array(["W1", None]).dictionary_encode(),
        max_buffer=pa.array([None, 40.0]),
        criticality=pa.array([5.0, None]),
        shortage=pa.array([None, "backorder"]),
    )
    as_parquet(folder, items=table)
    case = read_case(folder.path)
    assert case.findings == ()
    assert case.items["stockout_cost"].tolist() == [25.5, 80]
    assert case.items["warehouse"].tolist() == ["W1", ""]
    assert case.items["criticality"].tolist() == [5, 3]
    assert case.items["shortage"].tolist() == ["lost", "backorder"]
    assert case.items["max_buffer"].isna().tolist() == [True, False]


REFUSED = {
    "number as SKU": ("sku", pa.array([1, 2]), 2, "1", "not text", "store as text"),
    "date as SKU": (
        "sku",
        pa.array([dt.date(2026, 3, 1)] * 2),
        2,
        "2026-03-01",
        "not text",
        "store as text",
    ),
    "True in a number": ("demand_mean", pa.array([True, None]), 2, "True", "true/false", "give a number"),
    "nan": ("demand_mean", pa.array([float("nan"), 2.0]), 2, "nan", "not a finite", "give a number"),
    "inf": ("demand_mean", pa.array([10.0, float("-inf")]), 3, "-inf", "not a finite", "give a number"),
    "nan in an optional column": (
        "max_buffer",
        pa.array([float("nan"), 9.0]),
        2,
        "nan",
        "not a finite",
        "blank",
    ),
    "null in a required column": (
        "demand_mean",
        pa.array([10.0, None]),
        3,
        None,
        "blank in a required",
        "fill it in",
    ),
    "fraction in a count": ("criticality", pa.array([2.5, 3.0]), 2, "2.5", "whole number", "1 to 5"),
    "out of bounds": ("criticality", pa.array([2, 9]), 3, "9", "above 5", "1 to 5"),
    "number as choice": (
        "shortage",
        pa.array([1, 2]),
        None,
        None,
        "not one of the words",
        "lost or backorder",
    ),
    "text in a number": ("demand_mean", pa.array(["10", "1,200"]), 3, "1,200", "thousands", "write 1200"),
}


@pytest.mark.parametrize(("column", "values", "row", "value", "problem", "remedy"), REFUSED.values(), ids=REFUSED)
def test_refused(folder, column, values, row, value, problem, remedy):
    as_parquet(folder, items=items(**{column: values}))
    with pytest.raises(BadInputError) as caught:
        read_case(folder.path)
    finding = next(finding for finding in caught.value.findings if finding.column == column)
    assert finding.severity is Severity.FAULT
    assert finding.file == "items.parquet"
    assert finding.row == row
    assert finding.value == value or value == "nan"
    assert problem in finding.problem
    assert remedy in finding.remedy


def test_flags_as_numbers(folder):
    case = folder.read()
    suppliers = case.suppliers.assign(nearshore=[0, 1])
    as_parquet(folder, suppliers=pa.Table.from_pandas(suppliers, preserve_index=False))
    assert read_case(folder.path).suppliers["nearshore"].tolist() == [False, True]


@pytest.mark.parametrize("name", ["items.parquet", "items"])
def test_partitioned_folder_keeps_partition_values_as_text(folder, name):
    folder.put("warehouses", 2, warehouse="007")
    folder.put("items", 2, warehouse="007")
    folder.add("items", like=2, sku="NUT-3")
    folder.add("offers", like=2, sku="NUT-3")
    folder.put("items", 3, warehouse="007")
    whole = as_parquet(folder)
    (folder.path / "items.parquet").unlink()
    table = pa.Table.from_pandas(whole.items, preserve_index=False)
    schema = pa.schema([("warehouse", pa.string())])
    dataset.write_dataset(
        table, folder.path / name, format="parquet", partitioning=dataset.partitioning(schema, flavor="hive")
    )
    assert read_case(folder.path).digest == whole.digest


@pytest.mark.parametrize("content", [b"", b"PAR1", b"sku,demand_mean\nA,1\n"], ids=["0 bytes", "truncated", "CSV"])
def test_damaged(folder, content):
    as_parquet(folder)
    (folder.path / "items.parquet").write_bytes(content)
    with pytest.raises(BadInputError) as caught:
        read_case(folder.path)
    (finding,) = caught.value.findings
    assert finding.file == "items.parquet"
    assert "not a readable Parquet file" in finding.problem
    assert finding.remedy


def in_parts(folder, files: dict[str, pa.Table], **options) -> None:
    """Write the items as a folder of files, in place of the one file."""
    (folder.path / "items.parquet").unlink()
    for name, rows in files.items():
        path = folder.path / "items.parquet" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        parquet.write_table(rows, path, **options)


def test_files_of_a_folder_are_one_table(folder):
    whole = as_parquet(folder)
    table = pa.Table.from_pandas(whole.items, preserve_index=False)
    # Another order of columns, other types of number, a column that only one file has, groups of one row.
    first = table.slice(0, 1).select(["sku", "stockout_cost", "demand_sd", "demand_mean", "max_buffer", "warehouse"])
    first = first.set_column(1, "stockout_cost", pa.array([25], pa.int16()))
    in_parts(folder, {"part-0.parquet": first, "part-1.parquet": table.slice(1)}, row_group_size=1)
    read = read_case(folder.path)
    assert read.items.loc[1].equals(whole.items.loc[1])
    named = ["sku", "stockout_cost", "demand_mean", "warehouse"]
    assert read.items.loc[0, named].tolist() == whole.items.loc[0, named].tolist()
    assert read.items.loc[0, "unit_volume"] == 0  # its file has no such column: the default


def test_faults_name_the_file_and_its_own_row(folder):
    whole = as_parquet(folder)
    rows = pa.Table.from_pandas(whole.items.iloc[[0, 1, 1, 1, 0]], preserve_index=False)
    rows = rows.set_column(0, "sku", pa.array(["BOLT-1", "PUMP-2", "NUT-3", "NUT-3", ""]))
    rows = rows.set_column(2, "demand_mean", pa.array([1.0, 2.0, -3.0, 4.0, 5.0]))
    files = {"warehouse=W1/b.parquet": rows.slice(2, 3), "warehouse=W1/a.parquet": rows.slice(0, 2)}
    in_parts(folder, {name: part.drop_columns(["warehouse"]) for name, part in files.items()})
    with pytest.raises(BadInputError) as caught:
        read_case(folder.path)
    b = "items.parquet/warehouse=W1/b.parquet"
    places = {(found.file, found.row, found.column, found.value) for found in caught.value.findings}
    assert {(b, 2, "demand_mean", "-3"), (b, 3, "sku", "NUT-3"), (b, 4, "sku", "")} <= places
    said = [found.problem for found in caught.value.findings]
    assert f"sku stands twice: in row 2 of {b} and in row 3 of {b}" in said


def test_a_file_without_a_required_column_is_named(folder):
    table = pa.Table.from_pandas(as_parquet(folder).items, preserve_index=False)
    in_parts(folder, {"a.parquet": table.slice(0, 1), "b.parquet": table.slice(1).drop_columns(["demand_sd"])})
    with pytest.raises(BadInputError) as caught:
        read_case(folder.path)
    (finding,) = caught.value.findings
    assert (finding.file, finding.column) == ("items.parquet/b.parquet", "demand_sd")


def test_files_whose_types_do_not_go_together(folder):
    table = pa.Table.from_pandas(as_parquet(folder).items, preserve_index=False)
    text = table.slice(1).set_column(2, "demand_mean", pa.array(["two"]))
    in_parts(folder, {"a.parquet": table.slice(0, 1), "b.parquet": text})
    with pytest.raises(BadInputError) as caught:
        read_case(folder.path)
    (finding,) = caught.value.findings
    assert finding.file == "items.parquet"
    assert "demand_mean" in finding.problem
