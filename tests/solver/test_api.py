"""The Python interface."""

import math
import subprocess
import sys
import threading

import pandas as pd
import pytest

import stockposture
from stockposture import BadInputError, Case, NoPlanFitsError, Plan, StockpostureError, solve
from stockposture_models.plan.row import PlanRow
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.settings import Settings

FRAMES = {
    "items": pd.DataFrame(
        {
            "sku": ["BOLT", "NUT"],
            "demand_mean": [8.0, 2.0],
            "demand_sd": [3.0, 1.0],
            "stockout_cost": [4.0, 9.0],
            "unit_volume": [0.01, 0.02],
        }
    ),
    "suppliers": pd.DataFrame({"supplier": ["Far", "Near"], "nearshore": [False, True]}),
    "offers": pd.DataFrame(
        {
            "sku": ["BOLT", "BOLT", "NUT"],
            "supplier": ["Far", "Near", "Far"],
            "unit_price": [3.0, 4.0, 7.0],
            "lead_time_days": [30.0, 5.0, 30.0],
        }
    ),
}
SETTINGS = {"currency": "EUR", "capital_cap": 250.0}


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.of(**FRAMES, settings=SETTINGS)


@pytest.fixture(scope="module")
def plan(case) -> Plan:
    return solve(case)


def same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    return True


def test_every_public_name_is_there():
    assert sorted(stockposture.__all__) == dir(stockposture)
    assert all(getattr(stockposture, name).__name__ == name for name in stockposture.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = stockposture.nonsense


def test_a_case_of_frames_is_the_case_of_files(case, tmp_path):
    for name, frame in FRAMES.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    (tmp_path / "settings.toml").write_text('currency = "EUR"\ncapital_cap = 250\n')
    for path in (tmp_path, str(tmp_path)):
        read = Case.read(path)
        assert isinstance(read, Case)
        assert all(same(read.frames[name], case.frames[name]) for name in ROW_MODELS)
        assert (read.settings, read.digest) == (case.settings, case.digest)


def test_columns_are_those_of_the_row_model(plan):
    assert list(plan.items.columns) == list(PlanRow.model_fields)
    assert plan.items["sku"].tolist() == ["BOLT", "NUT"]
    assert isinstance(plan.items.index, pd.RangeIndex)


def test_the_case_s_own_cap_holds(plan):
    assert plan.summary.capital_cap == 250
    assert plan.items["capital"].sum() == pytest.approx(plan.summary.capital)
    assert plan.summary.capital <= 250


def test_capital_inf_lifts_it_without_a_warning(case, plan):
    free = solve(case, capital=math.inf)
    assert free.summary.capital_cap is None
    assert free.summary.limits == ()
    assert free.summary.findings == ()
    assert free.summary.capital > 250
    assert free.summary.total_cost < plan.summary.total_cost


def test_capital_of_1e30_lifts_it_with_a_warning(case):
    free = solve(case, capital=1e30)
    assert free.summary.capital_cap is None
    assert [finding["file"] for finding in free.summary.findings] == ["capital"]
    assert case.findings == ()


@pytest.mark.parametrize("cap", [{"capital": -1.0}, {"capital": math.nan}, {"space": -0.1}, {"space": math.nan}])
def test_caps_that_are_none(case, cap):
    with pytest.raises(ValueError, match=f"{next(iter(cap))} is .*; a cap is 0 or more"):
        solve(case, **cap)


def test_what_is_replaced_is_checked_and_its_plan_reads_back(case, tmp_path):
    twice = case.replace(items=case.items.assign(stockout_cost=[8, 18])[::-1], settings={"currency": "EUR"})
    assert twice == Case.of(**{**FRAMES, "items": twice.items}, settings={"currency": "EUR"})
    assert twice.items["sku"].tolist() == ["BOLT", "NUT"]
    made = solve(twice)
    made.write(tmp_path / "plan")
    assert Plan.read(tmp_path / "plan") == made != solve(case)
    with pytest.raises(BadInputError, match="NUT"):
        case.replace(offers=case.offers.iloc[:2])
    with pytest.raises(BadInputError, match="capital_cap"):
        case.with_settings(capital_cap=-1)
    with pytest.raises(TypeError, match="a case has no tables"):
        case.replace(tables=())
    assert case.replace(settings=case.settings).digest == case.digest


def test_a_written_plan_reads_back(plan, tmp_path):
    plan.write(str(tmp_path / "plan"))
    back = Plan.read(str(tmp_path / "plan"))
    assert isinstance(back, Plan)
    assert isinstance(back.case, Case)
    assert same(back.items, plan.items)
    assert back.summary == plan.summary
    assert all(same(back.case.frames[name], plan.case.frames[name]) for name in ROW_MODELS)
    assert str(back) == str(plan)


def test_inputs_are_never_changed(tmp_path):
    given = {name: frame.copy(deep=True) for name, frame in FRAMES.items()}
    settings = dict(SETTINGS)
    case = Case.of(**given, settings=settings)
    before = {name: frame.copy(deep=True) for name, frame in case.frames.items()}
    plan = solve(case, capital=230.0)
    items = plan.items.copy(deep=True)
    plan.write(tmp_path / "plan")
    assert all(same(given[name], FRAMES[name]) for name in FRAMES)
    assert settings == SETTINGS
    assert all(same(case.frames[name], before[name]) for name in ROW_MODELS)
    assert (case.settings.capital_cap, case.findings) == (250, ())
    assert same(plan.items, items)
    assert plan.case is case


def test_the_same_plan_again(case, plan):
    again = solve(case)
    assert same(again.items, plan.items)
    timeless = {"seconds": {}}
    assert again.summary.model_copy(update=timeless) == plan.summary.model_copy(update=timeless)


def test_progress_is_told(case, plan):
    seen = []
    solve(case, progress=lambda stage, gap: seen.append((stage, gap)))
    stages = [stage for stage, _ in seen]
    assert stages[0] == "candidates"
    assert stages[-1] == "verification"
    gaps = [gap for stage, gap in seen if stage == "plan"]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] >= plan.summary.gap


def test_str_is_the_page(plan):
    assert str(plan).startswith("Plan for 2 items: proven within ")


def test_repr_is_one_line(case, plan):
    assert repr(case) == "Case(2 items, 2 suppliers, 3 offers, 0 regions, 0 warehouses)"
    assert repr(plan).startswith("Plan(2 items, 14,")
    assert " EUR a year, within " in repr(plan)


def test_bad_input_has_every_fault():
    items = FRAMES["items"].assign(demand_mean=[-8.0, math.inf], demand_sd=["three", 1.0])
    with pytest.raises(BadInputError) as caught:
        Case.of(**{**FRAMES, "items": items}, settings={"capital_cap": -1})
    faults = {(finding.row, finding.column) for finding in caught.value.findings if finding.is_fault}
    assert faults == {(2, "demand_mean"), (3, "demand_mean"), (2, "demand_sd"), (None, "capital_cap")}
    assert isinstance(caught.value, StockpostureError)


def test_no_plan_fits(case):
    with pytest.raises(NoPlanFitsError, match="no plan fits") as caught:
        solve(case, capital=1.0)
    assert [shortfall["kind"] for shortfall in caught.value.shortfalls] == ["capital"]


def test_settings_may_be_a_model():
    case = Case.of(**FRAMES, settings=Settings(currency="EUR", capital_cap=250.0))
    assert case.settings == Settings(**SETTINGS)
    assert case.with_settings(mip_gap=0.01).settings.mip_gap == 0.01


def test_from_a_thread(case, plan):
    found = []
    thread = threading.Thread(target=lambda: found.append(solve(case)))
    thread.start()
    thread.join(120)
    assert same(found[0].items, plan.items)


SCRIPT = """
import pandas as pd
from stockposture import Case, solve
plan = solve(Case.of(
    items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    suppliers=pd.DataFrame({"supplier": ["S"]}),
    offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
))
print(plan.items.loc[0, "sku"])
"""


def test_from_a_script_without_a_main_guard(tmp_path):
    script = tmp_path / "plan.py"
    script.write_text(SCRIPT)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=300, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("A\n", "", 0)
