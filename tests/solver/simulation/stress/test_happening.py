"""What a scenario does to which items."""

import numpy as np
import pandas as pd
import pytest

from stockposture.simulation.stress.happening import Happening, happenings_of, mean_lead
from stockposture.simulation.stress.scenario import Scenario
from stockposture.simulation.stress.targets import matches
from stockposture.simulation.stress.timing import horizon_days, warm_up_days
from stockposture.simulation.world import World
from stockposture_models.findings import Finding
from support.simulated_world import rows_world
from support.stressed import steady_case, steady_plan

CASE = steady_case()
PLAN = steady_plan(CASE)
WORLD = World.of(CASE, PLAN)


def happening_of(**what: object) -> Happening:
    faults: list[Finding] = []
    (found,) = happenings_of([Scenario.model_validate({"name": "x", **what})], CASE, WORLD, "here", faults)
    assert not faults
    return found


def skus(found: Happening) -> list[str]:
    return WORLD.sku[found.rows].tolist()


def test_a_region_closes_with_all_its_suppliers():
    found = happening_of(close_region="Asia", days=45)
    assert (found.down.tolist(), found.days, skus(found)) == ([True, True, False], 45, ["BOLT", "PIN"])
    assert found.demand_factor.tolist() == [1, 1]
    assert found.extra_lead.tolist() == [[0, 0], [0, 0]]


def test_suppliers_and_regions_together():
    found = happening_of(close_region="Home", fail_supplier="Far")
    assert (found.down.tolist(), skus(found)) == ([True, False, True], ["BOLT", "NUT", "PIN"])


def test_demand_by_sku_and_product_line():
    found = happening_of(
        demand=[
            {"change": "+50%", "items": ["*T"]},
            {"change": "-10%", "product_lines": "Dri*", "items": "PIN"},
        ]
    )
    assert skus(found) == ["BOLT", "NUT", "PIN"]
    assert found.demand_factor.tolist() == pytest.approx([1.35, 1.35, 0.9])
    assert not found.down.any()
    assert skus(happening_of(demand=[{"change": "+1%"}])) == ["BOLT", "NUT", "PIN"]
    assert skus(happening_of(demand=[{"change": "+1%", "items": "NUT"}])) == ["NUT"]


def test_lead_times_of_some_offers():
    found = happening_of(lead_time=[{"change": "+30d", "regions": "Asia"}, {"change": "+50%", "items": "?I?"}])
    assert skus(found) == ["BOLT", "PIN"]
    assert found.extra_lead.tolist() == [[30, 0], [45, 0.5]]
    found = happening_of(lead_time=[{"change": "+2d", "suppliers": "Near", "items": "PIN"}])
    assert (skus(found), found.extra_lead.tolist()) == (["PIN"], [[0, 2]])


def test_names_that_are_not_there_all_at_once():
    scenario = Scenario.model_validate(
        {
            "name": "storm",
            "close_region": ["Asai", "Mars"],
            "fail_supplier": ["near"],
            "demand": [{"change": "+1%", "items": ["BOLTS*"], "product_lines": ["drive*"]}],
            "lead_time": [{"change": "+1d", "suppliers": ["Farthest"], "regions": ["Asia"], "items": ["Z*"]}],
        }
    )
    faults: list[Finding] = []
    happenings_of([scenario, scenario], CASE, WORLD, "storm.toml", faults)
    said = [str(fault) for fault in faults]
    assert len(said) == 14
    place = "storm.toml, column scenario 'storm', "
    assert f"{place}close_region: 'Asai': unknown region -> did you mean 'Asia'?" in said
    assert f"{place}close_region: 'Mars': unknown region -> there are: Asia, Home" in said
    assert f"{place}fail_supplier: 'near': unknown supplier -> did you mean 'Near'?" in said
    assert f"{place}demand 1, items: 'BOLTS*': matches no item -> did you mean 'BOLT'?" in said
    assert f"{place}demand 1, product_lines: 'drive*': matches no product line -> did you mean 'Drives'?" in said
    assert f"{place}lead_time 1, suppliers: 'Farthest': unknown supplier -> did you mean 'Farther'?" in said
    assert f"{place}lead_time 1, items: 'Z*': matches no item -> there are: BOLT, NUT, PIN" in said


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("A*", ["A-1", "A.1", "AB", "A[1]", "A\n"]),
        ("A?1", ["A-1", "A.1"]),
        ("A.1", ["A.1"]),
        ("A[1]", ["A[1]"]),
        ("*]", ["A[1]"]),
        ("A*1*", ["A-1", "A.1", "A[1]"]),
        ("a*", []),
        ("+*", ["+x"]),
        ("ß?", ["ßé"]),
        ("(", ["("]),
        ("\\*", []),
    ],
)
def test_patterns(pattern, matched):
    names = ["A-1", "A.1", "AB", "A[1]", "A\n", "+x", "ßé", "(", "B"]
    known = pd.Series(names, dtype="str")
    assert sorted(known[matches(known, pattern)]) == sorted(matched)


def test_a_name_that_is_the_pattern_matches_alone():
    known = pd.Series(["A*", "AB"], dtype="str")
    assert matches(known, "A*").tolist() == [True, False]


def test_mean_lead_times_and_lives():
    world = rows_world()
    assert mean_lead(WORLD)[WORLD.supplier >= 0].tolist() == [3, 1, 30, 1]
    # L 30 and 5 to 10 days of deviation, outages of 20 or 30 days: the reference rows need no more.
    assert set(warm_up_days(world)) <= {200, 400}
    assert warm_up_days(WORLD).tolist() == [200, 200, 200]


def test_the_horizon_lets_late_orders_arrive():
    found = happening_of(close_region="Asia", days=45)
    assert horizon_days(found, WORLD) == 45 + 2 * (30 + 5) + 30
    late = happening_of(lead_time=[{"change": "+30d", "items": "BOLT"}], days=10)
    assert horizon_days(late, WORLD) == 10 + 2 * (3 + 30 + 5) + 30
    nobody = Happening("none", 9, np.zeros(3, bool), np.zeros(0, np.int64), np.ones(0), np.zeros((0, 2)))
    assert horizon_days(nobody, WORLD) == 9
