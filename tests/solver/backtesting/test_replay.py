"""One item through a week of days, by hand."""

import numpy as np
import pytest

from stockposture.backtesting.replay import Policy, past_days, replay

DEMAND = np.array([[4.0, 20.0, 3.0, 6.0, 0.0, 9.0, 15.0]])


def policy(*, backorder=False, share=(1.0, 0.0)):
    """S 30, a review every other day, lead time 3; 10 on hand, and 10 on their way in two orders of the past."""
    return Policy(
        level=np.array([30.0]),
        interval=np.array([2]),
        share=np.array([share]),
        offer=np.array([[0, 1]]),
        backorder=np.array([backorder]),
        on_hand=np.array([10.0]),
        order=np.array([10.0]),
        mean_lead=np.array([[3.0, 3.0]]),
    )


def leads(lead=3, past=4):
    return np.full((2, past + 7), lead)


def test_a_week_of_lost_sales():
    # Ordered on days -4 and -2, 5 units each: there on days 0 and 1. Ordered on days 0, 2, 4, 6: 10, 20, 6, 9 units.
    assert past_days(policy()) == 4
    lived = replay(policy(), DEMAND, leads(), 4)
    assert lived.start[0].tolist() == [15, 16, 0, 10, 4, 24, 15]
    assert lived.end[0].tolist() == [11, 0, 0, 4, 4, 15, 0]
    assert lived.short[0].tolist() == [0, 4, 3, 0, 0, 0, 0]
    assert lived.on_order[0].tolist() == [15, 10, 30, 20, 26, 6, 15]


def test_a_week_of_backorders():
    # Day 1 leaves 4 waiting, day 2 three more: 24 are ordered on day 2. Day 3 owes 7 of the 10 that come.
    lived = replay(policy(backorder=True), DEMAND, leads(), 4)
    assert lived.short[0].tolist() == [0, 4, 3, 3, 0, 0, 3]
    assert lived.end[0].tolist() == [11, 0, 0, 0, 0, 12, 0]
    assert lived.on_order[0].tolist() == [15, 10, 34, 24, 33, 9, 18]


def test_two_suppliers_that_are_alike_are_one():
    one, two = (replay(policy(share=share), DEMAND, leads(), 4) for share in ((1.0, 0.0), (0.6, 0.4)))
    for name in ("short", "start", "end", "on_order"):
        assert getattr(two, name) == pytest.approx(getattr(one, name))


def test_what_takes_no_time_is_there_the_same_day():
    lived = replay(policy(), DEMAND, leads(lead=0), 4)
    assert lived.start[0].tolist() == [30, 26, 30, 27, 30, 30, 30]
    assert lived.on_order.max() == 0


def test_an_order_waits_as_long_as_the_day_it_was_placed_on_says():
    slow = leads()
    slow[0, 4] = 6  # placed on day 0
    lived = replay(policy(), DEMAND, slow, 4)
    assert lived.start[0, 3] == 0
    assert lived.start[0, 6] > 0


def test_more_stock_is_never_shorter():
    rng = np.random.default_rng(1)
    demand = rng.gamma(0.3, 20, (40, 60))
    base = {
        "interval": rng.integers(1, 9, 40),
        "share": np.tile([1.0, 0.0], (40, 1)),
        "offer": np.stack([np.arange(40), np.zeros(40, int)], axis=1),
        "backorder": rng.random(40) < 0.5,
        "on_hand": np.full(40, 50.0),
        "order": np.full(40, 10.0),
        "mean_lead": np.tile([12.0, 0.0], (40, 1)),
    }
    waits = np.repeat(rng.integers(0, 20, (40, 1)), 100, axis=1)
    small, large = (replay(Policy(level=np.full(40, level), **base), demand, waits, 40) for level in (80.0, 160.0))
    assert (large.short.sum(axis=1) <= small.short.sum(axis=1) + 1e-9).all()
