"""What a report says of a plan adds up to the plan, and to the tables by another way."""

import numpy as np
import pytest

from stockposture.report.dossier.columns import COLUMNS
from stockposture.report.dossier.mixes import (
    MOST_WAREHOUSES,
    NO_WAREHOUSE,
    largest_buffers,
    posture_by_class,
    posture_by_risk,
    stock_by_warehouse,
)
from stockposture_models.plan.row import PlanRow


def test_every_column_of_the_plan_is_reported(dossier):
    assert set(PlanRow.model_fields) <= set(COLUMNS)
    assert list(dossier.items.columns) == list(COLUMNS)
    assert dossier.items["sku"].tolist() == dossier.plan.case.items["sku"].tolist()


def test_spend_is_what_the_plan_buys(dossier):
    """Item by item from the texts of the plan: shares of 365 days' demand at price and freight."""
    case, found = dossier.plan.case, dossier.suppliers.set_index("supplier")
    offers = case.offers.set_index(["sku", "supplier"])
    mean = case.items.set_index("sku")["demand_mean"]
    spend, sole = dict.fromkeys(found.index, 0.0), dict.fromkeys(found.index, 0)
    for row in dossier.plan.items.to_dict("records"):
        names, shares = row["suppliers"].split("|"), row["shares"].split("|")
        for name, share in zip(names, shares, strict=True):
            offer = offers.loc[(row["sku"], name)]
            spend[name] += 365 * mean[row["sku"]] * float(share) * (offer["unit_price"] + offer["freight_per_unit"])
            sole[name] += len(names) == 1
    assert found["spend"].to_dict() == pytest.approx(spend)
    assert found["sole_items"].to_dict() == sole
    assert found["spend"].sum() == pytest.approx(dossier.plan.summary.costs.purchase)
    assert found["part"].sum() == pytest.approx(1.0)
    assert found["cumulative"].iloc[-1] == pytest.approx(1.0)


def test_mixes_add_up_to_the_plan(dossier):
    summary, items = dossier.plan.summary, dossier.items
    assert posture_by_class(items).sum().to_dict() == summary.posture_counts
    risk = posture_by_risk(items)
    assert risk.sum(axis=(0, 1)).tolist() == list(summary.posture_counts.values())
    # The top row holds the most critical items.
    assert risk[0].sum() == (items["criticality"] == 5).sum()
    for measure, whole in (("capital", summary.capital), ("space_m3", summary.space_m3)):
        table = stock_by_warehouse(items, measure)
        assert table.to_numpy().sum() == pytest.approx(whole)
        assert (np.diff(table.sum(axis=1).to_numpy()) <= 0).all()
        by_hand = items[(items["warehouse"] == "Main") & (items["posture"] == "jit")][measure].sum()
        assert table.loc["Main", "jit"] == pytest.approx(by_hand)


def test_many_warehouses_are_told_together(dossier):
    places = [f"W{number:02}" for number in range(9)] + [""]
    items = dossier.items.assign(warehouse=places)
    assert NO_WAREHOUSE in stock_by_warehouse(items, "capital").index
    many = dossier.items.loc[dossier.items.index.repeat(2)].assign(warehouse=[f"W{number}" for number in range(20)])
    table = stock_by_warehouse(many, "capital")
    assert len(table) == MOST_WAREHOUSES
    assert table.index[-1] == "9 others"
    assert table.to_numpy().sum() == pytest.approx(2 * dossier.plan.summary.capital)


def test_the_largest_buffers_come_first(dossier):
    found = largest_buffers(dossier.items, 3)
    assert found["buffer_capital"].tolist() == sorted(dossier.items["buffer_capital"], reverse=True)[:3]
    assert dossier.items["buffer_capital"].sum() == pytest.approx(dossier.kpis.buffer_capital)
