"""``stockposture frontier`` as a shell runs it."""

import pytest

from stockposture import Frontier

CAPS = ("--capital", "100,2k,60%,none")


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Where the frontier is written to: tests in the order of this file find it there."""
    return tmp_path_factory.mktemp("frontier") / "frontier"


def test_the_page(shell, case, written):
    done = shell("frontier", case, *CAPS, "--quiet", "--out", written)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("Frontier of 2 items: a plan at 3 of 4 points, each proven within 0")
    assert lines[2].split("  ")[-1].strip() == "one more EUR saves"
    assert lines[3].split()[:2] == ["1", "100"]
    assert "no plan fits: capital" in lines[3]
    assert lines[6].split()[:2] == ["4", "none"]
    assert "Without these limits (100 %) the plan ties up" in done.out
    assert f"Written to {written}: points, steps, changes, limits, shortfalls as CSV and Parquet." in done.out


def test_what_is_written_reads_back(shell, case, written):
    document = shell("frontier", case, *CAPS, "--quiet", "--json").document
    found = Frontier.read(written)
    assert {**found.document, "seconds": 0} == {**document, "seconds": 0}
    assert [point["status"] for point in document["points"]] == ["no_plan_fits", *["within_gap"] * 3]
    assert document["points"][0]["items_jit"] is None
    assert document["points"][3]["capital_cap"] is None
    assert document["shortfalls"][0]["short_by"] > 0
    assert document["changes_in_all"] == len(document["changes"])
    names = {path.name for path in written.iterdir() if path.name[0] != "."}
    tables = ("points", "steps", "changes", "limits", "shortfalls")
    assert names == {"summary.json"} | {f"{name}.{kind}" for name in tables for kind in ("csv", "parquet")}


def test_nothing_fits(shell, case):
    done = shell("frontier", case, "--capital", "1:3:3", "--quiet", "--json")
    assert (done.code, len(done.document["points"])) == (4, 3)
    assert done.document["changes"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name the limits to go through: --capital 1M:5M:20"),
        (("--capital", "1M:5M"), "'1M:5M' is not LO:HI:N"),
        (("--space", "x"), "'x' is not an amount"),
        (("--capital", "1k", "--out", "a", "--pictures", "a/b"), "would be written into one another"),
        (("--capital", "1:2:40", "--space", "1:2:40"), "40 x 40 points are too many"),
    ],
)
def test_usage(shell, case, arguments, words):
    done = shell("frontier", case, *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_what_was_noticed_in_the_case_is_told(shell, changed_case):
    items = "sku,demand_mean,demand_sd,stockout_cost\nBOLT,8,3,0\nNUT,2,1,9\n"
    done = shell("frontier", changed_case(items=items), "--capital", "4k")
    assert done.code == 0
    assert "; see: stockposture check " in done.err
    assert "point 1 of 1: " in done.err


def test_a_folder_of_somebody_else_is_left_alone(shell, case, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = shell("frontier", case, "--capital", "2k", "--out", tmp_path)
    assert done.code == 8
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_the_picture(shell, case, tmp_path):
    pytest.importorskip("matplotlib")
    done = shell("frontier", case, *CAPS, "--pictures", tmp_path / "pictures", "--quiet")
    assert done.code == 0
    assert {"frontier.svg", "frontier.png"} <= {path.name for path in (tmp_path / "pictures").iterdir()}
