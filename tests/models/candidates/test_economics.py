"""Costs and uses of limits against an item worked by hand.

10 units a day without variation, reviewed every 7 days: on hand falls in a line, so with a buffer of 50 the mean is
50 + 70 / 2 = 85 and, from one supplier, the peak 50 + 70 = 120. From two, the arrivals come apart: 49 of the far
one's share of 0.7 on the third day of a cycle (30 = 4 * 7 + 2), 21 of the near one's on the fourth (10 = 7 + 3). From
the peak p the stock falls for 6 days to p - 60, rises by 49, falls for a day to p - 21 and rises to p: a mean of
(6 (p - 30) + (p - 16)) / 7 = p - 28, again 85; so p = 113.
"""

from typing import Any

import numpy as np
import pytest

from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import (
    Economics,
    economics_of,
    evaluate,
    policies_of,
    response_behind,
    yearly_purchases,
)
from stockposture_models.candidates.enumerate import enumerate_candidates
from stockposture_models.candidates.terms import POSTURES, item_terms, offer_terms
from stockposture_models.tables.case import Case
from stockposture_models.theory.respond import respond
from support.frames import case_of

FAR = {
    "supplier": "Far",
    "unit_price": 4,
    "freight_per_unit": 1,
    "lead_time_days": 30,
    "order_cost": 70,
}
NEAR = {"supplier": "Near", "unit_price": 8, "lead_time_days": 10, "order_cost": 30}


def case(settings: dict[str, Any] | None = None, **item: Any) -> Case:
    return case_of(
        settings,
        items=[
            {
                "sku": "A",
                "demand_mean": 10,
                "demand_sd": 0,
                "stockout_cost": 50,
                "unit_volume": 0.5,
                "obsolescence_rate": 0.1,
                "warehouse": "W",
                **item,
            }
        ],
        suppliers=[
            {"supplier": "Far", "payment_days": 40, "region": "Sea", "disruption_days": 15},
            {"supplier": "Near", "payment_days": 10, "surge_fraction": 0.4, "surge_delay_days": 3},
        ],
        offers=[{"sku": "A", **FAR}, {"sku": "A", **NEAR}],
        regions=[{"region": "Sea", "disruption_rate": 0.0, "disruption_days": 20}],
        warehouses=[{"warehouse": "W", "storage_cost": 12}],
    )


def chosen(case: Case, posture: str, interval: int, first_share: float) -> Candidates:
    """Return the one candidate of a posture and interval with this share of the far supplier (1: alone)."""
    candidates = enumerate_candidates(case, item_terms(case), offer_terms(case))
    far = np.where(candidates.offers[:, 0] == 0, candidates.shares[:, 0], 0.0)
    rows = np.flatnonzero(
        (candidates.posture == [name.value for name in POSTURES].index(posture))
        & (candidates.interval == interval)
        & (np.abs(far - first_share) < 1e-9)
    )
    (row,) = rows
    return candidates.take(np.array([row]))


def figures(case: Case, candidates: Candidates, buffer: float) -> dict[str, float]:
    economics = evaluate(candidates, np.array([[buffer]]), item_terms(case), offer_terms(case), case.settings)
    return {name: float(getattr(economics, name)[0, 0]) for name in Economics.__dataclass_fields__}


def test_one_supplier_by_hand() -> None:
    given = case()
    got = figures(given, chosen(given, "jit", 7, 1.0), 50)
    purchase = 365 * 10 * (4 + 1)
    ordering = 365 / 7 * 0.2 * 70 + 60
    # 30 % of 4 on 85 units, 12 a m3 of 120 half m3, 20 % of 4 on the 300 under way
    carrying = 0.3 * 4 * 85 + 12 * 0.5 * 120 + 0.2 * 4 * 300
    assert carrying == 1062
    assert got == pytest.approx(
        {
            "buffer": 50,
            "short_units": 0,
            "on_hand": 85,
            "capital": 4 * 85,
            "space": 0.5 * 120,
            "purchase": purchase,
            "ordering": ordering,
            "carrying": carrying,
            "stockout": 0,
            "relevant": ordering + carrying,
        }
    )


def test_two_suppliers_by_hand() -> None:
    given = case()
    got = figures(given, chosen(given, "hybrid", 7, 0.7), 50)
    value, lead = 0.7 * 4 + 0.3 * 8, 0.7 * 30 + 0.3 * 10
    assert (value, lead) == pytest.approx((5.2, 24))
    purchase = 365 * 10 * (0.7 * 5 + 0.3 * 8)
    # Both are ordered from each time, at 0.6 of a full order's cost; 20 for the posture's programme.
    ordering = 365 / 7 * 0.6 * (70 + 30) + 20
    carrying = 0.3 * 5.2 * 85 + 12 * 0.5 * 113 + 0.2 * 5.2 * 240
    assert got == pytest.approx(
        {
            "buffer": 50,
            "short_units": 0,
            "on_hand": 85,
            "capital": 5.2 * 85,
            "space": 0.5 * 113,
            "purchase": purchase,
            "ordering": ordering,
            "carrying": carrying,
            "stockout": 0,
            "relevant": purchase - 365 * 10 * 5 + ordering + carrying,
        }
    )


@pytest.mark.parametrize(
    ("basis", "single", "dual"),
    [
        ("on_hand", 340, 442),
        # 4 on 10 * 30 under way; 5.2 on 10 * 24
        ("on_hand+in_transit", 340 + 1200, 442 + 1248),
        # 10 a day at 4 for 40 days; 2.8 a day's unit for 40 days and 2.4 for 10
        ("on_hand-payables", 340 - 1600, 442 - 10 * (2.8 * 40 + 2.4 * 10)),
        ("on_hand+in_transit-payables", 340 + 1200 - 1600, 442 + 1248 - 1360),
    ],
)
def test_every_basis_of_capital(basis: str, single: float, dual: float) -> None:
    given = case({"capital_basis": basis})
    assert figures(given, chosen(given, "hybrid", 7, 1.0), 50)["capital"] == pytest.approx(single)
    assert figures(given, chosen(given, "hybrid", 7, 0.7), 50)["capital"] == pytest.approx(dual)


def test_capital_changes_no_cost() -> None:
    relevant = {
        figures(given, chosen(given, "jit", 7, 1.0), 50)["relevant"]
        for given in (case(), case({"capital_basis": "on_hand+in_transit-payables"}))
    }
    assert len(relevant) == 1


def test_space_on_average_is_of_mean_stock_and_so_is_its_cost() -> None:
    given = case({"space_basis": "average"})
    got = figures(given, chosen(given, "jit", 7, 1.0), 50)
    assert got["space"] == pytest.approx(0.5 * 85)
    assert got["carrying"] == pytest.approx(0.3 * 4 * 85 + 12 * 0.5 * 85 + 240)


def test_without_a_warehouse_storing_is_free_and_still_takes_space() -> None:
    given = case(warehouse="")
    got = figures(given, chosen(given, "jit", 7, 1.0), 50)
    assert got["space"] == pytest.approx(60)
    assert got["carrying"] == pytest.approx(0.3 * 4 * 85 + 240)


def test_an_items_own_holding_rate_goes_before_the_settings() -> None:
    for given in (case(holding_rate=0.5), case({"holding_rate": 0.5})):
        got = figures(given, chosen(given, "jit", 7, 1.0), 50)
        assert got["carrying"] == pytest.approx(0.6 * 4 * 85 + 720 + 0.5 * 4 * 300)
    given = case({"holding_rate": 0.9}, holding_rate=0.0)
    assert figures(given, chosen(given, "jit", 7, 1.0), 50)["carrying"] == pytest.approx(0.1 * 4 * 85 + 720)


@pytest.mark.parametrize("shortage", ["lost", "backorder"])
def test_shortage_is_the_theorys_at_its_cost(shortage: str) -> None:
    given = case(shortage=shortage, demand_sd=12)
    candidates = chosen(given, "jit", 7, 1.0)
    response = respond(policies_of(candidates, item_terms(given), offer_terms(given)), np.array([[20.0]]))
    short, on_hand, peak = (
        float(values[0, 0]) for values in (response.short_fraction, response.on_hand, response.peak)
    )
    got = figures(given, candidates, 20)
    assert short > 0.01
    assert got["short_units"] == pytest.approx(3650 * short)
    assert got["stockout"] == pytest.approx(50 * 3650 * short)
    assert (got["on_hand"], got["space"]) == pytest.approx((on_hand, 0.5 * peak))
    # What is lost is never under way.
    arriving = 10 * (1 - short) if shortage == "lost" else 10
    carrying = 0.3 * 4 * on_hand + 12 * 0.5 * peak + 0.2 * 4 * arriving * 30
    assert got["carrying"] == pytest.approx(carrying)
    assert got["relevant"] == pytest.approx(790 + carrying + 50 * 3650 * short)


def test_all_demand_is_bought_short_or_not() -> None:
    given = case(demand_sd=12)
    candidates = chosen(given, "jit", 7, 1.0)
    assert figures(given, candidates, 0)["purchase"] == figures(given, candidates, 50)["purchase"] == 18250


def test_without_demand_nothing_is_bought_held_or_short() -> None:
    given = case(demand_mean=0.0)
    got = figures(given, chosen(given, "jit", 7, 1.0), 0)
    ordering = 365 / 7 * 0.2 * 70 + 60
    assert {name for name, value in got.items() if value != 0} == {"ordering", "relevant"}
    assert got["relevant"] == pytest.approx(ordering)


def test_purchases_are_each_suppliers_part_at_its_price() -> None:
    given = case()
    terms = item_terms(given), offer_terms(given)
    dual, single = chosen(given, "hybrid", 7, 0.7), chosen(given, "hybrid", 7, 1.0)
    np.testing.assert_allclose(yearly_purchases(dual, *terms), [[3650 * 0.7 * 4, 3650 * 0.3 * 8]])
    np.testing.assert_allclose(yearly_purchases(single, *terms), [[3650 * 4, 0]])


def test_physics_of_two_suppliers_are_theirs_and_of_none_nothing() -> None:
    given = case()
    policies = policies_of(chosen(given, "hybrid", 7, 0.7), item_terms(given), offer_terms(given))
    assert policies.share.tolist() == [[0.7, 0.3]]
    assert policies.lead.tolist() == [[30, 10]]
    assert policies.outage_days.tolist() == [[15, 0]]
    assert policies.region_days.tolist() == [[20, 0]]
    assert policies.surge_fraction.tolist() == [[0, 0.4]]
    assert policies.surge_delay.tolist() == [[0, 3]]
    assert policies.same_region.tolist() == [False]
    alone = policies_of(chosen(given, "hybrid", 7, 1.0), item_terms(given), offer_terms(given))
    assert alone.lead.tolist() == [[30, 0]]
    assert alone.surge_fraction.tolist() == [[0, 0]]


@pytest.mark.parametrize(("regions", "same"), [(("Sea", "Sea"), True), (("Sea", "Land"), False), (("", ""), False)])
def test_only_a_named_region_is_shared(regions: tuple[str, str], same: bool) -> None:
    given = case_of(
        {"split_grid": (0.5,)},
        items=[{"sku": "A", "demand_mean": 1, "demand_sd": 1, "stockout_cost": 1}],
        suppliers=[{"supplier": name, "region": region} for name, region in zip("ST", regions, strict=True)],
        offers=[{"sku": "A", "supplier": name, "unit_price": 1, "lead_time_days": 1} for name in "ST"],
        regions=[{"region": name, "disruption_rate": 1, "disruption_days": 1} for name in ("Land", "Sea")],
    )
    candidates = enumerate_candidates(given, item_terms(given), offer_terms(given))
    policies = policies_of(candidates, item_terms(given), offer_terms(given))
    dual = candidates.offers[:, 1] >= 0
    assert set(policies.same_region[dual].tolist()) == {same}
    assert not policies.same_region[~dual].any()


def test_figures_of_buffers_beside_each_other_are_those_of_each_alone() -> None:
    given = case(demand_sd=12)
    candidates = enumerate_candidates(given, item_terms(given), offer_terms(given))
    some = candidates.take(np.array([0, 40, 100]))
    buffers = some.lower[:, None] + np.array([[0.0, 7.0, 30.0]])
    terms = item_terms(given), offer_terms(given), given.settings
    together = evaluate(some, buffers, *terms)
    for row in range(3):
        for column in range(3):
            alone = evaluate(some.take(np.array([row])), buffers[row : row + 1, column : column + 1], *terms)
            for name in Economics.__dataclass_fields__:
                assert getattr(together, name)[row, column] == pytest.approx(getattr(alone, name)[0, 0], rel=1e-12), (
                    name
                )
    assert together.take(np.array([2])).relevant.tolist() == together.relevant[[2]].tolist()


@pytest.mark.parametrize("settings", [{}, {"space_basis": "average"}])
@pytest.mark.parametrize("item", [{}, {"shortage": "backorder"}, {"unit_volume": 0}])
def test_all_figures_follow_from_those_kept(settings: dict[str, Any], item: dict[str, Any]) -> None:
    given = case(settings, demand_sd=12, **item)
    terms = item_terms(given), offer_terms(given), given.settings
    candidates = enumerate_candidates(given, *terms[:2])
    buffers = candidates.lower[:, None] + np.array([[0.0, 9.0]])
    figures = evaluate(candidates, buffers, *terms)
    response, known = response_behind(candidates, figures.capital, figures.stockout, figures.space, *terms)
    assert known.all()
    again = economics_of(candidates, buffers, response, *terms)
    for name in Economics.__dataclass_fields__:
        np.testing.assert_allclose(getattr(again, name), getattr(figures, name), rtol=1e-14, atol=1e-14, err_msg=name)


@pytest.mark.parametrize("basis", ["on_hand+in_transit", "on_hand-payables", "on_hand+in_transit-payables"])
def test_figures_that_do_not_tell_the_response(basis: str) -> None:
    for given in (case({"capital_basis": basis}), case(stockout_cost=0), case(demand_mean=0)):
        terms = item_terms(given), offer_terms(given), given.settings
        candidates = enumerate_candidates(given, *terms[:2])
        figures = evaluate(candidates, candidates.lower[:, None].astype(np.float64), *terms)
        _, known = response_behind(candidates, figures.capital, figures.stockout, figures.space, *terms)
        assert not known.any()
