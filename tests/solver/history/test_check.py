"""Every fault of a history in one report."""

import datetime as dt

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
    faults = [fault for fault in caught.value.findings if fault.is_fault]
    assert [(fault.row, fault.value) for fault in faults] == [
        (2, "03/04/2012"),
        (3, "31/04/2012"),
        (4, "soon"),
    ]
    assert "ambiguous" in faults[0].problem
    assert "not a date" in faults[1].problem


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


def warned(history):
    found = [found for found in history.findings if not found.is_fault and found.column != "supplier"]
    return [(each.column, each.value, each.problem) for each in found]


def test_months_and_weeks_are_dates_of_demand():
    history = history_of([wanted("A", "2012-02", 1), wanted("A", "2012-W09", 1), wanted("A", "2012W10", 1)], [GOOD])
    assert history.demand["date"].dt.strftime("%m-%d").tolist() == ["02-01", "02-27", "03-05"]
    assert faults([WANTED], [delivery("A", "Xan", "2012-01", "")]) == [("deliveries.csv", 2, "ordered", "2012-01")]


def test_one_time_zone_is_cut_off():
    history = history_of([wanted("A", "2012-01-31T23:30:00Z", 1), wanted("A", "2012-01-31", 1)], [GOOD])
    assert history.demand["date"].dt.day.tolist() == [31, 31]


def test_mixed_time_zones():
    demand = [wanted("A", f"2012-01-31T23:30{zone}", 1) for zone in ("+02:00", "+02:00", "Z", "")]
    found = faults(demand, [GOOD])
    assert [fault[1:] for fault in found] == [(4, "date", "2012-01-31T23:30Z"), (5, "date", "2012-01-31T23:30")]
    rows = [delivery("A", "Xan", "2012-01-31T23:30+01:00", "2012-02-01T10:00+08:00")] * 1
    with pytest.raises(BadInputError, match=r"time zones are mixed: .*one time zone"):
        history_of([WANTED], rows)


def test_future_dates_are_left_out_with_a_warning():
    late = delivery("A", "Xan", "2012-01-01", "2013-01-01", promised="2014-01-01")
    history = history_of([WANTED, wanted("A", "2112-01-01", 9)], [late], today=dt.date(2012, 6, 1))
    assert history.demand["quantity"].tolist() == [5]
    assert history.deliveries["received"].isna().all()
    assert history.deliveries["promised"].notna().all()
    assert [found[:2] for found in warned(history)] == [("received", "2013-01-01"), ("date", "2112-01-01")]
    assert "lies in the future, after 2012-06-01" in warned(history)[0][2]


def test_returns_are_netted_with_a_warning():
    history = history_of([WANTED, wanted("A", "2012-01-02", -2), wanted("A", "2012-01-03", -1)], [GOOD])
    assert warned(history) == [("quantity", "-2", "negative demand: a return, netted (2 cells, rows 3, 4)")]


def test_names_that_look_alike():
    history = history_of([WANTED, wanted("a", "2012-01-02", 2), wanted("A", "2012-01-03", 1)], [GOOD])
    ((column, value, problem),) = warned(history)
    assert (column, value) == ("sku", "a")
    assert "differ only in case" in problem


def test_leading_zeros_and_padding_of_a_name():
    history = history_of([wanted(" 007", "2012-01-01", 1)], [delivery("007", "Xan", "", "2012-02-01")])
    assert history.demand["sku"].tolist() == ["007"]
    assert {found.severity.value for found in history.findings if found.column == "sku"} == {"repair", "warning"}


def test_periods_and_countries_at_fault():
    periods = [
        {"start": "2012-03-01", "end": "2012-02-01", "region": "", "label": ""},
        {"start": "2012-03-01", "end": "2012-04-01", "region": "Easst", "label": ""},
    ]
    countries = [{"country": "India", "risk": "0.5"}, {"country": "India", "risk": "1.5"}]
    with pytest.raises(BadInputError) as raised:
        history_of(
            [wanted("A", "2012-01-10", 5)],
            [delivery("A", "Xan", "2012-01-01", "2012-01-11")],
            periods=periods,
            countries=countries,
        )
    found = {(finding.file, finding.row, finding.column): finding for finding in raised.value.findings}
    assert "ends before it starts" in found["periods.csv", 2, "end"].problem
    assert "did you mean 'East'?" in found["periods.csv", 3, "region"].remedy
    assert ("countries.csv", 3, "risk") in found
