"""The verb: scenarios beside the ranking, faults, defaults."""

import numpy as np
import pytest

from stockposture.simulation.stress.result import MEASURES
from stockposture.simulation.stress.scenario import Scenario
from stockposture.simulation.stress.stress import stress
from stockposture_models.errors import BadInputError
from support.stressed import steady_plan

PLAN = steady_plan()
ASIA = Scenario(name="Asia closed", close_region="Asia", days=50)


@pytest.fixture(scope="module")
def found():
    return stress(PLAN, [ASIA], runs=20)


def test_scenario_lines_and_items(found):
    assert found.scenarios[["scenario", "days", "items"]].values.tolist() == [["Asia closed", 50, 2]]
    assert found.scenarios["horizon_days"].tolist() == [50 + 2 * 35 + 30]
    assert found.lines[["scenario", "product_line", "items"]].values.tolist() == [["Asia closed", "Drives", 1]]
    assert found.items[["sku", "product_line", "posture", "suppliers"]].values.tolist() == [
        ["BOLT", "Drives", "hybrid", "Far"],
        ["PIN", "", "hybrid", "Farther|Near"],
    ]
    bolt, pin = found.items.iloc[0], found.items.iloc[1]
    assert (bolt["time_to_survive"], bolt["time_to_survive_p5"], bolt["time_to_recover"]) == (10, 8, 53)
    assert (bolt["units_lost"], bolt["money_lost"]) == (pytest.approx(430), pytest.approx(2150))
    assert (bolt["units_lost_no_buffers"], bolt["money_saved"]) == (pytest.approx(480), pytest.approx(250))
    whole = found.scenarios.iloc[0]
    assert whole["money_lost"] == pytest.approx(bolt["money_lost"] + pin["money_lost"])
    assert (whole["time_to_survive"], whole["time_to_recover"]) == (10, 80)
    for table in (found.scenarios, found.lines, found.items, found.ranking):
        assert set(MEASURES) <= set(table.columns)


def test_the_ranking(found):
    """Far is down for 20 days: BOLT lacks 23 - 10 = 13 days at 50; Farther's PIN bears its 20 days of 5 a day."""
    ranked = found.ranking.set_index("name")
    assert sorted(ranked.index) == ["Asia", "Far", "Farther", "Home", "Near"]
    assert ranked["outage_days"].to_dict() == {"Far": 20, "Farther": 30, "Near": 4, "Asia": 10, "Home": 30}
    assert ranked["outage_days_from"].to_dict() == {
        "Far": "table", "Farther": "default", "Near": "table", "Asia": "table", "Home": "default",
    }  # fmt: skip
    assert ranked["items"].to_dict() == {"Far": 1, "Farther": 1, "Near": 2, "Asia": 2, "Home": 2}
    assert ranked.loc["Far", "money_lost"] == pytest.approx(650)
    assert ranked.loc["Asia", "money_lost"] == pytest.approx(150)
    assert found.ranking["money_lost"].is_monotonic_decreasing
    np.testing.assert_allclose(found.ranking["risk_exposure_index"], found.ranking["money_lost"] / 650)


def test_outages_of_a_length_of_ones_own():
    ranked = stress(PLAN, ttr_days=50, runs=10).ranking.set_index("name")
    assert set(ranked["outage_days"]) == {50}
    assert set(ranked["outage_days_from"]) == {"option"}
    assert ranked.loc["Far", "money_lost"] == pytest.approx(2150)


def test_what_is_not_asked_for_is_not_there():
    bare = stress(PLAN, runs=2)
    assert list(bare.tables) == ["ranking"]
    assert (bare.runs, bare.ranking_runs, bare.seed) == (0, 2, 7)
    only = stress(PLAN, [ASIA], ranking=False, runs=2, seed=3)
    assert list(only.tables) == ["scenarios", "product_lines", "items"]
    assert (only.runs, only.ranking_runs, only.seed) == (2, 0, 3)


def test_replications_by_the_size_of_the_work():
    assert stress(PLAN, [ASIA]).runs == 200


def test_an_event_that_touches_nothing():
    plan = steady_plan()
    rows = plan.items.assign(suppliers="Near", shares="1")
    rows.loc[rows["sku"] == "BOLT", "suppliers"] = "Far"
    from dataclasses import replace

    found = stress(replace(plan, items=rows), [Scenario(name="F", fail_supplier="Farther")], runs=2)
    whole = found.scenarios.iloc[0]
    assert (whole["items"], whole["money_lost"], whole["survived"]) == (0, 0, 1)
    assert len(found.items) == len(found.lines) == 0


def test_a_short_horizon_cuts_recovery_off():
    found = stress(PLAN, [ASIA], ranking=False, runs=5, horizon_days=52)
    assert found.scenarios["horizon_days"].tolist() == [52]
    assert np.isinf(found.items["time_to_recover"]).all()


def test_faults_all_at_once():
    scenarios = [ASIA, Scenario(name="Asia closed", fail_supplier="Fra")]
    with pytest.raises(BadInputError) as caught:
        stress(PLAN, scenarios, horizon_days=40, ranking=False, source="storm.toml")
    said = "\n".join(str(finding) for finding in caught.value.findings)
    assert len(caught.value.findings) == 3
    assert "2 scenarios have this name" in said
    assert (
        "storm.toml, column scenario 'Asia closed', fail_supplier: 'Fra': unknown supplier -> did you mean 'Far'"
        in said
    )
    assert "'Asia closed' lasts 50 days, longer than the 40 that would be watched" in said


@pytest.mark.parametrize("wrong", [{"runs": 1}, {"ttr_days": 0}, {"horizon_days": 0}])
def test_numbers_that_say_nothing(wrong):
    with pytest.raises(ValueError, match="must be"):
        stress(PLAN, **wrong)


def test_the_same_seed_gives_the_same_numbers():
    one, two = (stress(PLAN, [ASIA], runs=3, workers=workers) for workers in (1, 2))
    for name, table in one.tables.items():
        assert table.equals(two.tables[name])


def test_the_plan_is_left_alone():
    before = PLAN.items.copy()
    stress(PLAN, [ASIA], runs=2)
    assert PLAN.items.equals(before)


def test_an_interrupt_is_not_held_up():
    def interrupt(words: str, part: float | None) -> None:
        assert words == "ranking suppliers and regions"
        assert 0 <= part <= 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stress(PLAN, runs=2, progress=interrupt)


def test_what_is_compiled_is_known_by_the_simulators_sources_too():
    from pathlib import Path

    from stockposture.simulation import kernel
    from stockposture.simulation.stress import replay
    from stockposture_models.theory.compiled import part_of, sources_digest

    stamp = repr(replay.replay._cache._cache_file._source_stamp)
    assert sources_digest(Path(kernel.__file__).parent) in stamp
    assert sources_digest(part_of(Path(replay.__file__))) in stamp
