"""Governance rules in the settings sheet."""

from stockposture.io.excel import read_workbook
from stockposture.io.read import read_case


def settings_of(tiny, opened, *rows):
    tiny["settings"] = [["setting", "value"], *rows]
    return read_workbook(opened(tiny))[1:]


def test_rules_are_rows_by_number(tiny, opened):
    tiny["settings"] = [
        ["setting", "value"],
        ["governance.2.name", "a month"],
        ["governance.2.survive", 30],
        ["governance.1.name", "no jit"],
        ["governance.1.when", "criticality >= 4"],
        ["governance.1.not", "jit, hybrid"],
        ["governance.7.name", "survivors"],
        ["governance.7.survive", "time-to-recover"],
        ["governance.7.when", None],
    ]
    rules = read_case(opened(tiny)).settings.governance
    assert [(rule.name, rule.when, rule.not_, rule.survive) for rule in rules] == [
        ("no jit", "criticality >= 4", ("jit", "hybrid"), None),
        ("a month", "", (), 30.0),
        ("survivors", "", (), "time-to-recover"),
    ]


def test_a_fault_is_told_in_its_row(tiny, opened):
    _, (finding,) = settings_of(
        tiny,
        opened,
        ["governance.3.name", "no jit"],
        ["governance.3.when", "critcality >= 4"],
        ["governance.3.not", "jit"],
    )
    assert (finding.row, finding.value) == (3, "critcality >= 4")
    assert "did you mean 'criticality'?" in finding.problem


def test_other_names_are_told_the_form(tiny, opened):
    _, (finding,) = settings_of(tiny, opened, ["governance.name", "no jit"])
    assert "governance.1.name, governance.1.when, governance.1.not, governance.1.survive" in finding.remedy


def test_a_part_given_twice_is_refused(tiny, opened):
    _, (finding,) = settings_of(tiny, opened, ["governance.1.name", "a"], ["governance.1.name", "b"])
    assert "stands in row 2 too" in finding.problem
