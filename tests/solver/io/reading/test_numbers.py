"""Bad input, "Numbers": each line is a test."""

import pytest

from stockposture_models.findings import Severity

FAULT, WARNING, REPAIR = Severity.FAULT, Severity.WARNING, Severity.REPAIR
HUGE = "1" + "0" * 400

#: Table, row, column, text as it stands, words of the problem, words of the remedy.
REFUSED = {
    "decimal comma": ("items", 3, "demand_sd", "1,5", "decimal comma", "--decimal ,"),
    "1,200": ("items", 3, "demand_mean", "1,200", "thousands separator", "write 1200"),
    "1,234,567.8": ("items", 3, "stockout_cost", "1,234,567.8", "thousands separator", "write 1234567.8"),
    "$5": ("offers", 4, "unit_price", "$5", "currency sign", "number alone"),
    "95% where no rate is": ("items", 3, "stockout_cost", "95%", "not a rate", "plain number"),
    "95 where 0..1 is wanted": ("offers", 3, "max_share", "95", "is above 1", "did you mean 0.95?"),
    "20 in a yearly rate": ("items", 3, "holding_rate", "20", "is above 10", "did you mean 0.2?"),
    "(5)": ("items", 3, "stockout_cost", "(5)", "brackets", "-5"),
    "full-width digits": ("items", 3, "stockout_cost", "\uff17\uff15", "full-width characters", "write 75"),
    "full-width sign": ("items", 3, "holding_rate", "95\uff05", "full-width characters", "write 95%"),
    "decimal comma in a percentage": ("items", 3, "holding_rate", "0,5%", "decimal comma", "write 0.5%"),
    "a bare percent sign in a rate": ("items", 3, "holding_rate", "%", "is not a number", "digits only"),
    "1_000": ("items", 3, "demand_mean", "1_000", "underscore", "write 1000"),
    "inf": ("items", 3, "demand_mean", "inf", "finite", "give a number"),
    "-Infinity": ("items", 3, "demand_mean", "-Infinity", "finite", "give a number"),
    "nan": ("items", 3, "demand_mean", "nan", "finite", "give a number"),
    "NA in a number": ("items", 3, "demand_mean", "NA", "finite", "give a number"),
    "1e400": ("items", 3, "demand_mean", "1e400", "too large", "below 1e300"),
    "400 digits": ("items", 3, "demand_mean", HUGE, "too large", "below 1e300"),
    "blank in a required field": ("items", 3, "demand_mean", "", "blank", "fill it in"),
    "white space in a required field": ("items", 3, "demand_mean", " \u00a0", "blank", "fill it in"),
    "True in a number": ("items", 3, "demand_mean", "True", "true/false", "give a number"),
    "negative cost": ("items", 3, "stockout_cost", "-5", "is negative", "0 or more"),
    "negative demand": ("items", 3, "demand_mean", "-5", "is negative", "0 or more"),
    "negative volume": ("items", 3, "unit_volume", "-5", "is negative", "0 or more"),
    "negative lead time": ("offers", 3, "lead_time_days", "-5", "is negative", "0 or more"),
    "negative by U+2212": ("offers", 3, "lead_time_days", "\u22125", "is negative", "0 or more"),
    "fraction in a count": ("items", 3, "criticality", "2.5", "whole number", "1 to 5"),
    "count out of bounds": ("items", 3, "criticality", "6", "is above 5", "1 to 5"),
    "half a number": ("items", 3, "demand_mean", "12 pcs", "is not a number", "digits only"),
    "two numbers": ("items", 3, "demand_mean", "1 200", "is not a number", "digits only"),
    "superscript": ("items", 3, "demand_mean", "5\u00b2", "is not a number", "digits only"),
    "hexadecimal": ("items", 3, "demand_mean", "0x10", "is not a number", "digits only"),
    "shelf life 0": ("items", 3, "shelf_life_days", "0", "not above 0", "more than 0"),
    "not a flag": ("suppliers", 3, "nearshore", "maybe", "not true or false", "give true or false"),
    "not a posture": ("items", 3, "allowed_postures", "jit|lean", "not of the form", "jit|hybrid|jic"),
}


@pytest.mark.parametrize(("table", "row", "column", "text", "problem", "remedy"), REFUSED.values(), ids=REFUSED)
def test_refused(folder, table, row, column, text, problem, remedy):
    folder.put(table, row, **{column: text})
    finding = folder.only(FAULT)
    assert (finding.file, finding.row, finding.column) == (f"{table}.csv", row, column)
    assert (finding.value or "") == text
    assert problem in finding.problem
    assert remedy in finding.remedy


#: Table, row, column, text as it stands, what it means, words of the repair.
REPAIRED = {
    "95% in rates": ("offers", 3, "max_share", "95%", 0.95, "percentage"),
    "7 % in rates": ("items", 3, "holding_rate", "7 %", 0.07, "percentage"),
    "no-break space before": ("items", 3, "stockout_cost", "\u00a075", 75, "no-break space"),
    "no-break space between thousands": ("items", 3, "stockout_cost", "1\u00a0200", 1200, "no-break space"),
    "narrow no-break space": ("items", 3, "stockout_cost", "1\u202f200.5", 1200.5, "no-break space"),
    "U+2212 minus": ("items", 3, "stockout_cost", "7e\u22121", 0.7, "U+2212"),
    "posture in capitals": (
        "items",
        3,
        "allowed_postures",
        "JIT | Hybrid",
        "jit|hybrid",
        "read as jit|hybrid",
    ),
}


@pytest.mark.parametrize(("table", "row", "column", "text", "value", "words"), REPAIRED.values(), ids=REPAIRED)
def test_repaired(folder, table, row, column, text, value, words):
    folder.put(table, row, **{column: text})
    finding = folder.only(REPAIR)
    assert (finding.file, finding.row, finding.column, finding.value) == (f"{table}.csv", row, column, text)
    assert words in finding.problem
    frame = getattr(folder.read(), table)
    assert frame[column].iloc[row - 2] == value


@pytest.mark.parametrize("text", ["2", " 2 ", "2.", "+2", "2e0", "20E-1", "0002", "2.000"])
def test_plain_numbers_need_no_word(folder, text):
    folder.put("items", 3, demand_mean=text)
    case = folder.read()
    assert case.items.loc[1, "demand_mean"] == 2
    assert case.findings == ()


def test_decimal_comma_with_the_option(folder):
    folder.separator = ";"
    folder.put("items", 3, demand_mean="2,5", stockout_cost="80")
    folder.put("items", 2, holding_rate="0,2", unit_volume="0,001")
    folder.put("items", 3, unit_volume="0,02")
    folder.put("suppliers", 2, disruption_rate="0,2")
    folder.put("offers", 3, max_share="50,5%", unit_price="1,4")
    folder.put("regions", 2, disruption_rate="0,1")
    case = folder.read(decimal=",")
    assert case.items.loc[1, "demand_mean"] == 2.5
    assert case.offers.loc[1, "max_share"] == 0.505


@pytest.mark.parametrize(
    ("text", "problem"),
    [("1.200", "thousands separator"), ("0.5", "decimal point"), ("1.200,5", "thousands")],
)
def test_points_with_decimal_comma_are_refused(folder, text, problem):
    folder.put("items", 3, stockout_cost=text)
    findings = [f for f in folder.findings(decimal=",") if f.column == "stockout_cost"]
    assert len(findings) == 1
    assert problem in findings[0].problem
    assert "write" in findings[0].remedy


def test_a_value_1000_times_the_columns_median(folder):
    for number in range(3, 8):
        folder.add("items", sku=f"NUT-{number}", stockout_cost="25" if number < 7 else "25000")
        folder.add("offers", sku=f"NUT-{number}")
    finding = folder.only(WARNING)
    assert (finding.row, finding.column, finding.value) == (8, "stockout_cost", "25000")
    assert "median (25)" in finding.problem
    assert "units" in finding.remedy


def test_a_rate_above_1_a_year_is_warned_of(folder):
    folder.put("items", 3, holding_rate="5")
    finding = folder.only(WARNING)
    assert (finding.row, finding.column) == (3, "holding_rate")
    assert "20%" in finding.remedy


@pytest.mark.parametrize("text", ["YES", "True", "1", "y"])
def test_flags_in_words(folder, text):
    folder.put("suppliers", 2, nearshore=text)
    assert folder.read().suppliers["nearshore"].tolist() == [True, True]


def test_choice_in_capitals_and_misspelt(folder):
    for row in (2, 3):
        folder.put("items", row, shortage="")
    folder.put("items", 2, shortage="Backorder")
    assert folder.read().items["shortage"].tolist() == ["backorder", "lost"]
    folder.put("items", 3, shortage="backordr")
    finding = folder.only(FAULT)
    assert (finding.row, finding.column, finding.value) == (3, "shortage", "backordr")
    assert "did you mean 'backorder'?" in finding.remedy


def test_many_repairs_of_a_kind_are_one_finding_that_names_the_rows(folder):
    for row in (2, 3, 4):
        folder.put("offers", row, max_share="100%")
    finding = folder.only(REPAIR)
    assert (finding.row, finding.value) == (2, "100%")
    assert "(3 cells, rows 2, 3, 4)" in finding.problem


def test_blank_optional_cells_take_their_defaults(folder):
    folder.put("items", 3, min_buffer="", criticality="", allowed_postures="", unit_volume="")
    item = folder.read().items.loc[1]
    assert (item["min_buffer"], item["criticality"], item["allowed_postures"]) == (0, 3, "jit|hybrid|jic")
