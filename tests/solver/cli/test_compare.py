"""``stockposture baseline``, ``price`` and ``compare`` as a shell runs them."""

import json

import pytest

CURRENT = "sku;buffer;supplier;share\nBOLT;400,0;Far;0,5\nBOLT;;Near;0,5\nNUT;60;;\n"


@pytest.fixture(scope="module")
def plans(case, tmp_path_factory):
    """A solved plan's folder, and today's spreadsheet."""
    from stockposture import Case, solve

    folder = tmp_path_factory.mktemp("plans")
    solve(Case.read(case), capital=2000.0).write(folder / "plan")
    (folder / "today.csv").write_text(CURRENT)
    return folder


def test_a_rule(shell, case, tmp_path):
    done = shell("baseline", case, "--rule", "jic", "--capital", "400", "--out", tmp_path / "jic", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Plan for 2 items: priced as it stands, not optimised.\nBREAKS A LIMIT: working capital")
    assert shell("verify", tmp_path / "jic").code == 0
    loud = shell("baseline", case, "--rule", "jic", "--capital", "400", "--json")
    assert loud.document["status"] == "priced"
    assert "warning: BREAKS A LIMIT: working capital" in loud.err
    assert shell("baseline", case, "--rule", "abc", "--capital", "400", "--knob", "1").code == 2
    assert shell("baseline", case, "--rule", "abc", "--knob", "99").code == 2
    # No cap is nothing to aim at: the knob is free.
    assert shell("baseline", case, "--rule", "abc", "--capital", "none", "--json", "-q").document["capital_cap"] is None


def test_today(shell, case, plans, tmp_path):
    done = shell("price", case, plans / "today.csv", "--current-decimal", ",", "--out", tmp_path / "today")
    assert done.code == 0
    assert "repair: today.csv: separator is a semicolon, read as such" in done.err
    assert "nearshore  1" in done.out
    refused = shell("price", case, plans / "today.csv", "--json", "--quiet")
    assert refused.code == 3
    assert refused.document["findings"][0]["file"] == "today.csv"


def test_against_what_is_done_today(shell, plans, tmp_path):
    (plans / "dot.csv").write_text(CURRENT.replace(",", "."))
    arguments = ("compare", plans / "plan", "--current", plans / "dot.csv", "--rule", "service", "--same-capital")
    done = shell(*arguments, "--out", tmp_path / "out", "--top", "1", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert "Plans set against plan: EUR, cost a year" in done.out
    assert "dot.csv costs " in done.out
    assert "and 1 more; --out and --json have them" in done.out
    document = shell(*arguments, "--json", "--quiet").document
    assert [each["plan"] for each in document["plans"]] == ["plan", "service", "dot.csv"]
    assert document["yardstick"] == "plan"
    written = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert written == document
    assert shell(*arguments, "--out", tmp_path / "out", "--quiet").code == 0  # our own folder may be replaced


def test_refused(shell, plans, tmp_path):
    alone = shell("compare", plans / "plan")
    assert (alone.code, "add --rule or --current" in alone.err) == (2, True)
    assert shell("compare", plans / "plan", "--same-capital", plans / "plan").code == 2
    assert shell("compare", plans / "plan", tmp_path / "none").code == 8


def test_two_folders_of_one_name(shell, plans):
    document = shell("compare", plans / "plan", plans / "plan", plans / "plan", "--json", "--quiet").document
    assert [each["plan"] for each in document["plans"]] == ["plan", str(plans / "plan"), f"{plans / 'plan'} (2)"]
