"""A workbook on its way to a case: every fault of every layer, each once."""

import datetime as dt

import pytest

from stockposture.io.read import read_case
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Severity


def faults_of(path, **options):
    with pytest.raises(BadInputError) as caught:
        read_case(path, **options)
    return [(f.sheet, f.row, f.column, f.value) for f in caught.value.findings if f.is_fault]


def test_a_good_workbook_is_a_case(tiny, opened):
    case = read_case(opened(tiny))
    assert case.items["sku"].tolist() == ["007", "MAR1"]
    assert case.items["demand_sd"].tolist() == [2.5, 5.0]
    assert case.settings.capital_cap == 5000
    assert case.findings == ()


def test_each_spoilt_cell_is_one_fault(tiny, opened):
    tiny["items"][1][2] = "#DIV/0!"
    tiny["items"][2][3] = "=1+1"
    tiny["items"][2][4] = "cheap"
    tiny["offers"][1][2] = dt.date(2024, 5, 1)
    tiny["settings"][1][1] = "lots"
    assert sorted(faults_of(opened(tiny))) == [
        ("items", 2, "demand_mean", "#DIV/0!"),
        ("items", 3, "demand_sd", None),
        ("items", 3, "stockout_cost", "cheap"),
        ("offers", 2, "unit_price", "2024-05-01"),
        ("settings", 2, "value", "lots"),
    ]


def test_a_number_as_sku_in_both_sheets_is_a_fault_in_both(tiny, opened):
    tiny["items"][1][0] = tiny["offers"][1][0] = 7
    assert sorted(faults_of(opened(tiny))) == [("items", 2, "sku", "7"), ("offers", 2, "sku", "7")]


def test_an_error_in_one_sheet_does_not_hide_an_unknown_name_in_another(tiny, opened):
    tiny["warehouses"][1][1] = "#REF!"
    tiny["items"][1][5] = "Mian"
    assert ("items", 2, "warehouse", "Mian") in faults_of(opened(tiny))


def test_several_candidate_sheets_are_not_also_a_missing_table(tiny, opened):
    tiny["items (2)"] = tiny["items"]
    assert [place[0] for place in faults_of(opened(tiny))] == ["items"]


def test_blank_rows_are_skipped_and_totals_refused_with_excels_row_numbers(tiny, opened):
    tiny["items"].insert(2, [])
    case = read_case(opened(tiny))
    assert [(f.severity, f.sheet, f.row) for f in case.findings] == [(Severity.REPAIR, "items", 3)]
    tiny["items"].append(["Total", None, 30])
    assert faults_of(opened(tiny)) == [("items", 5, "sku", "Total")]


def test_decimal_comma_reads_texts_and_numbers_alike(tiny, opened):
    tiny["items"][2][3] = "1,5"
    assert read_case(opened(tiny), decimal=",").items["demand_sd"].tolist() == [2.5, 1.5]
    assert faults_of(opened(tiny)) == [("items", 3, "demand_sd", "1,5")]
