"""A plan written is the plan read, and what is broken says what and where."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stockposture.io.plan_folder import read_plan, write_plan
from stockposture.io.plan_table import parquet_discrepancies, plan_types, read_plan_csv, write_plan_table
from stockposture.io.read import read_case
from stockposture_models.errors import BadInputError, FileFaultError, VerificationError
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.summary import Costs, LimitUse, Status, Summary

ITEMS = "sku,demand_mean,demand_sd,stockout_cost\nA,1,0.5,2\n=B,0.1,0,3\n"
SUPPLIERS = "supplier\n@home\n"
OFFERS = "sku,supplier,unit_price,lead_time_days\nA,@home,1,3\n=B,@home,2,4\n"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Two items; the figures mean nothing."""
    source = tmp_path / "source"
    source.mkdir()
    for name, text in (("items", ITEMS), ("suppliers", SUPPLIERS), ("offers", OFFERS)):
        (source / f"{name}.csv").write_text(text)
    case = read_case(source)
    texts = {
        "sku": case.items["sku"].tolist(),
        "posture": ["jit", "jic"],
        "split": ["single", "single"],
        "suppliers": ["@home", "@home"],
        "shares": ["1.0", "1.0"],
        "runner_up": ["", '-none, "x"'],
        "reason": ["+ plain;\r\nin two lines", "'quoted' <b>Größe</b>"],
    }
    rows = pd.DataFrame({name: pd.Series(texts[name], dtype="str") if kind is str else
                         pd.Series([7, 14]) if kind is int else pd.Series([0.1 + 0.2, 1e-300])
                         for name, kind in plan_types().items()})  # fmt: skip
    rows["runner_up_extra_cost"] = [np.nan, 1 / 3]
    costs = Costs(purchase=0.1 + 0.2, ordering=1e-17, carrying=3, stockout=4, supplier=0, overflow=0, relevant=7)
    summary = Summary(
        status=Status.STOPPED_EARLY,
        total_cost=1 / 3,
        costs=costs,
        lower_bound=-0.0,
        gap=0.5,
        limits=(LimitUse(kind="capital", unit="currency", use=1.1, cap=2.2, shadow_price=0.07),),
        items=2,
        posture_counts={"jit": 1, "jic": 1},
        split_counts={"single": 2},
        capital=1,
        space_m3=2,
        fill_rate=0.99,
        candidates=9,
        solver="HiGHS",
        versions={"a": "1"},
        input_digest=case.digest,
        seconds={"read": 0.1},
        findings=tuple(finding.as_dict() for finding in case.findings),
    )
    return Plan(rows, summary, case)


def same(left: Plan, right: Plan) -> bool:
    pd.testing.assert_frame_equal(left.items, right.items, check_exact=True)
    return left.summary == right.summary and left.case.digest == right.case.digest


def test_a_plan_written_is_the_plan_read(plan, tmp_path):
    write_plan(plan, tmp_path / "plan")
    assert same(read_plan(tmp_path / "plan"), plan)
    names = {path.name for path in (tmp_path / "plan").iterdir()}
    assert names == {"plan.csv", "plan.parquet", "summary.json", "case", ".stockposture.json"}


def test_a_plan_read_can_be_written_again(plan, tmp_path):
    write_plan(plan, tmp_path / "plan")
    write_plan(read_plan(tmp_path / "plan"), tmp_path / "plan")
    assert same(read_plan(tmp_path / "plan"), plan)


def test_a_stranger_reads_the_files(plan, tmp_path):
    write_plan(plan, tmp_path / "plan")
    csv = pd.read_csv(tmp_path / "plan" / "plan.csv")
    assert list(csv.columns) == list(plan_types())
    assert csv["capital"].tolist() == plan.items["capital"].tolist()
    parquet = pd.read_parquet(tmp_path / "plan" / "plan.parquet")
    assert parquet["sku"].tolist() == plan.items["sku"].tolist()
    assert json.loads((tmp_path / "plan" / "summary.json").read_text())["gap"] == 0.5


def test_no_cell_of_the_csv_is_a_formula(plan, tmp_path):
    write_plan(plan, tmp_path / "plan")
    texts = pd.read_csv(tmp_path / "plan" / "plan.csv", dtype=str, keep_default_na=False)
    for name, kind in plan_types().items():
        if kind is str:
            assert not texts[name].str.startswith(("=", "+", "-", "@", "\t", "\r", "\n")).any()
    assert "'=B" in texts["sku"].tolist()


text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
number = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(text, number, st.integers(0, 2**53), number | st.just(np.nan)), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_and_number_survives(tmp_path, cells):
    kinds = {str: 0, float: 1, int: 2}
    rows = pd.DataFrame(
        {name: pd.Series([cell[kinds[kind]] for cell in cells], dtype="str" if kind is str else kind)
         for name, kind in plan_types().items()}
    )  # fmt: skip
    rows["runner_up_extra_cost"] = [cell[3] for cell in cells]
    write_plan_table(rows, tmp_path)
    back = read_plan_csv(tmp_path / "plan.csv")
    pd.testing.assert_frame_equal(back, rows, check_exact=True)
    assert parquet_discrepancies(back, tmp_path / "plan.parquet") == []


def test_the_two_tables_are_compared(plan, tmp_path):
    write_plan(plan, tmp_path / "plan")
    other = plan.items.assign(capital=[1.0, plan.items.loc[1, "capital"]])
    path = tmp_path / "plan" / "plan.parquet"
    assert parquet_discrepancies(other, path) == [
        "=B: capital: plan.csv says 1.0, plan.parquet says 0.30000000000000004"
    ]
    assert parquet_discrepancies(plan.items.iloc[:1], path) == [
        "plan.parquet has other columns or another number of rows than plan.csv"
    ]
    path.write_bytes(b"PAR1 not really")
    assert "cannot be read" in parquet_discrepancies(plan.items, path)[0]


def many_rows(plan: Plan, count: int) -> pd.DataFrame:
    """Return rows of many items; the figures mean nothing."""
    rows = plan.items.iloc[np.arange(count) % 2].reset_index(drop=True)
    rows["sku"] = pd.Series([f"={number:04}" for number in range(count)], dtype="str")
    rows["runner_up_extra_cost"] = np.where(np.arange(count) < count // 2, np.nan, np.arange(count) / 3)
    return rows


@pytest.mark.parametrize("count", [10, 11, 20, 21, 25])
def test_many_rows_are_parquet_files_in_a_folder(plan, tmp_path, monkeypatch, count):
    monkeypatch.setattr("stockposture.io.plan_table.ROWS_A_FILE", 10)
    monkeypatch.setattr("stockposture.io.tables_out.ROWS_AT_A_TIME", 4)
    monkeypatch.setattr("stockposture.io.plan_table.ROWS_AT_A_TIME", 3)
    rows, path = many_rows(plan, count), tmp_path / "plan" / "plan.parquet"
    write_plan(replace(plan, items=rows), tmp_path / "plan")
    parts = sorted(part.name for part in path.glob("*")) if path.is_dir() else []
    assert parts == ([] if count <= 10 else [f"part-{part:05}.parquet" for part in range(-(-count // 10))])
    pd.testing.assert_frame_equal(pd.read_parquet(path), rows, check_exact=True)
    back = read_plan(tmp_path / "plan").items
    pd.testing.assert_frame_equal(back, rows, check_exact=True)
    assert parquet_discrepancies(back, path) == []
    # Written over, and by fewer rows: a file where the folder was.
    write_plan(plan, tmp_path / "plan")
    assert path.is_file()


def test_files_of_the_folder_are_compared_row_by_row(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("stockposture.io.plan_table.ROWS_A_FILE", 10)
    rows, path = many_rows(plan, 25), tmp_path / "plan.parquet"
    write_plan_table(rows, tmp_path)
    rows.loc[[3, 11, 24], "capital"] = 5.0
    said = parquet_discrepancies(rows, path, most=2)
    assert [sentence.split(" says ")[0] for sentence in said[:2]] == [
        "=0003: capital: plan.csv",
        "=0011: capital: plan.csv",
    ]
    assert said[2:] == ["capital: and 1 more such rows"]
    (path / "part-00001.parquet").unlink()
    assert "another number of rows" in parquet_discrepancies(rows, path)[-1]


def test_findings_of_the_input_stay_with_the_plan(plan, tmp_path):
    warned = read_case_with_warning(tmp_path)
    summary = plan.summary.model_copy(
        update={
            "findings": tuple(finding.as_dict() for finding in warned.findings),
            "input_digest": warned.digest,
        }
    )
    assert warned.findings
    write_plan(Plan(plan.items, summary, warned), tmp_path / "plan")
    assert read_plan(tmp_path / "plan").case.findings == warned.findings


def read_case_with_warning(tmp_path: Path):
    source = tmp_path / "source"
    (source / "items.csv").write_text(ITEMS.replace("A,1,0.5,2", "A,1,0.5,0"))
    return read_case(source)


def broken(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("plan.csv", '"capital"', '"kapital"', "columns are missing: capital"),
        ("plan.csv", '"reason"', '"reason","extra"', "plan.csv"),
        ("plan.csv", "0.30000000000000004", "0.3o", "conversion error"),
        ("plan.csv", "0.30000000000000004", "", "row 2, column buffer_days"),
        ("plan.csv", "0.30000000000000004", "inf", "row 2, column buffer_days"),
        ("plan.csv", ",7,", ",7.5,", "conversion error"),
        ("summary.json", '"gap": 0.5', '"gap": -1', "gap"),
        ("summary.json", '"gap": 0.5', '"gap": 0.5, "gab": 1', "gab"),
        ("summary.json", "{", "", "summary.json"),
    ],
)
def test_a_damaged_file_is_named_with_place_and_remedy(plan, tmp_path, name, old, new, words):
    write_plan(plan, tmp_path / "plan")
    broken(tmp_path / "plan", name, old, new)
    with pytest.raises(BadInputError, match=words) as caught:
        read_plan(tmp_path / "plan")
    assert name in str(caught.value)
    assert "restore the file from its run, or solve again" in str(caught.value)


def test_another_case_than_the_plan_was_made_for(plan, tmp_path):
    write_plan(plan, tmp_path / "plan")
    broken(tmp_path / "plan", "case/settings.toml", "holding_rate = 0.2", "holding_rate = 0.25")
    with pytest.raises(VerificationError, match="they were changed after solving -> solve again"):
        read_plan(tmp_path / "plan")


@pytest.mark.parametrize("name", ["plan.csv", "summary.json"])
def test_a_missing_file_is_named(plan, tmp_path, name):
    write_plan(plan, tmp_path / "plan")
    (tmp_path / "plan" / name).unlink()
    with pytest.raises(FileFaultError, match=f"{name} is missing"):
        read_plan(tmp_path / "plan")


def test_no_folder_at_all(tmp_path):
    with pytest.raises(FileFaultError, match="no such plan folder"):
        read_plan(tmp_path / "nowhere")


KILLED = """
import os, signal, sys
from pathlib import Path
from stockposture.io import plan_folder
plan_folder.fill_case_folder = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
plan = plan_folder.read_plan(Path(sys.argv[1]))
plan_folder.write_plan(plan, Path(sys.argv[1]))
"""


def test_kill_9_in_the_middle_leaves_the_old_plan(plan, tmp_path):
    target = tmp_path / "plan"
    write_plan(plan, target)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(target)], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    assert same(read_plan(target), plan)
    newer = replace(plan, summary=plan.summary.model_copy(update={"gap": 0.25}))
    write_plan(newer, target)
    assert same(read_plan(target), newer)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan", "source"]


def test_a_disk_full_in_the_middle_leaves_the_old_plan(plan, tmp_path, monkeypatch):
    target = tmp_path / "plan"
    write_plan(plan, target)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(FileFaultError, match="free some space"):
        write_plan(plan, target)
    monkeypatch.undo()
    assert same(read_plan(target), plan)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan", "source"]
