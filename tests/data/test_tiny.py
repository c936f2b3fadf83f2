"""data/tiny: the solve gives what its README works out by hand."""

import math
import re
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from stockposture import Case, solve

FOLDER = Path(__file__).parents[2] / "data" / "tiny"
FEES = {"Newport": 1_000.0, "Quayside": 400.0}

#: sku: posture, split, suppliers, interval, buffer, on hand, capital, space, ordering, carrying, relevant
UNDER_BOTH_LIMITS = {
    "BRACKET": ("hybrid", "nearshore", "Newport", 20, 16, 96, 940.8, 8.8, 458, 354.56, 812.56),
    "HOUSING": ("jit", "nearshore", "Newport", 5, 0, 10, 495, 2, 1_145, 317, 1_462),
    "MOTOR": ("hybrid", "single", "Oldham", 20, 4, 24, 2_352, 0, 604, 862.4, 1_612.4),
    "SCREW": ("jic", "single", "Oldham", 73, 2_000, 5_650, 565, 0, 100, 117, 217),
}
FIGURES = (
    "posture",
    "split",
    "suppliers",
    "order_interval_days",
    "buffer_units",
    "on_hand_units",
    "capital",
    "space_m3",
    "ordering_cost",
    "carrying_cost",
    "relevant_cost",
)


@pytest.fixture(scope="module")
def case():
    return Case.read(FOLDER)


@pytest.fixture(scope="module")
def plan(case):
    return solve(case)


def readme_tables():
    """Return the README's candidates by sku: suppliers, posture, T, on hand ... as text, in its columns' order."""
    found, sku = {}, ""
    for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Z]+): \d+ a day", line):
            sku = match[1]
        elif line.startswith("## "):
            sku = ""
        elif sku and line.startswith("| ") and not line.startswith("| suppliers"):
            cells = [cell.strip(" *") for cell in line.strip("|").split("|")]
            names, (posture, interval), numbers = cells[0].split(" + "), cells[1].split(), cells[2:]
            values = [float(number.replace(",", "")) for number in numbers]
            space = values.pop(3) if len(values) == 8 else 0.0
            found.setdefault(sku, []).append((names, posture, int(interval), space, values))
    return found


def best_of_readme(space, capital):
    """Return relevant cost with fees, capital and space of the best choice of rows, tried one and all."""
    plans = []
    for rows in product(*readme_tables().values()):
        fees = sum(FEES.get(name, 0.0) for name in {name for row in rows for name in row[0]})
        used, tied = sum(row[3] for row in rows), sum(row[4][2] for row in rows)
        if used <= space + 1e-9 and tied <= capital + 1e-9:
            plans.append((sum(row[4][-1] for row in rows) + fees, tied, used))
    return min(plans)


def test_the_check_finds_nothing(case):
    assert case.findings == ()


def test_decisions_and_figures_are_those_worked_out(plan):
    assert plan.items["sku"].tolist() == sorted(UNDER_BOTH_LIMITS)
    for row in plan.items.to_dict("records"):
        words, figures = UNDER_BOTH_LIMITS[row["sku"]][:3], UNDER_BOTH_LIMITS[row["sku"]][3:]
        assert tuple(row[name] for name in FIGURES[:3]) == words, row["sku"]
        assert tuple(row[name] for name in FIGURES[3:]) == pytest.approx(figures, rel=1e-9), row["sku"]
        assert row["short_units_per_year"] == 0
        assert row["stockout_cost"] == 0


def test_totals_fee_and_shadow_price(plan):
    summary = plan.summary
    assert summary.costs.relevant == pytest.approx(5_103.96)
    assert summary.costs.supplier == 1_000
    assert [fee.supplier for fee in summary.supplier_fees] == ["Newport"]
    assert summary.capital == pytest.approx(4_352.8)
    assert summary.gap <= 1e-4
    prices = {(limit.kind.value, limit.name): limit.shadow_price for limit in summary.limits}
    assert prices == pytest.approx({("capital", ""): 242.8 / 1_881, ("warehouse", "Shed"): 0.0}, rel=1e-6)


@pytest.mark.parametrize(
    ("space", "capital", "housing", "worked_out"),
    [
        (math.inf, math.inf, ("hybrid", 20), (4_861.16, 6_233.8, 17.6)),
        (15.0, math.inf, ("hybrid", 10), (5_061.16, 5_243.8, 13.6)),
        (15.0, 4_500.0, ("jit", 5), (5_103.96, 4_352.8, 10.8)),
    ],
)
def test_each_limit_moves_the_housing(case, space, capital, housing, worked_out):
    warehouses = case.warehouses.assign(capacity_m3=np.nan if math.isinf(space) else space)
    plan = solve(case.replace(warehouses=warehouses), capital=capital)
    found = (plan.summary.costs.relevant, plan.summary.capital, plan.summary.space_m3)
    assert found == pytest.approx(worked_out)
    row = plan.items.set_index("sku").loc["HOUSING"]
    assert (row["posture"], row["order_interval_days"]) == housing
    assert best_of_readme(space, capital) == pytest.approx(worked_out)


def test_the_readme_lists_every_candidate(case, plan):
    tables = readme_tables()
    assert set(tables) == set(case.items["sku"])
    assert sum(len(rows) for rows in tables.values()) == plan.summary.candidates


def test_alone_the_housing_does_not_pay_the_fee(case):
    items = case.items[case.items["sku"] == "HOUSING"].reset_index(drop=True)
    offers = case.offers[case.offers["sku"] == "HOUSING"].reset_index(drop=True)
    plan = solve(case.replace(items=items, offers=offers), capital=math.inf)
    assert plan.items["suppliers"].tolist() == ["Oldham"]
    assert plan.summary.costs.relevant == pytest.approx(1_956.0)
