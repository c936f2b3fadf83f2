"""Which sheets are read, and what their headers must be."""

import re
import zipfile

import pytest

from stockposture.io.excel import read_workbook
from stockposture_models.findings import Severity


def test_several_candidate_sheets_are_a_fault_with_their_names(tiny, opened):
    tiny["Items (2)"] = tiny["items"]
    tables, _, (finding,) = read_workbook(opened(tiny))
    assert finding.severity is Severity.FAULT
    assert "'items', 'Items (2)'" in finding.problem
    assert "keep one and name it 'items'" in finding.remedy
    assert "items" not in [table.table for table in tables]


@pytest.mark.parametrize("name", ["Items", " ITEMS ", "items (2)"])
def test_a_single_candidate_is_read_whatever_its_case(tiny, opened, name):
    tiny[name] = tiny.pop("items")
    tables, _, findings = read_workbook(opened(tiny))
    assert {table.sheet for table in tables if table.table == "items"} == {name}
    assert findings == []


def test_other_sheets_are_ignored_with_a_warning(tiny, opened):
    # Faults in a sheet that is not read do not matter.
    tiny["Notes"] = [["=1/0", "#DIV/0!"]]
    tiny["ofers"] = [["old"]]
    tables, _, findings = read_workbook(opened(tiny))
    assert [(f.severity, f.sheet) for f in findings] == [
        (Severity.WARNING, "Notes"),
        (Severity.WARNING, "ofers"),
    ]
    assert "did you mean 'offers'?" in findings[1].problem
    assert len(tables) == 5


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_read_with_a_warning(tiny, opened, state):
    def hide(book):
        book["offers"].sheet_state = state

    tables, _, (finding,) = read_workbook(opened(tiny, hide))
    assert (finding.severity, finding.sheet) == (Severity.WARNING, "offers")
    assert "hidden" in finding.problem
    assert "offers" in [table.table for table in tables]


def test_an_empty_sheet_is_a_fault(tiny, opened):
    tiny["offers"] = []
    tables, _, (finding,) = read_workbook(opened(tiny))
    assert (finding.severity, finding.sheet) == (Severity.FAULT, "offers")
    assert "sku, supplier, unit_price" in finding.remedy
    assert "offers" not in [table.table for table in tables]


def test_a_sheet_without_header_is_a_fault(tiny, opened):
    del tiny["offers"][0]
    _, _, (finding,) = read_workbook(opened(tiny))
    assert (finding.severity, finding.sheet, finding.row) == (Severity.FAULT, "offers", 1)
    assert "no header" in finding.problem


def test_a_header_twice_is_a_fault_naming_both_columns(tiny, opened):
    tiny["items"][0][3] = " Demand Mean"
    _, _, findings = read_workbook(opened(tiny))
    (finding,) = [finding for finding in findings if finding.is_fault]
    assert (finding.row, finding.column) == (1, "demand_mean")
    assert "columns C and D" in finding.problem


def test_headers_are_mended_and_that_is_recorded(tiny, opened):
    tiny["items"][0][2] = " Demand Mean [units/day] "
    tables, _, (finding,) = read_workbook(opened(tiny))
    assert finding.severity is Severity.REPAIR
    assert "demand_mean" in tables[0].columns


def test_values_without_header_are_a_fault_and_blank_columns_are_not(tiny, opened):
    tiny["items"][0][1] = None
    tiny["suppliers"] = [["supplier", None, "region"], ["Acme", None, "North"]]
    _, _, (finding,) = read_workbook(opened(tiny))
    place = (finding.severity, finding.sheet, finding.row, finding.column, finding.value)
    assert place == (Severity.FAULT, "items", 2, "B", "bolt")


def test_prefixed_markup_is_read_and_scanned_alike(tiny, opened):
    # Some writers (the Open XML SDK) put a namespace prefix on every element.
    tiny["suppliers"][1][1] = "#REF!"
    path = opened(tiny)
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    for name, content in parts.items():
        if name.startswith("xl/worksheets/"):
            prefixed = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", content)
            parts[name] = prefixed.replace(b" xmlns=", b" xmlns:x=", 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    tables, _, (finding,) = read_workbook(path)
    assert (finding.sheet, finding.row, finding.column, finding.value) == ("suppliers", 2, "region", "#REF!")
    assert tables[0].columns["sku"].tolist() == ["007", "MAR1"]
