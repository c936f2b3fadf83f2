"""Freight of a shipment over its lines."""

import pandas as pd
import pytest

from stockposture.history.scms.freight import spread_freight


def lines(rows):
    names = ["id", "sku", "quantity", "value", "weight", "freight"]
    table = pd.DataFrame(rows, columns=names)
    table["aliases"] = [()] * len(table)
    return table.astype({"quantity": "float64", "value": "float64"})


#: A pack of A weighs 1 kg, one of B 3 kg: three weighings each.
WEIGHED = [
    *[(f"a{n}", "A", 10, 10, "10", "5") for n in range(3)],
    *[(f"b{n}", "B", 10, 90, "30", "5") for n in range(3)],
]


def test_by_weight_where_every_line_s_is_known():
    shipment = [("1", "A", 10, 10, "44", "400"), ("2", "B", 10, 90, "See DN-1 (ID#:1)", "See DN-1 (ID#:1)")]
    spread, _ = spread_freight(lines(WEIGHED + shipment))
    # 10 kg of A beside 30 kg of B: a quarter and three quarters, of the freight and of the weight.
    assert spread["freight"].tolist()[-2:] == pytest.approx([100, 300])
    assert spread["weight"].tolist()[-2:] == pytest.approx([11, 33])


def test_by_value_where_a_weight_is_not_known():
    shipment = [("1", "A", 10, 10, "44", "400"), ("2", "C", 10, 90, "See DN-1 (ID#:1)", "See DN-1 (ID#:1)")]
    spread, _ = spread_freight(lines(WEIGHED + shipment))
    assert spread["freight"].tolist()[-2:] == pytest.approx([40, 360])


def test_by_quantity_where_nothing_has_a_value():
    shipment = [("1", "C", 10, 0, "44", "400"), ("2", "D", 30, 0, "See DN-1 (ID#:1)", "See DN-1 (ID#:1)")]
    spread, _ = spread_freight(lines(shipment))
    assert spread["freight"].tolist() == pytest.approx([100, 300])


def test_what_is_spread_adds_up():
    shipment = [("1", "A", 7, 13, "44", "400"), ("2", "B", 11, 17, "See DN-1 (ID#:1)", "See DN-1 (ID#:1)")]
    spread, _ = spread_freight(lines(WEIGHED + shipment))
    assert spread["freight"].sum() == pytest.approx(6 * 5 + 400)


def test_a_shipment_billed_elsewhere_stays_unknown():
    other = ("2", "B", 10, 90, "See DN-1 (ID#:1)", "See DN-1 (ID#:1)")
    shipment = [("1", "A", 10, 10, "44", "Invoiced Separately"), other]
    spread, _ = spread_freight(lines(shipment))
    assert spread["freight"].isna().all()


def test_a_dangling_reference_stays_unknown_and_is_counted():
    spread, notes = spread_freight(lines([("1", "A", 10, 10, "See DN-9 (ID#:9)", "See DN-9 (ID#:9)")]))
    assert spread["freight"].isna().all()
    assert spread["weight"].isna().all()
    assert {note.what: note.count for note in notes}["references to a line that is not in the file"] == 1
