"""What the benchmarks of profile rest on: simulated histories hold what they were made of."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.history.known import draw_network
from benchmarks.history.scores import Agreement, agreement, days_of, score
from benchmarks.history.simulated import FIRST, GRAINS, daily_demand, simulate_history, write_simulated
from stockposture.io.history_folder import read_history


@pytest.fixture(scope="module")
def long():
    """Sixty years, so that little is left to chance."""
    return simulate_history(draw_network(items=40, suppliers=12, regions=3, seed=5), months=720, seed=5)


@pytest.fixture(scope="module")
def short():
    return simulate_history(draw_network(items=12, suppliers=6, regions=2, seed=1, seasonal=0.5), seed=1)


def _times(stretches, kind, name):
    rows = stretches[(stretches["kind"] == kind) & (stretches["name"] == name)]
    return list(zip(rows["start"], rows["end"], strict=True))


def _is_down(orders, stretches):
    """Return whether each order was placed on a day on which its supplier was down, and the day it was up again."""
    until = pd.Series(pd.NaT, index=orders.index, dtype="datetime64[us]")
    for supplier, rows in orders.groupby("supplier"):
        for start, end in _times(stretches, "supplier", supplier):
            until[rows.index[(rows["ordered"] >= start) & (rows["ordered"] < end)]] = end
    return until


def test_demand_has_the_mean_and_deviation_it_was_made_of():
    items = draw_network(items=60, seed=3).items
    days = 50_000
    wanted = daily_demand(draw_network(items=60, seed=3), days, seed=3)
    mean, sd = items["demand_mean"].to_numpy(), items["demand_sd"].to_numpy()
    z = (wanted.mean(axis=1) - mean) / (sd / np.sqrt(days))
    assert np.abs(z).max() < 4.0
    # Variance of a variance: excess kurtosis of a gamma is 6 cv^2.
    error = np.sqrt((6 * (sd / mean) ** 2 + 2) / days)
    assert np.abs((wanted.var(axis=1) / sd**2 - 1) / error).max() < 4.0
    assert items["whole"].any()
    assert (wanted[items["whole"]] % 1 == 0).all()


def test_routine_lead_times_have_the_mean_and_deviation_they_were_made_of(long):
    orders, offers = long.deliveries, long.network.offers.set_index(["sku", "supplier"])
    routine = orders[_is_down(orders, long.stretches).isna() & orders["received"].notna()]
    lead = (routine["received"] - routine["ordered"]).dt.days
    found = lead.groupby([routine["sku"], routine["supplier"]]).agg(["mean", "std"]).reindex(offers.index)
    assert (found["mean"] / offers["lead_time_days"] - 1).mean() == pytest.approx(0, abs=0.01)
    assert (found["mean"] / offers["lead_time_days"] - 1).std() < 0.05
    varies = offers["lead_time_sd"] > 0
    assert (found["std"] / offers["lead_time_sd"])[varies].mean() == pytest.approx(1, abs=0.03)
    assert (found["std"][~varies] == 0).all()


def test_outages_come_as_often_and_last_as_long_as_they_were_made(long):
    regions = long.network.regions.set_index("region")
    rows = long.stretches[long.stretches["kind"] == "region"]
    lasted = (rows["end"] - rows["start"]).dt.days.groupby(rows["name"]).agg(["sum", "count"])
    up_years = ((long.last - FIRST).days + 1 - lasted["sum"]) / 365
    expected = regions["disruption_rate"] * up_years
    assert (np.abs(lasted["count"] - expected) < 4 * np.sqrt(expected)).all()
    mean = lasted["sum"] / lasted["count"]
    # A length is exponential: its deviation is its mean.
    assert (np.abs(mean / regions["disruption_days"] - 1) < 4 / np.sqrt(lasted["count"])).all()


def test_a_supplier_is_down_with_its_region(long):
    suppliers = long.network.suppliers
    for supplier, region in zip(suppliers["supplier"], suppliers["region"], strict=True):
        own = _times(long.stretches, "supplier", supplier)
        for start, end in _times(long.stretches, "region", region):
            assert any(first <= start and until >= end for first, until in own)


def test_what_is_ordered_in_an_outage_leaves_after_it(long):
    orders = long.deliveries
    until = _is_down(orders, long.stretches)
    held = until.notna() & orders["received"].notna()
    assert held.sum() > 1000
    assert (orders["received"][held] > until[held]).all()


def test_deliveries_never_overtake_and_only_the_last_are_open(long):
    for _, rows in long.deliveries.groupby(["sku", "supplier"]):
        received = rows["received"]
        assert received.dropna().is_monotonic_increasing
        assert received.isna().is_monotonic_increasing


def test_orders_come_at_their_interval_and_add_up_to_demand(long):
    offers = long.network.offers.set_index(["sku", "supplier"])
    wanted = long.demand.groupby("sku")["quantity"].sum()
    for (sku, supplier), rows in long.deliveries.groupby(["sku", "supplier"]):
        offer = offers.loc[(sku, supplier)]
        gaps = rows["ordered"].diff().dt.days.dropna()
        assert (gaps % offer["interval"] == 0).all()
        assert rows["quantity"].sum() == pytest.approx(offer["share"] * wanted[sku], rel=0.02)


def test_every_grain_holds_the_same_demand_and_is_accepted(short, tmp_path):
    write_simulated(short, tmp_path)
    read = {grain: read_history(tmp_path / grain) for grain in GRAINS}
    assert all(history.findings == () for history in read.values())
    total = {grain: history.demand["quantity"].sum() for grain, history in read.items()}
    assert total["month"] == pytest.approx(total["day"])
    # The last three days are no whole week.
    assert 0.98 < total["week"] / total["day"] < 1
    assert set(read["week"].demand["date"].dt.day_of_week) == {0}
    assert set(read["month"].demand["date"].dt.day) == {1}


def test_the_same_seed_gives_the_same_history(short):
    again = simulate_history(draw_network(items=12, suppliers=6, regions=2, seed=1, seasonal=0.5), seed=1)
    pd.testing.assert_frame_equal(short.deliveries, again.deliveries)
    pd.testing.assert_frame_equal(short.demand, again.demand)


def test_a_score_is_the_mean_relative_error_and_the_part_of_intervals_that_hold():
    found = pd.DataFrame({"x": [11.0, 9.0, 5.0, np.nan], "x_low": [8, 9.5, 0, 0], "x_high": [12, 11, 1, 1]})
    told = score(found, "x", pd.Series([10.0, 10.0, 4.0, 1.0]))
    assert (told.rows, told.bias) == (3, pytest.approx((0.1 - 0.1 + 0.25) / 3))
    assert told.coverage == pytest.approx(2 / 3)
    assert np.isnan(score(found[["x"]], "x", pd.Series([10.0, 10.0, 4.0, 1.0])).coverage)
    unbounded = score(found.assign(x_high=np.nan), "x", pd.Series([10.0, 9.0, 4.0, 1.0]))
    assert unbounded.coverage == pytest.approx(2 / 3)


def test_agreement_counts_days_and_runs():
    true = np.array([0, 1, 1, 0, 0, 1, 0], dtype=bool)
    found = np.array([0, 0, 1, 1, 0, 0, 1], dtype=bool)
    told = agreement(true, found)
    assert told == Agreement(true_days=3, found_days=3, both_days=1, true=2, true_met=1, found=2, found_met=1)
    assert (told.precision, told.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 3))


def test_days_of_stretches_are_cut_to_the_time_looked_at():
    rows = pd.DataFrame(
        {
            "name": ["A", "A", "gone"],
            "start": pd.to_datetime(["2023-12-30", "2024-01-03", "2024-01-01"]),
            "end": pd.to_datetime(["2024-01-02", "2024-02-01", "2024-01-05"]),
        }
    )
    assert days_of(rows, ["A", "B"], FIRST, 4).astype(int).tolist() == [[1, 0, 1, 1], [0, 0, 0, 0]]
