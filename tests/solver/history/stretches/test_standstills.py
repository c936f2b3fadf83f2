"""Standstills of suppliers, regions and everything, found in orders."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture.history.history import no_rows
from stockposture.history.stretches.find import find_stretches, watch
from stockposture.history.stretches.orders import held_orders, promises_are_real
from stockposture.history.stretches.standstills import waits
from stockposture.history.stretches.stretches import Scope
from support.orders import day, orders_of, together

WEEKS = range(0, 364, 7)
DOWN = ((100, 130),)


def xan(down=DOWN, region="East", **more):
    """Three items of one supplier, ordered on different days of the week, 20, 30 and 40 days under way."""
    return together(
        *(
            orders_of(f"item {i}", "Xan", region, range(i, 364, 7), lead=20 + 10 * i, down=down, **more)
            for i in range(3)
        )
    )


def other(name, region="East", down=(), start=3):
    return orders_of("thing", name, region, range(start, 364, 7), lead=15, down=down)


def found(deliveries, periods=None):
    table = find_stretches(watch(deliveries), no_rows("periods") if periods is None else periods).table
    return [
        (row.scope, row.name, (row.start - day(0)).days, (row.end - day(0)).days, row.source)
        for row in table[["scope", "name", "start", "end", "source"]].itertuples(index=False, name="Row")
    ]


def test_an_order_is_held_for_what_it_took_beyond_what_it_needs():
    orders = held_orders(xan())
    held = orders.set_index(["series", "day"])["held"]
    at = (day(0) - pd.Timestamp("1970-01-01")).days
    # Item 0 is ordered on day 105, in the outage of days 100 to 129: it leaves on day 130.
    assert held[0, at + 105] == 25
    assert held.sum() == sum(130 - d for i in range(3) for d in range(i, 364, 7) if 100 <= d < 130)


def test_a_wait_lasts_until_the_first_order_leaves():
    days = waits(held_orders(xan()), "supplier")
    number = days["day"] - (day(0) - pd.Timestamp("1970-01-01")).days
    inside = number.between(100, 129)
    assert days.loc[inside, "wait"].tolist() == (130 - number[inside]).tolist()
    assert (days.loc[~inside, "wait"] == 0).all()


def test_an_outage_of_a_supplier_begins_with_its_first_order():
    # Orders on days 99 (up), 105, 106, 107, ..., 128.
    assert found(xan(down=((100, 130),))) == [("supplier", "Xan", 100, 129, "found")]


def test_without_outages_nothing_is_found():
    assert found(xan(down=())) == []


def test_two_outages_are_two():
    spells = watch(xan(down=((100, 130), (131, 160))))[Scope.SUPPLIER].outages
    assert spells["wait"].tolist() == [30, 27]  # the first orders after day 131 are those of day 133


def test_a_region_is_down_if_two_of_its_suppliers_are():
    down = ((100, 130),)
    both = together(xan(down=down), other("Yew", down=down), other("Zoe", "West"))
    assert ("region", "East", 100, 129, "found") in found(both)
    one = together(xan(down=down), other("Yew"), other("Zoe", "West"))
    assert [row[:2] for row in found(one)] == [("supplier", "Xan")]


def test_everything_is_down_if_two_regions_are():
    down = ((100, 130),)
    everything = together(xan(down=down), other("Zoe", "West", down=down))
    assert ("all", "", 100, 129, "found") in found(everything)


def test_an_outage_that_lasts_is_seen_from_the_orders_still_open():
    deliveries = xan(down=((280, 500),), open_after=364)
    spells = watch(deliveries)[Scope.SUPPLIER].outages
    assert spells["open"].tolist() == [True]
    assert spells["start"].tolist() == [(day(280) - pd.Timestamp("1970-01-01")).days]
    # The last order is of day 359; what takes 40 days, of all that is overdue the longest, tells of day 319.
    assert spells["wait"].tolist() == [39]


def test_given_periods_stand_beside_what_is_found():
    periods = pd.DataFrame({"start": [day(10)], "end": [day(20)], "region": [""], "label": ["flood"]})
    assert found(xan(), periods)[0] == ("all", "", 10, 20, "given")
    assert len(found(xan(), periods)) == 2


def test_a_standstill_shorter_than_asked_for_is_no_outage():
    assert len(watch(xan(), least_days=40)[Scope.SUPPLIER].likely) == 0


@pytest.mark.parametrize(("kept", "real"), [(0.4, True), (0.6, False)])
def test_promises_mostly_kept_to_the_day_were_written_afterwards(kept, real):
    late = np.where(np.arange(10) < 10 * kept, 0, 3)
    received = pd.Series(pd.date_range("2020-01-01", periods=10))
    promised = received - pd.to_timedelta(late, "D")
    assert promises_are_real(pd.DataFrame({"promised": promised, "received": received})) is real


def test_promises_written_afterwards_are_left_aside():
    honest = xan()
    rewritten = honest.assign(promised=honest["received"])
    assert found(rewritten) == found(honest)


def test_lateness_tells_where_no_order_date_is_known():
    items = [orders_of(f"item {i}", "Xan", "East", range(i, 364, 7), lead=20, down=DOWN) for i in range(3)]
    honest = together(*items)
    late = honest.assign(promised=honest["ordered"] + pd.Timedelta(days=20), ordered=pd.NaT)
    # What was ordered on days 100 to 129 was promised for 120 to 149, and came on day 150.
    assert found(late.astype({"ordered": "datetime64[ns]"})) == [("supplier", "Xan", 120, 149, "found")]


def test_noise_in_one_item_is_no_outage_of_its_supplier():
    rng = np.random.default_rng(0)
    late = pd.to_timedelta(rng.integers(0, 60, 52), "D")
    noisy = orders_of("noisy", "Xan", "East", WEEKS, lead=15)
    noisy["received"] += late
    assert found(together(noisy, xan(down=()))) == []


@settings(deadline=None, max_examples=5)
@given(st.integers(20, 300), st.integers(10, 60), st.integers(0, 10_000))
def test_the_order_of_rows_and_the_names_do_not_matter(start, length, seed):
    deliveries = together(xan(down=((start, start + length),)), other("Yew"))
    shuffled = deliveries.sample(frac=1.0, random_state=seed)
    assert found(shuffled) == found(deliveries)
    renamed = deliveries.replace({"supplier": {"Xan": "Zed"}})
    assert [row[2:] for row in found(renamed)] == [row[2:] for row in found(deliveries)]


@settings(deadline=None, max_examples=5)
@given(st.integers(20, 250), st.integers(12, 60))
def test_an_outage_is_found_within_an_order_of_its_beginning_and_to_the_day_of_its_end(start, length):
    ((_, name, first, last, _),) = found(xan(down=((start, start + length),)))
    assert name == "Xan"
    assert start <= first <= start + 4
    assert last == start + length - 1
