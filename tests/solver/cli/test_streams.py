"""``-``: a case from standard input, the rows of a plan to standard output."""

import io
import json
import sys

import jsonschema
import pandas as pd
import pytest

from stockposture.api import Case
from stockposture.cli.schemas.publish import case_schema
from support.scms import as_bytes


class Piped(io.TextIOWrapper):
    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")


@pytest.fixture
def pipe(monkeypatch):
    """Put bytes on standard input."""
    return lambda data: monkeypatch.setattr(sys, "stdin", Piped(data))


@pytest.fixture
def document(case):
    """The two items as a JSON document."""
    read = Case.read(case)
    tables = {name: json.loads(frame.to_json(orient="records")) for name, frame in read.frames.items() if len(frame)}
    settings = read.settings.model_dump(mode="json", exclude_none=True, exclude={"governance"})
    return {**tables, "settings": settings}


def test_a_json_document_is_the_same_case(shell, pipe, case, document, tmp_path):
    digest = shell("check", case, "--json").document["digest"]
    pipe(json.dumps(document).encode())
    assert shell("check", "-", "--json").document["digest"] == digest
    (tmp_path / "case.json").write_text(json.dumps(document), encoding="utf-8")
    assert shell("check", tmp_path / "case.json", "--json").document["digest"] == digest
    assert list(jsonschema.Draft202012Validator(case_schema()).iter_errors(document)) == []


def test_a_workbook_on_standard_input(shell, pipe, tmp_path):
    pytest.importorskip("xlsxwriter")
    shell("init", tmp_path / "case.xlsx", "--xlsx")
    tables = shell("check", tmp_path / "case.xlsx", "--json").document["tables"]
    pipe((tmp_path / "case.xlsx").read_bytes())
    assert shell("check", "-", "--json").document["tables"] == tables


def test_rows_go_to_standard_output_and_the_page_to_standard_error(shell, case, document, pipe, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shell("solve", case, "--out", "plan", "-q").code == 0
    pipe(json.dumps(document).encode())
    done = shell("solve", "-", "--out", "-")
    assert done.code == 0
    rows, kept = pd.read_csv(io.StringIO(done.out)), pd.read_csv("plan/plan.csv")
    pd.testing.assert_frame_equal(rows, kept)
    assert "Plan for 2 items" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


@pytest.mark.parametrize("option", ["--json", "--simulate"])
def test_two_things_on_standard_output_are_refused(shell, case, option):
    done = shell("solve", case, "--out", "-", option)
    assert (done.code, "--out - takes standard output" in done.err) == (2, True)


def test_faults_of_a_document_name_table_row_and_column(shell, pipe, document):
    document["items"][1]["demand_mean"] = -1
    document["item"] = []
    document["offers"].append("x")
    pipe(json.dumps(document).encode())
    done = shell("check", "-")
    assert done.code == 3
    assert "stdin: 'item': is no table of a case -> did you mean 'items'?" in done.err
    assert "stdin items, row 2, column demand_mean: '-1': is negative" in done.err
    assert "stdin offers: is not a list of records" in done.err


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", 8, "standard input is empty"),
        (b"{", 3, "stdin, row 1: is not a JSON document"),
        (b"[1]", 3, "stdin: is not a JSON object of tables"),
        (b'{"items": [{"demand_mean": NaN}]}', 3, "NaN is no JSON"),
        (b'{"items": ' + b"[" * 100_000, 3, "is not a JSON document"),
        (b"\xff\xfe\x00x", 3, "is not a JSON document"),
        (b"PK\x03\x04nothing", 3, "stdin.xlsx"),
    ],
)
def test_what_is_no_case(shell, pipe, data, code, words):
    pipe(data)
    done = shell("check", "-")
    assert (done.code, words in done.err) == (code, True), done.err


def test_a_closed_standard_input(shell, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert (shell("check", "-").code, "standard input is closed" in shell("check", "-").err) == (8, True)


def test_a_plan_is_not_read_from_a_stream(shell, pipe):
    pipe(b"sku\nBOLT\n")
    done = shell("verify", "-")
    assert (done.code, "not from -" in done.err) == (8, True)


def test_other_files_from_standard_input(shell, pipe, case, tmp_path):
    pipe(as_bytes())
    assert shell("import", "scms", "-", "--out", tmp_path / "history").code == 0
    shell("solve", case, "--out", tmp_path / "plan", "-q")
    pipe(b'[[scenario]]\nname = "Far fails"\nfail_supplier = ["Far"]\n')
    done = shell("stress", tmp_path / "plan", "--scenarios", "-", "--no-ranking", "--runs", 2, "--json", "-q")
    assert done.document["scenarios"][0]["scenario"] == "Far fails"


def test_the_rows_of_a_plan_are_a_spreadsheet_to_price(shell, pipe, case):
    rows = shell("solve", case, "--out", "-", "-q")
    assert rows.err == ""
    pipe(rows.out.encode())
    priced = shell("price", case, "-", "--json", "-q").document
    assert priced["total_cost"] == pytest.approx(shell("solve", case, "--json", "-q").document["total_cost"])
