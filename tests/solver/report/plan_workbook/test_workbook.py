"""The workbook: typed cells that read back to the plan's figures, here and in LibreOffice."""

import math
import zipfile
from functools import partial

import openpyxl
import pytest

from stockposture.report.dossier.columns import COLUMNS, Form
from stockposture.report.pictures.words import clean
from stockposture.report.plan_workbook import workbook as books
from stockposture.report.plan_workbook.sheet import LONGEST_CELL, text_cell
from stockposture.report.plan_workbook.workbook import write_plan_workbook
from stockposture_models.plan.kpis import KPIS
from support.libreoffice import libreoffice, saved_again

#: Numbers of a workbook have sixteen digits.
approx = partial(pytest.approx, rel=1e-14)
SHEETS = ["summary", "decisions", "limits", "suppliers", "key figures", "assumptions", "data notes"]


def written(dossier, folder):
    write_plan_workbook(dossier, folder / "plan.xlsx")
    return folder / "plan.xlsx"


@pytest.fixture(scope="module")
def path(dossier, tmp_path_factory):
    return written(dossier, tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def check_decisions(sheet, items):
    """Every cell of the sheet is the figure or the text of its item, of the right type."""
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(items)
    for at, name in enumerate(COLUMNS):
        for cell, value in zip((row[at] for row in rows), items[name], strict=True):
            if COLUMNS[name].form is Form.TEXT:
                assert cell == (clean(value) or None)
            elif math.isnan(value):
                assert cell is None
            else:
                assert isinstance(cell, int | float)
                assert cell == approx(value)


def test_the_sheets_hold_the_plan(book, dossier):
    assert book.sheetnames == SHEETS
    sheet = book["decisions"]
    check_decisions(sheet, dossier.items)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(len(COLUMNS))}{len(dossier.items) + 1}"
    formats = {cell.value: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    assert formats["fill rate"] == "0.00%"
    assert formats["capital [EUR]"] == "#,##0.00"
    assert formats["buffer [units]"] == "#,##0"


def test_the_summary_adds_up(book, dossier):
    rows = {row[0]: row[1] for row in book["summary"].iter_rows(min_row=5, max_row=20, values_only=True)}
    summary = dossier.plan.summary
    assert rows["total cost"] == approx(summary.total_cost)
    assert rows["gap, of the relevant cost"] == approx(summary.gap)
    parts = ("purchase", "ordering", "carrying", "stockout", "supplier", "overflow")
    assert sum(rows[f"{part} cost"] for part in parts) == pytest.approx(summary.total_cost)
    assert len(book["summary"]._charts) == 3


def test_limits_suppliers_and_key_figures_are_the_plans(book, dossier):
    limits = list(book["limits"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in limits] == approx([limit.use for limit in dossier.plan.summary.limits])
    assert [row[7] for row in limits] == approx([limit.shadow_price for limit in dossier.plan.summary.limits])
    spend = [row[5] for row in book["suppliers"].iter_rows(min_row=2, values_only=True)]
    assert spend == pytest.approx(dossier.suppliers["spend"].tolist())
    figures = {row[0]: row[1] for row in book["key figures"].iter_rows(values_only=True)}
    for name, kpi in KPIS.items():
        assert figures[kpi.label] == approx(getattr(dossier.kpis, name))
    told = [row[0] for row in book["assumptions"].iter_rows(min_row=2, values_only=True)]
    assert {"holding_rate", "mip_gap", "postures.jit.programme_cost", "outages"} <= set(told)


def test_hostile_names_are_texts(hostile, tmp_path):
    path = written(hostile, tmp_path)
    book = openpyxl.load_workbook(path)
    check_decisions(book["decisions"], hostile.items)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}  # texts and numbers: no formula, no error
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or "vba" in name.lower()]
        assert not any(b"<hyperlink" in archive.read(name) for name in archive.namelist() if "sheet" in name)


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed (apt-get install libreoffice-calc)")
def test_libreoffice_opens_it_and_reads_the_same(hostile, tmp_path):
    path = written(hostile, tmp_path)
    again = openpyxl.load_workbook(saved_again(path, tmp_path / "again"))
    ours = openpyxl.load_workbook(path)
    assert again.sheetnames == ours.sheetnames
    check_decisions(again["decisions"], hostile.items)
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                found = again[sheet.title].cell(cell.row, cell.column).value
                wanted = approx(cell.value) if cell.data_type == "n" and cell.value is not None else cell.value
                assert found == wanted, (sheet.title, cell.coordinate)
    assert len(again["summary"]._charts) == 3


def test_long_texts_are_cut_to_what_a_cell_holds():
    assert len(text_cell("x" * 40_000)) == LONGEST_CELL


def test_of_very_many_items_the_dearest_are_in_the_book(dossier, tmp_path, monkeypatch):
    monkeypatch.setattr(books, "MOST_ITEMS", 4)
    book = openpyxl.load_workbook(written(dossier, tmp_path))
    dearest = dossier.items.nlargest(4, "relevant_cost")["sku"]
    assert [row[0] for row in book["decisions"].iter_rows(min_row=2, values_only=True)] == sorted(dearest)
    assert "holds the 4 items of the largest relevant cost" in book["summary"]["A3"].value


def test_a_frontier_and_another_plan_have_sheets(beside, tmp_path):
    book = openpyxl.load_workbook(written(beside, tmp_path))
    assert set(book.sheetnames) == {*SHEETS, "frontier", "differences", "items that differ"}
    points = beside.frontier.points
    heads = [cell.value for cell in book["frontier"][1]]
    cost = heads.index("relevant cost")
    found = [row[cost] for row in book["frontier"].iter_rows(min_row=2, max_row=len(points) + 1, values_only=True)]
    assert [value for value in found if value is not None] == approx(points["relevant_cost"].dropna().tolist())
    assert len(book["frontier"]._charts) == 1
    rows = {row[0]: row[2:5] for row in book["differences"].iter_rows(min_row=2, values_only=True)}
    before, after = beside.comparison.plans["relevant_cost"]
    assert rows["relevant cost"] == approx((before, after, after - before))
    assert book["differences"]["D1"].value == "=plan"
    assert book["differences"]["D1"].data_type == "s"
    (item,) = book["items that differ"].iter_rows(min_row=2, values_only=True)
    assert item[0] == beside.plan.items.loc[0, "sku"]
