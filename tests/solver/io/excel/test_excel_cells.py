"""What stands in the cells: errors, formulas, merged and hidden cells, numbers where names belong."""

import datetime as dt

import pytest

from stockposture.io.excel import read_workbook
from stockposture_models.findings import Severity

ITEMS_PART = "xl/worksheets/sheet1.xml"


def test_a_good_workbook_reads_as_text_without_findings(tiny, opened):
    tables, settings, findings = read_workbook(opened(tiny))
    assert findings == []
    assert [table.table for table in tables] == ["items", "suppliers", "offers", "regions", "warehouses"]
    items = tables[0]
    assert items.source == "case.xlsx"
    assert items.sheet == "items"
    assert items.rows.tolist() == [2, 3]
    assert {name: values.tolist() for name, values in items.columns.items()} == {
        "sku": ["007", "MAR1"],
        "description": ["bolt", "nut"],
        "demand_mean": ["10", "20"],
        "demand_sd": ["2.5", "5"],
        "stockout_cost": ["1", "0.5"],
        "warehouse": ["Main", "Main"],
    }
    assert settings == {"capital_cap": 5000}


@pytest.mark.parametrize("sku", ["00000001", "1E5", "NA", "None", "TRUE", "12345678901234567890", "=1+1", "nan"])
def test_text_skus_stay_as_they_are(tiny, opened, sku):
    def as_text(book):
        book["items"]["A2"].value = sku
        book["items"]["A2"].data_type = "s"

    tables, _, findings = read_workbook(opened(tiny, as_text))
    assert tables[0].columns["sku"].tolist() == [sku, "MAR1"]
    assert findings == []


def test_error_cells_are_faults_with_their_text(tiny, opened):
    tiny["items"][2][2] = "#DIV/0!"
    tiny["offers"][1][3] = "#N/A"
    _, _, findings = read_workbook(opened(tiny))
    found = [(f.severity, f.sheet, f.row, f.column, f.value) for f in findings]
    assert found == [
        (Severity.FAULT, "items", 3, "demand_mean", "#DIV/0!"),
        (Severity.FAULT, "offers", 2, "lead_time_days", "#N/A"),
    ]
    assert "correct the formula" in findings[0].remedy


def test_formulas_never_computed_are_faults(tiny, opened):
    tiny["items"][1][2] = "=5*2"
    _, _, (finding,) = read_workbook(opened(tiny))
    assert (finding.severity, finding.sheet, finding.row, finding.column) == (
        Severity.FAULT,
        "items",
        2,
        "demand_mean",
    )
    assert "never computed" in finding.problem
    assert "open the workbook in Excel and save it" in finding.remedy


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (b'<c r="C2"><f>5*2</f><v>10</v></c>', "10"),
        (b'<c r="C2" t="str"><f>"1"&amp;"2"</f><v>12</v></c>', "12"),
        (b'<c r="C2" t="str"><f>""</f><v></v></c>', ""),
    ],
)
def test_computed_formulas_are_read(tiny, opened, operated, cell, value):
    book = operated(opened(tiny), ITEMS_PART, b'<c r="C2" t="n"><v>10</v></c>', cell)
    tables, _, findings = read_workbook(book)
    assert tables[0].columns["demand_mean"].tolist() == [value, "20"]
    assert findings == []


def test_merged_cells_are_faults_with_their_range(tiny, opened):
    def merge(book):
        book["items"].merge_cells("F2:F3")

    _, _, findings = read_workbook(opened(tiny, merge))
    assert [(f.severity, f.sheet, f.row, f.value) for f in findings] == [(Severity.FAULT, "items", 2, "F2:F3")]
    assert "unmerge" in findings[0].remedy


def test_hidden_rows_and_columns_are_read_with_a_warning(tiny, opened):
    def hide(book):
        book["items"].row_dimensions[3].hidden = True
        book["items"].column_dimensions["B"].hidden = True

    tables, _, findings = read_workbook(opened(tiny, hide))
    assert tables[0].rows.tolist() == [2, 3]
    assert [(f.severity, f.sheet, f.row, f.value) for f in findings] == [
        (Severity.WARNING, "items", 3, "3"),
        (Severity.WARNING, "items", None, "description"),
    ]


def test_many_hidden_rows_make_one_warning(tiny, opened):
    tiny["items"] += [[f"S{number}", "", 1, 1, 1, ""] for number in range(30)]

    def hide(book):
        for row in range(5, 30):
            book["items"].row_dimensions[row].hidden = True

    _, _, (finding,) = read_workbook(opened(tiny, hide))
    assert finding.row == 5
    assert finding.value == "5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 15 more"


@pytest.mark.parametrize(
    ("typed", "text", "kind"),
    [(7, "7", "number"), (dt.date(2024, 3, 1), "2024-03-01", "date"), (True, "TRUE", "TRUE/FALSE value")],
)
@pytest.mark.parametrize(
    ("sheet", "column", "name"), [("items", 0, "sku"), ("offers", 1, "supplier"), ("items", 5, "warehouse")]
)
def test_numbers_and_dates_as_names_are_faults(tiny, opened, typed, text, kind, sheet, column, name):
    tiny[sheet][2][column] = typed
    _, _, (finding,) = read_workbook(opened(tiny))
    place = (finding.severity, finding.sheet, finding.row, finding.column, finding.value)
    assert place == (Severity.FAULT, sheet, 3, name, text)
    assert kind in finding.problem
    assert "store as text" in finding.remedy


def test_other_cells_become_the_text_a_person_would_type(tiny, opened):
    tiny["items"][1][1:5] = [12.0, dt.datetime(2024, 3, 1, 6, 30), True, 1e-7]
    tables, _, findings = read_workbook(opened(tiny))
    row = [tables[0].columns[name][0] for name in ("description", "demand_mean", "demand_sd", "stockout_cost")]
    assert row == ["12", "2024-03-01T06:30:00", "TRUE", "1e-07"]
    assert findings == []


def test_rows_are_numbered_as_excel_shows_them(tiny, opened):
    # A table may begin lower down, and blank rows are left for the checks to skip and name.
    tiny["items"] = [[], [], *tiny["items"][:2], [], tiny["items"][2]]
    tables, _, findings = read_workbook(opened(tiny))
    assert tables[0].rows.tolist() == [4, 5, 6]
    assert tables[0].columns["sku"].tolist() == ["007", "", "MAR1"]
    assert findings == []


def test_number_cells_take_the_decimal_mark_of_number_texts(tiny, opened):
    # With --decimal , a text "1,5" and a number 2.5 may stand in one column.
    tiny["items"][1][3], tiny["items"][2][3] = 2.5, "1,5"
    tables, _, _ = read_workbook(opened(tiny), decimal=",")
    assert tables[0].columns["demand_sd"].tolist() == ["2,5", "1,5"]


def test_cells_without_reference_are_counted(tiny, opened, operated):
    tiny["items"][1][3] = "#NUM!"
    path = opened(tiny)
    for reference in (b' r="D2"', b' r="C2"'):
        operated(path, ITEMS_PART, b"<c" + reference, b"<c")
    _, _, (finding,) = read_workbook(path)
    assert (finding.row, finding.column, finding.value) == (2, "demand_sd", "#NUM!")
    operated(path, ITEMS_PART, b'<row r="3"', b'<row r="three" hidden="1"')
    _, _, (finding,) = read_workbook(path)
    assert "damaged" in finding.problem
