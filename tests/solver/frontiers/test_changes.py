"""What changes between two points, against looking at one item after the other."""

import numpy as np
import pandas as pd
import pytest

from stockposture import solve
from stockposture.frontiers.changes import CHANGES, changes_along, steps_between
from stockposture.frontiers.decisions import CHOICES, TEXTS, Words, decisions_of
from stockposture.frontiers.point import Caps, Missed, Point


@pytest.fixture(scope="module")
def summary(tiny):
    return solve(tiny).summary


def random_items(rng: np.random.Generator, count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "sku": [f"I{number}" for number in range(count)],
            "posture": rng.choice(["jit", "hybrid", "jic"], count),
            "split": rng.choice(["single", "dual"], count),
            "suppliers": rng.choice(["A", "B", "A|B"], count),
            "shares": rng.choice(["1", "0.5|0.5"], count),
            "order_interval_days": rng.integers(1, 3, count),
            "buffer_units": rng.integers(0, 2, count),
            "capital": rng.uniform(0, 9, count),
            "relevant_cost": rng.uniform(0, 9, count),
        }
    )


def test_every_item_that_changes_is_told_once(summary):
    rng = np.random.default_rng(1)
    words = {name: Words() for name in TEXTS}
    tables = [random_items(rng, 200) for _ in range(2)]
    points = [
        Point(Caps(cap), summary, 0.0, decisions_of(_Plan(table), words))
        for cap, table in zip([1.0, 2.0], tables, strict=True)
    ]
    steps, changes = changes_along(points, tables[0]["sku"], words)
    before, after = (table.set_index("sku") for table in tables)
    differs = (before[list(CHOICES)] != after[list(CHOICES)]).any(axis=1)
    assert sorted(changes["sku"]) == sorted(differs.index[differs])
    for row in changes.to_dict("records"):
        old, new = before.loc[row["sku"]], after.loc[row["sku"]]
        for name in (*CHOICES, "buffer_units"):
            assert (row[f"{name}_from"], row[f"{name}_to"]) == (old[name], new[name])
        assert row["changes"] == " + ".join(name for name in CHOICES if old[name] != new[name])
        assert row["capital_more"] == new["capital"] - old["capital"]
        assert row["relevant_cost_less"] == old["relevant_cost"] - new["relevant_cost"]
    rest = [*CHOICES, "shares", "order_interval_days", "buffer_units"]
    assert steps.loc[0, "adjusted"] == ((before[rest] != after[rest]).any(axis=1) & ~differs).sum() > 0
    assert changes["capital_more"].abs().is_monotonic_decreasing
    assert tuple(changes) == CHANGES


class _Plan:
    """As much of a plan as is looked at."""

    def __init__(self, items: pd.DataFrame) -> None:
        self.items = items


def test_points_without_a_plan_are_stepped_over():
    points = [Missed(Caps(float(cap)), "no_plan_fits", "") for cap in (1, 2)]
    assert steps_between(points) == []
