"""Plans side by side: by hand on the four items, and laws."""

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from stockposture import Case, baseline, compare, price, solve
from stockposture.comparison.result import PLAN_COLUMNS
from stockposture_models.plan.kpis import KPIS
from support.hostile import HOSTILE
from support.random_cases import random_case

TINY = Path(__file__).parents[3] / "data" / "tiny"


@pytest.fixture(scope="module")
def solved():
    return solve(Case.read(TINY))


@pytest.fixture(scope="module")
def today(solved):
    rows = solved.items[["sku", "posture", "suppliers", "order_interval_days", "buffer_units"]]
    # The bracket from Oldham in place of Newport: 0.20 dearer, 8 a day.
    return price(solved.case, rows.assign(suppliers=rows["suppliers"].where(rows["sku"] != "BRACKET", "Oldham")))


@pytest.fixture(scope="module")
def found(solved, today):
    return compare({"plan": solved, "today": today})


def test_one_item_differs(found):
    assert len(found.items) == 1
    item = found.items.iloc[0]
    assert item[["plan", "sku", "changed"]].tolist() == ["today", "BRACKET", "split, suppliers"]
    assert item[["first_suppliers", "suppliers"]].tolist() == ["Newport", "Oldham"]
    # 365 x 8 x 0.20 of goods; stock is worth 10 in place of 9.80: 16 + 80 on hand, 40 on their way.
    assert item["purchase_cost_difference"] == pytest.approx(584)
    assert item["capital_difference"] == pytest.approx(0.2 * 96)
    assert item["carrying_cost_difference"] == pytest.approx(0.2 * 0.2 * (96 + 40))
    assert item["relevant_cost_difference"] == pytest.approx(584 + 5.44)
    assert item["words"] == "costs 589 more a year to run, no shortage more or less, ties up 19.2 more"


def test_totals_and_changes(found, solved, today):
    assert list(found.plans.columns) == [*PLAN_COLUMNS, *(name for name in KPIS if name not in PLAN_COLUMNS)]
    first, other = found.plans.to_dict("records")
    assert (first["plan"], first["relevant_cost"]) == ("plan", solved.summary.costs.relevant)
    assert (other["status"], other["capital"]) == ("priced", today.summary.capital)
    change = found.changes.iloc[0]
    assert change["relevant_cost_difference"] == pytest.approx(589.44)
    assert change[["items_that_differ", "suppliers_changed", "posture_changed"]].tolist() == [1, 1, 0]
    assert change[["of_other_items", "of_fees_and_rent"]].tolist() == pytest.approx([0, 0], abs=1e-6)


def test_a_bound_of_another_plan(found, solved, today):
    """Today keeps the solved plan's limits, so its bound holds for today too."""
    other = found.plans.iloc[1]
    bound = solved.summary.lower_bound
    assert other["proven_by"] == "plan"
    assert other["proven_gap"] == pytest.approx((today.summary.total_cost - bound) / today.summary.costs.relevant)
    assert f"within {100 * other['proven_gap']:.0f} % of the best possible, by the bound of plan" in str(found)


def test_no_bound_for_a_plan_that_breaks_its_limits(solved):
    other = baseline(solved.case, "jic", capital=math.inf)
    plans = compare([solved, other]).plans
    assert math.isnan(plans.loc[1, "proven_gap"])
    assert plans["proven_by"].tolist() == ["plan 1", ""]
    assert plans.loc[1, "limits_broken"] == 1


def test_differences_add_up():
    case = random_case(5, 15)
    plans = {rule: baseline(case, rule) for rule in ("abc", "jit", "service")}
    found = compare(plans)
    for change in found.changes.to_dict("records"):
        parts = change["of_items_that_differ"] + change["of_other_items"] + change["of_fees_and_rent"]
        assert change["relevant_cost_difference"] == pytest.approx(parts)
        assert change["of_other_items"] == pytest.approx(0.0, abs=1e-6)
        mine = found.items[found.items["plan"] == change["plan"]]
        assert len(mine) == change["items_that_differ"]
        assert mine["relevant_cost_difference"].abs().is_monotonic_decreasing
        running = mine["relevant_cost_difference"] - mine["stockout_cost_difference"]
        assert mine["running_cost_difference"].tolist() == pytest.approx(running.tolist())


def test_the_same_plan_twice(solved):
    found = compare([solved, solved])
    assert len(found.items) == 0
    assert "plan 2 costs the same as plan 1 a year; 0 items differ" in str(found)
    assert found.document["items"] == []


def test_another_world(solved):
    dearer = solved.case.with_settings(holding_rate=0.3)
    again = price(dearer, solved.items)
    found = compare({"plan": solved, "next year": again})
    assert "different cases (setting holding_rate)" in found.notes[0]
    assert len(found.items) == 0
    more = again.summary.costs.relevant - solved.summary.costs.relevant
    assert found.changes.loc[0, "of_other_items"] == pytest.approx(more)
    assert found.plans["proven_by"].tolist() == ["plan", ""]


def test_items_that_only_one_has(solved):
    fewer = replace(solved, items=solved.items.iloc[1:].reset_index(drop=True))
    found = compare({"all": solved, "fewer": fewer})
    assert found.notes == ("1 item is in all only, not in fewer",)
    assert found.changes.loc[0, ["only_here", "only_in_first"]].tolist() == [0, 1]


def test_refused(solved):
    with pytest.raises(ValueError, match="give two or more"):
        compare([solved])
    money = replace(solved, summary=solved.summary.model_copy(update={"currency": "USD"}))
    with pytest.raises(ValueError, match="plan 1 in EUR, plan 2 in USD"):
        compare([solved, money])


def test_hostile_names_stay_text(solved, today, tmp_path):
    for name in HOSTILE[:5]:
        page = str(compare({"=1+1": solved, name: today}))
        assert not any(letter in page for letter in "\x07\x00\x1b\u202e")
        assert page.count("\n\n") == 3 + 1
    found = compare({"=1+1": solved, "<script>": today})
    found.write(tmp_path / "out")
    assert "'=1+1" in (tmp_path / "out" / "plans.csv").read_text()
    assert pd.read_parquet(tmp_path / "out" / "plans.parquet")["plan"].tolist() == ["=1+1", "<script>"]
