"""Days inside and outside of disrupted stretches."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from stockposture.history.stretches.stretches import Scope, Stretches, no_stretches

ROWS = [
    ("all", "", "2020-03-10", "2020-03-20"),
    ("region", "East", "2020-03-01", "2020-03-05"),
    ("region", "East", "2020-03-04", "2020-03-08"),
    ("region", "West", "2020-03-25", "2020-03-26"),
    ("supplier", "Xan", "2020-03-30", "2020-03-30"),
]


def stretches(rows):
    table = pd.DataFrame(rows, columns=["scope", "name", "start", "end"])
    days = {name: pd.to_datetime(table[name]) for name in ("start", "end")}
    return Stretches(table.assign(**days, label="", source="given"))


MARCH = pd.date_range("2020-03-01", "2020-03-31")


def disrupted(**where):
    return MARCH[~stretches(ROWS).stable_days(MARCH, **where)].day.tolist()


def test_demand_goes_by_the_stretches_of_everything():
    assert disrupted() == list(range(10, 21))


def test_a_region_has_its_own_as_well():
    assert disrupted(region="East") == [*range(1, 9), *range(10, 21)]
    assert disrupted(region="West") == [*range(10, 21), 25, 26]
    assert disrupted(region="Nowhere") == list(range(10, 21))


def test_a_delivery_goes_by_its_supplier_its_region_and_everything():
    days = pd.Series(pd.to_datetime(["2020-03-30", "2020-03-30", "2020-03-02", "2020-03-09", None]))
    suppliers = pd.Series(["Xan", "Yew", "Yew", "Yew", "Xan"])
    inside = stretches(ROWS).covers(days, regions=pd.Series(["East"] * 5), suppliers=suppliers)
    assert inside.tolist() == [True, False, True, False, False]


def test_without_stretches_every_day_counts():
    assert Stretches().stable_days(MARCH, "East").all()
    assert len(Stretches()) == len(no_stretches()) == 0


def test_for_json():
    first = next(iter(stretches(ROWS)))
    assert (first["scope"], first["start"], first["end"]) == (Scope.ALL, "2020-03-10", "2020-03-20")


SPELLS = st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 60), st.integers(0, 20)), min_size=1, max_size=12)


@given(SPELLS, st.lists(st.tuples(st.sampled_from("ABC"), st.integers(-5, 90)), min_size=1, max_size=30))
def test_a_day_is_covered_if_it_lies_between_start_and_end_of_any_spell(spells, asked):
    origin = pd.Timestamp("2020-01-01")
    rows = [
        ("region", name, origin + pd.Timedelta(days=start), origin + pd.Timedelta(days=start + length))
        for name, start, length in spells
    ]
    days = pd.Series([origin + pd.Timedelta(days=day) for _, day in asked])
    found = stretches(rows).covers(days, regions=pd.Series([name for name, _ in asked]))
    expected = [any(n == name and s <= day <= s + length for n, s, length in spells) for name, day in asked]
    assert np.array_equal(found, expected)
