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
