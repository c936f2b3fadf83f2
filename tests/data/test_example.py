"""data/example: made by its script, free of faults, and solved to a believable mix.

No costs are asserted: they move whenever the theory gets closer to the truth.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from stockposture import Case, solve
from stockposture_models.plan.summary import Status
from stockposture_models.tables.limit_kind import LimitKind
from stockposture_models.tables.posture_name import PostureName

FOLDER = Path(__file__).parents[2] / "data" / "example"
TABLES = ("items.csv", "offers.csv", "regions.csv", "suppliers.csv", "warehouses.csv")


@pytest.fixture(scope="module")
def case():
    return Case.read(FOLDER)


@pytest.fixture(scope="module")
def plan(case):
    """Solve once; a plan that fails the independent check raises."""
    return solve(case)


def test_the_script_writes_the_same_bytes(tmp_path):
    subprocess.run([sys.executable, "-B", FOLDER / "make.py", tmp_path], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == list(TABLES)
    for table in TABLES:
        assert (tmp_path / table).read_bytes() == (FOLDER / table).read_bytes(), table


def test_the_check_finds_nothing(case):
    assert case.findings == ()


def test_it_is_a_company_of_some_size(case):
    assert 180 <= len(case.items) <= 220
    assert 20 <= len(case.suppliers) <= 25
    assert len(case.warehouses) == 3
    offers = case.offers.groupby("sku").size()
    assert offers.between(1, 4).all()
    assert offers.between(2, 3).mean() > 0.5
    assert set(case.items["criticality"]) == {1, 2, 3, 4, 5}
    assert set(case.items["shortage"]) == {"lost", "backorder"}
    variation = case.items["demand_sd"] / case.items["demand_mean"]
    assert variation.min() < 0.3
    assert variation.max() > 3
    value = (case.items.set_index("sku")["demand_mean"] * case.offers.groupby("sku")["unit_price"].min()).sort_values()
    assert value.iloc[-40:].sum() > 0.6 * value.sum()  # a fifth of the items is most of the money


def test_the_plan_is_within_its_gap(case, plan):
    assert plan.summary.status is Status.WITHIN_GAP
    assert plan.summary.gap <= case.settings.mip_gap
    assert plan.items["sku"].tolist() == case.items["sku"].tolist()


def test_postures_and_splits_are_mixed(plan):
    counts, items = plan.summary.posture_counts, plan.summary.items
    assert 0.15 * items <= counts["jit"] <= 0.4 * items
    assert 0.35 * items <= counts["hybrid"] <= 0.65 * items
    assert 0.12 * items <= counts["jic"] <= 0.35 * items
    splits = plan.summary.split_counts
    assert splits["single"] > splits["nearshore"] > 0
    assert splits["dual"] >= 5


def test_limits_bind_and_are_kept(case, plan):
    assert plan.summary.capital <= case.settings.capital_cap
    binding = {limit.kind for limit in plan.summary.limits if limit.shadow_price > 0}
    assert {LimitKind.CAPITAL, LimitKind.WAREHOUSE, LimitKind.SUPPLIER} <= binding
    for limit in plan.summary.limits:
        assert limit.use <= (limit.cap + limit.overflow) * (1 + 1e-9)


def test_decisions_make_sense_to_a_buyer(case, plan):
    rows = plan.items.set_index("sku")
    family = rows.index.str[:3]
    packaging, spares = rows[family == "PAK"], rows[family == "SPA"]
    assert (packaging["posture"] == PostureName.JIT.value).mean() > 0.5
    assert (spares["posture"] != PostureName.JIT.value).all()
    lead = case.offers.groupby("sku")["lead_time_days"].min()
    far = rows[lead.reindex(rows.index) > 30]  # nobody near sells it
    assert (far["posture"] == PostureName.JIC.value).mean() > 0.4
    assert (far["posture"] != PostureName.JIT.value).all()
