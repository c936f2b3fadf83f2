"""Laws every consumer of the response relies on, over random policies of the whole world."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture_models.theory.policies import Policies
from stockposture_models.theory.respond import respond

SHARES = st.sampled_from([1.0, 0.9, 0.7, 0.5, 0.3, 0.1, 0.0])
PAIRS = ("lead", "lead_sd", "outage_rate", "outage_days", "region_rate", "region_days")
PAIRS_OF_SUPPLIER = ("share", *PAIRS, "surge_fraction", "surge_delay")


@st.composite
def policy(draw: st.DrawFn) -> Policies:
    """One policy within the ranges the theory is calibrated for."""

    def pair(values: st.SearchStrategy[float]) -> np.ndarray:
        return np.array([[draw(values), draw(values)]])

    mu = draw(st.floats(0.05, 500.0))
    share = draw(SHARES)
    lead = pair(st.floats(0.0, 180.0))
    region_rate, region_days = pair(st.floats(0.0, 3.0)), pair(st.floats(2.0, 90.0))
    same = draw(st.booleans())
    if same:
        region_rate[:, 1], region_days[:, 1] = region_rate[:, 0], region_days[:, 0]
    return Policies(
        demand_mean=np.array([mu]),
        demand_sd=np.array([mu * draw(st.one_of(st.just(0.0), st.floats(0.2, 6.0)))]),
        backorder=np.array([draw(st.booleans())]),
        interval=np.array([float(draw(st.integers(1, 60)))]),
        share=np.array([[share, 1.0 - share]]),
        lead=lead,
        lead_sd=lead * pair(st.one_of(st.just(0.0), st.floats(0.0, 0.8))),
        outage_rate=pair(st.one_of(st.just(0.0), st.floats(0.0, 3.0))),
        outage_days=pair(st.floats(2.0, 90.0)),
        region_rate=region_rate,
        region_days=region_days,
        same_region=np.array([same]),
        surge_fraction=pair(st.floats(0.0, 2.0)),
        surge_delay=pair(st.floats(0.0, 60.0)),
    )


def days_of_supply(one: Policies, most: float = 200.0) -> np.ndarray:
    return one.demand_mean[:, None] * np.concatenate([np.linspace(0, 20, 41), np.linspace(21, most, 60)])[None]


@given(one=policy())
@settings(max_examples=300, deadline=None)
def test_short_falls_and_stock_rises_with_the_buffer(one):
    found = respond(one, days_of_supply(one))
    unit = one.demand_mean[0]
    for values in (found.short_fraction, found.on_hand, found.peak):
        assert np.isfinite(values).all()
        assert (values >= 0.0).all()
    assert (found.short_fraction <= 1.0).all()
    # The tables' interpolation lets it rise by some 1e-8 where all but nothing is short: far below what they promise.
    assert (np.diff(found.short_fraction) <= 1e-6).all()
    assert (np.diff(found.on_hand) >= -1e-6 * unit).all()
    assert (np.diff(found.peak) >= -1e-6 * unit).all()
    assert (found.peak >= found.on_hand - 1e-6 * unit).all()
    # Found on small lumpy items: a peak above the order-up-to level, which stock cannot exceed.
    level = (one.demand_mean * (one.interval + one.mean_lead))[:, None] + days_of_supply(one)
    assert (found.peak <= level * (1 + 1e-9)).all()


@given(one=policy(), days=st.floats(0.0, 200.0))
@settings(max_examples=100, deadline=None)
def test_continuous_in_the_buffer(one, days):
    unit = one.demand_mean[0]
    step = 1e-6 * unit
    found = respond(one, np.array([[days * unit, days * unit + step]]))
    assert abs(np.diff(found.short_fraction)[0, 0]) <= 1e-4
    assert abs(np.diff(found.on_hand)[0, 0]) <= 1e-3 * unit
    assert abs(np.diff(found.peak)[0, 0]) <= 1e-3 * unit


@given(one=policy(), scale=st.sampled_from([2.0**-20, 0.5, 1024.0]))
@settings(max_examples=60, deadline=None)
def test_units_of_measure_do_not_matter(one, scale):
    buffers = days_of_supply(one)
    found = respond(one, buffers)
    scaled = respond(
        replace(one, demand_mean=one.demand_mean * scale, demand_sd=one.demand_sd * scale), buffers * scale
    )
    np.testing.assert_allclose(scaled.short_fraction, found.short_fraction, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(scaled.on_hand, found.on_hand * scale, rtol=1e-9)
    np.testing.assert_allclose(scaled.peak, found.peak * scale, rtol=1e-9)


@given(one=policy())
@settings(max_examples=60, deadline=None)
def test_order_of_suppliers_does_not_matter(one):
    swapped = replace(one, **{name: np.ascontiguousarray(getattr(one, name)[:, ::-1]) for name in PAIRS_OF_SUPPLIER})
    buffers = days_of_supply(one)
    first, second = respond(one, buffers), respond(swapped, buffers)
    for part in fields(first):
        np.testing.assert_array_equal(getattr(first, part.name), getattr(second, part.name))


@given(one=policy(), other=policy())
@settings(max_examples=60, deadline=None)
def test_an_unused_supplier_is_ignored(one, other):
    single = replace(one, share=np.array([[1.0, 0.0]]))
    changed = replace(
        single,
        same_region=other.same_region,
        **{
            name: np.column_stack([getattr(single, name)[:, 0], getattr(other, name)[:, 1]])
            for name in (*PAIRS, "surge_fraction", "surge_delay")
        },
    )
    buffers = days_of_supply(one)
    np.testing.assert_array_equal(respond(single, buffers).short_fraction, respond(changed, buffers).short_fraction)


@given(one=policy(), other=policy())
@settings(max_examples=40, deadline=None)
def test_rows_are_independent_and_the_answer_is_always_the_same(one, other):
    both = Policies(
        **{field.name: np.concatenate([getattr(one, field.name), getattr(other, field.name)]) for field in fields(one)}
    )
    buffers = np.concatenate([days_of_supply(one), days_of_supply(other)])
    together = respond(both, buffers)
    np.testing.assert_array_equal(together.peak[:1], respond(one, buffers[:1]).peak)
    np.testing.assert_array_equal(together.on_hand[1:], respond(other, buffers[1:]).on_hand)


@given(one=policy())
@settings(max_examples=60, deadline=None)
def test_inputs_are_left_alone(one):
    before = {field.name: getattr(one, field.name).copy() for field in fields(one)}
    buffers = days_of_supply(one)
    respond(one, buffers)
    for name, values in before.items():
        np.testing.assert_array_equal(getattr(one, name), values)
