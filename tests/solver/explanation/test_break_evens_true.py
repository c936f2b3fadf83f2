"""Break-even values are true: 1 % past each the solve decides otherwise, just before it does not."""

import numpy as np
import pytest

from stockposture.explanation.break_evens import PAST, PRECISION
from stockposture.explanation.explain import explain
from stockposture.planning.solve import solve
from stockposture_models.tables.case import Case
from support.flips import copies, decisions, input_of
from support.random_cases import random_case

#: Few intervals and shares, so that fifty items are explained in seconds; every posture and split is there.
SETTINGS = {
    "split_grid": (0.5, 0.8),
    "postures": {
        "jit": {"order_interval_days": (1, 7), "buffer_days": (0, 5), "order_cost_factor": 0.2, "programme_cost": 60},
        "hybrid": {"order_interval_days": (7, 30), "buffer_days": (5, 30), "order_cost_factor": 0.6},
        "jic": {"order_interval_days": (30,), "buffer_days": (30, 180)},
    },
}


@pytest.fixture(scope="module")
def plan(session):
    """Fifty items under a cap on capital and one on a warehouse, both of which bind."""
    case = random_case(6, 50, offers=2, suppliers=6, settings=SETTINGS)
    free = solve(case, capital=np.inf, session=session)
    stored = free.items["space_m3"][(case.items["warehouse"] == "W0").to_numpy()].sum()
    warehouses = case.warehouses.assign(capacity_m3=[0.7 * stored, np.nan])
    tight = solve(case.replace(warehouses=warehouses), capital=0.7 * free.summary.capital, session=session)
    assert all(use.shadow_price > 0 for use in tight.summary.limits)
    return tight


@pytest.fixture(scope="module")
def found(plan):
    """Every break-even of every item, and what the item would be alone."""
    ledgers = [explain(plan, sku) for sku in plan.items["sku"]]
    rows = [
        (ledger.sku, _decision(ledger.own_best), row)
        for ledger in ledgers
        for row in ledger.break_evens.to_dict("records")
        if row["found"] == "flips"
    ]
    assert len(rows) > 150
    assert {row["input"] for _, _, row in rows} == {
        *("stockout_cost", "unit_price", "outage_rate", "region_outage_rate", "lead_time")
    }
    return rows


def _decision(row) -> tuple[str, str]:
    return row["posture"], "|".join(sorted(row["suppliers"].split("|")))


def _at(found, part: float) -> list:
    """Return each break-even's input at this part past it; before it, where that is negative."""
    return [
        (sku, input_of(row), row["break_even"] * (1.0 + (part if row["direction"] == "up" else -part)))
        for sku, _, row in found
    ]


def test_past_each_the_solve_decides_as_foretold(plan, found, session):
    solved = decisions(solve(copies(plan, _at(found, PAST)), session=session))
    for (sku, now, row), then in zip(found, solved, strict=True):
        assert then != now, (sku, row)
        assert then == _decision(row), (sku, row)


def test_just_before_each_it_decides_as_now(plan, found, session):
    kept = [entry for entry in found if abs(entry[2]["change"]) > PAST]
    solved = decisions(solve(copies(plan, _at(kept, -2.0 * PRECISION)), session=session))
    for (sku, now, row), then in zip(kept, solved, strict=True):
        assert then == now, (sku, row)


def test_where_nothing_binds_the_whole_case_solved_again_decides_so_too(session):
    """Tables changed in one cell, all items solved together: those of other items stay as they were."""
    case = random_case(8, 3, offers=2, suppliers=4, settings={**SETTINGS, "mip_gap": 1e-8})
    plan = solve(case, session=session)
    assert not plan.summary.limits
    flips = 0
    for sku in plan.items["sku"]:
        for row in explain(plan, sku).break_evens.to_dict("records"):
            if row["found"] != "flips":
                continue
            factor = 1.0 + PAST if row["direction"] == "up" else 1.0 - PAST
            changed = _changed(case, sku, row, row["break_even"] * factor)
            then = solve(changed, session=session).items.set_index("sku").loc[sku]
            assert _decision(then) == _decision(row), (sku, row)
            flips += 1
    assert flips > 8


def _changed(case: Case, sku: str, row, value: float) -> Case:
    """Return the whole case with one cell changed, as a user would change it."""
    table, column = input_of(row).kind.cell
    frame = getattr(case, table).copy()
    mine = frame["sku"] == sku if "sku" in frame else True
    if row["of"]:
        mine = mine & (frame["region" if table == "regions" else "supplier"] == row["of"])
    assert mine.sum() == 1
    frame.loc[mine, column] = value
    return case.replace(**{table: frame})
