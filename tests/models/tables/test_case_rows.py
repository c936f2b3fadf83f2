"""A part of a case is what the case of those items alone would be."""

import pickle
from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture_models.candidates.terms import item_terms, offer_terms
from stockposture_models.tables.case import ROW_MODELS, Case
from stockposture_models.tables.frames import case_from_frames

COUNT = 7


def _case(skus: list[str], shares: list[list[str]]) -> Case:
    mean = [10.0 + ord(sku) for sku in skus]
    pairs = [(sku, supplier) for sku, names in zip(skus, shares, strict=True) for supplier in names]
    return case_from_frames(
        items=pd.DataFrame({"sku": skus, "demand_mean": mean, "demand_sd": 3.0, "stockout_cost": 40.0}),
        suppliers=pd.DataFrame({"supplier": ["East", "West", "Far"], "region": ["", "Coast", "Coast"]}),
        offers=pd.DataFrame(
            {
                "sku": [sku for sku, _ in pairs],
                "supplier": [supplier for _, supplier in pairs],
                "unit_price": [float(ord(sku) - len(supplier)) for sku, supplier in pairs],
                "lead_time_days": 5.0,
            }
        ),
        regions=pd.DataFrame({"region": ["Coast"], "disruption_rate": [0.1], "disruption_days": [9.0]}),
    )


SKUS = list("ABCDEFG")
OFFERED = [["East"], ["West", "Far"], ["Far"], ["East", "West", "Far"], ["West"], ["East", "Far"], ["Far"]]
WHOLE = _case(SKUS, OFFERED)


def _same(one: Case, other: Case) -> None:
    for table in ROW_MODELS:
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))
    assert one.settings == other.settings
    assert one.first_offer.tolist() == other.first_offer.tolist()
    for terms in (item_terms, offer_terms):
        for name, values in asdict(terms(one)).items():
            np.testing.assert_array_equal(values, asdict(terms(other))[name], err_msg=name)


def test_first_offers_of_the_named_case() -> None:
    assert WHOLE.first_offer.tolist() == [0, 1, 3, 4, 7, 8, 10, 11]


@settings(max_examples=25)
@given(st.sets(st.integers(0, COUNT - 1), min_size=1))
def test_rows_are_the_case_of_those_items_alone(chosen: set[int]) -> None:
    rows = np.array(sorted(chosen))
    alone = _case([SKUS[row] for row in rows], [OFFERED[row] for row in rows])
    part = WHOLE.rows(rows)
    _same(part, alone.replace(findings=()))
    assert part.findings == ()
    assert part.digest == ""


@settings(max_examples=40)
@given(st.integers(0, COUNT), st.integers(0, COUNT))
def test_a_slice_is_its_row_numbers(start: int, stop: int) -> None:
    _same(WHOLE.rows(slice(start, stop)), WHOLE.rows(np.arange(start, stop)))


def test_parts_of_parts_and_pickled_parts() -> None:
    part = WHOLE.rows(slice(2, 6)).rows(np.array([0, 3]))
    _same(part, WHOLE.rows(np.array([2, 5])))
    _same(pickle.loads(pickle.dumps(part)), part)


def test_the_case_is_left_as_it_was() -> None:
    before = {table: getattr(WHOLE, table).copy() for table in ROW_MODELS}
    part = WHOLE.rows(slice(0, 3))
    part.items.loc[0, "demand_mean"] = -1.0
    for table, frame in before.items():
        pd.testing.assert_frame_equal(getattr(WHOLE, table), frame)


@pytest.mark.parametrize("rows", [[1, 1], [2, 0], [-1], [COUNT]])
def test_rows_in_another_order_are_refused(rows: list[int]) -> None:
    with pytest.raises(ValueError, match=r"ascending, 0 to 6"):
        WHOLE.rows(np.array(rows))


def test_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="steps of 2"):
        WHOLE.rows(slice(0, 6, 2))


def test_offers_that_are_not_sorted_by_item_are_refused() -> None:
    shuffled = WHOLE.replace(offers=WHOLE.offers.iloc[::-1].reset_index(drop=True))
    with pytest.raises(ValueError, match="sorted by item"):
        shuffled.rows(slice(0, 1))
