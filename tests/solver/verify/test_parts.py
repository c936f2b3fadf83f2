"""A plan verified in parts is the plan verified whole, wherever it is cut."""

import pickle
import re

import numpy as np
import pandas as pd
import pytest

from stockposture.verify import RowsVerdict, Unread, verify_plan, verify_rows, verify_whole
from stockposture.verify.differences import MOST, Broken, joined, spelt_out, told

CAPITAL, SPACE = 20_000.0, 3.0

#: Changes that break rules of several rows, and of several steps of reading them.
CHANGES = [
    {},
    {"total_cost": [1.0, 2.0, 3.0, 4.0]},
    {"fill_rate": [0.5] * 4, "reason": [""] * 4, "buffer_units": [1_000_000] * 4},
    {"posture": ["jit", "lean", "jit", "mean"]},
    {"shares": ["all", "0.7|0.3", "1.0", "1.0"]},
    {"suppliers": ["NEAR", "FAR|LOCAL", "NOBODY", "LOCAL|NEAR"]},
    {"suppliers": ["NEAR", "FAR|LOCAL", "LOCAL", "LOCAL|NEAR|FAR"], "posture": ["jit", "jic", "jit", "lean"]},
    {"capital": [np.nan, 1.0, 2.0, np.inf]},
]


def rounded(said: list[str]) -> list[str]:
    """Sums differ in their last digits by the order of summation."""
    return [re.sub(r"\d+\.\d+", lambda found: f"{float(found.group()):.9g}", sentence) for sentence in said]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "+".join(change) or "right")
@pytest.mark.parametrize("order", [[0, 1, 2, 3], [2, 0, 3, 1]])
@pytest.mark.parametrize("part", [1, 3])
def test_the_report_does_not_depend_on_the_parts(plan, case, theory, monkeypatch, change, order, part):
    rows, summary = plan
    changed = rows.assign(**{name: pd.Series(values) for name, values in change.items()}).iloc[order]

    def check() -> list[str]:
        return verify_plan(changed, summary, case, capital=CAPITAL, space=SPACE, respond=theory)

    whole = check()
    assert bool(whole) == bool(change)
    monkeypatch.setattr("stockposture.verify.plan._MOST", part)
    assert rounded(check()) == rounded(whole)


def test_parts_verified_elsewhere_are_put_together(plan, case, theory):
    rows, summary = plan
    rows = rows.assign(carrying_cost=[1.0, *rows["carrying_cost"].iloc[1:-1], 2.0])
    verdicts = []
    for part in (slice(0, 2), slice(2, 4)):
        there = pickle.loads(pickle.dumps((rows.iloc[part].reset_index(drop=True), case.rows(part))))
        verdict = verify_rows(*there, theory)
        assert isinstance(verdict, RowsVerdict)
        verdicts.append(pickle.loads(pickle.dumps(verdict)))
    said = verify_whole(verdicts, summary, case, capital=CAPITAL, space=SPACE)
    assert said == verify_plan(rows, summary, case, capital=CAPITAL, space=SPACE, respond=theory)
    assert [sentence.split(":")[0] for sentence in said] == ["BOLT", "SEAL"]


def test_sums_of_the_parts(plan, case, theory):
    rows, _ = plan
    verdict = verify_rows(rows, case, theory)
    assert isinstance(verdict, RowsVerdict)
    sums = verdict.sums
    assert sums.items == 4
    assert sums.postures == {"hybrid": 1, "jic": 1, "jit": 2}
    assert sums.used.tolist() == [True, True, True]
    assert sums.figures["demand"] == pytest.approx(365 * 16)
    assert sums.figures["capital"] == pytest.approx(rows["capital"].sum())
    # FAR: 365 days of 10 bolts at 1, and of 0.7 x 4 chips at 20.
    assert sums.bought[0] == pytest.approx(365 * (10 * 1 + 0.7 * 4 * 20))
    assert sums.space.tolist() == pytest.approx([rows["space_m3"].iloc[:3].sum()])


def test_rows_of_another_item_are_not_read(plan, case, theory):
    rows, _ = plan
    verdict = verify_rows(rows.iloc[:1].assign(suppliers="NEAR"), case.rows(slice(0, 1)), theory)
    assert isinstance(verdict, Unread)
    assert told(verdict.broken) == ["BOLT: suppliers: 'NEAR' does not offer the item"]


def test_many_rows_are_counted_not_listed():
    parts = [[spelt_out(np.ones(count, dtype=bool), lambda row: f"row {row}", "rule")] for count in (15, 0, 15)]
    together = joined(parts)
    assert together[0].count == 30
    assert len(together[0].said) == MOST
    assert told(together)[-1] == f"rule: {30 - MOST} more items like these"
    assert told([Broken("rule")]) == []
