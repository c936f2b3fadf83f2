"""The quick floor lies below the theory, which is held to it, and close enough to be of use."""

from dataclasses import fields, replace
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture_models.theory.correction_table import shipped
from stockposture_models.theory.policies import Policies
from stockposture_models.theory.quick import (
    NEGLIGIBLE,
    SURE_STOCK,
    QuickRoom,
    begin_split,
    floor_curve,
    least_stock,
    new_room,
)
from stockposture_models.theory.quick_least import floor_at, least_floored
from stockposture_models.theory.quick_offers import QuickOffers, quick_offers
from stockposture_models.theory.quick_room import KINDS, KNOTS
from stockposture_models.theory.quick_table import quick_floor
from stockposture_models.theory.respond import respond

OF_OFFER = (
    "lead",
    "lead_sd",
    "outage_rate",
    "outage_days",
    "region_rate",
    "region_days",
    "surge_fraction",
    "surge_delay",
)


def world(n: int, seed: int) -> Policies:
    """Policies of all kinds: usual ones, those at the ends of the range and some beyond it."""
    rng = np.random.default_rng(seed)
    two = rng.random(n) < 0.6
    first = np.where(two, rng.choice([0.5, 0.6, 0.3, 0.2, 0.95], n), 1.0)
    lead = np.exp(rng.uniform(0, np.log(300), (n, 2))).round(1)
    mean = np.exp(rng.uniform(np.log(0.02), np.log(500), n))
    struck = rng.random((n, 2)) < 0.7
    same = two & (rng.random(n) < 0.4)
    region_rate, region_days = rng.uniform(0, 1, (n, 2)), rng.uniform(2, 90, (n, 2))
    region_rate[same, 1], region_days[same, 1] = region_rate[same, 0], region_days[same, 0]
    return Policies(
        demand_mean=mean,
        demand_sd=mean * np.where(rng.random(n) < 0.1, 0.0, np.exp(rng.uniform(np.log(0.05), np.log(40), n))),
        backorder=rng.random(n) < 0.4,
        interval=np.floor(np.exp(rng.uniform(0, np.log(80), n))),
        share=np.column_stack([first, 1.0 - first]),
        lead=lead,
        lead_sd=lead * np.where(rng.random((n, 2)) < 0.2, 0.0, rng.uniform(0, 1.2, (n, 2))),
        outage_rate=np.where(struck, rng.uniform(0, 4, (n, 2)), 0.0),
        outage_days=rng.uniform(1, 100, (n, 2)),
        region_rate=region_rate * (rng.random((n, 1)) < 0.5),
        region_days=region_days,
        same_region=same,
        surge_fraction=rng.choice([0.0, 0.5, 1.0], (n, 2)),
        surge_delay=rng.choice([0.0, 14.0], (n, 2)),
    )


def usual(n: int, seed: int) -> Policies:
    """Policies as catalogues have them."""
    rng = np.random.default_rng(seed)
    two = rng.random(n) < 0.6
    first = np.where(two, rng.choice([0.5, 0.6, 0.7, 0.8], n), 1.0)
    lead = rng.uniform(2, 60, (n, 2)).round(1)
    mean = np.exp(rng.normal(1.5, 1.0, n))
    return Policies(
        demand_mean=mean,
        demand_sd=mean * rng.uniform(0.25, 2.5, n),
        backorder=two & (rng.random(n) < 0.3),
        interval=rng.choice([1.0, 2.0, 5.0, 7.0, 14.0, 30.0], n),
        share=np.column_stack([first, 1.0 - first]),
        lead=lead,
        lead_sd=lead * rng.uniform(0.05, 0.35, (n, 2)),
        outage_rate=rng.uniform(0.05, 0.6, (n, 2)),
        outage_days=rng.uniform(5, 40, (n, 2)),
        region_rate=rng.uniform(0.02, 0.2, (n, 2)),
        region_days=rng.uniform(7, 40, (n, 2)),
        same_region=np.zeros(n, dtype=np.bool_),
        surge_fraction=rng.choice([0.0, 0.2, 0.5, 1.0], (n, 2)),
        surge_delay=rng.choice([0.0, 7.0, 14.0], (n, 2)),
    )


class Curve(NamedTuple):
    floored: bool
    room: QuickRoom


def offers_of(policies: Policies) -> QuickOffers:
    return quick_offers(*(getattr(policies, name).ravel() for name in OF_OFFER))


def curve(policies: Policies, i: int, offers: QuickOffers | None = None, *, flipped: bool = False) -> Curve:
    """The floor of one policy; ``flipped`` names its suppliers the other way round."""
    quick = quick_floor()
    room = new_room()
    rows, share = (2 * i, 2 * i + 1), float(policies.share[i, 0])
    if flipped and share < 1.0:
        rows, share = rows[::-1], 1.0 - share
    begin_split(
        quick,
        offers_of(policies) if offers is None else offers,
        rows[0],
        rows[1] if share < 1.0 else -1,
        share,
        bool(policies.same_region[i]),
        float(policies.demand_sd[i] / policies.demand_mean[i]),
        bool(policies.backorder[i]),
        room,
    )
    floored = floor_curve(quick, float(policies.demand_mean[i]), float(policies.interval[i]), room)
    return Curve(floored, room)


def buffers_of(policies: Policies) -> np.ndarray:
    days = np.concatenate([np.linspace(0, 20, 15), np.linspace(25, 200, 12)])
    return policies.demand_mean[:, None] * days


def floors(policies: Policies, buffers: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Floors of short fraction, on-hand and peak (n, k), and whether there is one of the first (n,)."""
    offers = offers_of(policies)
    short, stock = np.empty(buffers.shape), np.empty((2, *buffers.shape))
    floored = np.empty(len(policies), dtype=np.bool_)
    for i in range(len(policies)):
        floored[i], room = curve(policies, i, offers)
        short[i] = [floor_at(room, b) for b in buffers[i]]
        stock[0, i] = room.stock[0] + room.stock[1] * buffers[i]
        stock[1, i] = room.stock[2] + room.stock[3] * buffers[i]
    return short, stock[0], stock[1], floored


@pytest.mark.parametrize(("make", "seed"), [(world, 1), (usual, 2)])
def test_the_theory_is_never_below(make, seed):
    policies = make(800, seed)
    buffers = buffers_of(policies)
    found = respond(policies, buffers)
    short, on_hand, peak, _ = floors(policies, buffers)
    assert (short <= found.short_fraction).all()
    # Stock cannot exceed the order-up-to level, whatever the line says.
    level = (policies.demand_mean * (policies.interval + policies.mean_lead))[:, None] + buffers
    assert (np.minimum(on_hand, level) <= found.on_hand * (1 + 1e-9)).all()
    assert (np.minimum(peak, level) <= found.peak * (1 + 1e-9)).all()


@pytest.mark.parametrize(("make", "seed", "often"), [(world, 3, 2e-3), (usual, 4, 1e-3)])
def test_the_guard_hardly_ever_acts(make, seed, often):
    """Given its weights the theory has no guard; the floor alone lies below it nearly everywhere."""
    policies = make(800, seed)
    buffers = buffers_of(policies)
    guarded, alone = respond(policies, buffers), respond(policies, buffers, correction=shipped())
    for part in fields(guarded):
        with_guard, without = getattr(guarded, part.name), getattr(alone, part.name)
        assert (with_guard >= without).all()
        assert (with_guard > 1.02 * without + 2 * NEGLIGIBLE).mean() <= often


def test_where_the_formulas_are_exact_nothing_is_changed():
    policies = world(2_000, 5)
    buffers = buffers_of(policies)
    exact = (policies.demand_sd == 0.0) | (policies.backorder & (policies.share[:, 0] == 1.0))
    policies, buffers = policies.take(exact), buffers[exact]
    guarded, alone = respond(policies, buffers), respond(policies, buffers, correction=shipped())
    np.testing.assert_array_equal(guarded.short_fraction, alone.short_fraction)
    np.testing.assert_array_equal(guarded.on_hand, alone.on_hand)
    assert not floors(policies, buffers[:, :1])[3][policies.demand_sd == 0.0].any()


@pytest.mark.parametrize(
    "beyond",
    [
        {"interval": np.array([61.0])},
        {"demand_sd": np.array([400.0])},
        {"demand_sd": np.array([1.9])},
        {"lead": np.array([[251.0, 20.0]])},
        {"lead_sd": np.array([[2.0, 20.5]])},
        {"outage_rate": np.array([[3.1, 0.0]])},
        {"region_days": np.array([[91.0, 10.0]])},
    ],
)
def test_beyond_the_calibrated_range_there_is_no_floor(beyond):
    one = replace(
        usual(1, 6),
        demand_mean=np.array([10.0]),
        demand_sd=np.array([8.0]),
        share=np.array([[0.6, 0.4]]),
        lead=np.array([[30.0, 20.0]]),
        lead_sd=np.array([[3.0, 2.0]]),
    )
    assert curve(one, 0).floored
    assert not curve(replace(one, **beyond), 0).floored


@given(seed=st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_it_falls_with_the_buffer_and_its_lines_rise(seed):
    policies = world(1, seed)
    floored, room = curve(policies, 0)
    assert (np.diff(room.buffer) > 0.0).all()
    assert room.buffer[0] == 0.0
    assert room.log[0] <= 0.0
    assert room.stock[1] >= 0.0
    assert room.stock[3] >= 0.0
    if floored:
        assert (np.diff(room.log) < 0.0).all()
        values = [floor_at(room, b) for b in np.linspace(0, 1.1 * room.buffer[-1], 300)]
        assert (np.diff(values) <= 0.0).all()
    else:
        assert floor_at(room, 0.0) == 0.0


@given(seed=st.integers(0, 10_000), scale=st.sampled_from([2.0**-20, 0.5, 1024.0]))
@settings(max_examples=50, deadline=None)
def test_units_of_measure_and_the_order_of_suppliers_do_not_matter(seed, scale):
    policies = world(1, seed)
    room = curve(policies, 0).room
    scaled = replace(policies, demand_mean=policies.demand_mean * scale, demand_sd=policies.demand_sd * scale)
    other = curve(scaled, 0, flipped=True).room
    np.testing.assert_allclose(other.buffer, room.buffer * scale, rtol=1e-6)
    np.testing.assert_allclose(other.log, room.log, atol=1e-4)
    np.testing.assert_allclose(other.stock, room.stock * np.array([scale, 1, scale, 1]), rtol=1e-4, atol=1e-6 * scale)


@given(
    seed=st.integers(0, 10_000),
    rise=st.floats(0.0, 10.0),
    weight=st.floats(0.0, 1e5),
    band=st.tuples(st.floats(0.0, 100.0), st.floats(0.0, 100.0)),
)
@settings(max_examples=200, deadline=None)
def test_the_least_cost_is_that_of_a_dense_grid(seed, rise, weight, band):
    policies = world(1, seed)
    room = curve(policies, 0).room
    mean = policies.demand_mean[0]
    lower, upper = mean * min(band), mean * max(band)
    rise /= mean
    least, at = least_floored(room, rise, weight, lower, upper)
    inside = room.buffer[(room.buffer > lower) & (room.buffer < upper)]
    grid = np.sort(np.concatenate([np.linspace(lower, upper, 2_000), inside, [at]]))
    values = np.array([rise * b + weight * floor_at(room, b) for b in grid])
    assert lower <= at <= upper
    assert least <= values.min() * (1 + 1e-9) + 1e-9
    # Below by no more than what is negligible, and a step of the grid.
    assert least >= values.min() - weight * NEGLIGIBLE - rise * (upper - lower) / 2_000 - 1e-9


def test_knots_by_hand():
    """Half way from knot 1 at 10 (e^-1) to knot 2 at 20 (e^-3) the floor is e^-2 less what is negligible."""
    room = new_room()
    room.buffer[:] = 10.0 * np.arange(len(KNOTS))
    room.log[:] = -2.0 * np.arange(len(KNOTS)) + 1.0
    assert floor_at(room, 15.0) == pytest.approx(np.exp(-2.0) - NEGLIGIBLE)
    assert floor_at(room, 10.0 * len(KNOTS)) == 0.0
    # 0.01 b + 10 exp(1 - b / 5) is least where 2 exp(1 - b / 5) = 0.01.
    best = 5.0 * (1.0 + np.log(200.0))
    least, at = least_floored(room, 0.01, 10.0, 0.0, 100.0)
    assert at == pytest.approx(best)
    assert least == pytest.approx(0.01 * best + 0.05 - 10.0 * NEGLIGIBLE)


def test_it_is_close_to_the_theory_where_it_matters():
    policies = usual(1_500, 7)
    two, buffers = policies.share[:, 0] < 1.0, buffers_of(policies)
    found = respond(policies, buffers)
    short, on_hand, peak, floored = floors(policies, buffers)
    kind = np.where(two, np.where(policies.backorder, 2, 1), 0)
    assert floored.all()
    for k in range(KINDS):
        rows = kind == k
        matters = (found.short_fraction[rows] > 1e-4) & (found.short_fraction[rows] < 0.5)
        assert np.median(short[rows][matters] / found.short_fraction[rows][matters]) > 0.6
        assert np.median(on_hand[rows] / found.on_hand[rows]) > 0.85
        assert np.median(peak[rows] / found.peak[rows]) > 0.85


def test_shipped_weights_fit_together():
    quick = quick_floor()
    assert all(np.isfinite(part).all() for part in quick)
    assert all(len(part) == KINDS for part in quick)
    assert (quick.margin >= 0.0).all()
    assert (quick.margin[..., 1:] < 1.0).all()


def test_stock_is_never_below_the_part_that_needs_no_network():
    policies = world(2_000, 77)
    buffer = policies.demand_mean[:, None] * np.array([0.0, 3.0, 40.0])
    late = [quick_offers(*(getattr(policies, name)[:, j] for name in OF_OFFER)).late for j in range(2)]
    late_days = (policies.share * np.where(policies.share > 0.0, np.stack(late, axis=1), 0.0)).sum(axis=1)
    met = buffer + (policies.demand_mean * (0.5 * policies.interval - late_days))[:, None]
    assert (respond(policies, buffer).on_hand >= SURE_STOCK * met * (1 - 1e-9)).all()
    assert least_stock(2.0, 10.0, 1.0, 3.0) == pytest.approx(SURE_STOCK * 11.0)
    assert least_stock(2.0, 10.0, 50.0, 3.0) == 0.0
