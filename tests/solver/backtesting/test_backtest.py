"""The verb as a whole: a small history of two years, split in the middle."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from stockposture import backtest
from stockposture.backtesting.result import COLUMNS
from stockposture_models.errors import BadInputError
from support.history import history_of
from support.two_years import DAYS, SPLIT, two_years


@pytest.fixture(scope="module")
def found():
    return backtest(history_of(*two_years()), SPLIT, assumptions={"cut_months": 2}, capital_part=0.7)


def test_the_plan_and_five_rules(found):
    rows = found.contestants
    assert rows["name"].tolist() == [
        "plan", "all jit", "days of cover", "ABC rule", "max less mean", "one service level",
    ]  # fmt: skip
    assert rows.columns.tolist() == list(COLUMNS)
    assert found.period.days == 365
    parts = rows[["purchase_cost", "ordering_cost", "carrying_cost", "stockout_cost"]].sum(axis=1)
    assert rows["relevant_cost"].tolist() == pytest.approx(parts.tolist())
    sums = found.items.groupby("name")["relevant_cost"].sum()
    assert rows["relevant_cost"].tolist() == pytest.approx(sums[rows["name"]].tolist())
    assert rows["fill_rate"].between(0, 1).all()


def test_equal_capital_or_said_so(found):
    rows = found.contestants
    assert rows.loc[0, "promised_capital"] <= found.capital
    assert rows["is_reached"].tolist()[:3] == [True, False, True]
    # Of three items, one more over a jump may be too much.
    reached = rows.loc[rows["is_reached"], "promised_capital"] / rows.loc[0, "promised_capital"]
    assert reached.between(0.7, 1).all()


def test_every_plan_opens_with_the_stock_it_promises(found):
    for name, plan in found.plans.items():
        mine = found.items[found.items["name"] == name]
        assert plan.items["sku"].tolist() == mine["sku"].tolist()
    assert found.contestants["highest_capital"].min() >= 0.9 * found.contestants["promised_capital"].min()


def test_what_comes_after_the_split_changes_no_plan(found):
    demand, deliveries = two_years()
    wild = [row | {"quantity": str(7 * float(row["quantity"]))} if row["date"] >= SPLIT else row for row in demand]
    late = [
        row | {"received": "2014-12-31", "unit_price": "999", "quantity": "1"} if row["received"] >= SPLIT else row
        for row in deliveries
    ]
    other = backtest(history_of(wild, late), SPLIT, assumptions={"cut_months": 2}, capital_part=0.7)
    for name, plan in found.plans.items():
        pd.testing.assert_frame_equal(plan.items, other.plans[name].items)
    assert other.contestants.loc[0, "relevant_cost"] > found.contestants.loc[0, "relevant_cost"]


def test_the_same_again(found):
    again = backtest(history_of(*two_years()), dt.date.fromisoformat(SPLIT), capital_part=0.7)
    pd.testing.assert_frame_equal(found.contestants, again.contestants)


def test_until_and_an_amount(found):
    capital = 0.7 * found.contestants.loc[0, "promised_capital"]
    week = backtest(history_of(*two_years()), SPLIT, until="2013-01-08", capital=capital)
    assert week.period.days == 7
    assert week.contestants.loc[0, "promised_capital"] <= capital
    assert week.contestants.loc[0, "relevant_cost"] < found.contestants.loc[0, "relevant_cost"]


def test_pages_and_documents(found):
    page = str(found)
    assert "The plan costs less than" in page
    for name in found.contestants["name"]:
        assert f"  {name} " in page
    assert found.document["contestants"][0]["relevant_cost"] == found.contestants.loc[0, "relevant_cost"]
    assert found.document["days"] == 365
    assert repr(found) == "Backtest(5 rules beside the plan, 365 days)"


def test_no_day_and_no_history(found):
    with pytest.raises(BadInputError, match="2011-01-01 to 2014-01-01"):
        backtest(history_of(*two_years()), "2015-01-01")
    with pytest.raises(ValueError, match="someday"):
        backtest(history_of(*two_years()), "someday")
    assert len(DAYS) == 1097
    assert np.isfinite(found.contestants["relevant_cost"]).all()
