"""The least uses against all candidates at their least buffers, worked out one by one."""

import numpy as np
import pytest

from stockposture.decomposition.columns.columns import Tariff
from stockposture.decomposition.items.partition import Partition, Payload
from stockposture_models.candidates.economics import evaluate, yearly_purchases
from stockposture_models.candidates.enumerate import enumerate_candidates
from stockposture_models.candidates.limits import limits_of
from stockposture_models.candidates.terms import item_terms, offer_terms
from stockposture_models.tables.case import Case
from support.frames import case_of
from support.random_cases import random_rows


def limited_case(seed: int, **settings: object) -> Case:
    rows = random_rows(np.random.default_rng(seed), 8, offers=3, suppliers=4, warehouses=2)
    rows["items"][3].update(demand_mean=0.0, demand_sd=0.0)
    for warehouse in rows["warehouses"]:
        warehouse["capacity_m3"] = 1.0
    for supplier in rows["suppliers"]:
        supplier["capacity"] = 1e7
    return case_of(settings, **rows)


def least_priced_uses(case: Case, prices: np.ndarray) -> np.ndarray:
    """Return the least priced use of each item over all candidates at their least buffers, (n,)."""
    items, offers = item_terms(case), offer_terms(case)
    limits = limits_of(case, 1000.0, 10.0)
    candidates = enumerate_candidates(case, items, offers)
    found = evaluate(candidates, candidates.lower[:, None].astype(float), items, offers, case.settings)
    price = np.append(prices, 0.0)
    space = price[limits.space] + price[np.append(limits.warehouse, -1)[items.warehouse[candidates.item]]]
    rows = candidates.offers
    supplier = np.where(rows >= 0, price[limits.supplier[offers.supplier[rows]]], 0.0)
    bought = (supplier * yearly_purchases(candidates, items, offers)).sum(axis=1)
    priced = price[limits.capital] * found.capital[:, 0] + space * found.space[:, 0] + bought
    least = np.full(len(case.items), np.inf)
    np.minimum.at(least, candidates.item, priced)
    return least


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("settings", [{}, {"space_basis": "average"}, {"capital_basis": "on_hand+in_transit"}], ids=str)
def test_never_above_what_any_candidate_uses(seed, settings):
    case = limited_case(seed, **settings)
    limits = limits_of(case, 1000.0, 10.0)
    partition = Partition(Payload(case, limits, np.full(len(case.suppliers), -1), 1e-6))
    rng = np.random.default_rng(seed)
    kinds = [np.eye(len(limits))[limits.capital], np.eye(len(limits))[limits.space]]
    for prices in [*kinds, rng.uniform(0.0, 1.0, len(limits)) * np.where(np.arange(len(limits)) < 4, 1.0, 1e-3)]:
        answer = partition.price_leanest(Tariff(prices, np.zeros(0), np.zeros(0)), len(case.items))
        least = least_priced_uses(case, prices)
        assert (answer.bound <= least * (1 + 1e-9)).all()
        assert answer.bound.sum() > 0.0


def test_items_of_a_sample_count_for_as_many_as_they_stand_for():
    case = limited_case(0)
    limits = limits_of(case, 1000.0, 10.0)
    prices = Tariff(np.full(len(limits), 0.01), np.zeros(0), np.zeros(0))
    answers = []
    for weight in (None, np.full(len(case.items), 2.0)):
        payload = Payload(case, limits, np.full(len(case.suppliers), -1), 1e-6, weight=weight)
        answers.append(Partition(payload).price_leanest(prices, 1).bound.sum())
    assert answers[1] == pytest.approx(2.0 * answers[0])


def test_uses_less_payables_have_no_floor():
    case = limited_case(0, capital_basis="on_hand-payables")
    limits = limits_of(case, 1000.0, 10.0)
    partition = Partition(Payload(case, limits, np.full(len(case.suppliers), -1), 1e-6))
    with pytest.raises(ValueError, match="no floor"):
        partition.price_leanest(Tariff(np.ones(len(limits)), np.zeros(0), np.zeros(0)), 1)
