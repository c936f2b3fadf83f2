"""A workbook is read and checked like a folder."""

import pytest

from stockposture.io.read import read_case
from stockposture_models.errors import BadInputError, FileFaultError
from stockposture_models.tables.case import ROW_MODELS

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("python_calamine")


def as_workbook(folder, **cells):
    """Write a folder's tables as sheets; ``items_C3=...`` puts a value of its own into a cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table, rows in folder.tables.items():
        sheet = book.create_sheet(table)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append([_typed(name, text) for name, text in row.items()])
    for place, value in cells.items():
        table, cell = place.rsplit("_", 1)
        book[table][cell] = value
    path = folder.path / "case.xlsx"
    book.save(path)
    return path


def _typed(name: str, text: str):
    """Return numbers as numbers, names as text, as people type them."""
    try:
        return None if text == "" else float(text)
    except ValueError:
        return text


def test_the_same_values_have_the_same_digest_as_in_csv(folder):
    from_workbook = read_case(as_workbook(folder))
    from_folder = folder.read()
    for table in ROW_MODELS:
        assert getattr(from_workbook, table).equals(getattr(from_folder, table)), table
    assert from_workbook.digest == from_folder.digest


def test_faults_name_sheet_row_and_column(folder):
    with pytest.raises(BadInputError) as caught:
        read_case(as_workbook(folder, items_C3="two", offers_C2=-1))
    places = {(f.file, f.sheet, f.row, f.column) for f in caught.value.findings if f.is_fault}
    assert places == {("case.xlsx", "items", 3, "demand_mean"), ("case.xlsx", "offers", 2, "unit_price")}


def test_a_refused_cell_is_reported_once(folder):
    with pytest.raises(BadInputError) as caught:
        read_case(as_workbook(folder, items_C3="=1/0"))
    faults = [f for f in caught.value.findings if f.is_fault and (f.row, f.column) == (3, "demand_mean")]
    assert len(faults) == 1, [str(finding) for finding in faults]


def test_number_as_sku_is_reported_once(folder):
    with pytest.raises(BadInputError) as caught:
        read_case(as_workbook(folder, items_A3=7))
    faults = [f for f in caught.value.findings if f.is_fault and (f.row, f.column) == (3, "sku")]
    assert len(faults) == 1, [str(finding) for finding in faults]
    assert "store as text" in faults[0].remedy


def test_a_folder_with_one_workbook_is_that_case(folder, tmp_path):
    path = as_workbook(folder)
    only = tmp_path / "only"
    only.mkdir()
    path.rename(only / "Our parts.xlsx")
    (only / "~$Our parts.xlsx").write_bytes(b"left by Excel while the workbook is open")
    assert read_case(only).digest == folder.read().digest
    (only / "copy.xlsx").write_bytes((only / "Our parts.xlsx").read_bytes())
    with pytest.raises(FileFaultError, match=r"holds several workbooks, Our parts.xlsx, copy.xlsx: name the one"):
        read_case(only)


def test_tables_go_before_a_workbook_beside_them(folder):
    (folder.path / "notes.xlsx").write_bytes(b"no workbook at all")
    assert folder.read().items["sku"].tolist()
