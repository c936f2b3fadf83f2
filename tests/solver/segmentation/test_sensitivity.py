"""Which decisions flip when stockout costs are halved or doubled."""

import pytest

from stockposture import segment, solve
from stockposture.segmentation.sensitivity import FACTORS, scaled
from support.frames import case_of

#: A supplier down for 40 days every other year: at 4 a unit short a hybrid will do, at 8 just-in-case pays.
ROWS = {
    "items": [
        {"sku": sku, "demand_mean": 10.0, "demand_sd": 8.0, "stockout_cost": cost}
        for sku, cost in (("CHEAP", 2.0), ("DEAR", 50.0), ("EDGE", 4.0))
    ],
    "suppliers": [{"supplier": "S", "disruption_rate": 0.5, "disruption_days": 40.0}],
    "offers": [
        {"sku": sku, "supplier": "S", "unit_price": 5.0, "lead_time_days": 10.0, "order_cost": 3.0}
        for sku in ("CHEAP", "DEAR", "EDGE")
    ],
}


@pytest.fixture(scope="module")
def case():
    return case_of({"currency": "EUR"}, **ROWS)


@pytest.fixture(scope="module")
def found(case):
    return segment(case, sensitivity=True)


def test_it_is_what_solving_by_hand_gives(case, found):
    hanging = found.sensitivity
    for name, factor in FACTORS.items():
        plan = solve(scaled(case, factor))
        assert hanging.items[f"posture_{name}"].tolist() == plan.items["posture"].tolist()
        assert hanging.items[f"buffer_days_{name}"].tolist() == plan.items["buffer_days"].tolist()
        (row,) = hanging.plans[hanging.plans["costs"] == name].to_dict("records")
        assert row["relevant_cost"] == plan.summary.costs.relevant
        assert sum(row[posture] for posture in ("jit", "hybrid", "jic")) == 3


def test_an_item_flips_where_its_postures_differ(found):
    items = found.sensitivity.items
    differ = items[[f"posture_{name}" for name in FACTORS]].nunique(axis=1) > 1
    assert (items["flips"] == "posture").tolist() == differ.tolist()
    assert found.sensitivity.flipped["sku"].tolist() == items["sku"][differ].tolist()
    assert found.sensitivity.flipped[["sku", "posture_as_is", "posture_doubled"]].to_numpy().tolist()[-1] == [
        "EDGE",
        "hybrid",
        "jic",
    ]
    assert not differ.all()


def test_dearer_shortages_cost_no_less(found):
    cost = found.sensitivity.plans["relevant_cost"].tolist()
    assert cost == sorted(cost)


def test_in_words_and_in_files(found, tmp_path):
    assert "Sensitivity: solved with all stockout costs halved, as they are, doubled" in str(found)
    assert "change posture and 0 change split" in str(found)
    assert "EDGE" in str(found).rpartition("Sensitivity")[2]
    found.write(tmp_path / "case")
    assert (tmp_path / "case" / "sensitivity.csv").exists()
    assert found.document["sensitivity"]["flipped"] == len(found.sensitivity.flipped)


def test_limits_hold(case):
    free = segment(case, sensitivity=True).sensitivity.plans["capital"]
    tight = segment(case, sensitivity=True, capital=0.7 * free.min()).sensitivity.plans["capital"]
    assert (tight <= 0.7 * free.min() * (1 + 1e-9)).all()
