"""A case and a plan as arrays."""

import numpy as np
import pytest

from stockposture.simulation.world import World
from stockposture.verify.costs import row_figures
from stockposture.verify.decisions import read_decisions
from stockposture_models.errors import VerificationError
from stockposture_models.plan.plan import Plan
from stockposture_models.theory.policies import Response
from support.frames import case_of
from support.simulated_world import plan_of

ITEMS = [
    {"sku": "BOLT", "demand_mean": 10, "demand_sd": 5, "stockout_cost": 2, "unit_volume": 0.5, "warehouse": "MAIN"},
    {
        "sku": "CHIP",
        "demand_mean": 4,
        "demand_sd": 3,
        "stockout_cost": 50,
        "shortage": "backorder",
        "product_line": "X",
    },
    {"sku": "OLD", "demand_mean": 0, "demand_sd": 0, "stockout_cost": 9, "warehouse": "ELSEWHERE"},
]
SUPPLIERS = [
    {"supplier": "FAR", "region": "ASIA", "disruption_rate": 0.5, "disruption_days": 30, "payment_days": 30},
    {"supplier": "NEAR", "surge_fraction": 0.5, "surge_delay_days": 7},
]
OFFERS = [
    {"sku": "BOLT", "supplier": "FAR", "unit_price": 1, "lead_time_days": 30, "lead_time_sd": 5},
    {"sku": "CHIP", "supplier": "FAR", "unit_price": 20, "lead_time_days": 40, "order_cost": 10},
    {"sku": "CHIP", "supplier": "NEAR", "unit_price": 30, "lead_time_days": 10},
    {"sku": "OLD", "supplier": "NEAR", "unit_price": 7, "lead_time_days": 0},
]
REGIONS = [{"region": "ASIA", "disruption_rate": 0.3, "disruption_days": 20}]
WAREHOUSES = [{"warehouse": "MAIN", "capacity_m3": 100, "storage_cost": 12}]
DECISIONS = [
    {"sku": "BOLT", "suppliers": "FAR", "shares": "1.0", "order_interval_days": 7, "buffer_units": 50},
    {"sku": "CHIP", "suppliers": "FAR|NEAR", "shares": "0.7|0.3", "order_interval_days": 14, "buffer_units": 9},
    {"sku": "OLD", "suppliers": "NEAR", "shares": "1.0", "order_interval_days": 60, "buffer_units": 3},
]


def small_case(**settings):
    return case_of(settings, items=ITEMS, suppliers=SUPPLIERS, offers=OFFERS, regions=REGIONS, warehouses=WAREHOUSES)


def small_world(**settings) -> World:
    case = small_case(**settings)
    return World.of(case, plan_of(case, DECISIONS))


def test_by_hand():
    world = small_world()
    assert world.sku.tolist() == ["BOLT", "CHIP", "OLD"]
    assert world.level.tolist() == pytest.approx([10 * 37 + 50, 4 * (14 + 31) + 9, 3])
    assert world.supplier.tolist() == [[0, -1], [0, 1], [1, -1]]
    assert world.share.tolist() == [[1, 0], [0.7, 0.3], [1, 0]]
    assert world.value.tolist() == pytest.approx([1, 23, 7])
    assert world.backorder.tolist() == [False, True, False]
    assert world.interval.tolist() == [7, 14, 60]
    # A warehouse that is not in the table is none.
    assert world.warehouse.tolist() == [0, -1, -1]
    assert world.product_line.tolist() == [-1, 0, -1]
    assert world.product_lines == ("X",)
    assert world.supplier_region.tolist() == [0, -1]
    assert world.surge_fraction.tolist() == [[0, 0], [0, 0.5], [0.5, 0]]
    assert world.base[0, 0] + world.rho[0, 0] / world.eta[0, 0] == pytest.approx(30)
    assert world.payables.tolist() == [0, 0, 0]
    assert not world.counts_in_transit
    assert world.at_peak


def test_bases():
    world = small_world(capital_basis="on_hand+in_transit-payables", space_basis="average")
    assert world.payables.tolist() == pytest.approx([10 * 30, 4 * 0.7 * 20 * 30, 0])
    assert world.counts_in_transit
    assert not world.at_peak


@pytest.mark.parametrize("basis", ["peak", "average"])
def test_carrying_cost_is_that_of_the_rows(basis):
    case = small_case(space_basis=basis)
    decisions, _ = read_decisions(plan_of(case, DECISIONS).items, case)
    world = World.of_decisions(case, decisions)
    short, on_hand, peak = np.array([0.02, 0.1, 0.0]), np.array([90.0, 40.0, 3.0]), np.array([120.0, 60.0, 3.0])
    figures = row_figures(decisions, case, Response(short, on_hand, peak))
    ours = (
        world.carrying_fixed
        + world.carrying_on_hand * on_hand
        + world.carrying_peak * peak
        + world.carrying_short * figures["short_units_per_year"]
    )
    np.testing.assert_allclose(ours, figures["carrying_cost"], rtol=1e-12)


def test_take():
    world = small_world()
    some = world.take(np.array([2, 0]))
    assert some.sku.tolist() == ["OLD", "BOLT"]
    assert some.supplier.tolist() == [[1, -1], [0, -1]]
    assert some.suppliers == world.suppliers
    assert (some.supplier_rate == world.supplier_rate).all()
    assert len(world.take(world.backorder)) == 1


def test_keys_hang_on_names_alone():
    world = small_world()
    case = case_of(
        items=ITEMS[1:],
        suppliers=[{"supplier": "AAA"}, *SUPPLIERS],
        offers=OFFERS[1:],
        regions=REGIONS,
    )
    other = World.of(case, plan_of(case, DECISIONS[1:]))
    assert other.demand_key.tolist() == world.demand_key[1:].tolist()
    assert other.offer_key[0].tolist() == world.offer_key[1].tolist()
    assert other.supplier_key[1:].tolist() == world.supplier_key.tolist()
    every = np.concatenate([world.demand_key, world.offer_key[world.supplier >= 0], world.supplier_key])
    assert len(set(every.tolist())) == len(every)


def test_a_plan_of_another_case_is_refused():
    case = small_case()
    plan = plan_of(case, DECISIONS)
    with pytest.raises(VerificationError, match="OLD: sku: the item has no row"):
        World.of(case, Plan(plan.items.iloc[:2], plan.summary, case))
