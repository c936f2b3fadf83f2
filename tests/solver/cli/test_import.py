"""``stockposture import scms``."""

import json

import pytest
from click.testing import CliRunner

from stockposture.cli.import_ import command
from stockposture.cli.main import SHORT_HELP
from stockposture.io.history_folder import read_history
from stockposture_models.errors import BadInputError, FileFaultError
from support.scms import LINES, as_bytes


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "scms.csv"
    path.write_bytes(as_bytes())
    return path


def run(*arguments):
    return CliRunner().invoke(command, ["scms", *map(str, arguments)])


def test_history_folder(file, tmp_path):
    out = tmp_path / "history"
    result = run(file, "--out", out)
    assert result.exit_code == 0, result.exception
    assert result.stdout == f"wrote {out}: 6 demand, 16 deliveries, 4 suppliers, 2 items\n"
    assert "dropped        1 of 19      duplicate lines" in result.stderr
    header, first = (out / "demand.csv").read_text(encoding="utf-8").splitlines()[:2]
    assert header == '"date","sku","quantity","country"'
    assert first.startswith('"2010-03-12","Alphavir | 100mg | Tablet | 60",100,"Côte d')
    assert read_history(out).deliveries["received"].notna().all()


def test_quality_note(file, tmp_path):
    run(file, "--out", tmp_path / "history")
    note = json.loads((tmp_path / "history" / "quality.json").read_text(encoding="utf-8"))
    assert note["source"] == "scms.csv"
    assert note["encoding"] == "cp1252"
    assert {name: note["notes"][1][name] for name in ("action", "what", "count", "of")} == {
        "action": "dropped",
        "what": "duplicate lines",
        "count": 1,
        "of": 19,
    }


def test_json_and_quiet(file, tmp_path):
    result = run(file, "--out", tmp_path / "history", "--json", "--quiet")
    assert result.stderr == ""
    assert json.loads(result.stdout)["rows"]["demand"] == 6


def test_a_copy_saved_as_utf8_gives_the_same_tables(file, tmp_path):
    other = tmp_path / "utf8.csv"
    other.write_bytes(as_bytes(encoding="utf-8-sig"))
    run(file, "--out", tmp_path / "one")
    run(other, "--out", tmp_path / "two")
    for name in ("demand.csv", "deliveries.csv", "suppliers.csv", "items.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_again_into_the_same_folder(file, tmp_path):
    for _ in range(2):
        assert run(file, "--out", tmp_path / "history").exit_code == 0


def test_a_foreign_folder_is_left_alone(file, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    result = run(file, "--out", tmp_path / "mine")
    assert isinstance(result.exception, FileFaultError)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "no rows"),
        (as_bytes(LINES[:1])[:-30], "cells where the header has 33"),
        (as_bytes(LINES[:1]).replace(b",Yes,", b',"Yes,'), "unexpected end of data"),
        (as_bytes(LINES[:1]).replace(b"Works", b"\x81\x81"), "neither UTF-8 nor cp1252"),
        (b"a,b\n1,2\n", "the column is missing"),
    ],
)
def test_not_the_file(tmp_path, content, problem):
    path = tmp_path / "scms.csv"
    path.write_bytes(content)
    result = run(path, "--out", tmp_path / "history")
    assert isinstance(result.exception, BadInputError)
    assert problem in str(result.exception)
    assert not (tmp_path / "history").exists()


def test_no_such_file(tmp_path):
    assert isinstance(run(tmp_path / "none.csv", "--out", tmp_path / "history").exception, FileFaultError)


def test_help():
    assert command.get_short_help_str(80) == SHORT_HELP["import"]
    result = run("--help")
    assert "Examples:" in result.stdout
    assert "[default: South Africa]" in result.stdout
