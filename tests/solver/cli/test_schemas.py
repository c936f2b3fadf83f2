"""The published schemas: one a command, written from code, and true of what every command prints."""

import json
from pathlib import Path

import jsonschema
import pytest

from stockposture.api import Case, solve
from stockposture.cli.schemas.publish import commands, file_name, published, schema_of
from support.scms import as_bytes

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "docs" / "schemas"
HISTORY = ROOT / "data" / "history"

#: Command to arguments that it ends well with, where {case}, {plan}, {history}, {scms} and {out} stand for paths.
GOOD = {
    "init": ["init {out}"],
    "check": ["check {case}"],
    "import scms": ["import scms {scms} --out {out}"],
    "profile": ["profile {history} --out {out}"],
    "segment": ["segment {case} --sensitivity"],
    "solve": ["solve {case} --simulate", "solve {case} --capital 1e30"],
    "baseline": ["baseline {case} --rule abc", "baseline {case} --rule jit --capital 300"],
    "price": ["price {case} {plan}"],
    "compare": ["compare {plan} {plan} --rule jit", "compare {plan} --rule abc --same-capital"],
    "frontier": ["frontier {case} --capital 40%:100%:2", "frontier {case} --capital 300,none --space 1,none"],
    "explain": ["explain {plan} BOLT"],
    "report": ["report {plan} --out {out}.html"],
    "simulate": ["simulate {plan} --years 1 --runs 2", "simulate {plan} --years 1 --runs 2 --until 0.5"],
    "stress": ["stress {plan} --runs 2", "stress {plan} --fail-supplier Far --runs 2 --no-ranking"],
    "backtest": ["backtest {history} --split 2025-01-01 --months 1"],
    "verify": ["verify {plan}"],
    "schema": ["schema", "schema solve", "schema import scms", "schema case"],
}
#: Arguments that no command ends well with: usage, and files that are not there.
BAD = ["{command} --nonsense", "{command} {nowhere}", "{command} {nowhere} --out {nowhere}", "{command} {nowhere} X"]


@pytest.fixture(scope="module")
def plan(case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("schemas") / "plan"
    solve(Case.read(case)).write(folder)
    return folder


@pytest.fixture
def places(case, plan, tmp_path):
    (tmp_path / "scms.csv").write_bytes(as_bytes())
    names = {"scms": tmp_path / "scms.csv", "nowhere": tmp_path / "nowhere", "out": tmp_path / "out"}
    return {"case": case, "plan": plan, "history": HISTORY, **names}


def faults(command: str, document: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema_of(command))
    leaves = [leaf for error in validator.iter_errors(document) for leaf in (error.context or [error])]
    return [f"{'/'.join(map(str, leaf.absolute_path))}: {leaf.message[:300]}" for leaf in leaves]


def test_there_is_one_for_every_command_and_no_other():
    assert sorted(GOOD) == sorted(commands()), "each needs cli/schemas/<command>.py and a line in GOOD"
    assert sorted(path.name for path in SCHEMAS.iterdir()) == sorted(published())
    assert set(map(file_name, commands())) < set(published())


def test_the_files_are_written_from_code():
    for name, made in published().items():
        text = (SCHEMAS / name).read_text(encoding="utf-8")
        assert text == made, "write them again: python -m stockposture.cli.schemas.publish docs/schemas"
        jsonschema.Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize(("command", "line"), [(name, line) for name, lines in GOOD.items() for line in lines])
def test_what_is_printed_is_what_it_says(shell, places, command, line):
    done = shell(*[word.format(**places) for word in line.split()], "--json", "--quiet")
    assert done.code == 0, done.err
    assert faults(command, done.document) == []
    assert "exit_code" not in done.document


@pytest.mark.parametrize("command", commands())
def test_errors_are_what_it_says(shell, places, command):
    codes = set()
    for line in BAD:
        words = line.replace("{command}", command).split()
        done = shell(*[word.format(**places) for word in words], "--json", "--quiet")
        assert faults(command, done.document) == []
        codes.add(done.code)
        assert done.document.get("exit_code", 0) == done.code
    assert 2 in codes


def test_details_of_errors(shell, changed_case, case):
    folder = changed_case(items="sku,demand_mean,demand_sd,stockout_cost\nBOLT,-8,3,4\nNUT,2,1,x\n")
    for command in ("check", "solve", "segment"):
        done = shell(command, folder, "--json", "-q")
        assert (done.code, faults(command, done.document)) == (3, [])
        assert len(done.document["findings"]) >= 2
    done = shell("solve", case, "--capital", 1, "--json", "-q")
    assert (done.code, faults("solve", done.document)) == (4, [])
    assert done.document["shortfalls"]


def test_what_is_not_so_would_be_seen():
    assert faults("verify", {"verified": True, "items": "2", "total_cost": 1.0, "gap": 0.0, "limits": 1})
    assert faults("verify", {"verified": True, "items": 2, "total_cost": 1.0, "gap": 0.0, "limits": 1, "more": 1})
    assert faults("init", {"error": "x"})
    assert faults("init", {"error": "x", "exit_code": 9})
    assert not faults("init", {"error": "x", "exit_code": 8})


def test_schema_for_people_and_unknown_names(shell):
    assert shell("schema").out.splitlines() == [*commands(), "case"]
    assert json.loads(shell("schema", "import", "scms").out) == schema_of("import scms")
    done = shell("schema", "solv")
    assert (done.code, "did you mean 'solve'?" in done.err) == (2, True)
