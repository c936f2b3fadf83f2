"""``stockposture init``."""

import json

import pytest
from click.testing import CliRunner

from stockposture.cli.init import command
from stockposture.cli.main import SHORT_HELP
from stockposture_models.errors import FileFaultError

FILES = ["items.csv", "suppliers.csv", "offers.csv", "regions.csv", "warehouses.csv", "settings.toml"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(command, arguments)


def test_a_folder(run, tmp_path):
    result = run("my case")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"wrote my case/{name}" for name in FILES] + [
        "next: stockposture check 'my case'"
    ]
    assert all((tmp_path / "my case" / name).is_file() for name in FILES)


@pytest.mark.parametrize(("target", "file"), [("case", "case/case.xlsx"), ("parts.XLSX", "parts.XLSX")])
def test_a_workbook(run, tmp_path, target, file):
    result = run(target, "--xlsx")
    assert result.stdout.splitlines() == [f"wrote {file}", f"next: stockposture check {file}"]
    assert (tmp_path / file).is_file()


def test_json(run):
    assert json.loads(run("case", "--json").stdout) == {
        "case": "case",
        "written": [f"case/{name}" for name in FILES],
        "next": "stockposture check case",
    }


def test_what_exists_is_refused_with_exit_code_8(run, tmp_path):
    run("case")
    error = run("case").exception
    assert isinstance(error, FileFaultError)
    assert error.exit_code == 8
    assert "case: already exists -> choose another name" in str(error)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == ["case"]


def test_a_workbook_name_without_the_option_is_a_usage_error(run, tmp_path):
    result = run("case.xlsx")
    assert result.exit_code == 2
    assert "add --xlsx" in result.stderr
    assert not (tmp_path / "case.xlsx").exists()


def test_help_ends_in_examples(run):
    text = run("--help").stdout
    assert "Examples:" in text
    assert text.rstrip().endswith("for a script")
    assert SHORT_HELP["init"] in text
