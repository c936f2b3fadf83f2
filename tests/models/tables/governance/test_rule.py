"""Governance rules in the settings: what is taken, what is refused, and that every fault is said where it stands."""

import pytest

from stockposture_models.tables.check_settings import check_settings
from stockposture_models.tables.settings import Settings

GOOD = {"name": "no jit", "when": "criticality >= 4", "not": ["jit"]}


def faults(*rules):
    settings, findings = check_settings({"governance": list(rules)})
    assert (settings is None) == bool(findings)
    return [(finding.column, finding.problem, finding.remedy) for finding in findings]


def test_a_rule_is_taken_as_it_stands():
    settings, findings = check_settings({"governance": [GOOD, {"name": "survivors", "survive": "time-to-recover"}]})
    assert findings == []
    first, second = settings.governance
    assert (first.name, first.when, first.not_, first.survive) == ("no jit", "criticality >= 4", ("jit",), None)
    assert (second.when, second.not_, second.survive) == ("", (), "time-to-recover")
    assert (first.effect, second.effect) == ("not jit", "survive time-to-recover")
    assert Settings.model_validate(settings.model_dump()) == settings


def test_days_may_stand_in_place_of_time_to_recover():
    settings, _ = check_settings({"governance": [{"name": "a month", "survive": 30}]})
    assert settings.governance[0].effect == "survive 30 days"


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"when": "critcality >= 4"}, "governance.0.when", "did you mean 'criticality'?"),
        ({"wen": "criticality >= 4"}, "governance.0.wen", "did you mean 'when'?"),
        ({"not": ["jitt"]}, "governance.0.not.0", "should be 'jit', 'hybrid' or 'jic'"),
        ({"not": "jit"}, "governance.0.not", "should be a list"),
        ({"not": []}, "governance.0", 'rule "no jit" asks for nothing'),
        ({"survive": "ttr"}, "governance.0.survive", 'should be "time-to-recover" or a number of days'),
        ({"survive": -1}, "governance.0.survive", "should be 0 to 3650 days"),
        ({"survive": 4000}, "governance.0.survive", "should be 0 to 3650 days"),
        ({"survive": True}, "governance.0.survive", "is true/false"),
        ({"name": ""}, "governance.0.name", "should have at least 1"),
        ({"name": "one|two"}, "governance.0.name", "should match pattern"),
        ({"name": 'a "b"'}, "governance.0.name", "should match pattern"),
        ({"name": "a\nb"}, "governance.0.name", "should match pattern"),
        ({"name": "a" * 81}, "governance.0.name", "80 characters at most"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(change, column, said):
    (found,) = faults({**GOOD, **change})
    assert found[0] == column
    assert said.lower() in f"{found[1]} {found[2]}".lower()


def test_all_faults_at_once():
    assert len(faults({**GOOD, "when": "x"}, {**GOOD, "name": "other", "not": ["jitt"]})) == 2


def test_two_rules_of_one_name_are_told_apart():
    ((_, problem, _),) = faults(GOOD, GOOD)
    assert "two rules are called 'no jit'" in problem


def test_no_rule_is_no_list():
    assert faults("no jit") != []
    (found,) = check_settings({"governance": "no jit"})[1]
    assert found.column == "governance"
