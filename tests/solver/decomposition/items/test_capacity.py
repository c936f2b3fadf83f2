"""Shares that a supplier cannot deliver are ruled out, where the item has another supplier for all of it."""

import pytest

from stockposture.decomposition.items.capacity import within_capacity
from stockposture_models.candidates.limits import limits_of
from stockposture_models.candidates.terms import item_terms, offer_terms
from support.frames import case_of


def shares(capacity_of_second: float) -> list[float]:
    """Largest shares of two offers of 3,650 units a year at 1 a unit; the first supplier can deliver 1,460."""
    case = case_of(
        items=[{"sku": "A", "demand_mean": 10.0, "demand_sd": 1.0, "stockout_cost": 5.0}],
        suppliers=[
            {"supplier": "S", "capacity": 1_460.0},
            {"supplier": "T", "capacity": capacity_of_second},
        ],
        offers=[{"sku": "A", "supplier": name, "unit_price": 1.0, "lead_time_days": 5.0} for name in ("S", "T")],
    )
    return within_capacity(offer_terms(case), item_terms(case), limits_of(case, None, None)).max_share.tolist()


def test_a_share_is_what_the_capacity_allows():
    assert shares(4_000.0) == pytest.approx([0.4, 1.0])


def test_an_item_without_a_whole_supplier_keeps_its_shares():
    assert shares(3_000.0) == [1.0, 1.0]
