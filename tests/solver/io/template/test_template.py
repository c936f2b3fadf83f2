"""The starter case: accepted as it is, alike as folder and workbook, described by the row models."""

import csv
import re
import tomllib

import numpy as np
import openpyxl
import pytest

from stockposture.io.excel import read_workbook
from stockposture.io.read import read_case
from stockposture.io.template import write_starter_folder, write_starter_workbook
from stockposture.io.template.starter import SETTINGS, TABLES
from stockposture_models.errors import FileFaultError
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.row import unit_of
from stockposture_models.tables.settings import Settings


@pytest.fixture
def folder(tmp_path):
    write_starter_folder(tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def workbook(tmp_path):
    return write_starter_workbook(tmp_path / "case.xlsx")


def test_folder_and_workbook_are_accepted_and_are_the_same_case(folder, workbook):
    from_folder, from_workbook = read_case(folder), read_case(workbook)
    assert from_folder.findings == ()
    assert from_workbook.findings == ()
    assert from_folder.digest == from_workbook.digest
    assert from_folder.settings == SETTINGS


def test_the_case_read_back_is_the_starter(folder):
    case = read_case(folder)
    for table, rows in TABLES.items():
        frame = getattr(case, table)
        assert len(frame) == len(rows)
        for row in rows:
            same = (frame[list(row.key)] == [getattr(row, name) for name in row.key]).all(axis=1)
            found = frame[same].iloc[0]
            for name in frame.columns:
                expected = getattr(row, name)
                assert found[name] == expected or (expected is None and np.isnan(found[name]))


def test_csv_headers_are_the_columns_of_the_row_models(folder):
    for table, model in ROW_MODELS.items():
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == list(model.model_fields)


def test_settings_toml_explains_every_setting_and_reads_back(folder):
    text = (folder / "settings.toml").read_text(encoding="utf-8")
    assert Settings.model_validate(tomllib.loads(text)) == SETTINGS
    for name, field in Settings.model_fields.items():
        if name == "postures":
            continue
        assert field.description in text
        # A group of settings has a section, a list of tables an example of one.
        assert any(form in text for form in (f"{name} =", f"[{name}]", f"[[{name}]]"))
    assert '# Name of the currency, for people. Default: "".\ncurrency = "EUR"' in text
    assert "Values: peak or average. Default: peak." in text
    assert "# time_limit =\n" in text
    assert "\n[postures.jic]\n" in text


def test_every_header_has_a_note_with_unit_and_default(workbook):
    book = openpyxl.load_workbook(workbook)
    for table, model in ROW_MODELS.items():
        header = next(book[table].iter_rows(min_row=1, max_row=1))
        assert [cell.value for cell in header] == list(model.model_fields)
        for cell, field in zip(header, model.model_fields.values(), strict=True):
            note = cell.comment.text
            assert field.description in note
            assert unit_of(field) in note
            assert ("Required." in note) is field.is_required()
            assert ("Default: " in note) is not field.is_required()
            assert cell.font.bold is field.is_required()
        assert book[table].freeze_panes is not None


def rules_of(book, sheet):
    """Formula or criteria of the validation of each column's first record."""
    header = [cell.value for cell in book[sheet][1]]
    found = {}
    for rule in book[sheet].data_validations.dataValidation:
        for area in rule.sqref.ranges:
            found[header[area.min_col - 1]] = (rule.type, rule.operator, rule.formula1, rule.formula2)
            assert (area.min_row, area.max_row) == (2, 1048576)
    return found


def test_drop_downs_and_number_rules(workbook):
    book = openpyxl.load_workbook(workbook)
    items, suppliers, offers = (rules_of(book, sheet) for sheet in ("items", "suppliers", "offers"))
    assert items["shortage"][::2] == ("list", '"lost,backorder"')
    assert suppliers["nearshore"][::2] == ("list", '"TRUE,FALSE"')
    names = "OFFSET({0}!$A$2,0,0,MAX(1,COUNTA({0}!$A:$A)-1),1)"
    assert items["warehouse"][::2] == ("list", names.format("warehouses"))
    assert suppliers["region"][::2] == ("list", names.format("regions"))
    assert offers["supplier"][::2] == ("list", names.format("suppliers"))
    assert offers["sku"][::2] == ("list", names.format("items"))
    assert items["criticality"] == ("whole", None, "1", "5")
    assert items["demand_mean"] == ("decimal", "greaterThanOrEqual", "0", None)
    assert "description" not in items
    assert "sku" not in items


def test_names_are_text_cells_to_the_last_row_and_rates_percentages(workbook):
    book = openpyxl.load_workbook(workbook)
    items = book["items"]
    assert items["A2"].data_type == "s"
    assert items["A2"].number_format == "@"
    assert items.column_dimensions["A"].number_format == "@"
    assert items.column_dimensions["G"].number_format == "0.0%"
    assert items["G7"].value == 0.25


def test_the_read_me_lists_every_column_with_its_unit(workbook):
    listed = {
        (row[0], row[1]): row[2] for row in openpyxl.load_workbook(workbook)["read me"].iter_rows(values_only=True)
    }
    for table, model in ROW_MODELS.items():
        for name, field in model.model_fields.items():
            assert (listed[table, name] or "") == unit_of(field)


def test_the_settings_sheet_reads_back(workbook):
    _, settings, findings = read_workbook(workbook)
    assert findings == []
    assert Settings.model_validate(settings) == SETTINGS


@pytest.mark.parametrize("write", [write_starter_folder, write_starter_workbook])
def test_nothing_is_overwritten(tmp_path, write):
    write(tmp_path / "case")
    before = {path: path.read_bytes() for path in (tmp_path / "case").iterdir()}
    with pytest.raises(FileFaultError, match="already exists -> choose another name"):
        write(tmp_path / "case")
    assert {path: path.read_bytes() for path in (tmp_path / "case").iterdir()} == before
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileFaultError, match="is a file"):
        write(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty")


def test_an_existing_workbook_is_not_overwritten(workbook):
    before = workbook.read_bytes()
    with pytest.raises(FileFaultError, match="already exists"):
        write_starter_workbook(workbook)
    assert workbook.read_bytes() == before


def test_excel_opening_the_csv_would_not_change_a_name():
    # Excel turns texts that look like numbers or dates into those.
    for rows in TABLES.values():
        for row in rows:
            for name in row.key:
                text = getattr(row, name)
                assert not re.fullmatch(r"[\d.,:/ +-]+|\d+[eE]\d+|[A-Za-z]{3}-?\d{1,4}", text)
                assert text[0] not in "=+-@'"
