"""The sentence of each row, from numbers chosen by hand."""

import numpy as np
import pandas as pd
import pytest

from stockposture.optimise.assemble import plan_rows
from stockposture.optimise.incumbent import Incumbent
from stockposture.optimise.points import points_of
from stockposture.optimise.prices import Prices
from stockposture.optimise.problem import Problem, pose
from stockposture.optimise.runner_up import RunnersUp
from stockposture_models.tables.frames import case_from_frames


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Three items: one threatened by outages only, one by swings only, one without demand."""
    items = pd.DataFrame(
        {"sku": ["A", "B", "C"], "demand_mean": [10.0, 4.0, 0.0], "demand_sd": [0.0, 6.0, 0.0], "stockout_cost": 30.0}
    )
    suppliers = pd.DataFrame(
        {"supplier": ["East", "West"], "disruption_rate": [0.5, 0.0], "disruption_days": [20.0, 0.0]}
    )
    offers = pd.DataFrame(
        {
            "sku": ["A", "A", "B", "C"],
            "supplier": ["East", "West", "West", "West"],
            "unit_price": 5.0,
            "lead_time_days": 9.0,
        }
    )
    case = case_from_frames(items=items, suppliers=suppliers, offers=offers, settings={"currency": "EUR"})
    return pose(case, capital=1e6, space=None)


def rows_of(problem: Problem, extra: float) -> pd.DataFrame:
    """Return rows of each item's leanest weekly hybrid policy (jit without demand), the last candidate second."""
    candidates, item = problem.candidates, problem.candidates.item
    single = candidates.offers[:, 1] < 0
    wanted = single & (candidates.interval == 7) & (candidates.posture == np.where(item == 2, 0, 1))
    chosen = np.array([np.flatnonzero(wanted & (item == row))[0] for row in range(3)])
    points = points_of(problem, chosen, candidates.lower[chosen].astype(np.float64))
    plan = Incumbent(points, 0.0, np.zeros(1), np.zeros(1), np.zeros(0, dtype=np.bool_))
    second = np.array([np.flatnonzero(item == 0)[-1], np.flatnonzero(item == 1)[-1], -1])
    runners = RunnersUp(second, np.array([extra, extra, np.nan]))
    economics = problem.evaluate(chosen, points.buffer[:, np.newaxis])
    return plan_rows(problem, plan, Prices(np.array([0.25]), np.empty(0)), runners, economics)


def test_sentences(problem):
    reasons = rows_of(problem, 1234.4)["reason"].tolist()
    assert reasons == [
        (
            "hybrid, buffer of 50 units (5 days of supply, the least it may have), mainly against outages of East "
            "(0.5 a year, 20 days each); working capital binds (one EUR more would save 0.25 a year); the next best, "
            "jic dual East|West, would cost 1,234 more a year."
        ),
        (
            "hybrid, buffer of 20 units (5 days of supply, the least it may have), mainly against swings of demand; "
            "working capital binds (one EUR more would save 0.25 a year); the next best, jic single West, would cost "
            "1,234 more a year."
        ),
        "jit, no demand: nothing to hold; there is no other posture or supplier to choose.",
    ]


def test_a_runner_up_as_good(problem):
    reasons = rows_of(problem, 0.0)["reason"]
    assert reasons[1].endswith("; jic single West is as good, within the proven gap.")


def test_words_and_types_of_the_other_columns(problem):
    rows = rows_of(problem, 1.0)
    assert rows["suppliers"].tolist() == ["East", "West", "West"]
    assert rows["shares"].tolist() == ["1", "1", "1"]
    assert rows["split"].tolist() == ["single"] * 3
    assert rows["runner_up"].tolist() == ["jic dual East|West", "jic single West", ""]
    texts = ["sku", "posture", "split", "suppliers", "shares", "runner_up", "reason"]
    assert all(rows[name].dtype == "str" for name in texts)
    assert all(rows[name].dtype in (np.float64, np.int64) for name in rows.columns.difference(texts))
