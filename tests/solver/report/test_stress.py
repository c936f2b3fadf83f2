"""The page of a stress: what a leader reads."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from stockposture.report.stress import MOST_ITEMS, stress_text
from stockposture.simulation.stress.result import Stress
from stockposture.simulation.stress.scenario import Scenario
from stockposture.simulation.stress.stress import stress
from support.stressed import steady_case, steady_plan

ASIA = Scenario(name="Asia closed", close_region="Asia", days=50)
PAGE = """\
Asia closed, for 50 days
  items touched             2 of 3
  first shortage it causes  day 10 (median), day 8 in the worst 5 %
  supply and stock back     day 80 (median), day 80 in the slowest 5 %
"""


@pytest.fixture(scope="module")
def found() -> Stress:
    return stress(steady_plan(), [ASIA], runs=20)


def lines_of(found: Stress) -> list[str]:
    return stress_text(found).splitlines()


def test_the_page(found):
    page = stress_text(found)
    assert page.startswith(PAGE)
    assert "Beyond the same days without it; mean of 20 replications" in page
    assert [line.split()[:6] for line in page.splitlines() if line.startswith("  BOLT")] == [
        ["BOLT", "10", "8", "53", "53", "430"]
    ]
    assert "  Far                        20      1           10    8       650" in page
    assert "  region Asia  " in page
    assert "30*" in page
    assert page.endswith("REI, risk exposure index: EUR lost over the largest; 20 replications of each.\n")


def test_never_and_not_yet(found):
    row = found.scenarios.assign(time_to_survive=np.inf, survived=0.8, time_to_recover_p95=np.inf)
    page = stress_text(dataclasses.replace(found, scenarios=row))
    assert "never in 80 % of replications, day 8 in the worst 5 %" in page
    assert "day 80 (median), later than was watched in the slowest 5 %" in page
    row = row.assign(time_to_survive_p5=np.inf, survived=0.99, time_to_recover=np.inf)
    page = stress_text(dataclasses.replace(found, scenarios=row))
    assert "never in most, but in 1 % of replications" in page
    assert "not within 150 days; --horizon-days watches longer" in page
    row = row.assign(survived=1.0)
    assert "first shortage it causes  never\n" in stress_text(dataclasses.replace(found, scenarios=row))


def test_many_items_are_cut_and_said():
    base = stress(steady_plan(), [ASIA], runs=2, ranking=False)
    many = pd.concat([base.items] * 9, ignore_index=True)
    page = stress_text(dataclasses.replace(base, items=many))
    assert f"and {18 - MOST_ITEMS:,} more; --json and --out have all" in page


def test_nothing_touched_and_no_currency(found):
    row = found.scenarios.assign(items=0)
    page = stress_text(dataclasses.replace(found, scenarios=row, currency=""))
    assert "no item of the plan is touched: nothing is lost" in page
    assert "currency lost" in page


def test_names_cannot_steer_the_terminal():
    case = steady_case(product_line=["\x1b[31mred\nline", "Drives", ""])
    evil = Scenario(name="\x1b]0;title\x07storm\nsecond", close_region="Asia", days=50)
    page = stress_text(stress(steady_plan(case), [evil], runs=2))
    assert "\x1b" not in page
    assert page.startswith("storm second, for 50 days\n")
