"""Confidence in an item's demand, with the reason."""

import numpy as np
import pandas as pd

from stockposture.history.confidence import confidence_of
from stockposture.history.demand.doubts import demand_doubts
from support.demand import demand_of, figures_of, gamma, monthly


def judged(demand, **options):
    figures = figures_of(demand, **options)
    skus = pd.Series(figures.index)
    return confidence_of(skus, [demand_doubts(figures)]).set_index(skus)


def test_much_and_even_demand_is_known_well():
    wanted = gamma(np.random.default_rng(0), 100.0, 0.2, 24)
    assert judged(demand_of(*monthly("A", wanted))).loc["A"].tolist() == ["high", ""]


def test_one_observation_is_marked():
    once = demand_of(*monthly("A", [100, 101] * 12), ("2012-05-01", "B", 7.0))
    level, reason = judged(once).loc["B"]
    assert level == "low"
    assert reason.startswith("demand was seen once only")


def test_a_single_bucket_is_marked_as_assumed():
    level, reason = judged(demand_of(("2012-05-01", "B", 7.0))).loc["B"]
    assert level == "low"
    assert "deviation assumed (--demand-cv)" in reason


def test_returns_only():
    found = judged(demand_of(*monthly("A", [100, 101] * 12), ("2012-05-01", "B", -7.0))).loc["B"]
    assert found["confidence"] == "low"
    assert "no demand left after returns" in found["confidence_reason"]


def test_gone_items_name_their_last_month():
    found = judged(demand_of(*monthly("A", [100, 101] * 12), *monthly("B", [100, 90] * 6 + [0] * 12)))
    assert found.loc["B", "confidence"] == "low"
    assert found.loc["B", "confidence_reason"].startswith("no demand after 2012-12: perhaps no longer wanted")


def test_lumpy_demand_is_known_less_well():
    lumpy = np.zeros(24)
    lumpy[[1, 5, 6, 11, 14, 20, 23]] = [1, 30, 2, 1, 40, 3, 1]
    level, reason = judged(demand_of(*monthly("A", [100, 101] * 12), *monthly("B", lumpy))).loc["B"]
    assert level == "medium"
    assert "at best" in reason
