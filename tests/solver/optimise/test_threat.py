"""The word for what a buffer guards against: where there is only one cause, and where one is far ahead."""

from dataclasses import replace

import numpy as np
import pytest

from stockposture.optimise.threat import LATE, NOTHING, OUTAGES, SWINGS, threats
from stockposture_models.theory.policies import Policies
from stockposture_models.theory.respond import respond

CALM = {
    SWINGS: {"demand_sd": np.zeros(1)},
    LATE: {"lead_sd": np.zeros((1, 2))},
    OUTAGES: {"outage_rate": np.zeros((1, 2)), "region_rate": np.zeros((1, 2))},
}


def policy(**changes: object) -> Policies:
    """One item from one supplier: 10 a day, a week between orders, three weeks' lead time."""
    one, none = np.ones(1), np.zeros((1, 2))
    plain = Policies(
        demand_mean=10 * one,
        demand_sd=5 * one,
        backorder=np.zeros(1, dtype=np.bool_),
        interval=7 * one,
        share=np.array([[1.0, 0.0]]),
        lead=np.array([[21.0, 0.0]]),
        lead_sd=np.array([[3.0, 0.0]]),
        outage_rate=np.array([[0.2, 0.0]]),
        outage_days=np.array([[20.0, 0.0]]),
        region_rate=none,
        region_days=none,
        same_region=np.zeros(1, dtype=np.bool_),
        surge_fraction=none,
        surge_delay=none,
    )
    return replace(plain, **changes)


@pytest.mark.parametrize("cause", [SWINGS, LATE, OUTAGES])
def test_the_only_cause_is_the_cause(cause):
    calm = {name: value for other, changes in CALM.items() if other != cause for name, value in changes.items()}
    assert threats(policy(**calm), np.array([100.0])).tolist() == [cause]


def test_nothing_to_guard_against():
    calm = {name: value for changes in CALM.values() for name, value in changes.items()}
    assert threats(policy(**calm), np.array([100.0])).tolist() == [NOTHING]
    assert threats(policy(demand_mean=np.zeros(1)), np.array([100.0])).tolist() == [NOTHING]
    never_used = {**calm, "outage_rate": np.array([[0.0, 1.0]]), "outage_days": np.array([[0.0, 30.0]])}
    assert threats(policy(**never_used), np.array([100.0])).tolist() == [NOTHING]


#: Policies with a cause far ahead of the others, by the theory too.
FAR_AHEAD = [
    (SWINGS, policy(demand_sd=np.array([30.0]), lead_sd=np.array([[0.5, 0.0]]))),
    (LATE, policy(demand_sd=np.array([2.0]), lead_sd=np.array([[12.0, 0.0]]), backorder=np.ones(1, dtype=np.bool_))),
    (
        OUTAGES,
        policy(
            demand_sd=np.array([2.0]),
            lead_sd=np.array([[0.5, 0.0]]),
            outage_rate=np.array([[1.5, 0.0]]),
            outage_days=np.array([[40.0, 0.0]]),
        ),
    ),
]


@pytest.mark.parametrize(("cause", "given_"), FAR_AHEAD)
def test_a_cause_far_ahead_is_named_as_by_the_theory(cause, given_):
    buffer = np.array([[0.0, 150.0]])

    def saved(**calm: np.ndarray) -> float:
        short = respond(replace(given_, **calm), buffer).short_fraction[0]
        return float(short[0] - short[1])

    by_cause = [saved() - saved(**CALM[other]) for other in (SWINGS, LATE, OUTAGES)]
    assert int(np.argmax(by_cause)) == cause
    assert threats(given_, buffer[:, 1]).tolist() == [cause]
