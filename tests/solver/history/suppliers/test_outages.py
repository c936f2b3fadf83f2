"""Late deliveries as spells of outage."""

import pandas as pd

from stockposture.history.suppliers.outages import outage_spells, supplier_outages


def deliveries(*rows):
    table = pd.DataFrame(rows, columns=["supplier", "promised", "received"])
    return table.assign(promised=pd.to_datetime(table["promised"]), received=pd.to_datetime(table["received"]))


LATE = deliveries(
    ("X", "2012-01-01", "2012-03-01"),  # 60 days late: the outage ends 1 March
    ("X", "2012-02-01", "2012-03-20"),  # promised within it: the same outage
    ("X", "2012-03-02", "2012-04-11"),  # promised after it: another, 40 days
    ("X", "2012-06-01", "2012-07-01"),  # 30 days late: not more than 30
    ("X", "2014-12-31", "2014-12-31"),
    ("Y", "2012-01-01", "2012-03-01"),
    ("Y", "2012-12-31", "2012-12-31"),
)


def test_spells():
    spells = outage_spells(LATE, 30)
    assert spells["supplier"].tolist() == ["X", "X", "Y"]
    assert spells["days"].tolist() == [60, 40, 60]


def outages(least):
    names = pd.Series(["X", "Y", "New"])
    return supplier_outages(names, LATE, late_days=30, least=least, rate=None, days=None)


def test_own_where_there_are_enough_and_pooled_where_not():
    table = outages(least=2)
    # X is seen for 1,095 days, Y for 365: 3 spells of 160 days in 4 years.
    assert table["disruption_rate"].round(9).tolist() == [round(2 / 3, 9), 0.75, 0.75]
    assert table["disruption_days"].round(9).tolist() == [50, round(160 / 3, 9), round(160 / 3, 9)]
    assert table["outages_from"].tolist() == ["supplier", "all", "all"]


def test_all_pooled():
    assert outages(least=3)["outages_from"].tolist() == ["all"] * 3
