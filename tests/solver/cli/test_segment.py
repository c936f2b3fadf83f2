"""``stockposture segment`` as a shell runs it."""

from pathlib import Path

import pytest

from stockposture import Case

RULES = """
[[governance]]
name = "no jit for the critical"
when = "criticality >= 4"
not = ["jit"]

[[governance]]
name = "one source survives"
when = "suppliers == 1"
survive = "time-to-recover"
"""
ITEMS = (
    "sku,demand_mean,demand_sd,unit_margin,expedite_premium,criticality,warehouse\n"
    "BOLT,8,3,4,,5,Hall\nNUT,2,1,,9,2,Hall\n"
)
SETTINGS = f'currency = "EUR"\ncapital_cap = 5000\n{RULES}'


@pytest.fixture
def ruled(changed_case) -> Path:
    """The two items without stockout costs, under two rules; NUT has one source, down for 20 days."""
    return changed_case(items=ITEMS, settings=SETTINGS)


def test_the_page(shell, ruled):
    done = shell("segment", ruled, "--quiet")
    assert (done.code, done.err) == (0, "")
    assert "By criticality and fragility, items" in done.out
    assert "no jit for the critical  not jit                  1 item" in done.out
    assert "one source survives      survive time-to-recover  1 item" in done.out
    assert "unit_margin       1 item" in done.out
    assert "hybrid|jic" in done.out
    assert "40 units" in done.out


def test_for_machines(shell, ruled):
    document = shell("segment", ruled, "--json", "--quiet").document
    bolt, nut = document["segments"]
    assert (bolt["stockout_cost"], bolt["stockout_cost_from"], bolt["allowed_postures"]) == (
        4,
        "unit_margin",
        "hybrid|jic",
    )
    assert (nut["stockout_cost"], nut["stockout_cost_from"], nut["min_buffer"]) == (9, "expedite_premium", 40)
    assert sum(cell["items"] for cell in document["criticality_fragility"]) == 2
    assert "sensitivity" not in document


def test_written_it_is_a_case_to_solve(shell, ruled, tmp_path):
    target = tmp_path / "segmented"
    done = shell("segment", ruled, "--out", target, "--quiet")
    assert done.out.endswith(f"Written to {target}: the case, with segments.csv.\n")
    case = Case.read(target)
    assert case.items["stockout_cost"].tolist() == [4.0, 9.0]
    assert case.items["stockout_cost_from"].tolist() == ["unit_margin", "expedite_premium"]
    assert len(case.settings.governance) == 2
    plan = shell("solve", target, "--json", "--quiet", "--out", tmp_path / "plan")
    assert plan.code == 0
    assert shell("verify", tmp_path / "plan", "--quiet").code == 0
    assert 'Under governance: ""no jit for the critical""' in (tmp_path / "plan" / "plan.csv").read_text()


def test_sensitivity(shell, ruled, tmp_path):
    done = shell("segment", ruled, "--sensitivity", "--capital", "4k", "--out", tmp_path / "out")
    assert done.code == 0
    assert "Sensitivity: solved with all stockout costs halved, as they are, doubled" in done.out
    assert "costs doubled" in done.err
    assert (tmp_path / "out" / "sensitivity.csv").exists()
    document = shell("segment", ruled, "--sensitivity", "--json", "--quiet").document
    assert [plan["factor"] for plan in document["sensitivity"]["plans"]] == [0.5, 1.0, 2.0]


def test_limits_belong_to_the_sensitivity(shell, ruled):
    done = shell("segment", ruled, "--capital", "4k")
    assert done.code == 2
    assert "add --sensitivity" in done.err


def test_the_matrix_as_a_picture(shell, ruled, tmp_path):
    pytest.importorskip("matplotlib")
    done = shell("segment", ruled, "--pictures", tmp_path / "pictures", "--quiet")
    assert done.code == 0
    names = {path.name for path in (tmp_path / "pictures").iterdir()}
    assert {"criticality-fragility.svg", "criticality-fragility.png"} <= names


def test_pictures_and_case_are_not_written_into_one_another(shell, ruled):
    done = shell("segment", ruled, "--pictures", "both", "--out", "both")
    assert done.code == 2


@pytest.mark.parametrize("command", ["check", "segment", "solve"])
def test_rules_that_leave_nothing_are_bad_input_to_every_command(shell, changed_case, command):
    lean = '[[governance]]\nname = "lean"\nnot = ["hybrid", "jic"]\n'
    done = shell(command, changed_case(items=ITEMS, settings=SETTINGS + lean), "--quiet")
    assert done.code == 3
    assert '"no jit for the critical" (not jit) and "lean" (not hybrid or jic) leave the item no posture' in done.err


def test_a_rule_that_cannot_be_read_is_bad_input(shell, changed_case):
    done = shell("segment", changed_case(settings=SETTINGS.replace("criticality >=", "critcality >=")))
    assert done.code == 3
    assert "governance.0.when" in done.err
    assert "did you mean 'criticality'?" in done.err
