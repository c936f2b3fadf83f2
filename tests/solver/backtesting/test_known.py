"""Nothing from after the split is known before it."""

import datetime as dt

import pandas as pd
import pytest

from stockposture.backtesting.known import known_before
from stockposture.backtesting.period import period_after
from stockposture_models.errors import BadInputError
from support.history import delivery, history_of, wanted

SPLIT = dt.date(2012, 3, 1)
DEMAND = [wanted("A", "2012-02-29", 3), wanted("A", "2012-03-01", 5), wanted("B", "2012-04-01", 5)]
DELIVERIES = [
    delivery("A", "Xan", "2012-01-01", "2012-02-01", promised="2012-01-15", freight=7),
    delivery("A", "Xan", "2012-01-10", "2012-03-01", promised="2012-02-10", freight=7),
    delivery("A", "Yew", "2012-02-20", "2012-05-01", promised="2012-05-01"),
    delivery("A", "Zoe", "2012-03-01", "2012-04-01"),
    delivery("B", "Zoe", "", "2012-03-02"),
]


def test_what_is_known():
    known = known_before(history_of(DEMAND, DELIVERIES), SPLIT)
    assert known.demand["quantity"].tolist() == [3]
    lines = known.deliveries
    assert lines["supplier"].tolist() == ["Xan", "Xan", "Yew"]
    assert lines["received"].notna().tolist() == [True, False, False]
    # An open order: the promise that has passed is known, the later one is not; nothing was delivered or billed.
    assert lines["promised"].notna().tolist() == [True, True, False]
    assert lines["quantity"].tolist() == [10, 0, 0]
    assert lines["unit_price"].notna().tolist() == [True, False, False]
    assert lines["freight"].notna().tolist() == [True, False, False]
    assert known.suppliers["supplier"].tolist() == ["Xan", "Yew"]


def test_whatever_comes_later_is_the_same_past():
    later = [
        delivery("A", "Xan", "2012-01-01", "2012-02-01", promised="2012-01-15", freight=7),
        delivery("A", "Xan", "2012-01-10", "2014-03-01", promised="2012-02-10", quantity=999, unit_price=99, freight=1),
        delivery("A", "Yew", "2012-02-20", "2012-03-02", promised="2012-03-02", unit_price=1),
        delivery("C", "Zoe", "2012-03-09", "2012-03-10"),
    ]
    demand = [wanted("A", "2012-02-29", 3), wanted("A", "2012-03-01", 500), wanted("C", "2013-03-01", 1)]
    one, other = (known_before(history_of(*tables), SPLIT) for tables in ((DEMAND, DELIVERIES), (demand, later)))
    for table in ("demand", "deliveries", "suppliers", "items"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))


def test_the_period_ends_with_the_history():
    history = history_of(DEMAND, DELIVERIES)
    assert period_after(history, SPLIT, until=None, months=1).end == dt.date(2012, 4, 1)
    assert period_after(history, SPLIT, until=None, months=12).end == dt.date(2012, 4, 2)
    assert period_after(history, SPLIT, until=dt.date(2012, 3, 8), months=12).days == 7


@pytest.mark.parametrize("split", ["2012-02-29", "2012-04-02", "2010-01-01", "2020-01-01"])
def test_a_split_that_leaves_nothing(split):
    with pytest.raises(BadInputError, match="2012-02-29 to 2012-04-01") as caught:
        period_after(history_of(DEMAND, DELIVERIES), dt.date.fromisoformat(split), until=None, months=12)
    assert split in str(caught.value)


@pytest.mark.parametrize("until", ["2012-03-01", "2012-04-03"])
def test_an_end_outside_the_history(until):
    with pytest.raises(BadInputError, match="no later than 2012-04-02"):
        period_after(history_of(DEMAND, DELIVERIES), SPLIT, until=dt.date.fromisoformat(until), months=12)
