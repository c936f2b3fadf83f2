"""Settings that are refused: once each, in words that are not pydantic's."""

import pytest

from stockposture_models.tables.check_settings import check_settings


def faults(given):
    settings, findings = check_settings(given)
    assert settings is None
    return [(finding.column, finding.problem) for finding in findings]


def jit(**terms):
    return {"postures": {"jit": terms}}


@pytest.mark.parametrize(
    ("given", "column", "problem"),
    [
        (jit(order_interval_days=[0]), "postures.jit.order_interval_days.0", "greater than or equal to 1"),
        (jit(order_interval_days=[]), "postures.jit.order_interval_days", "needs 1 or more values, has 0"),
        (jit(order_interval_days=[7] * 101), "postures.jit.order_interval_days", "takes 100 values at most"),
        (jit(order_interval_days=7), "postures.jit.order_interval_days", "should be a list"),
        (jit(buffer_days=[0, 1, 5]), "postures.jit.buffer_days", "takes 2 values at most, has 3"),
        (jit(buffer_days=[0, 1e9]), "postures.jit.buffer_days.1", "less than or equal to 3650"),
        (jit(order_cost_factor=1e308), "postures.jit.order_cost_factor", "less than 1"),
        (jit(programme_cost=1e308), "postures.jit.programme_cost", "less than 1"),
        ({"split_grid": [n / 102 for n in range(1, 102)]}, "split_grid", "takes 100 values at most"),
        ({"postures": 3}, "postures", "should be a table of settings"),
        ({"currency": "E" * 13}, "currency", "should have 12 characters at most"),
        ({"currency": 3}, "currency", "should be text in quotes"),
    ],
)
def test_a_setting_out_of_bounds_is_refused_once_and_in_plain_words(given, column, problem):
    ((where, what),) = faults(given)
    assert where == column
    assert problem in what
    assert "Tuple" not in what
    assert "after validation" not in what


def test_the_remedy_is_that_of_the_setting_itself():
    _, (finding,) = check_settings(jit(buffer_days=[5, -1]))
    assert finding.remedy == "correct it: Least and largest buffer, days of supply."
