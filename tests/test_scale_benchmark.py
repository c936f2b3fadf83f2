"""What the benchmarks of scale rest on: catalogue, second form of the model, judge and stopwatch."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.scale.catalogue import WAREHOUSES, catalogue, write_catalogue
from benchmarks.scale.checked import chosen, decided, verdict
from benchmarks.scale.incremental import build_incremental, mixed
from benchmarks.scale.measure import run
from stockposture import Case, solve
from stockposture.highs.session import HighsSession
from stockposture.optimise.curves import first_curves
from stockposture.optimise.feasibility import fitting_points
from stockposture.optimise.problem import pose
from stockposture_models.candidates.enumerate import enumerate_candidates
from stockposture_models.candidates.terms import item_terms, offer_terms
from stockposture_models.formulation.model import build_model
from stockposture_models.formulation.scales import scales_of
from support.choices import choices_of, random_choices

TINY = Path(__file__).parents[1] / "data" / "tiny"


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalogue")
    write_catalogue(300, folder)
    return Case.read(folder)


def test_the_same_seed_gives_the_same_catalogue():
    (one, capital), (same, again), (other, _) = catalogue(30), catalogue(30), catalogue(30, seed=2)
    assert capital == again
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, same[name], check_exact=True)
    assert not one["items"].equals(other["items"])


def test_a_catalogue_is_a_case_without_faults(case):
    assert [str(finding) for finding in case.findings] == []
    assert len(case.items) == 300
    assert len(case.warehouses) == WAREHOUSES
    assert case.suppliers["capacity"].notna().sum() == 50
    assert case.settings.capital_cap is not None


def test_a_catalogue_has_about_400_candidates_an_item(case):
    count = len(enumerate_candidates(case, item_terms(case), offer_terms(case)))
    assert 380 < count / 300 < 430


def test_single_items_larger_than_a_supplier_do_not_make_it_impossible(tmp_path):
    # Sixty items for fifty suppliers: almost every one is larger than its supplier's share of the whole.
    write_catalogue(60, tmp_path)
    lean = {"jit": {"order_interval_days": [7], "buffer_days": [0, 5]}}
    case = Case.read(tmp_path).with_settings(split_grid=(), postures=lean)
    problem = pose(case, capital=case.settings.capital_cap, space=None)
    with HighsSession() as session:
        assert len(fitting_points(problem, first_curves(problem), session, seconds=None)) >= 60


def solved(model, choices):
    with HighsSession() as session:
        result = session.solve(model)
    return result, result.objective * scales_of(choices).cost


def test_the_incremental_form_walks_along_a_curve_that_the_convex_one_cuts_short():
    # Costs 10, 9, 0 at uses 0, 1, 2 of a cap of 1: the curve stands at 9, a mean of its ends at 5.
    choices = choices_of([[[(10.0, [0.0]), (9.0, [1.0]), (0.0, [2.0])]]], [1.0])
    assert solved(build_model(choices), choices)[1] == pytest.approx(5.0)
    model = build_incremental(choices, scales_of(choices))
    result, cost = solved(model, choices)
    assert cost == pytest.approx(9.0)
    weight = mixed(choices, result.values_of(model.select), result.values_of(model.fill))
    assert weight == pytest.approx([0.0, 1.0, 0.0])


def test_both_forms_agree_where_every_curve_is_straight():
    compared = 0
    for seed in range(40):
        choices = random_choices(seed)
        if len(choices.opening_cost) or np.bincount(choices.choice).max() > 2:
            continue
        one, other = build_model(choices), build_incremental(choices, scales_of(choices))
        with HighsSession() as session:
            first, second = session.solve(one), session.solve(other)
        assert first.status == second.status, seed
        if first.objective is not None:
            assert second.objective == pytest.approx(first.objective, rel=1e-6), seed
            compared += 1
    assert compared >= 3


def test_the_incremental_form_refuses_once_only_costs():
    choices = choices_of([[[(1.0, [])]]], [], needs=[(0, 0)], opening_cost=[1.0])
    with pytest.raises(ValueError, match="once-only"):
        build_incremental(choices, scales_of(choices))


def test_the_judge_says_what_the_plan_says():
    plan = solve(Case.read(TINY))
    said = verdict(plan.case, decided(plan.items, plan.case))
    assert said.cost == pytest.approx(plan.summary.costs.relevant, rel=1e-9)
    assert said.excess <= 1e-9


def test_the_judge_sees_a_cap_that_is_broken():
    case = Case.read(TINY)
    problem = pose(case, capital=None, space=None)
    candidates = problem.candidates
    last = np.searchsorted(candidates.item, np.arange(problem.item_count), side="right") - 1
    most = candidates.upper[last].astype(np.float64)
    generous = verdict(case, chosen(problem, last[::-1], most[::-1]))
    tight = case.with_settings(capital_cap=1.0)
    assert verdict(tight, chosen(problem, last, most)).excess > 1.0
    assert verdict(tight, chosen(problem, last, most)).cost == pytest.approx(generous.cost)


def test_the_stopwatch_counts_the_memory_of_children(tmp_path):
    child = "import time; held = bytearray(150 << 20); time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('done')"
    ran = run([sys.executable, "-c", parent], folder=tmp_path, seconds=60)
    assert (ran.code, ran.out.strip()) == (0, "done")
    assert ran.peak > 150 << 20
    assert ran.seconds > 0.6


def test_the_stopwatch_ends_what_takes_too_long(tmp_path):
    ran = run([sys.executable, "-c", "import time; time.sleep(60)"], folder=tmp_path, seconds=0.5)
    assert ran.code is None
    assert ran.seconds < 30
