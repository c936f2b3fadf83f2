"""A scenarios file: every fault at once, each with scenario, key, value and remedy."""

import tomllib

import pytest

from stockposture.io.scenarios_file import read_scenarios, scenarios_of
from stockposture.simulation.stress.change import demand_change, lead_time_change
from stockposture.simulation.stress.check import check_scenarios
from stockposture.simulation.stress.scenario import DEFAULT_DAYS, Scenario
from stockposture_models.errors import BadInputError, FileFaultError

GOOD = """
[[scenario]]
name = "Port closed"
days = 45
close_region = "Asia"

[[scenario]]
name = "Winter"
fail_supplier = ["Far", "Farther"]
demand = [{change = "+40%", items = "B*"}, {change = "-10%", product_lines = ["Drives"]}]
lead_time = [{change = "+30d", regions = ["Asia"]}]
"""


def test_a_good_file():
    scenarios, faults = check_scenarios(tomllib.loads(GOOD))
    assert not faults
    closed, winter = scenarios
    assert (closed.name, closed.days, closed.close_region) == ("Port closed", 45, ("Asia",))
    assert (winter.days, winter.fail_supplier) == (DEFAULT_DAYS, ("Far", "Farther"))
    assert [change.items for change in winter.demand] == [("B*",), ()]
    assert winter.lead_time[0].regions == ("Asia",)


BAD = """
[[scenario]]
name = "A"
dasy = 45
close_region = "Asia"

[[scenario]]
name = "B"
days = 0
demand = [{change = "40", itmes = ["x"]}]

[[scenario]]
days = "45"
fail_supplier = 7

[[scenario]]
name = "idle"
days = 12.5
"""


def test_every_fault_of_a_bad_file():
    scenarios, faults = check_scenarios(tomllib.loads(BAD), "storm.toml")
    assert scenarios == ()
    said = [str(fault) for fault in faults]
    for words in (
        "storm.toml, column scenario 1 'A', dasy: '45': unknown name -> did you mean 'days'?",
        "scenario 2 'B', days: '0': should be greater than or equal to 1 -> correct it: Days that it lasts.",
        "scenario 2 'B', demand 1, change: '40': is no change with sign and unit; write e.g. +40% or -25%",
        "scenario 2 'B', demand 1, itmes: unknown name -> did you mean 'items'?",
        "scenario 3, name: is not there -> correct it: The scenario's name in every table.",
        "scenario 3, days: '45': should be a whole number of days, without quotes",
        "scenario 3, fail_supplier: '7': should be a list",
        "scenario 4 'idle', days: '12.5': should be a whole number of days",
    ):
        assert any(words in line for line in said), (words, said)
    assert all(fault.is_fault and fault.remedy for fault in faults)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "holds no scenario"),
        ("scenario = 3", "should be a list"),
        ("scenario = []", "has too few values"),
        ("scenarios = []\n" + GOOD, "unknown name -> did you mean 'scenario'?"),
        ('[[scenario]]\nname = "idle"', "nothing happens in the scenario -> give it at least one of: close_region"),
        ('[[scenario]]\nname = ""\nclose_region = "A"', "should not be empty"),
        ('[[scenario]]\nname = "A"\ndays = true\nclose_region = "A"', "whole number of days"),
        ('[[scenario]]\nname = "A"\nclose_region = [""]', "should not be empty"),
        ('[[scenario]]\nname = "A"\ndemand = "+40%"', "tables in double brackets"),
        ('[[scenario]]\nname = "A"\nlead_time = [{change = "-3d"}]', "is no later delivery"),
        ('[[scenario]]\nname = "A"\ndemand = [{change = "-101%"}]', "is no change of demand from -100% to +1000%"),
        ('[[scenario]]\nname = "A"\ndemand = [{items = "A"}]', "change: is not there -> correct it: More or less"),
        (GOOD + '\n[[scenario]]\nname = "Winter"\nclose_region = "Asia"', "2 scenarios have this name"),
    ],
)
def test_one_fault(text, words):
    scenarios, faults = check_scenarios(tomllib.loads(text))
    assert scenarios == ()
    assert len(faults) == 1
    assert words in str(faults[0])


def test_files(tmp_path):
    path = tmp_path / "storm.toml"
    path.write_text(GOOD)
    assert [scenario.name for scenario in read_scenarios(path)] == ["Port closed", "Winter"]
    path.write_text("[[scenario]\n")
    with pytest.raises(BadInputError, match=r"storm\.toml, row 1: is not TOML"):
        read_scenarios(path)
    path.write_text(BAD)
    with pytest.raises(BadInputError) as caught:
        read_scenarios(path)
    assert len(caught.value.findings) == 8
    with pytest.raises(FileFaultError, match=r"none\.toml"):
        read_scenarios(tmp_path / "none.toml")


def test_in_memory():
    one = Scenario(name="A", fail_supplier="Far")
    assert scenarios_of([one, {"name": "B", "close_region": ["Asia"]}])[0] == one
    assert scenarios_of([]) == ()
    with pytest.raises(BadInputError, match="2 scenarios have this name"):
        scenarios_of([one, one])


@pytest.mark.parametrize("text", ["40%", "+40", "+-4%", "+4e1%", "+40 percent", "", "+٤٠%", "+1_0%", "+nan%", "+30d"])
def test_no_changes_of_demand(text):
    with pytest.raises(ValueError, match=r"write e\.g\. "):
        demand_change(text)


def test_changes():
    assert demand_change(" +0.1% ").part == 0.001
    assert lead_time_change("+1 day").days == 1
    assert lead_time_change("+2.5 days").days == 2.5
    with pytest.raises(ValueError, match=r"write e\.g\. "):
        lead_time_change("+4000d")
