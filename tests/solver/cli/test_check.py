"""``stockposture check``."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from stockposture.cli import main as cli_main
from stockposture.cli.check import command, plain

TABLES = {
    "items": "sku,demand_mean,demand_sd,stockout_cost\nA,4,2,30\nB,1,1,0\n",
    "suppliers": "supplier\nNear\n",
    "offers": "sku;supplier;unit_price;lead_time_days\nA;Near;9;5\nB;Near;2;5\n",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Two items; one warning (stockout cost 0), one repair (semicolons)."""
    for table, text in TABLES.items():
        (tmp_path / f"{table}.csv").write_text(text)
    return tmp_path


def run(capsys, monkeypatch, *arguments: str) -> tuple[int, str, str]:
    """Run the command line as a shell does."""
    monkeypatch.setattr("sys.argv", ["stockposture", *arguments])
    with pytest.raises(SystemExit) as stop:
        cli_main.main()
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_summary(case, capsys, monkeypatch):
    code, out, err = run(capsys, monkeypatch, "check", str(case))
    assert code == 0
    assert "no faults" in out
    counts = {line.split()[0]: line.split()[1] for line in out.splitlines()[1:]}
    assert counts == {
        "items": "2",
        "suppliers": "1",
        "offers": "2",
        "regions": "0",
        "warehouses": "0",
        "warnings": "1",
        "repairs": "1",
    }
    assert "items.csv, row 3, column stockout_cost: '0'" in err
    assert "offers.csv: separator is a semicolon" in err


def test_quiet_keeps_the_summary(case, capsys, monkeypatch):
    code, out, err = run(capsys, monkeypatch, "check", str(case), "--quiet")
    assert (code, err) == (0, "")
    assert "no faults" in out


def test_json(case, capsys, monkeypatch):
    code, out, err = run(capsys, monkeypatch, "check", str(case), "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["tables"] == {"items": 2, "suppliers": 1, "offers": 2, "regions": 0, "warehouses": 0}
    assert [(w["file"], w["row"], w["column"]) for w in document["warnings"]] == [("items.csv", 3, "stockout_cost")]
    assert [repair["file"] for repair in document["repairs"]] == ["offers.csv"]
    assert len(document["digest"]) == 64


def test_faults_exit_3_and_are_all_listed(case, capsys, monkeypatch):
    (case / "items.csv").write_text(TABLES["items"].replace("A,4,2", "A,x,-2"))
    code, out, err = run(capsys, monkeypatch, "check", str(case))
    assert (code, out) == (3, "")
    assert "2 faults in the input" in err
    assert "items.csv, row 2, column demand_mean: 'x': is not a number -> write digits only" in err
    assert "items.csv, row 2, column demand_sd: '-2': is negative -> give 0 or more" in err


def test_faults_as_json(case, capsys, monkeypatch):
    (case / "items.csv").write_text(TABLES["items"].replace("A,4,2", "A,x,-2"))
    code, out, _ = run(capsys, monkeypatch, "check", str(case), "--json")
    document = json.loads(out)
    assert code == document["exit_code"] == 3
    faults = [finding for finding in document["findings"] if finding["severity"] == "fault"]
    assert [(f["row"], f["column"], f["value"]) for f in faults] == [
        (2, "demand_mean", "x"),
        (2, "demand_sd", "-2"),
    ]


def test_missing_folder_exits_8(tmp_path, capsys, monkeypatch):
    code, _, err = run(capsys, monkeypatch, "check", str(tmp_path / "nowhere"))
    assert code == 8
    assert "is not there" in err


def test_options_reach_the_reader(case, capsys, monkeypatch):
    (case / "items.csv").write_bytes("sku;demand_mean;demand_sd;stockout_cost\nÄ;4,5;2;30\n".encode("cp1252"))
    (case / "offers.csv").write_bytes("sku;supplier;unit_price;lead_time_days\nÄ;Near;9,1;5\n".encode("cp1252"))
    assert run(capsys, monkeypatch, "check", str(case))[0] == 3
    assert run(capsys, monkeypatch, "check", str(case), "--encoding", "cp1252", "--decimal", ",")[0] == 0


def test_escape_sequences_never_reach_the_terminal(case, capsys, monkeypatch):
    (case / "items.csv").write_text(TABLES["items"].replace("B,1,1,0", "\x1b[31mB\x1b[0m,1,1,0"))
    code, out, err = run(capsys, monkeypatch, "check", str(case))
    assert code == 3
    assert "\x1b" not in out + err


def test_escape_sequences_in_a_header_are_shown_as_text(case, capsys, monkeypatch):
    (case / "items.csv").write_text(TABLES["items"].replace("demand_sd", "demand_sd\x1b[2J"))
    code, out, err = run(capsys, monkeypatch, "check", str(case))
    assert code == 3
    assert "\x1b" not in out + err
    assert "demand_sd\\x1b[2j" in err


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\x07b\x9bc", "abc"),
        ("\x1b]0;title\x07x", "x"),
        ("tab\tand\nline", "tab\tand\nline"),
    ],
)
def test_plain(text, shown):
    assert plain(text) == shown


def test_help_ends_in_examples():
    result = CliRunner().invoke(command, ["--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert "Exit codes:" in result.output
