"""A theory that breaks what is known of the world is caught, whatever the plan says."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stockposture.verify.differences import told
from stockposture.verify.physics import impossible_physics, response_of
from stockposture_models.theory.policies import Policies, Response
from stockposture_models.theory.respond import respond

SKU = pd.Series(["PIN", "NUT"])


def policies(mean: float = 4.0, interval: float = 5.0, lead: float = 3.0, sd: float = 0.0) -> Policies:
    """Two equal policies: one supplier that never fails and takes the same time always."""
    two, none = np.ones(2), np.zeros((2, 2))
    return Policies(
        demand_mean=mean * two,
        demand_sd=sd * two,
        backorder=np.zeros(2, dtype=np.bool_),
        interval=interval * two,
        share=np.array([[1.0, 0.0]] * 2),
        lead=np.array([[lead, 0.0]] * 2),
        lead_sd=none,
        outage_rate=none,
        outage_days=none,
        region_rate=none,
        region_days=none,
        same_region=np.zeros(2, dtype=np.bool_),
        surge_fraction=none,
        surge_delay=none,
    )


def response(short: float, on_hand: float, peak: float) -> Response:
    right, wrong = (0.0, 12.0, 22.0), (short, on_hand, peak)  # b = 2: 2 + 4 * 5 / 2, 2 + 4 * 5
    return Response(*(np.array(pair) for pair in zip(right, wrong, strict=True)))


@pytest.mark.parametrize(
    ("given_", "column"),
    [
        ((0.001, 12.0, 22.0), "part of demand short"),
        ((0.0, 7.9, 22.0), "on_hand_units"),
        ((0.0, 16.1, 22.0), "on_hand_units"),
        ((0.0, 12.0, 17.9), "peak stock"),
        ((np.nan, 12.0, 22.0), "part of demand short"),
        ((0.0, np.nan, 22.0), "on_hand_units"),
    ],
)
def test_constant_demand_and_supply_leave_no_choice(given_, column):
    said = told(impossible_physics(policies(), np.array([2.0, 2.0]), response(*given_), SKU))
    assert len(said) == 1
    assert said[0].startswith(f"NUT: {column}: ")


@pytest.mark.parametrize("given_", [(1.01, 12.0, 22.0), (-0.01, 12.0, 22.0), (0.1, -1.0, 22.0), (0.1, 12.0, -1.0)])
def test_no_world_gives_these(given_):
    assert len(told(impossible_physics(policies(sd=2.0), np.array([2.0, 2.0]), response(*given_), SKU))) == 1


@given(
    mean=st.floats(0.001, 1e5),
    interval=st.integers(1, 60),
    lead=st.floats(0, 120),
    sd=st.just(0.0) | st.floats(0.1, 1e3),
    days=st.floats(0, 180),
)
@example(mean=1.0, interval=1, lead=1.5, sd=0.0, days=0.0)  # rounded up to 2 days: 2.5 units for 3 days' demand
@settings(max_examples=30, deadline=None)
def test_the_theory_keeps_to_what_is_known(mean, interval, lead, sd, days):
    chosen = policies(mean, float(interval), lead, sd)
    buffer = np.array([0.0, mean * days])
    assert told(impossible_physics(chosen, buffer, response_of(chosen, buffer, respond), SKU)) == []
