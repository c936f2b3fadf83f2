"""Proofs that no plan fits: none where one does, and the figures they state are true of every plan."""

import itertools

import numpy as np
import pytest

from stockposture.decomposition.columns.columns import Columns
from stockposture.decomposition.prices.excess import least_excess, no_plan_fits
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture_models.errors import NoPlanFitsError
from support.local_partitions import LocalPartitions, plan_figures


def columns_of(uses: list[list[list[float]]]) -> Columns:
    """Items with one-point choices that cost nothing, from their uses of all limits."""
    item = [i for i, choices in enumerate(uses) for _ in choices]
    rows = np.array([use for choices in uses for use in choices], dtype=float)
    count, limits = rows.shape
    return Columns(
        item=np.array(item),
        first=np.arange(count + 1),
        limit=np.tile(np.arange(limits), (count, 1)),
        opening=np.full((count, 2), -1),
        buffer=np.zeros(count),
        cost=np.zeros(count),
        falling=np.zeros(count),
        use=rows,
        curved=False,
        rest=np.full(len(uses), np.inf),
        low=np.zeros(limits),
    )


def terms_of(cap: list[float], overflow: list[float] | None = None) -> Terms:
    limits = len(cap)
    extra = np.zeros(limits) if overflow is None else np.array(overflow)
    return Terms(np.array(cap), extra, np.ones(limits), np.zeros(0))


#: Two items, each either all of the first limit or all of the second: (2, 0) or (0, 2), and (3, 1) or (1, 3).
EITHER = columns_of([[[2.0, 0.0], [0.0, 2.0]], [[3.0, 1.0], [1.0, 3.0]]])


@pytest.mark.parametrize(
    ("cap", "overflow"), [([3.0, 3.0], [0.0, 0.0]), ([2.0, 2.0], [1.0, 1.0]), ([5.0, 1.0], [0.0, 0.0])]
)
def test_nothing_is_proven_where_a_plan_fits(cap: list[float], overflow: list[float], session: HighsSession):
    excess = least_excess(LocalPartitions([EITHER]), terms_of(cap, overflow), session, groups=2)
    assert not excess.proves


def test_a_limit_below_the_least_use_is_named(session: HighsSession):
    excess = least_excess(LocalPartitions([EITHER]), terms_of([0.5, 9.0]), session, groups=2)
    assert excess.proves
    assert excess.limits.tolist() == [0]
    assert excess.alone.tolist() == pytest.approx([1.0])
    error = no_plan_fits(excess, lambda row: f"limit {row}", lambda row: {"kind": "limit", "name": str(row)})
    assert isinstance(error, NoPlanFitsError)
    (shortfall,) = error.shortfalls
    assert shortfall["short_by"] == pytest.approx(0.5)
    assert "limit 0: at most 0.5 allowed, at least 1 needed, 0.5 short" in str(error)


def test_limits_that_contradict_each_other_are_named_together(session: HighsSession):
    # Both uses sum to 6 in every plan; 2.5 + 2.5 is 1 short.
    excess = least_excess(LocalPartitions([EITHER]), terms_of([2.5, 2.5]), session, groups=2)
    assert excess.proves
    assert sorted(excess.limits.tolist()) == [0, 1]
    assert excess.needed.tolist() == pytest.approx([3.5, 3.5], rel=1e-5)
    error = no_plan_fits(excess, lambda row: f"limit {row}", lambda row: {"kind": "limit", "name": str(row)})
    assert "contradict" in str(error)
    assert [shortfall["short_by"] for shortfall in error.shortfalls] == pytest.approx([1.0, 1.0], rel=1e-4)


@pytest.mark.parametrize("seed", range(10))
def test_what_is_stated_holds_of_every_plan(seed: int, session: HighsSession):
    rng = np.random.default_rng(seed)
    columns = columns_of([[rng.uniform(0, 4, 3).tolist() for _ in range(3)] for _ in range(4)])
    plans = [
        plan_figures(columns, terms_of([1.0] * 3), np.array(points))[1]
        for points in itertools.product(*(range(3 * i, 3 * i + 3) for i in range(4)))
    ]
    cap = np.median(plans, axis=0) * rng.uniform(0.5, 0.9)
    excess = least_excess(LocalPartitions([columns]), terms_of(cap.tolist()), session, groups=4)
    least = min(np.maximum(0, use / cap - 1).sum() for use in plans)
    assert excess.bound <= least + 1e-6
    for row, alone, needed in zip(excess.limits, excess.alone, excess.needed, strict=True):
        assert alone <= min(use[row] for use in plans) + 1e-9
        others = [other for other in excess.limits if other != row]
        beside = [use[row] for use in plans if all(use[other] <= cap[other] for other in others)]
        assert needed <= min(beside, default=np.inf) + 1e-5
