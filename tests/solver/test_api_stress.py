"""Stress in Python: the same words and figures as on the command line."""

import json

import pytest

from stockposture import BadInputError, FileFaultError, Scenario, Stress, stress
from support.stressed import steady_plan

PLAN = steady_plan()


@pytest.fixture(scope="module")
def found() -> Stress:
    return stress(PLAN, [Scenario(name="Asia closed", close_region="Asia", days=50)], runs=10)


def test_scenarios_as_mappings_and_as_a_file_say_the_same(found, tmp_path):
    given = {"name": "Asia closed", "close_region": ["Asia"], "days": 50}
    assert stress(PLAN, [given], runs=10).items.equals(found.items)
    path = tmp_path / "storm.toml"
    path.write_text('[[scenario]]\nname = "Asia closed"\nclose_region = "Asia"\ndays = 50\n')
    assert stress(PLAN, path, runs=10).items.equals(found.items)
    assert stress(PLAN, str(path), runs=10).ranking.equals(found.ranking)


def test_what_it_shows(found, tmp_path):
    assert repr(found) == "Stress(1 scenario, 5 suppliers and regions ranked)"
    assert str(found).startswith("Asia closed, for 50 days\n")
    assert json.loads(json.dumps(found.document, allow_nan=False))["items"][0]["sku"] == "BOLT"
    found.write(tmp_path / "out")
    assert (tmp_path / "out" / "ranking.csv").exists()


def test_faults(tmp_path):
    with pytest.raises(BadInputError, match="unknown supplier"):
        stress(PLAN, [Scenario(name="x", fail_supplier="Faar")])
    with pytest.raises(BadInputError, match="did you mean 'days'"):
        stress(PLAN, [{"name": "x", "fail_supplier": "Far", "dayz": 3}])
    with pytest.raises(FileFaultError):
        stress(PLAN, tmp_path / "none.toml")
