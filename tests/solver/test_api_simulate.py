"""``stockposture.simulate`` in Python."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import stockposture
from stockposture import Case, Plan, Simulation, VerificationError, simulate, solve

PINS = {
    "items": pd.DataFrame(
        {
            "sku": ["BOLT", "NUT"],
            "demand_mean": [8.0, 2.0],
            "demand_sd": [3.0, 0.0],
            "stockout_cost": [4.0, 9.0],
            "product_line": ["Drive", "Drive"],
        }
    ),
    "suppliers": pd.DataFrame({"supplier": ["Far"]}),
    "offers": pd.DataFrame(
        {
            "sku": ["BOLT", "NUT"],
            "supplier": ["Far", "Far"],
            "unit_price": [3.0, 7.0],
            "lead_time_days": [30.0, 3.0],
            "lead_time_sd": [5.0, 0.0],
        }
    ),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(Case.of(**PINS, settings={"currency": "EUR"}))


@pytest.fixture(scope="module")
def simulation(plan) -> Simulation:
    return simulate(plan, years=2, runs=3)


def test_what_it_holds(plan, simulation):
    assert isinstance(simulation, Simulation)
    assert simulation.items["sku"].tolist() == ["BOLT", "NUT"]
    assert simulation.totals["relevant_cost"].mean > 0
    assert simulation.promised["relevant_cost"] == plan.summary.costs.relevant
    assert simulation.lines["product_line"].tolist() == ["Drive"]
    assert (len(simulation.years), simulation.runs, simulation.years_each) == (6, 3, 2)


def test_certain_demand_is_never_short_and_keeps_its_promise(simulation):
    nut = simulation.items.set_index("sku").loc["NUT"]
    assert (nut["short_units_per_year"], nut["fill_rate"], nut["stockout_days_per_year"]) == (0.0, 1.0, 0.0)
    assert nut["capital"] == pytest.approx(nut["promised_capital"], rel=0.01)
    assert "NUT" not in simulation.disagreements.loc[simulation.disagreements["measure"] == "stockout_cost", "sku"]


def test_str_is_the_page_and_repr_one_line(simulation):
    assert str(simulation).startswith("Simulated: 2 items through 3 runs of 2 years each")
    assert repr(simulation).startswith("Simulation(2 items, 3 runs of 2 years, relevant cost ")
    assert repr(simulation).endswith(" EUR a year)")


def test_write(simulation, tmp_path):
    simulation.write(str(tmp_path / "simulation"))
    assert (tmp_path / "simulation" / "items.parquet").exists()


def test_into_its_plan(plan, simulation, tmp_path):
    plan.write(tmp_path / "plan")
    simulation.write(tmp_path / "plan" / "simulation")
    assert Plan.read(tmp_path / "plan").summary == plan.summary
    assert (tmp_path / "plan" / "simulation" / "summary.json").exists()


def test_the_plan_is_not_changed(plan):
    before = plan.items.copy(deep=True)
    simulate(plan, years=1, runs=2)
    pd.testing.assert_frame_equal(plan.items, before, check_exact=True)


def test_an_executor_of_the_caller_gives_the_same(plan, simulation):
    with ThreadPoolExecutor(2) as executor:
        other = simulate(plan, years=2, runs=3, executor=executor)
    pd.testing.assert_frame_equal(other.items, simulation.items, check_exact=True)
    assert other.totals == simulation.totals


def test_until(plan):
    assert simulate(plan, years=1, runs=2, until=0.9).until_reached is True
    assert simulate(plan, years=1, runs=2, until=1e-7, max_runs=3).until_reached is False


def test_progress_is_told(plan):
    told: list[tuple[str, float | None]] = []
    simulate(plan, years=1, runs=3, progress=lambda words, part: told.append((words, part)))
    assert [part for _, part in told] == pytest.approx([1 / 3, 2 / 3, 1.0])
    assert told[0][0] == "0 of 3 runs"
    assert "item-days/s, relevant cost +- " in told[-1][0]


def test_rows_of_another_case(plan):
    other = Plan(items=plan.items.assign(sku=["BOLT", "PIN"]), summary=plan.summary, case=plan.case)
    with pytest.raises(VerificationError, match="PIN: sku: not an item of the case"):
        simulate(other)


@pytest.mark.parametrize("given", [{"runs": 1}, {"years": 0}, {"until": 0.0}, {"seed": -1}])
def test_arguments_out_of_bounds(plan, given):
    with pytest.raises(ValueError, match=next(iter(given))):
        simulate(plan, **given)


def test_no_folder_hides_a_verb():
    folders = {path.name for path in Path(stockposture.__file__).parent.iterdir()}
    assert not folders & {name for name in stockposture.__all__ if callable(getattr(stockposture, name))}
