"""``stockposture report``: what it writes, and what it leaves alone."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from stockposture import Case, solve


@pytest.fixture(scope="module")
def plan(case, tmp_path_factory) -> Path:
    """The two items, solved; not to be changed."""
    folder = tmp_path_factory.mktemp("report") / "plan"
    solve(Case.read(case)).write(folder)
    return folder


def test_a_page_is_written_beside_the_plan(shell, plan):
    done = shell("report", plan)
    page = plan.with_name("plan.html")
    assert done.code == 0
    assert done.out.startswith(f"Written: {page} (")
    assert "<title>Plan for 2 items</title>" in page.read_text(encoding="utf-8")
    assert {path.name for path in page.parent.iterdir()} == {"plan", "plan.html"}


def test_a_report_of_ours_is_replaced_one_that_was_edited_is_not(shell, plan, tmp_path):
    for name in ("report.html", "report.xlsx"):
        target = tmp_path / name
        assert shell("report", plan, "--out", target, "--quiet").code == 0
        assert shell("report", plan, "--out", target, "--quiet").code == 0
    page = tmp_path / "report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("2 items", "3 items"), encoding="utf-8")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    book["decisions"]["A2"] = "mine"
    book.save(tmp_path / "report.xlsx")
    for name in ("report.html", "report.xlsx"):
        before = (tmp_path / name).read_bytes()
        done = shell("report", plan, "--out", tmp_path / name)
        assert done.code == 8
        assert "it is left alone" in done.err
        assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("name", ["notes.html", "notes.xlsx"])
def test_what_is_not_ours_is_left_alone(shell, plan, tmp_path, name):
    target = tmp_path / name
    target.write_text("<p>mine</p>", encoding="utf-8")
    done = shell("report", plan, "--out", target)
    assert done.code == 8
    assert "is no report of stockposture" in done.err
    assert target.read_text(encoding="utf-8") == "<p>mine</p>"


def test_a_kind_of_file_that_is_not_written_is_no_folder_either(shell, plan, tmp_path):
    done = shell("report", plan, "--out", tmp_path / "report.pdf")
    assert done.code == 2
    assert "report.pdf: a report is .html or .xlsx, or a folder of both" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_plan_folder_is_not_written_into(shell, plan):
    before = sorted(plan.rglob("*"))
    done = shell("report", plan, "--out", plan / "report.html")
    assert done.code == 8
    assert "a plan that stockposture wrote" in done.err
    assert sorted(plan.rglob("*")) == before


def test_a_folder_gets_page_workbook_and_pictures(shell, plan, tmp_path):
    done = shell("report", plan, "--out", tmp_path / "report", "--json", "--quiet")
    assert done.code == 0
    assert done.err == ""
    written = {path.name for path in (tmp_path / "report").iterdir()} - {".stockposture.json"}
    assert {Path(file).name for file in done.document["files"]} == written
    assert {"report.html", "report.xlsx", "posture-by-risk.svg", "spend-by-supplier.svg"} <= written
    assert done.document["bytes"] == [Path(file).stat().st_size for file in done.document["files"]]
    assert shell("report", plan, "--out", tmp_path / "report", "--quiet").code == 0


def test_what_is_no_plan_is_said(shell, tmp_path):
    done = shell("report", tmp_path / "nothing")
    assert done.code == 8
    assert "no such plan folder" in done.err
    assert list(tmp_path.iterdir()) == []


def test_another_plan_is_set_beside_it(shell, plan, tmp_path):
    assert shell("baseline", plan / "case", "--rule", "jic", "--out", tmp_path / "today", "--quiet").code == 0
    done = shell("report", plan, "--against", tmp_path / "today", "--out", tmp_path / "report.html")
    assert done.code == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "less a year than today" in page
    assert shell("report", plan, "--against", tmp_path / "nothing").code == 8


@pytest.mark.parametrize("command", ["report", "compare", "explain"])
def test_rows_that_are_no_plan_of_the_case_are_refused(shell, plan, tmp_path, command):
    broken = tmp_path / "broken"
    shutil.copytree(plan, broken)
    header, first, last = (broken / "plan.csv").read_text(encoding="utf-8").splitlines()
    (broken / "plan.csv").write_text(f"{header}\n{first}\n", encoding="utf-8")
    sku, missing = (row.split(",")[0].strip('"') for row in (first, last))
    beside = {"report": (), "compare": (plan,), "explain": (sku,)}[command]
    done = shell(command, broken, *beside)
    assert done.code == 7
    assert f"{missing}: sku: the item has no row in the plan" in done.err
