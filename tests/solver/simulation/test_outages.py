"""The calendar of outages."""

import dataclasses

import numpy as np
import pytest

from stockposture.simulation.outages import calendar_of, closed, draw_calendar, joined
from support.simulated_world import rows_world

DAYS = 365 * 20_000


def world(**changes):
    """Two suppliers of region 0, one of none: rate, days."""
    changed = {
        "supplier_key": np.array([11, 12, 13], dtype=np.uint64),
        "supplier_rate": np.array([0.5, 0.0, 2.0]),
        "supplier_days": np.array([30.0, 0.0, 3.0]),
        "supplier_region": np.array([0, 0, -1]),
        "region_key": np.array([11], dtype=np.uint64),
        "region_rate": np.array([0.3]),
        "region_days": np.array([20.0]),
    }
    return dataclasses.replace(rows_world(), **{**changed, **changes})


def test_rates_and_lengths():
    found = draw_calendar(world(), days=DAYS, run=0, seed=0).of(2)
    length = found[:, 1] - found[:, 0]
    # Rounded, at least a day: 1 for less than a day and a half, and so on.
    expected = 1.0 + sum(np.exp(-(k + 0.5) / 3.0) for k in range(1, 200))
    assert length.mean() == pytest.approx(expected, rel=0.02)
    assert length.min() == 1
    up = found[1:, 0] - found[:-1, 1]
    chance = 1 - np.exp(-2.0 / 365)
    assert up.mean() == pytest.approx((1 - chance) / chance, rel=0.02)
    assert (up == 0).mean() == pytest.approx(chance, rel=0.3)


def test_all_suppliers_of_a_region_fail_together():
    calendar = draw_calendar(world(), days=DAYS, run=0, seed=0)
    regional = calendar.of(1)  # has no outages of its own
    assert len(regional) == pytest.approx(0.3 * 20_000, rel=0.05)
    first = calendar.of(0)
    holder = np.searchsorted(first[:, 0], regional[:, 0], side="right") - 1
    assert (first[holder, 1] >= regional[:, 1]).all()
    assert len(first) > 1.5 * len(regional)


def test_a_supplier_and_a_region_of_one_name_do_not_share_their_numbers():
    calendar = draw_calendar(world(), days=DAYS, run=0, seed=0)
    own_days = {tuple(row) for row in calendar.of(0).tolist()}
    assert len(own_days - {tuple(row) for row in calendar.of(1).tolist()}) > 1000


def test_position_and_company_do_not_matter():
    calendar = draw_calendar(world(), days=10_000, run=3, seed=2)
    turned = world(
        supplier_key=np.array([13, 11], dtype=np.uint64),
        supplier_rate=np.array([2.0, 0.5]),
        supplier_days=np.array([3.0, 30.0]),
        supplier_region=np.array([-1, 0]),
    )
    again = draw_calendar(turned, days=10_000, run=3, seed=2)
    assert (again.of(0) == calendar.of(2)).all()
    assert (again.of(1) == calendar.of(0)).all()


def test_runs_differ_and_longer_runs_begin_the_same():
    short, long = (draw_calendar(world(), days=days, run=0, seed=0).of(2) for days in (5_000, 50_000))
    assert (long[: len(short)] == short).all()
    other = draw_calendar(world(), days=5_000, run=1, seed=0).of(2)
    assert other.tolist() != short.tolist()


def test_no_outages_and_no_suppliers():
    none = world(supplier_rate=np.zeros(3), region_rate=np.zeros(1))
    assert draw_calendar(none, days=1000, run=0, seed=0).first.tolist() == [0, 0, 0, 0]
    assert calendar_of([]).first.tolist() == [0]


def test_outages_of_no_length_last_a_day():
    found = draw_calendar(world(supplier_days=np.zeros(3)), days=10_000, run=0, seed=0).of(2)
    assert set((found[:, 1] - found[:, 0]).tolist()) == {1}


def test_joined():
    rows = np.array([[20, 25], [1, 4], [3, 6], [6, 8], [10, 12], [21, 22]])
    assert joined(rows).tolist() == [[1, 8], [10, 12], [20, 25]]
    assert joined(rows[:1]).tolist() == [[20, 25]]


def test_closed():
    calendar = calendar_of([np.array([[5, 9]]), np.array([[2, 3]]), np.zeros((0, 2), dtype=np.int64)])
    shut = closed(calendar, np.array([0, 2]), 7, 20)
    assert [shut.of(s).tolist() for s in range(3)] == [[[5, 20]], [[2, 3]], [[7, 20]]]
    assert calendar.of(0).tolist() == [[5, 9]]
