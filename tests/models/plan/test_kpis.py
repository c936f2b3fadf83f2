"""Key figures of two items whose every number can be worked out on paper."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stockposture_models.plan.item_kpis import item_kpis, kpis_of, line_kpis
from stockposture_models.plan.kpis import KPIS, Kpis
from stockposture_models.tables.case import Case
from support.frames import case_of

PAGE = (Path(__file__).parents[3] / "docs" / "kpis.md").read_text(encoding="utf-8")

# A: 10 a day, 4 + 1 freight from Far, 6 + 0.5 from Near: half and half; B: 2 a day at 20, no freight, backordered.
TABLES = {
    "items": pd.DataFrame(
        {
            "sku": ["A", "B", "C"],
            "demand_mean": [10.0, 2.0, 0.0],
            "demand_sd": [1.0, 1.0, 0.0],
            "stockout_cost": [3.0, 7.0, 1.0],
            "shortage": ["lost", "backorder", "lost"],
            "unit_volume": [0.01, 0.0, 0.0],
            "obsolescence_rate": [0.05, 0.0, 0.0],
            "warehouse": ["Hall", "", ""],
            "product_line": ["Press", "Press", ""],
        }
    ),
    "suppliers": pd.DataFrame({"supplier": ["Far", "Near"]}),
    "offers": pd.DataFrame(
        {
            "sku": ["A", "A", "B", "C"],
            "supplier": ["Far", "Near", "Far", "Near"],
            "unit_price": [4.0, 6.0, 20.0, 1.0],
            "freight_per_unit": [0.25, 1.0, 0.0, 0.0],
            "lead_time_days": 5.0,
        }
    ),
    "warehouses": pd.DataFrame({"warehouse": ["Hall"], "storage_cost": [100.0]}),
}
# A: T 4 days, cycle stock 20, buffer 30 of which 55 - 20 = 35 are there: all; B: T 10, cycle 10, buffer 9, there 6.
ROWS = pd.DataFrame(
    {
        "sku": ["A", "B", "C"],
        "suppliers": ["Far|Near", "Far", "Near"],
        "shares": ["0.5|0.5", "1", "1"],
        "order_interval_days": [4, 10, 7],
        "buffer_units": [30, 9, 0],
        "short_units_per_year": [36.5, 73.0, 0.0],
        "fill_rate": [0.99, 0.9, 1.0],
        "on_hand_units": [55.0, 16.0, 0.0],
        "capital": [275.0, 320.0, 0.0],
        "stockout_cost": [109.5, 511.0, 0.0],
    }
)


@pytest.fixture(scope="module")
def case() -> Case:
    return case_of({"holding_rate": 0.2}, **{name: rows.to_dict("records") for name, rows in TABLES.items()})


def test_the_whole_plan(case):
    found = kpis_of(ROWS, case)
    expected = {
        "capital": 275 + 320,
        "buffer_capital": 5 * 30 + 20 * 6,
        "buffer_carrying_cost": ((0.2 + 0.05) * 5 + 100 * 0.01) * 30 + 0.2 * 20 * 6,
        # What is lost never left the stock; what waited did.
        "stock_turns": (5 * (3650 - 36.5) + 20 * 730) / (5 * 55 + 20 * 16),
        "days_on_hand": (5 * 55 + 20 * 16) / (5 * 10 + 20 * 2),
        "fill_rate": 1 - (36.5 + 73) / (3650 + 730),
        "stockout_rate": (0.01 + 0.1) / 2,
        "highest_stockout_rate": 0.1,
        "production_uptime": 0.99 * 0.9,
        "production_uptime_together": 0.9,
        "lowest_uptime": 0.99 * 0.9,
        "freight_cost": 3650 * 0.625 + 109.5,
        "freight_above_cheapest": 3650 * (0.625 - 0.25),
        "expediting_cost": 109.5,
        "premium_freight_share": (3650 * 0.375 + 109.5) / (3650 * 0.625 + 109.5),
    }
    assert dict(found) == pytest.approx(expected, rel=1e-12)


def test_each_item(case):
    found = item_kpis(ROWS, case).set_index("sku")
    assert found["stock_turns"].tolist() == pytest.approx([3613.5 / 55, 730 / 16, np.nan], nan_ok=True)
    assert found["days_on_hand"].tolist() == pytest.approx([5.5, 8.0, np.nan], nan_ok=True)
    assert found["stockout_rate"].tolist() == pytest.approx([0.01, 0.1, 0.0])
    assert found["premium_freight_share"].isna().tolist() == [False, True, True]
    whole = dict(kpis_of(ROWS, case))
    for name in ("capital", "buffer_capital", "buffer_carrying_cost", "freight_cost", "expediting_cost"):
        assert found[name].sum() == pytest.approx(whole[name])


def test_lines_count_only_their_own_items(case):
    (line,) = line_kpis(ROWS, case).to_dict("records")
    assert line == {"product_line": "Press", "items": 2, "uptime": pytest.approx(0.891), "uptime_together": 0.9}


def test_a_dearer_offer_with_less_freight_is_no_premium(case):
    cheaper = ROWS.assign(suppliers=["Far", "Far", "Near"], shares="1")
    assert kpis_of(cheaper, case).freight_above_cheapest == 0.0


def test_what_is_known_not_to_be_expedited(case):
    known = case.replace(items=case.items.assign(stockout_cost_from=["unit_margin", "", ""]))
    assert kpis_of(ROWS, known).expediting_cost == 0.0
    brought = case.replace(items=case.items.assign(stockout_cost_from=["expedite_premium", "", ""]))
    assert kpis_of(ROWS, brought).expediting_cost == 109.5


def test_nothing_to_measure():
    tables = {name: TABLES[name].iloc[[-1]].to_dict("records") for name in ("items", "suppliers", "offers")}
    found = kpis_of(ROWS.iloc[[2]], case_of(**tables))
    nothing = {name for name, value in dict(found).items() if value is None}
    assert nothing == {
        "stock_turns",
        "days_on_hand",
        "production_uptime",
        "production_uptime_together",
        "lowest_uptime",
        "premium_freight_share",
    }
    assert found.fill_rate == 1.0


def test_the_order_of_rows_does_not_matter(case):
    assert kpis_of(ROWS.iloc[::-1], case) == kpis_of(ROWS, case)


def test_rows_of_another_plan_are_refused(case):
    with pytest.raises(ValueError, match="A: suppliers 'Other' in shares '1' are not offered"):
        kpis_of(ROWS.assign(suppliers=["Other", "Far", "Near"], shares="1"), case)
    with pytest.raises(ValueError, match="B: the item has no row"):
        kpis_of(ROWS[ROWS["sku"] != "B"], case)


@pytest.mark.parametrize("name", KPIS)
def test_every_key_figure_is_defined(name):
    kpi = KPIS[name]
    assert f"| `{name}` | {kpi.doc} | {kpi.unit} |\n" in PAGE


def test_nothing_else_is_a_key_figure():
    assert list(Kpis.model_fields) == list(KPIS)
