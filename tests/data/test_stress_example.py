"""data/example/stress.toml: every name in it is in the case, and every scenario touches something."""

from pathlib import Path

import pytest

from stockposture.io.read import read_case
from stockposture.io.scenarios_file import read_scenarios
from stockposture.simulation.stress.happening import happenings_of
from stockposture.simulation.world import World
from support.simulated_world import plan_of

FOLDER = Path(__file__).parents[2] / "data" / "example"


@pytest.fixture(scope="module")
def world() -> World:
    """Everything from its first offer, half from its second where it has one."""
    case = read_case(FOLDER)
    decided = []
    for sku, offers in case.offers.groupby("sku"):
        names = offers["supplier"].tolist()[:2]
        shares = "|".join(["0.5"] * 2 if len(names) == 2 else ["1"])
        decided.append(
            {"sku": sku, "suppliers": "|".join(names), "shares": shares, "order_interval_days": 7, "buffer_units": 0}
        )
    return World.of(case, plan_of(case, decided))


def test_the_scenarios_are_of_this_case(world):
    scenarios = read_scenarios(FOLDER / "stress.toml")
    assert len(scenarios) == 5
    faults = []
    happenings = happenings_of(scenarios, read_case(FOLDER), world, "stress.toml", faults)
    assert faults == []
    assert all(0 < len(happening.rows) < len(world) for happening in happenings)
