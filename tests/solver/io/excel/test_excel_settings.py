"""The settings sheet."""

import pytest

from stockposture.io.excel import read_workbook
from stockposture_models.findings import Severity
from stockposture_models.tables.settings import Settings


def settings_of(tiny, opened, *rows):
    tiny["settings"] = [["setting", "value"], *rows]
    return read_workbook(opened(tiny))[1:]


def test_dotted_names_and_lists_nest(tiny, opened):
    settings, findings = settings_of(
        tiny,
        opened,
        ["capital_cap", 2.5e6],
        ["postures.jit.order_interval_days", "1, 2, 5, 7, 14"],
        ["postures.jit.buffer_days", "0; 4.5"],
        ["split_grid", 0.5],
        ["space_basis", "average"],
        ["currency", "EUR"],
        ["seed", 7],
        ["time_limit", None],
    )
    assert findings == []
    assert settings == {
        "capital_cap": 2_500_000,
        "postures": {"jit": {"order_interval_days": [1, 2, 5, 7, 14], "buffer_days": [0, 4.5]}},
        "split_grid": [0.5],
        "space_basis": "average",
        "currency": "EUR",
        "seed": 7,
    }
    assert Settings.model_validate(settings).postures.jit.buffer_days == (0, 4.5)


@pytest.mark.parametrize(
    ("name", "value", "shown", "problem"),
    [
        ("capital_cap", "lots", "lots", "not a plain number"),
        ("capital_cap", "1_000", "1_000", "not a plain number"),
        ("capital_cap", "nan", "nan", "not a plain number"),
        ("capital_cap", -5, "-5", "greater than or equal to 0"),
        ("capital_cap", True, "TRUE", "not a plain number"),
        ("split_grid", "0.5, half", "0.5, half", "not a plain number"),
        ("split_grid", "0.5, 1.2", "0.5, 1.2", "less than 1"),
        ("space_basis", "volume", "volume", "'peak' or 'average'"),
        ("seed", 1.5, "1.5", "integer"),
    ],
)
def test_values_out_of_range_are_faults_with_their_row(tiny, opened, name, value, shown, problem):
    _, (finding,) = settings_of(tiny, opened, ["currency", "EUR"], [name, value])
    assert (finding.severity, finding.sheet, finding.row) == (Severity.FAULT, "settings", 3)
    assert (finding.column, finding.value) == ("value", shown)
    assert problem in finding.problem


def test_a_posture_that_contradicts_itself_is_shown_at_its_row(tiny, opened):
    _, (finding,) = settings_of(
        tiny,
        opened,
        ["postures.jit.order_interval_days", "1"],
        ["postures.jit.buffer_days", "9, 3"],
    )
    assert finding.row in {2, 3}
    assert "[least, largest]" in finding.problem


def test_unknown_and_repeated_names_are_faults(tiny, opened):
    settings, findings = settings_of(
        tiny, opened, ["capital_kap", 5], ["seed", 1], ["seed", 2], [None, 3], [None, None]
    )
    assert [(f.severity, f.row, f.value) for f in findings] == [
        (Severity.FAULT, 2, "capital_kap"),
        (Severity.FAULT, 4, "seed"),
        (Severity.FAULT, 5, ""),
    ]
    assert "did you mean 'capital_cap'?" in findings[0].remedy
    assert "row 3" in findings[1].problem
    assert settings == {"seed": 1}


def test_other_columns_do_not_matter_and_the_two_must_be_there(tiny, opened):
    tiny["settings"] = [["Setting", "default", "Value"], ["seed", 0, 4]]
    assert read_workbook(opened(tiny))[1:] == ({"seed": 4}, [])
    tiny["settings"] = [["name", "value"], ["seed", 4]]
    _, settings, (finding,) = read_workbook(opened(tiny))
    assert settings == {}
    assert (finding.severity, finding.row) == (Severity.FAULT, 1)
    assert "no column setting" in finding.problem


def test_a_posture_in_part_says_what_is_missing(tiny, opened):
    _, (finding,) = settings_of(
        tiny,
        opened,
        ["seed", 1],
        ["postures.jit.order_interval_days", "1"],
        ["postures.jit.programme_cost", 5],
    )
    assert finding.row == 3
    assert "postures.jit.buffer_days: Field required" in finding.problem
