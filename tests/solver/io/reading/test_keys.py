"""Bad input, "Keys": each line is a test."""

import unicodedata

import pytest

from stockposture_models.findings import Severity

FAULT, WARNING, REPAIR = Severity.FAULT, Severity.WARNING, Severity.REPAIR


def rename(folder, new: str) -> None:
    """Give the pump another key wherever it stands."""
    folder.put("items", 3, sku=new)
    folder.put("offers", 4, sku=new)


@pytest.mark.parametrize(
    "key",
    ["007", "0048213", "1E5", "NA", "None", "nan", "null", "TRUE", "12345678901234567890", "1.0", "-", "3/4"],
)
def test_kept_as_text(folder, key):
    rename(folder, key)
    case = folder.read()
    assert key in case.items["sku"].tolist()
    assert key in case.offers["sku"].tolist()
    assert case.findings == ()


def test_padded(folder):
    folder.put("items", 3, sku=" PUMP-2\u00a0")
    repair = folder.only(REPAIR)
    warning = folder.only(WARNING)
    for finding in (repair, warning):
        assert (finding.row, finding.column, finding.value) == (3, "sku", " PUMP-2\u00a0")
    assert warning.remedy
    assert folder.read().items["sku"].tolist() == ["BOLT-1", "PUMP-2"]


def test_duplicate_names_both_rows(folder):
    folder.add("items", like=3)
    finding = folder.only(FAULT)
    assert (finding.file, finding.row, finding.column, finding.value) == ("items.csv", 4, "sku", "PUMP-2")
    assert "row 3" in finding.problem
    assert "row 4" in finding.problem
    assert finding.remedy


@pytest.mark.parametrize(
    ("one", "other"),
    [("Pump-2", "PUMP-2"), (unicodedata.normalize("NFD", "Pümp"), "Pümp"), ("\uff21-1", "A-1")],
    ids=["case", "Unicode form", "full width"],
)
def test_differing_only_in_case_or_unicode_form(folder, one, other):
    rename(folder, one)
    folder.add("items", like=3, sku=other)
    folder.add("offers", like=4, sku=other)
    finding = folder.only(WARNING)
    assert (finding.file, finding.row, finding.column, finding.value) == ("items.csv", 4, "sku", other)
    assert f"{one!r} (row 3)" in finding.problem
    assert finding.remedy
    assert len(folder.read().items) == 3


def test_empty(folder):
    folder.put("items", 3, sku=" ")
    faults = [finding for finding in folder.findings() if finding.is_fault]
    # The pump's offer has lost its item, too.
    assert [(f.file, f.row, f.column, f.value or "") for f in faults] == [
        ("items.csv", 3, "sku", " "),
        ("offers.csv", 4, "sku", "PUMP-2"),
    ]
    assert "fill it in" in faults[0].remedy


@pytest.mark.parametrize(
    ("table", "row", "column", "text", "close"),
    [
        ("offers", 4, "supplier", "Near Gmbh.", "Near GmbH"),
        ("offers", 4, "supplier", "NEAR GMBH", "Near GmbH"),
        ("suppliers", 2, "region", "Aisa", "Asia"),
        ("items", 3, "warehouse", "W11", "W1"),
    ],
    ids=["unknown supplier", "unknown but for case", "unknown region", "unknown warehouse"],
)
def test_unknown_name_with_close_match(folder, table, row, column, text, close):
    folder.put(table, row, **{column: text})
    finding = folder.only(FAULT)
    assert (finding.file, finding.row, finding.column, finding.value) == (f"{table}.csv", row, column, text)
    assert f"did you mean {close!r}?" in finding.remedy


def test_unknown_warehouse_without_a_warehouses_table(folder):
    del folder.tables["warehouses"]
    finding = folder.only(FAULT)
    assert (finding.row, finding.column, finding.value) == (2, "warehouse", "W1")
    assert "which the case does not have" in finding.problem


def test_offer_for_an_unknown_item(folder):
    folder.add("offers", sku="PUMP-3")
    finding = folder.only(FAULT)
    assert (finding.file, finding.row, finding.value) == ("offers.csv", 5, "PUMP-3")
    assert "did you mean 'PUMP-2'?" in finding.remedy


def test_supplier_never_used(folder):
    folder.add("suppliers", supplier="Idle Inc", region="")
    finding = folder.only(WARNING)
    assert (finding.file, finding.row, finding.value) == ("suppliers.csv", 4, "Idle Inc")
    assert finding.remedy


def test_item_without_offer(folder):
    folder.add("items", sku="NUT-3")
    finding = folder.only(FAULT)
    assert (finding.file, finding.row, finding.column, finding.value) == ("items.csv", 4, "sku", "NUT-3")
    assert "add a row to offers" in finding.remedy


def test_same_offer_twice(folder):
    folder.add("offers", like=3)
    finding = folder.only(FAULT)
    assert (finding.file, finding.row, finding.value) == ("offers.csv", 5, "BOLT-1, Near GmbH")
    assert "row 3" in finding.problem
    assert "row 5" in finding.problem
    assert finding.remedy
