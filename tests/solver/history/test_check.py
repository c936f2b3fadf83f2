"""Every fault of a history in one report."""

import pytest

from stockposture.history.check import check_history
from stockposture_models.errors import BadInputError
from support.history import SUPPLIERS, delivery, history_of, raw, wanted

GOOD = delivery("A", "Xan", "2012-01-01", "2012-02-01")
WANTED = wanted("A", "2012-01-01", 5)


def faults(*arguments, **options):
    with pytest.raises(BadInputError) as caught:
        history_of(*arguments, **options)
    return [(fault.file, fault.row, fault.column, fault.value) for fault in caught.value.findings if fault.is_fault]


def test_types():
    history = history_of([wanted("A", "2012-01-31 12:00", "-2.5")], [GOOD])
    assert history.demand["date"].dt.day.tolist() == [31]
    assert history.demand["quantity"].tolist() == [-2.5]
    assert history.deliveries["promised"].isna().all()
    assert history.deliveries["freight"].isna().all()
    assert history.suppliers["nearshore"].tolist() == [False, True, False]
    assert history.items.empty
    assert "unit_weight_kg" in history.items


def test_ambiguous_dates():
    demand = [wanted("A", "03/04/2012", 1), wanted("A", "31/04/2012", 1), wanted("A", "soon", 1)]
    with pytest.raises(BadInputError, match="--date-format") as caught:
        history_of(demand, [GOOD])
    assert [(fault.row, fault.value) for fault in caught.value.findings] == [
        (2, "03/04/2012"),
        (3, "31/04/2012"),
        (4, "soon"),
    ]
    assert "ambiguous" in caught.value.findings[0].problem
    assert "not a date" in caught.value.findings[1].problem


def test_a_named_date_format_settles_it():
    rows = [delivery("A", "Xan", "01/03/2012", "02/03/2012")]
    history = history_of([wanted("A", "03/04/2012", 1)], rows, date_format="%d/%m/%Y")
    assert history.demand["date"].dt.month.tolist() == [4]
    assert (history.deliveries["received"] - history.deliveries["ordered"]).dt.days.tolist() == [1]


def test_received_before_ordered():
    late = delivery("A", "Xan", "2012-02-02", "2012-02-01")
    assert faults([WANTED], [GOOD, late]) == [("deliveries.csv", 3, "received", "2012-02-01")]


def test_negative_delivery():
    found = faults([WANTED], [delivery("A", "Xan", "", "2012-02-01", quantity=-1)])
    assert found == [("deliveries.csv", 2, "quantity", "-1")]


def test_unknown_supplier_with_a_close_name():
    with pytest.raises(BadInputError, match="did you mean 'Xan'"):
        history_of([WANTED], [delivery("A", "Xann", "", "2012-02-01")])


def test_supplier_twice():
    assert faults([WANTED], [GOOD], [*SUPPLIERS, SUPPLIERS[0]]) == [("suppliers.csv", 5, "supplier", "Xan")]


def test_missing_column():
    (fault,) = faults([{"date": "2012-01-01", "sku": "A"}], [GOOD])
    assert fault[:3] == ("demand.csv", 1, "quantity")


def test_missing_table():
    with pytest.raises(BadInputError, match=r"suppliers\.csv: the table is missing"):
        check_history([raw("demand", [WANTED]), raw("deliveries", [GOOD])])


def test_everything_at_once():
    demand = [wanted("A", "x", 1), wanted("", "2012-01-01", "many")]
    deliveries = [delivery("A", "Nobody", "2012-02-02", "2012-02-01", freight="-3")]
    found = faults(demand, deliveries)
    assert {fault[:3] for fault in found} == {
        ("demand.csv", 2, "date"),
        ("demand.csv", 3, "sku"),
        ("demand.csv", 3, "quantity"),
        ("deliveries.csv", 2, "supplier"),
        ("deliveries.csv", 2, "received"),
        ("deliveries.csv", 2, "freight"),
    }
