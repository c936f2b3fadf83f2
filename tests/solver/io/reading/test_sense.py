"""Bad input, "Sense": each line is a test."""

import pytest

from stockposture_models.findings import Severity

FAULT, WARNING = Severity.FAULT, Severity.WARNING


def test_no_demand_is_fine(folder):
    folder.put("items", 2, demand_mean="0", demand_sd="0")
    case = folder.read()
    assert case.findings == ()
    assert case.items.loc[0, "demand_mean"] == 0


@pytest.mark.parametrize(("mean", "refused"), [("1e-300", True), ("1e-9", False)])
def test_demand_next_to_none_is_refused(folder, mean, refused):
    folder.put("items", 2, demand_mean=mean, demand_sd="0")
    faults = [(f.row, f.column, f.value) for f in folder.findings() if f.severity is FAULT]
    assert faults == [(2, "demand_mean", mean)] * refused


def test_lead_time_0_and_deviation_0_are_fine(folder):
    folder.put("offers", 4, lead_time_days="0")
    folder.put("items", 3, demand_sd="0")
    assert folder.read().findings == ()


def test_stockout_cost_0(folder):
    folder.put("items", 3, stockout_cost="0")
    finding = folder.only(WARNING)
    assert (finding.row, finding.column, finding.value) == (3, "stockout_cost", "0")
    assert finding.remedy


@pytest.mark.parametrize(("mean", "sd", "warned"), [("2", "10", 0), ("2", "10.1", 1), ("0", "1", 1)])
def test_deviation_over_5_times_the_mean(folder, mean, sd, warned):
    folder.put("items", 3, demand_mean=mean, demand_sd=sd)
    findings = folder.findings()
    assert [(f.severity, f.row, f.column, f.value) for f in findings] == [(WARNING, 3, "demand_sd", sd)] * warned
    assert all("per day" in finding.remedy for finding in findings)


@pytest.mark.parametrize(("life", "refused"), [("10", False), ("9.5", True)])
def test_shelf_life_shorter_than_lead_time(folder, life, refused):
    folder.put("items", 3, shelf_life_days=life)
    if not refused:
        assert folder.read().findings == ()
        return
    finding = folder.only(FAULT)
    assert (finding.file, finding.row, finding.column, finding.value) == (
        "offers.csv",
        4,
        "lead_time_days",
        "10",
    )
    assert "shelf_life_days of the item is 9.5, lead_time_days is 10" in finding.remedy


def test_moq_over_a_years_demand(folder):
    folder.put("offers", 4, moq="731")
    finding = folder.only(WARNING)
    assert (finding.file, finding.row, finding.column, finding.value) == ("offers.csv", 4, "moq", "731")
    assert "pieces, not cartons" in finding.remedy


def test_min_buffer_above_max_buffer(folder):
    folder.put("items", 3, min_buffer="41")
    finding = folder.only(FAULT)
    assert (finding.row, finding.column, finding.value) == (3, "min_buffer", "41")
    assert "max_buffer is 40" in finding.remedy


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        # Hybrid means 5 to 30 days of 2 units: 10 to 60 units.
        ({"max_buffer": "9"}, "max_buffer 9 units"),
        ({"min_buffer": "61", "max_buffer": ""}, "min_buffer 61 and max_buffer unlimited"),
        ({"allowed_postures": "jic", "max_buffer": "59"}, "jic 30 to 180"),
        # 5 to 30 days of 0.02 units: 0.1 to 0.6 units, no whole unit among them.
        ({"demand_mean": "0.02", "demand_sd": "0.1"}, "hybrid 5 to 30, at demand_mean 0.02"),
    ],
    ids=["max too low", "min too high", "jic", "less than a unit"],
)
def test_allowed_postures_that_no_band_fits(folder, cells, words):
    folder.put("items", 3, **cells)
    finding = folder.only(FAULT)
    assert (finding.row, finding.column) == (3, "allowed_postures")
    assert finding.value == folder.tables["items"][1]["allowed_postures"]
    assert words in finding.remedy
    assert "allowed_postures" in finding.remedy
    assert "min_buffer" in finding.remedy


def test_bands_at_their_ends_fit(folder):
    folder.put("items", 3, max_buffer="10")
    assert folder.read().findings == ()


def test_max_share_that_cannot_sum_to_1(folder):
    folder.put("offers", 4, max_share="0.6")
    folder.add("offers", like=4, supplier="Far East Ltd", max_share="0.3")
    finding = folder.only(FAULT)
    assert (finding.file, finding.row, finding.column, finding.value) == ("offers.csv", 4, "max_share", "0.6")
    assert "the two largest max_share add up to 0.9" in finding.remedy
    assert "rows 4, 5" in finding.remedy


def test_max_share_that_no_split_keeps(folder):
    folder.put("offers", 4, max_share="0.96")
    folder.add("offers", like=4, supplier="Far East Ltd", max_share="0.04")
    finding = folder.only(FAULT)
    assert "no split of split_grid 0.5, 0.6, 0.7, 0.8, 0.9 lies within max_share 0.96 and 0.04" in finding.remedy


def test_max_share_the_other_way_round_is_fine(folder):
    folder.put("offers", 4, max_share="0.2")
    folder.add("offers", like=4, supplier="Far East Ltd", max_share="0.8")
    assert folder.read().findings == ()


def test_capacity_and_caps_of_0_are_allowed(folder):
    folder.put("suppliers", 3, capacity="0")
    folder.put("warehouses", 2, capacity_m3="0")
    folder.settings = "capital_cap = 0\n"
    case = folder.read()
    assert case.findings == ()
    assert case.settings.capital_cap == 0
    assert case.suppliers.loc[1, "capacity"] == 0


@pytest.mark.parametrize(("table", "row", "column"), [("suppliers", 3, "capacity"), ("warehouses", 2, "capacity_m3")])
def test_capacity_negative(folder, table, row, column):
    folder.put(table, row, **{column: "-1"})
    finding = folder.only(FAULT)
    assert (finding.row, finding.column, finding.value) == (row, column, "-1")
    assert finding.remedy == "give 0 or more"


def test_cap_negative(folder):
    folder.settings = "capital_cap = -1\n"
    finding = folder.only(FAULT)
    assert (finding.file, finding.column, finding.value) == ("settings.toml", "capital_cap", "-1")
    assert finding.remedy


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [("suppliers", 3, "capacity"), ("warehouses", 2, "capacity_m3"), ("items", 3, "max_buffer")],
)
def test_capacity_1e30_is_no_cap(folder, table, row, column):
    folder.put(table, row, **{column: "1e30"})
    finding = folder.only(WARNING)
    assert (finding.row, finding.column, finding.value) == (row, column, "1e30")
    assert "blank" in finding.remedy
    assert getattr(folder.read(), table)[column].isna().iloc[row - 2]


def test_cap_1e30_is_no_cap(folder):
    folder.settings = "capital_cap = 1e30\n"
    finding = folder.only(WARNING)
    assert finding.column == "capital_cap"
    assert finding.remedy
    assert folder.read().settings.capital_cap is None


@pytest.mark.parametrize(("table", "row"), [("suppliers", 2), ("regions", 2)])
def test_outages_that_last_no_time(folder, table, row):
    folder.put(table, row, disruption_days="0")
    finding = folder.only(FAULT)
    assert (finding.file, finding.row, finding.column) == (f"{table}.csv", row, "disruption_days")
    assert finding.value == "0"
    assert "disruption_days above 0" in finding.remedy


def test_incumbent_with_an_onboarding_cost(folder):
    folder.put("offers", 4, incumbent="yes")
    finding = folder.only(WARNING)
    assert (finding.file, finding.row, finding.column, finding.value) == (
        "suppliers.csv",
        3,
        "onboarding_cost",
        "1000",
    )
    assert finding.remedy
