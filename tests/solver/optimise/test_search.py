"""The search where pricing gives up before the prices close the gap."""

import numpy as np
import pytest

from stockposture.highs.session import HighsSession
from stockposture.optimise import search
from stockposture.planning.solve import solve
from support.frames import case_of
from support.random_cases import random_rows


def test_a_search_whose_pricing_ran_out_of_rounds_still_ends_in_a_plan(
    session: HighsSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The curves of the last round were refined after they were priced: figures of two shapes, an IndexError."""
    monkeypatch.setattr(search, "_PRICE_ROUNDS", 1)
    rows = random_rows(np.random.default_rng(3), 6, offers=2, suppliers=3, warehouses=1)
    plan = solve(case_of({}, **rows), capital=30_000.0, space=None, session=session)
    assert 0 <= plan.summary.gap <= 1e-4
