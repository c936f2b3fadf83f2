"""The verb: measures by hand, shared outages, intervals, and every odd item."""

import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from stockposture.simulation.result import ITEM_MEASURES, PROMISED_MEASURES, TOTAL_MEASURES
from stockposture.simulation.simulate import simulate
from stockposture.simulation.trace import trace
from stockposture_models.errors import VerificationError
from stockposture_models.plan.plan import Plan
from support.frames import case_of
from support.simulated_world import plan_of


def one(sku, supplier="S", *, interval=7, buffer=0, posture="hybrid"):
    return {
        "sku": sku,
        "suppliers": supplier,
        "shares": "|".join(["1.0"] if "|" not in supplier else ["0.5", "0.5"]),
        "order_interval_days": interval,
        "buffer_units": buffer,
        "posture": posture,
    }


def item(sku, **more):
    return {"sku": sku, "demand_mean": 10.0, "demand_sd": 0.0, "stockout_cost": 4.0, **more}


def offer(sku, supplier="S", **more):
    return {"sku": sku, "supplier": supplier, "unit_price": 2.0, "lead_time_days": 3.0, **more}


def steady_plan(**settings) -> Plan:
    """Constant demand, nothing fails: every figure by hand."""
    case = case_of(
        {"currency": "EUR", "holding_rate": 0.2, **settings},
        items=[item("A", unit_volume=0.1, warehouse="W", product_line="P")],
        suppliers=[{"supplier": "S", "annual_fee": 100.0, "payment_days": 5.0}],
        offers=[offer("A", order_cost=7.0, freight_per_unit=0.5)],
        warehouses=[
            {"warehouse": "W", "capacity_m3": 10.0, "storage_cost": 30.0, "overflow_m3": 5, "overflow_cost": 50}
        ],
    )
    return plan_of(case, [one("A", buffer=30)])


def eventful_plan(count=6, **changes) -> Plan:
    """Items of two suppliers in one region, and one elsewhere."""
    case = case_of(
        {"currency": "EUR"},
        items=[
            item(f"I{i}", demand_sd=4.0, shortage=("lost", "backorder")[i % 2], product_line=("P", "")[i // 4])
            for i in range(count)
        ],
        suppliers=[
            {"supplier": "S", "region": "R", "disruption_rate": 0.5, "disruption_days": 20.0},
            {"supplier": "T", "region": "R"},
            {"supplier": "U", "disruption_rate": 1.0, "disruption_days": 10.0},
        ],
        offers=[offer(f"I{i}", s, lead_time_sd=2.0) for i in range(count) for s in ("S", "T", "U")],
        regions=[{"region": "R", "disruption_rate": 0.3, "disruption_days": 30.0}],
    )
    decisions = [one(f"I{i}", ("S", "T", "S|U")[i % 3], buffer=20 * i) for i in range(count)]
    return plan_of(case, [{**decision, **changes.get(decision["sku"], {})} for decision in decisions])


def equal(a, b) -> bool:
    for name in ("items", "lines", "over_time", "years", "disagreements"):
        pd.testing.assert_frame_equal(getattr(a, name), getattr(b, name), check_exact=True)
    return a.totals == b.totals and a.promised == b.promised


def test_constant_demand_by_hand():
    found = simulate(steady_plan(), years=2, runs=3, seed=1)
    row = found.items.iloc[0]
    # Arrivals of 70 at 30 + 0: stock 100, 90 .. 40 before demand, 90 .. 30 after.
    assert row["on_hand_units"] == pytest.approx(65.0, abs=0.1)
    assert row["peak_units"] == row["highest_units"] == pytest.approx(100.0)
    assert (row["fill_rate"], row["short_units_per_year"], row["stockouts_per_year"]) == (1.0, 0.0, 0.0)
    assert row["space_m3"] == pytest.approx(10.0)
    assert row["capital"] == pytest.approx(130.0, abs=0.2)
    assert row["stock_turns"] == pytest.approx(3650 / 65, rel=0.002)
    assert row["days_on_hand"] == pytest.approx(6.5, rel=0.002)
    carrying = 0.2 * 2 * 65 + 30 * 10 + 0.2 * 2 * 10 * 3
    assert row["carrying_cost"] == pytest.approx(carrying, abs=0.1)
    ordering = 365 / 7 * 0.6 * 7 + 20
    assert row["total_cost"] == pytest.approx(3650 * 2.5 + ordering + carrying, abs=0.1)
    assert found.totals["total_cost"].mean == pytest.approx(row["total_cost"] + 100)
    assert found.totals["relevant_cost"].mean == pytest.approx(row["relevant_cost"] + 100)
    assert found.totals["relevant_cost"].half_width == pytest.approx(0.0, abs=0.01)
    assert found.promised["relevant_cost"] == pytest.approx(found.totals["relevant_cost"].mean, rel=0.001)
    assert found.lines.to_dict("records") == [
        {
            "product_line": "P",
            "items": 1,
            "uptime": 1.0,
            "uptime_half_width": 0.0,
            "promised_uptime": 1.0,
            "promised_uptime_together": 1.0,
        }
    ]
    assert found.years["relevant_cost"].to_numpy() == pytest.approx(found.totals["relevant_cost"].mean, rel=0.005)
    assert found.years["capital_mean"].to_numpy() == pytest.approx(130.0, rel=0.005)
    assert (found.runs, found.years_each, found.seed, found.currency) == (3, 2, 1, "EUR")
    assert found.until_reached is None


def test_series_by_hand():
    over = simulate(steady_plan(), years=2, runs=2).over_time.set_index("name")
    assert over.index.tolist() == ["capital", "space", "W"]
    assert over["kind"].tolist() == ["capital", "space", "warehouse"]
    # Before demand 100, 90 .. 40; the mean of a day 5 units less.
    assert over.loc["W", "mean"] == pytest.approx(7.0, rel=0.002)
    assert over.loc["W", "highest"] == pytest.approx(10.0)
    assert over.loc["W", "cap"] == 10.0
    assert over.loc["W", "part_over_cap"] == pytest.approx(0.0)
    assert over.loc["capital", "p95"] == pytest.approx(190.0)
    assert math.isnan(over.loc["capital", "cap"])
    assert math.isnan(over.loc["space", "part_over_cap"])


def test_capital_bases():
    on_hand = simulate(steady_plan(), years=2, runs=2)
    moving = simulate(steady_plan(capital_basis="on_hand+in_transit"), years=2, runs=2)
    owing = simulate(steady_plan(capital_basis="on_hand-payables"), years=2, runs=2)
    for found, extra in ((moving, 2 * 10 * 3), (owing, -10 * 2 * 5)):
        for mean in (
            lambda s: s.totals["capital"].mean,
            lambda s: s.over_time["mean"].iloc[0],
            lambda s: s.years["capital_mean"].mean(),
        ):
            assert mean(found) - mean(on_hand) == pytest.approx(extra, rel=0.01)


def test_backorder_with_payables_in_transit_and_outages():
    plan = eventful_plan()
    case = plan.case.with_settings(capital_basis="on_hand+in_transit-payables", space_basis="average")
    found = simulate(plan_of(case, plan.items.iloc[:, :7].to_dict("records")), years=5, runs=3)
    assert found.totals["capital"].mean == pytest.approx(found.over_time["mean"].iloc[0], rel=0.05)
    assert np.isfinite(found.items.select_dtypes("number").to_numpy()).all()


def test_every_column_is_there():
    found = simulate(eventful_plan(), years=2, runs=2)
    measures = [name for measure in ITEM_MEASURES for name in (measure, f"{measure}_half_width")]
    promised = [f"promised_{name}" for name in PROMISED_MEASURES]
    assert found.items.columns.tolist() == ["sku", "posture", "product_line", *measures, *promised]
    assert tuple(found.totals) == TOTAL_MEASURES
    assert tuple(found.promised) == TOTAL_MEASURES
    assert found.years.columns.tolist() == [
        "run",
        "year",
        "stockout_cost",
        "carrying_cost",
        "relevant_cost",
        "short_units",
        "capital_mean",
    ]
    assert len(found.years) == 4


def test_totals_are_sums_of_items_and_means_of_years():
    found = simulate(eventful_plan(), years=10, runs=4)
    for name in ("capital", "space_m3", "carrying_cost", "stockout_cost", "premium_cost", "short_units_per_year"):
        assert found.totals[name].mean == pytest.approx(found.items[name].sum(), rel=1e-9)
    assert found.years["stockout_cost"].mean() == pytest.approx(found.totals["stockout_cost"].mean, rel=1e-9)
    assert found.years["short_units"].mean() == pytest.approx(found.totals["short_units_per_year"].mean, rel=1e-9)
    assert found.years["carrying_cost"].mean() == pytest.approx(found.totals["carrying_cost"].mean, rel=0.002)
    assert found.years["relevant_cost"].mean() == pytest.approx(found.totals["relevant_cost"].mean, rel=0.002)
    lost = found.items["sku"].isin(["I0", "I2", "I4"])
    assert (found.items.loc[lost, "premium_cost"] == found.items.loc[lost, "stockout_cost"]).all()
    assert (found.items.loc[~lost, "premium_cost"] == 0).all()
    assert (found.items["stockout_cost"] > 0).all()


def test_items_of_a_region_are_short_on_the_same_days():
    case = case_of(
        items=[item("A", product_line="P"), item("B", product_line="P"), item("C", product_line="P")],
        suppliers=[{"supplier": "S", "region": "R"}, {"supplier": "T", "region": "R"}, {"supplier": "U"}],
        offers=[offer("A", "S"), offer("B", "T", lead_time_days=3.0), offer("C", "U")],
        regions=[{"region": "R", "disruption_rate": 1.0, "disruption_days": 40.0}],
    )
    plan = plan_of(case, [one("A", "S", interval=1), one("B", "T", interval=1), one("C", "U", interval=1)])
    days = trace(plan, ["A", "B", "C"], years=20)
    short = {sku: days.loc[days["sku"] == sku, "short"].to_numpy() > 0 for sku in "ABC"}
    assert short["A"].sum() > 300
    assert (short["A"] == short["B"]).all()
    assert not short["C"].any()
    found = simulate(plan, years=20, runs=2)
    # A line is down when any item is: once for both.
    uptime = found.lines["uptime"].iloc[0]
    assert uptime == pytest.approx(1 - found.items["stockout_days_per_year"].iloc[0] / 365, rel=1e-12)


def test_same_seed_same_numbers_whoever_works():
    plan = eventful_plan()
    first = simulate(plan, years=3, runs=3, workers=1)
    for workers in (2, 3):
        assert equal(simulate(plan, years=3, runs=3, workers=workers), first)
    assert simulate(plan, years=3, runs=3, seed=9).totals != first.totals


def test_the_seed_is_the_settings():
    plan = eventful_plan()
    seeded = Plan(plan.items, plan.summary, plan.case.with_settings(seed=9))
    assert equal(simulate(seeded, years=1, runs=2), simulate(plan, years=1, runs=2, seed=9))


def test_until_adds_runs_and_keeps_those_there_are():
    plan = eventful_plan()
    wide = simulate(plan, years=4, runs=2)
    until = 0.5 * wide.totals["relevant_cost"].half_width / wide.totals["relevant_cost"].mean
    found = simulate(plan, years=4, runs=2, until=until)
    assert found.until_reached is True
    assert found.runs > 2
    assert found.totals["relevant_cost"].half_width <= until * found.totals["relevant_cost"].mean
    assert equal(simulate(plan, years=4, runs=found.runs), found)
    pd.testing.assert_frame_equal(found.years.iloc[:8], wide.years, check_exact=True)


def test_until_gives_up_at_most_runs():
    found = simulate(eventful_plan(), years=1, runs=2, until=1e-6, max_runs=5)
    assert (found.runs, found.until_reached) == (5, False)


def test_disagreements_are_those_outside_the_interval():
    plan = eventful_plan()
    honest = simulate(plan, years=20, runs=10)
    rows = plan.items.copy()
    rows.loc[2, "stockout_cost"] *= 10
    rows.loc[1, "capital"] *= 2
    found = simulate(Plan(rows, plan.summary, plan.case), years=20, runs=10).disagreements
    assert found.iloc[0][["sku", "measure"]].tolist() == ["I2", "stockout_cost"]
    assert found.iloc[0]["difference"] == found.iloc[0]["difference_cost"] < 0
    told = set(zip(found["sku"], found["measure"], strict=True))
    assert ("I1", "capital") in told
    every = found["simulated"] - found["promised"]
    assert (every.abs() > found["half_width"]).all()
    outside = [
        (row.sku, measure)
        for row in honest.items.itertuples()
        for measure in ("relevant_cost", "stockout_cost", "short_units_per_year", "capital", "space_m3")
        if abs(getattr(row, measure) - getattr(row, f"promised_{measure}"))
        > getattr(row, f"{measure}_half_width") + 1e-6 * abs(getattr(row, f"promised_{measure}")) + 1e-9
    ]
    assert set(outside) == set(zip(honest.disagreements["sku"], honest.disagreements["measure"], strict=True))


def test_a_shortage_seen_in_no_year_is_no_proof_of_none():
    case = case_of(
        items=[item("A", demand_sd=3.0)],
        suppliers=[{"supplier": "S", "disruption_rate": 0.001, "disruption_days": 20.0}],
        offers=[offer("A")],
    )
    plan = plan_of(case, [one("A", buffer=150)])
    found = simulate(plan, years=1, runs=2)
    assert found.items.loc[0, ["short_units_per_year", "short_units_per_year_half_width"]].tolist() == [0.0, 0.0]
    assert found.items.loc[0, "promised_short_units_per_year"] > 0.01
    assert "short_units_per_year" not in set(found.disagreements["measure"])
    far = Plan(plan.items.assign(short_units_per_year=1000.0), plan.summary, case)
    assert "short_units_per_year" in set(simulate(far, years=1, runs=2).disagreements["measure"])


def test_odd_items():
    case = case_of(
        {"capital_basis": "on_hand-payables", "capital_cap": None},
        items=[
            item("NONE", demand_mean=0.0, unit_volume=0.5, warehouse="NOWHERE"),
            item("IDLE", demand_mean=0.0, demand_sd=3.0),
            item("CERTAIN", unit_volume=0.5, warehouse="W", shortage="backorder"),
            item("LUMPY", demand_mean=0.05, demand_sd=2.0),
            item("HUGE", demand_mean=1e9, demand_sd=1e9),
            item("RARE", demand_sd=5.0, holding_rate=0.0),
        ],
        suppliers=[{"supplier": "S", "payment_days": 60.0, "region": "NOT LISTED"}],
        offers=[
            offer("NONE"),
            offer("IDLE", lead_time_days=0.0),
            offer("CERTAIN", lead_time_days=0.0),
            offer("LUMPY", lead_time_days=0.0, lead_time_sd=5.0),
            offer("HUGE", lead_time_days=0.4, lead_time_sd=9.0),
            offer("RARE", unit_price=0.0),
        ],
        warehouses=[{"warehouse": "W", "capacity_m3": None}],
    )
    found = simulate(
        plan_of(
            case,
            [
                one("NONE", buffer=3, interval=60),
                one("IDLE", interval=1),
                one("CERTAIN", interval=60),
                one("LUMPY", interval=60, buffer=9),
                one("HUGE", interval=1),
                one("RARE", interval=14),
            ],
        ),
        years=1,
        runs=2,
    )
    rows = found.items.set_index("sku")
    assert rows.loc["NONE", ["on_hand_units", "fill_rate", "stock_turns", "short_units_per_year"]].tolist() == [
        3,
        1,
        0,
        0,
    ]
    assert rows.loc["IDLE", "on_hand_units"] == 0.0
    assert rows.loc["CERTAIN", "fill_rate"] == 1.0
    assert rows.loc["CERTAIN", "peak_units"] == pytest.approx(600.0)
    assert 0.0 < rows.loc["HUGE", "fill_rate"] < 1.0
    # Without demand there are no days of it; all else is a number.
    numbers = rows.drop(columns=["days_on_hand", "days_on_hand_half_width"]).select_dtypes("number")
    assert np.isfinite(numbers.to_numpy()).all()
    assert rows["days_on_hand"].isna().tolist() == [False, False, True, False, True, False]
    assert found.lines.empty
    assert all(math.isfinite(one.mean) for one in found.totals.values())


def test_one_year_holds_no_long_cycle():
    case = case_of(items=[item("A")], suppliers=[{"supplier": "S"}], offers=[offer("A")])
    found = simulate(plan_of(case, [one("A", interval=900)]), years=1, runs=2)
    assert found.items.loc[0, "peak_units"] == found.items.loc[0, "highest_units"] <= 9030


def test_a_plan_without_suppliers_of_the_case_is_refused():
    plan = steady_plan()
    with pytest.raises(VerificationError, match="names no supplier"):
        simulate(Plan(plan.items.assign(suppliers="X"), plan.summary, plan.case))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"years": 0}, "years = 0: at least 1"),
        ({"runs": 1}, "runs = 1: at least 2"),
        ({"until": 0.0}, "until = 0.0"),
        ({"until": float("nan")}, "until = nan"),
        ({"seed": -1}, "seed = -1"),
        ({"workers": 0}, "workers = 0"),
        ({"years": 0, "runs": 0}, "years = 0.*runs = 0"),
    ],
)
def test_arguments_out_of_bounds(wrong, said):
    with pytest.raises(ValueError, match=said):
        simulate(steady_plan(), **wrong)


def test_progress():
    told = []
    simulate(eventful_plan(), years=1, runs=2, progress=lambda stage, part: told.append((stage, part)))
    assert [part for _, part in told] == [0.5, 1.0]
    assert all("of 2 runs" in stage for stage, _ in told)


def test_inputs_stay_as_they_are():
    plan = eventful_plan()
    before = plan.items.copy(), plan.case.items.copy()
    simulate(plan, years=1, runs=2)
    pd.testing.assert_frame_equal(plan.items, before[0])
    pd.testing.assert_frame_equal(plan.case.items, before[1])


def test_the_package_loads_nothing_slow():
    tell = "import sys, stockposture.simulation; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numba", "numpy", "pandas"} & set(loaded)
