"""The way of many items against the way of few, on cases that both can do."""

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

import stockposture.planning.caps as caps_module
import stockposture.planning.solve as solve_module
from stockposture.decomposition import decompose
from stockposture.decomposition.prices import market
from stockposture.decomposition.prices.box import Box
from stockposture.planning.caps import planner_of, solve_caps
from stockposture.planning.solve import solve
from stockposture.verify import verify_plan
from stockposture_models.errors import NoPlanFitsError
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.summary import Status
from stockposture_models.tables.case import Case
from support.frames import case_of
from support.random_cases import random_rows

SETTINGS: dict[str, Any] = {
    "split_grid": (0.5,),
    "postures": {
        "jit": {"order_interval_days": [2, 7], "buffer_days": [0, 5], "order_cost_factor": 0.2, "programme_cost": 60},
        "hybrid": {"order_interval_days": [14], "buffer_days": [5, 30], "order_cost_factor": 0.6, "programme_cost": 20},
        "jic": {"order_interval_days": [30], "buffer_days": [30, 90]},
    },
}


def limited(seed: int, items: int, **supplier: float) -> Case:
    """Return a random case with room to rent, capacities, and fees if asked for."""
    rows = random_rows(np.random.default_rng(seed), items, offers=2, suppliers=4, warehouses=2)
    for row in rows["warehouses"]:
        row.update(capacity_m3=2.5 * items, overflow_m3=1.0 * items, overflow_cost=300.0)
    rows["suppliers"][0].update(supplier)
    return case_of(SETTINGS, **rows)


@pytest.fixture
def always_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send all cases the way of many items."""
    monkeypatch.setattr(solve_module, "MANY_ITEMS", 0)
    monkeypatch.setattr(caps_module, "MANY_ITEMS", 0)


def proven(plan: Plan) -> tuple[float, float]:
    """Return the bound and the cost of a plan, relevant cost."""
    cost = plan.summary.costs.relevant
    return cost - plan.summary.gap * cost, cost


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_agree_within_their_proven_gaps(seed, monkeypatch):
    case = limited(seed, 24)
    capital = 0.75 * solve(case).summary.capital
    few = solve(case, capital=capital)
    monkeypatch.setattr(solve_module, "MANY_ITEMS", 0)
    many = solve(case, capital=capital)
    assert verify_plan(many.items, many.summary, case, capital=capital, space=None) == []
    for bound, cost in ((proven(few)[0], proven(many)[1]), (proven(many)[0], proven(few)[1])):
        assert bound <= cost * (1 + 1e-9)
    # With two dozen items the relaxation itself is some percent below the best plan.
    assert many.summary.gap < 0.05
    assert many.summary.candidates == few.summary.candidates


@pytest.mark.usefixtures("always_many")
def test_no_limits_at_all():
    case = case_of(SETTINGS, **random_rows(np.random.default_rng(5), 12, offers=2, suppliers=3, warehouses=0))
    assert solve(case).summary.gap < 1e-4


@pytest.mark.usefixtures("always_many")
def test_the_plan_is_the_same_wherever_it_is_made():
    case = limited(4, 40)
    capital = 0.8 * solve(case).summary.capital
    here = solve(case, capital=capital, workers=1)
    processes = solve(case, capital=capital, workers=2)
    with ThreadPoolExecutor(2) as executor:
        threads = solve(case, capital=capital, executor=executor)
    for other in (processes, threads):
        assert other.items.equals(here.items)
        assert other.summary.lower_bound == here.summary.lower_bound


@pytest.mark.usefixtures("always_many")
def test_many_caps_are_as_good_as_one_at_a_time():
    case = limited(6, 30)
    free = solve(case)
    caps = [0.7 * free.summary.capital, math.inf, 0.9 * free.summary.capital]
    plans = solve_caps(case, caps)
    costs = [plan.summary.costs.relevant for plan in plans]
    assert costs[0] >= costs[2] >= costs[1] * (1 - 1e-9)
    for cap, plan in zip(caps, plans, strict=True):
        assert plan.summary.capital <= cap * (1 + 1e-9)
        bound, _ = proven(solve(case, capital=cap))
        assert bound <= plan.summary.costs.relevant * (1 + 1e-9)
        assert plan.summary.gap < 0.02
    assert plans[1].summary.capital_cap is None
    assert all(use.kind != "capital" for use in plans[1].summary.limits)


@pytest.mark.usefixtures("always_many")
def test_bounds_under_many_caps_hold_for_single_plans():
    case = limited(9, 30)
    capital = solve(case).summary.capital
    caps = [part * capital for part in (1.1, 0.95, 0.85, 0.75, 0.65)]
    for cap, plan in zip(caps, solve_caps(case, caps), strict=True):
        single = solve(case, capital=cap)
        bound, cost = proven(plan)
        assert bound <= single.summary.costs.relevant * (1 + 1e-9)
        assert proven(single)[0] <= cost * (1 + 1e-9)
        assert plan.summary.capital <= cap * (1 + 1e-9)
        # The box around prices of a neighbour is small, but bounds within it are not much worse.
        assert bound >= proven(single)[0] * (1 - 1e-3)
        within = cost - bound <= case.settings.mip_gap * cost
        assert plan.summary.status is (Status.WITHIN_GAP if within else Status.STOPPED_EARLY)


@pytest.mark.usefixtures("always_many")
def test_a_plan_that_keeps_a_tighter_cap_is_made_once(monkeypatch):
    case = limited(6, 30)
    free = solve(case).summary.capital
    made = []
    whole = decompose.Decomposition.plan
    monkeypatch.setattr(decompose.Decomposition, "plan", lambda self, *rest: made.append(1) or whole(self, *rest))
    caps = [1.5 * free, 0.8 * free, math.inf, 1.2 * free]
    plans = solve_caps(case, caps)
    assert len(made) == 2
    assert plans[0].items.equals(plans[2].items)
    assert plans[0].items.equals(plans[3].items)
    assert [plan.summary.capital_cap for plan in plans] == [caps[0], caps[1], None, caps[3]]
    shown = [use.cap for plan in plans for use in plan.summary.limits if use.kind == "capital"]
    assert shown == [caps[0], caps[1], caps[3]]


@pytest.mark.parametrize("few", [True, False])
def test_a_planner_takes_caps_in_any_order_and_goes_on_after_one_that_nothing_keeps(few, request):
    if not few:
        request.getfixturevalue("always_many")
    case = limited(6, 30)
    free = solve(case)
    capital, space = free.summary.capital, free.summary.space_m3
    asked = [(None, None), (0.9 * capital, 0.95 * space), (1.0, None), (0.8 * capital, None), (None, 0.85 * space)]
    plans = []
    with planner_of(case) as planner:
        for cap, room in asked:
            if cap == 1.0:
                with pytest.raises(NoPlanFitsError, match="capital"):
                    planner.plan(cap, room)
                continue
            plans.append(planner.plan(cap, room))
            summary = plans[-1].summary
            assert (summary.capital_cap, summary.space_cap) == (cap, room)
            kinds = {use.kind.value for use in summary.limits}
            assert ("capital" in kinds, "space" in kinds) == (cap is not None, room is not None)
            assert verify_plan(plans[-1].items, summary, case, capital=cap, space=room) == []
            single = solve(case, capital=math.inf if cap is None else cap, space=room)
            assert proven(plans[-1])[0] <= proven(single)[1] * (1 + 1e-9)
            assert proven(single)[0] <= proven(plans[-1])[1] * (1 + 1e-9)
    assert len(plans) == 4


@pytest.mark.usefixtures("always_many")
def test_a_cap_that_nothing_fits_is_no_plan():
    case = limited(7, 20)
    with pytest.raises(NoPlanFitsError, match="capital"):
        solve(case, capital=1.0)


@pytest.mark.usefixtures("always_many")
def test_many_items_that_cannot_fit_are_told_which_limit_is_short(monkeypatch):
    case = limited(8, 30)
    with pytest.raises(NoPlanFitsError) as few:
        solve(case, capital=1.0)
    monkeypatch.setattr(solve_module, "STILL_FEW", 0)
    with pytest.raises(NoPlanFitsError, match=r"capital \(currency\): at most 1 allowed, at least") as many:
        solve(case, capital=1.0)
    exact, bound = (next(one for one in error.value.shortfalls if one["kind"] == "capital") for error in (few, many))
    assert bound.keys() == exact.keys()
    assert 0.3 * exact["least_alone"] <= bound["least_alone"] <= exact["least_alone"] * (1 + 1e-9)
    assert bound["short_by"] == pytest.approx(bound["least_needed"] - 1.0)


@pytest.mark.usefixtures("always_many")
def test_a_search_that_failed_among_very_many_items_is_made_again_where_prices_are_higher(monkeypatch):
    case = limited(1, 24)
    capital = 0.8 * solve(case).summary.capital
    search, asked = decompose.find_plan_with_openings, []

    def in_vain_at_first(many: Any, terms: Any, prices: Any, *others: Any, **named: Any) -> Any:
        asked.append(prices.limit)
        return search(many, terms, prices, *others, **named) if len(asked) > 1 else None

    monkeypatch.setattr(decompose, "find_plan_with_openings", in_vain_at_first)
    monkeypatch.setattr(decompose, "_SMOOTH", 0)
    assert solve(case, capital=capital).summary.capital <= capital * (1 + 1e-9)
    np.testing.assert_allclose(asked[1], 1.0005 * asked[0], rtol=1e-12)
    assert len(asked) == 2
    assert asked[0][0] > 0


@pytest.mark.usefixtures("always_many")
def test_fees_are_paid_once():
    case = limited(8, 20, onboarding_cost=500.0, annual_fee=100.0)
    plan = solve(case)
    assert verify_plan(plan.items, plan.summary, case, capital=None, space=None) == []
    used = plan.items["suppliers"].str.split("|").map(lambda names: "S0" in names).any()
    assert plan.summary.costs.supplier == (600.0 if used else 0.0)


@pytest.mark.usefixtures("always_many")
def test_an_interrupted_search_keeps_its_best_plan(monkeypatch):
    case = limited(6, 30)
    capital = 0.8 * solve(case).summary.capital
    calls = []

    def interrupted(*arguments, **options):
        calls.append(1)
        if len(calls) > 6:
            raise KeyboardInterrupt
        return best_prices(*arguments, **options)

    best_prices = market.best_prices
    monkeypatch.setattr(
        decompose, "box_of_sample", lambda _, __, terms, *___, **____: Box(*np.zeros((3, len(terms.cap))))
    )
    monkeypatch.setattr(market, "best_prices", interrupted)
    plan = solve(case, capital=capital)
    assert len(calls) == 7
    assert plan.summary.status is Status.STOPPED_EARLY
    assert verify_plan(plan.items, plan.summary, case, capital=capital, space=None) == []
