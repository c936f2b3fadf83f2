"""Supplier splits, counted by hand."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture_models.candidates.splits import SPLIT_LABELS, Splits, enumerate_splits, share_grid
from stockposture_models.candidates.terms import offer_terms
from stockposture_models.tables.settings import Settings
from support.frames import case_of

DEFAULT = Settings().split_grid


def splits_of(
    offers: dict[str, dict[str, dict[str, Any]]],
    grid: tuple[float, ...] = DEFAULT,
    near: tuple[str, ...] = (),
) -> Splits:
    """Return the splits of items (by name) with offers (by supplier)."""
    suppliers = sorted({supplier for terms in offers.values() for supplier in terms})
    case = case_of(
        items=[{"sku": sku, "demand_mean": 1, "demand_sd": 1, "stockout_cost": 1} for sku in offers],
        suppliers=[{"supplier": name, "nearshore": name in near} for name in suppliers],
        offers=[
            {"sku": sku, "supplier": supplier, "unit_price": 1, "lead_time_days": 1, **terms}
            for sku, of_supplier in offers.items()
            for supplier, terms in of_supplier.items()
        ],
    )
    return enumerate_splits(offer_terms(case), grid)


def as_tuples(splits: Splits) -> set[tuple[int, int, int, float, float, str]]:
    rows = {
        (int(item), int(one), int(other), float(a), float(b), SPLIT_LABELS[label])
        for item, (one, other), (a, b), label in zip(
            splits.item, splits.offers, splits.shares, splits.label, strict=True
        )
    }
    assert len(rows) == len(splits), "a split is there twice"
    return rows


def test_grid_holds_both_ways_and_a_half_once() -> None:
    assert share_grid(DEFAULT).tolist() == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    assert share_grid((0.5,)).tolist() == [0.5]
    assert share_grid((0.7, 0.3)).tolist() == [0.3, 0.7]
    assert share_grid(()).tolist() == []


@given(st.lists(st.floats(0.01, 0.99), max_size=6))
def test_grid_is_its_own_complement(grid: list[float]) -> None:
    shares = share_grid(tuple(grid))
    np.testing.assert_allclose(shares, 1.0 - shares[::-1], atol=2e-9)
    assert (np.diff(shares) > 0).all()


@pytest.mark.parametrize(
    ("offers", "singles", "pairs"),
    [(1, 1, 0), (2, 2, 1), (3, 3, 3), (4, 4, 6)],
)
def test_count_is_singles_and_nine_shares_a_pair(offers: int, singles: int, pairs: int) -> None:
    splits = splits_of({"A": {f"S{s}": {} for s in range(offers)}})
    assert (~splits.used[:, 1]).sum() == singles
    assert len(splits) == singles + 9 * pairs
    assert len(as_tuples(splits)) == len(splits)


def test_two_offers_one_share_by_hand() -> None:
    assert as_tuples(splits_of({"A": {"S": {}, "T": {}}}, (0.7,))) == {
        (0, 0, -1, 1.0, 0.0, "single"),
        (0, 1, -1, 1.0, 0.0, "single"),
        (0, 0, 1, 0.3, 0.7, "dual"),
        (0, 0, 1, 0.7, 0.3, "dual"),
    }


def test_items_with_different_numbers_of_offers_stay_grouped_by_item() -> None:
    splits = splits_of({"A": {"S": {}, "T": {}}, "B": {"S": {}}, "C": {"S": {}, "T": {}, "U": {}}}, (0.5,))
    assert splits.item.tolist() == [0] * 3 + [1] + [2] * 6
    # Offers are numbered over all items: A has 0 and 1, B has 2, C has 3, 4 and 5.
    assert {row[1:3] for row in as_tuples(splits) if row[0] == 2} == {
        (3, -1),
        (4, -1),
        (5, -1),
        (3, 4),
        (3, 5),
        (4, 5),
    }
    assert splits.offers[3].tolist() == [2, -1]


def test_largest_shares_are_kept() -> None:
    # S may have at most 0.6: never alone; of a pair 0.1 to 0.6.
    splits = splits_of({"A": {"S": {"max_share": 0.6}, "T": {}}})
    singles = splits.take(~splits.used[:, 1])
    assert singles.offers[:, 0].tolist() == [1]
    pairs = splits.take(splits.used[:, 1])
    assert pairs.shares[:, 0].tolist() == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]


def test_both_largest_shares_are_kept() -> None:
    splits = splits_of({"A": {"S": {"max_share": 0.6}, "T": {"max_share": 0.5}}})
    assert sorted(splits.shares.tolist()) == [[0.5, 0.5], [0.6, 0.4]]


def test_largest_shares_that_cannot_sum_to_one_leave_nothing() -> None:
    assert len(splits_of({"A": {"S": {"max_share": 0.4}, "T": {"max_share": 0.5}}, "B": {"S": {}}})) == 1


def test_a_largest_share_of_nothing_is_no_supplier() -> None:
    splits = splits_of({"A": {"S": {"max_share": 0.0}, "T": {}}})
    assert splits.offers.tolist() == [[1, -1]]


def test_a_share_on_the_bound_in_decimals_is_allowed() -> None:
    # 1 - 0.9 is 0.09999999999999998 in binary, 0.1 + 0.2 more than 0.3.
    splits = splits_of({"A": {"S": {"max_share": 0.1}, "T": {"max_share": 0.9}}}, (0.9,))
    assert splits.shares.tolist() == [[0.1, 0.9]]


def test_nearshore_is_any_used_supplier_flagged() -> None:
    splits = splits_of({"A": {"S": {}, "T": {}, "U": {}}}, (0.5,), near=("T",))
    labels = {row[1:3]: row[-1] for row in as_tuples(splits)}
    assert labels == {
        (0, -1): "single",
        (1, -1): "nearshore",
        (2, -1): "single",
        (0, 1): "nearshore",
        (0, 2): "dual",
        (1, 2): "nearshore",
    }


def test_an_empty_grid_leaves_single_suppliers() -> None:
    assert splits_of({"A": {"S": {}, "T": {}}}, ()).offers.tolist() == [[0, -1], [1, -1]]


def test_shares_sum_to_one() -> None:
    splits = splits_of({"A": {"S": {}, "T": {}}}, (0.123456789, 1 / 3))
    np.testing.assert_allclose(splits.shares.sum(axis=1), 1.0, atol=1e-15)


def test_items_of_all_sizes_get_what_each_gets_alone() -> None:
    terms = {
        "A": {"S1": {}, "S2": {"max_share": 0.6}, "S3": {}},
        "B": {"S2": {}},
        "C": {"S1": {"max_share": 0.5}, "S3": {}},
        "D": {"S1": {}, "S2": {}, "S3": {}},
    }
    together = splits_of(terms, near=("S3",))
    first = 0
    for row, (sku, offers) in enumerate(terms.items()):
        alone, mine = splits_of({sku: offers}, near=("S3",)), together.take(together.item == row)
        assert np.where(mine.used, mine.offers - first, -1).tolist() == alone.offers.tolist()
        assert mine.shares.tolist() == alone.shares.tolist()
        assert mine.label.tolist() == alone.label.tolist()
        first += len(offers)
    assert (np.diff(together.item) >= 0).all()


def test_all_of_them_are_the_same_ones() -> None:
    splits = splits_of({"A": {"S1": {}, "S2": {}}})
    assert splits.take(np.ones(len(splits), dtype=np.bool_)) is splits
    assert len(splits.take(np.zeros(len(splits), dtype=np.bool_))) == 0
