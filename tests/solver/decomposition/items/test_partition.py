"""A partition against all there is: every candidate at every whole unit, evaluated and priced one by one."""

import numpy as np
import pytest

from stockposture.decomposition.columns.columns import Tariff
from stockposture.decomposition.items.partition import Partition, Payload
from stockposture.decomposition.screen import kept
from stockposture_models.candidates.economics import evaluate, yearly_purchases
from stockposture_models.candidates.enumerate import enumerate_candidates
from stockposture_models.candidates.limits import limits_of
from stockposture_models.candidates.terms import item_terms, offer_terms
from stockposture_models.tables.case import Case
from support.frames import case_of
from support.random_cases import random_rows

ITEMS = 6


def limited_case(seed: int, **settings: object) -> Case:
    """Return a few items of little demand, with every kind of limit."""
    rows = random_rows(np.random.default_rng(seed), ITEMS, offers=3, suppliers=4, warehouses=2)
    for number, item in enumerate(rows["items"]):
        mean = 0.05 + 0.1 * number
        item.update(demand_mean=mean, demand_sd=round(mean * (0.4 + number), 3))
    rows["items"][1]["shelf_life_days"] = 90.0
    rows["items"][2]["max_buffer"] = 7.0
    rows["offers"][0]["moq"] = 2.0
    for supplier in rows["suppliers"]:
        supplier["capacity"] = 1000.0
    for warehouse in rows["warehouses"]:
        warehouse["capacity_m3"] = 1.0
    return case_of(settings, **rows)


def everything(case: Case, prices: np.ndarray) -> np.ndarray:
    """Return the least priced cost of each item over all candidates and whole units."""
    items, offers = item_terms(case), offer_terms(case)
    limits = limits_of(case, 1000.0, 10.0)
    candidates = enumerate_candidates(case, items, offers)
    price = np.append(prices, 0.0)
    least = np.full(len(case.items), np.inf)
    width = int((candidates.upper - candidates.lower).max()) + 1
    buffer = np.minimum(candidates.lower[:, None] + np.arange(width), candidates.upper[:, None]).astype(float)
    found = evaluate(candidates, buffer, items, offers, case.settings)
    space = price[limits.space] + price[np.append(limits.warehouse, -1)[items.warehouse[candidates.item]]]
    rows = candidates.offers
    supplier = np.where(rows >= 0, price[limits.supplier[offers.supplier[rows]]], 0.0)
    fixed = (supplier * yearly_purchases(candidates, items, offers)).sum(axis=1)
    cost = found.relevant + price[limits.capital] * found.capital + space[:, None] * found.space + fixed[:, None]
    np.minimum.at(least, candidates.item, cost.min(axis=1))
    return least


def partition_of(case: Case, slack: float = 1e-6, *, keeps: bool = True) -> Partition:
    """Return all items of a case as one partition."""
    limits = limits_of(case, 1000.0, 10.0)
    return Partition(Payload(case, limits, np.full(len(case.suppliers), -1), slack, keeps))


SETTINGS = [
    {},
    {"space_basis": "average"},
    {"capital_basis": "on_hand+in_transit"},
    {"capital_basis": "on_hand+in_transit-payables"},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_bounds_hold_and_points_are_found_all_over_a_box(seed, settings):
    case = limited_case(seed, **settings)
    partition = partition_of(case)
    rng = np.random.default_rng(seed)
    m = len(partition.limits)
    middle = rng.uniform(0.0, 1.0, m) * np.where(np.arange(m) < 4, 0.4, 0.02) * (rng.random(m) < 0.7)
    partition.screen(0.9 * middle, middle, 1.1 * middle, True)
    for part in (0.9, 0.97, 1.0, 1.1):
        prices = part * middle
        answer = partition.price(Tariff(prices, np.zeros(0), np.zeros(0)), ITEMS)
        least = everything(case, prices)
        assert answer.outside == 0
        assert (answer.bound <= least * (1 + 1e-9)).all()
        assert (answer.value >= least * (1 - 1e-9)).all()
        # Sharpened in the middle of the box, and nearly so everywhere in it.
        np.testing.assert_allclose(answer.bound, least, rtol=1e-5 if part == 1.0 else 2e-3)
        np.testing.assert_allclose(answer.value, least, rtol=1e-5 if part == 1.0 else 2e-3)


def test_beyond_the_box_bounds_hold_and_a_second_screen_finds_what_was_ruled_out():
    case = limited_case(7)
    partition = partition_of(case)
    m = len(partition.limits)
    near, far = np.full(m, 0.001), np.where(np.arange(m) == 0, 2.0, 0.05)
    partition.screen(near, near, near, True)
    tariff = Tariff(far, np.zeros(0), np.zeros(0))
    least = everything(case, far)
    before = partition.price(tariff, ITEMS)
    assert (before.bound <= least * (1 + 1e-9)).all()
    assert before.outside > 0
    partition.screen(far, far, far, True)
    after = partition.price(tariff, ITEMS)
    assert after.outside == 0
    np.testing.assert_allclose(after.bound, least, rtol=1e-5)
    np.testing.assert_allclose(after.value, least, rtol=1e-5)


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_whichever_way_each_price_moves_nothing_that_matters_stays_out(seed, settings, keeps):
    case = limited_case(seed, **settings)
    partition = partition_of(case, keeps=keeps)
    rng = np.random.default_rng(seed)
    prices = 10.0 ** rng.uniform(-3.0, 0.0, len(partition.limits))
    for _ in range(5):
        partition.screen(0.97 * prices, prices, 1.03 * prices, True)
        for part in (0.98, 1.0, 1.03):
            answer = partition.price(Tariff(part * prices, np.zeros(0), np.zeros(0)), ITEMS)
            least = everything(case, part * prices)
            assert answer.outside == 0
            assert (answer.bound <= least * (1 + 1e-9)).all()
            np.testing.assert_allclose(answer.bound, least, rtol=1e-5 if part == 1.0 else 5e-3)
            np.testing.assert_allclose(answer.value, least, rtol=1e-5 if part == 1.0 else 5e-3)
        # Some a little, some a lot, up and down.
        prices = prices * np.exp(rng.normal(0.0, rng.choice([0.02, 0.3, 1.0], len(prices))))


@pytest.mark.parametrize("settings", SETTINGS[:2], ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_what_was_dropped_is_taken_back_as_it_is(seed, settings):
    case = limited_case(seed, **settings)
    partition = partition_of(case)
    m = len(partition.limits)
    near, far = np.full(m, 0.001), np.where(np.arange(m) == 0, 2.0, 0.05)
    seen = [partition.screen(prices, prices, prices, True).evaluated for prices in (near, far)]
    pools = []
    for prices in (near, far, near):
        seen.append(partition.screen(prices, prices, prices, True).evaluated)
        pools.append(partition.pool)
        answer = partition.price(Tariff(prices, np.zeros(0), np.zeros(0)), ITEMS)
        assert answer.outside == 0
        np.testing.assert_allclose(answer.bound, everything(case, prices), rtol=1e-5)
        np.testing.assert_allclose(answer.value, everything(case, prices), rtol=1e-5)
    # Nothing is evaluated twice: after one visit to either place all of both is known.
    assert seen[0] < seen[1] == seen[2] == seen[3] == seen[4]
    assert all(len(pool) < seen[4] for pool in pools)


@pytest.mark.parametrize("room", [128, 3])
def test_screens_are_the_same_whether_floors_are_kept_or_not(room, monkeypatch):
    monkeypatch.setattr(kept, "_ROOM", room)
    case = limited_case(5)
    m = len(limits_of(case, 1000.0, 10.0))
    pools = []
    for keeps in (True, False):
        partition = partition_of(case, keeps=keeps)
        for price in (0.001, 0.05, 0.4):
            middle = np.full(m, price)
            partition.screen(0.9 * middle, middle, 1.1 * middle, False)
        pools.append((partition.pool, partition.rest))
        assert (partition.screener.kept.many[0] > 0) == keeps
        assert partition.screener.kept.many[0] <= 3 * room * ITEMS
    (with_, rest), (without, same) = pools
    np.testing.assert_array_equal(with_.buffer, without.buffer)
    np.testing.assert_array_equal(with_.relevant, without.relevant)
    np.testing.assert_array_equal(rest, same)


@pytest.mark.parametrize("seed", range(3))
def test_every_item_has_a_second_choice_where_there_is_one(seed):
    case = limited_case(seed)
    partition = partition_of(case)
    m = len(partition.limits)
    partition.screen(np.full(m, 0.01), np.full(m, 0.011), np.full(m, 0.012), True)

    def kinds(candidates):
        return {
            tuple(map(int, row)) for row in np.column_stack([candidates.item, candidates.posture, candidates.offers])
        }

    def counts(candidates):
        return np.bincount([kind[0] for kind in kinds(candidates)], minlength=ITEMS)

    there_are = counts(enumerate_candidates(case, item_terms(case), offer_terms(case)))
    assert (there_are > 1).any()
    assert (counts(partition.pool.candidates) >= np.minimum(there_are, 2)).all()


def test_every_candidate_is_counted():
    case = limited_case(3)
    partition = partition_of(case)
    m = len(partition.limits)
    done = partition.screen(np.zeros(m), np.zeros(m), np.zeros(m), True)
    assert done.weighed == len(enumerate_candidates(case, item_terms(case), offer_terms(case)))
    assert done.evaluated < done.weighed


def test_items_without_demand_or_with_stretched_intervals_are_there_too():
    case = case_of(
        {},
        items=[
            {"sku": "A", "demand_mean": 0.0, "demand_sd": 0.0, "stockout_cost": 5.0},
            {"sku": "B", "demand_mean": 0.01, "demand_sd": 0.02, "stockout_cost": 50.0},
            {"sku": "C", "demand_mean": 1.0, "demand_sd": 1.0, "stockout_cost": 50.0},
        ],
        suppliers=[{"supplier": "S", "capacity": 1e6}],
        offers=[
            {"sku": sku, "supplier": "S", "unit_price": 2.0, "lead_time_days": 3.0, "order_cost": 5.0, "moq": moq}
            for sku, moq in (("A", 0.0), ("B", 4.0), ("C", 0.0))
        ],
    )
    partition = partition_of(case)
    m = len(partition.limits)
    partition.screen(np.zeros(m), np.zeros(m), np.zeros(m), True)
    answer = partition.price(Tariff(np.zeros(m), np.zeros(0), np.zeros(0)), 3)
    np.testing.assert_allclose(answer.value, everything(case, np.zeros(m)), rtol=1e-6)


def test_candidates_of_unusual_items_are_never_dropped_as_no_screen_would_list_them_again():
    case = case_of(
        {},
        items=[
            {"sku": "A", "demand_mean": 0.0, "demand_sd": 0.0, "stockout_cost": 5.0, "max_buffer": 9.0},
            {"sku": "B", "demand_mean": 0.01, "demand_sd": 0.02, "stockout_cost": 50.0},
        ],
        suppliers=[{"supplier": name, "capacity": 1e6} for name in "ST"],
        offers=[
            {"sku": sku, "supplier": name, "unit_price": price, "lead_time_days": 3.0, "order_cost": cost, "moq": moq}
            for sku, moq, cost in (("A", 0.0, 0.0), ("B", 4.0, 5.0))
            for name, price in (("S", 2.0), ("T", 3.0))
        ],
    )
    partition = partition_of(case)
    m = len(partition.limits)
    near, far = np.full(m, 1e-4), np.full(m, 3.0)
    pools = []
    for prices in (near, far, near, far):
        partition.screen(prices, prices, prices, True)
        pools.append(sorted(zip(partition.pool.item.tolist(), partition.pool.candidates.split.tolist(), strict=True)))
        answer = partition.price(Tariff(prices, np.zeros(0), np.zeros(0)), 2)
        assert answer.outside == 0
        np.testing.assert_allclose(answer.value, everything(case, prices), rtol=1e-6, atol=1e-9)
    assert all(pool == pools[0] for pool in pools)
