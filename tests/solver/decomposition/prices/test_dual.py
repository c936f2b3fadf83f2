"""Best prices: against the linear relaxation, never above the best plan, whatever the units."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from stockposture.decomposition.columns.columns import Columns
from stockposture.decomposition.prices.dual import Dual, best_prices
from stockposture.decomposition.prices.oracle import LocalOracle
from stockposture.decomposition.terms import Terms, dual_constant
from stockposture.highs.session import HighsSession
from support.random_columns import dense_use, random_columns
from support.relaxed import random_terms, relaxed_cost

#: Shrinking a failure of a whole maximisation takes minutes and says little more.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
seeds = st.integers(0, 10**6)


@pytest.fixture(scope="module")
def session() -> Iterator[HighsSession]:
    with HighsSession() as opened:
        yield opened


def solved(columns: list[Columns], terms: Terms, session: HighsSession, **more: object) -> Dual:
    options = {"groups": 10**6, "tolerance": 1e-7, "start": np.zeros(len(terms.cap)), **more}
    return best_prices(LocalOracle(columns), terms, session=session, **options)  # type: ignore[arg-type]


def best_plan(columns: Columns, terms: Terms) -> float:
    """Return the least cost of all combinations of points."""
    use = dense_use(columns)
    choice = np.repeat(np.arange(len(columns.item)), np.diff(columns.first))
    item = columns.item[choice]
    best = np.inf
    for plan in itertools.product(*(np.flatnonzero(item == i) for i in range(columns.items))):
        rows = list(plan)
        over = np.maximum(0.0, use[rows].sum(axis=0) - terms.cap)
        if (over > terms.overflow + 1e-9).any():
            continue
        needed = np.unique(columns.opening[choice[rows]])
        fees = terms.opening_cost[needed[needed >= 0]].sum()
        best = min(best, float(columns.cost[rows].sum() + fees + over @ terms.overflow_cost))
    return best


@settings(max_examples=20, deadline=None, phases=QUICK)
@given(seed=seeds, items=st.integers(1, 12), limits=st.integers(0, 4))
def test_with_an_item_a_group_the_value_of_the_relaxation(
    seed: int, items: int, limits: int, session: HighsSession
) -> None:
    columns = random_columns(seed, items=items, limits=limits)
    terms = random_terms(seed, columns)
    dual = solved([columns], terms, session)
    assert dual.proven
    assert dual.value == pytest.approx(relaxed_cost(columns, terms), rel=1e-6, abs=1e-6)
    assert dual.bound == pytest.approx(dual.value)
    assert not dual.runaway


@pytest.mark.parametrize(("seed", "items", "limits"), [(2026, 5, 4), (35, 5, 4), (58, 12, 3), (136, 5, 4), (148, 5, 4)])
def test_limits_that_the_planes_hardly_touch_do_not_spoil_the_rest(
    seed: int, items: int, limits: int, session: HighsSession
) -> None:
    columns = random_columns(seed, items=items, limits=limits)
    terms = random_terms(seed, columns)
    dual = solved([columns], terms, session)
    assert dual.proven
    assert dual.value == pytest.approx(relaxed_cost(columns, terms), rel=1e-6)


@settings(max_examples=25, deadline=None, phases=QUICK)
@given(seed=seeds, openings=st.integers(0, 3))
def test_never_above_the_best_plan(seed: int, openings: int, session: HighsSession) -> None:
    columns = random_columns(seed, items=3, openings=openings)
    terms = random_terms(seed, columns, openings)
    dual = solved([columns], terms, session, groups=1 + seed % 3)
    assert dual.bound <= best_plan(columns, terms) + 1e-6
    assert dual.bound <= relaxed_cost(columns, terms) + 1e-6


def test_partitions_are_as_good_as_one(session: HighsSession) -> None:
    parts = [random_columns(seed, items=20) for seed in range(3)]
    apart = [random_terms(seed, part) for seed, part in enumerate(parts)]
    terms = replace(apart[0], cap=sum(one.cap for one in apart), overflow=np.full(3, 5.0))
    whole = replace(
        parts[0],
        item=np.concatenate([part.item + 20 * k for k, part in enumerate(parts)]),
        first=np.concatenate([[0], np.cumsum(np.concatenate([np.diff(part.first) for part in parts]))]),
        **{
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in ("limit", "opening", "buffer", "cost", "falling", "use", "rest")
        },
    )
    one, three = solved([whole], terms, session), solved(parts, terms, session)
    assert one.value == pytest.approx(three.value, rel=1e-8)
    assert len(three.answers) == 3
    assert one.value == pytest.approx(relaxed_cost(whole, terms), rel=1e-7)


def many(items: int, seed: int = 0) -> tuple[Columns, Terms]:
    """Return items of four points each under six limits that bind, the last with overflow."""
    rng = np.random.default_rng(seed)
    size = np.exp(rng.normal(0, 1, items))
    cost = size[:, np.newaxis] * rng.uniform(0, 10, (items, 4))
    use = size[:, np.newaxis, np.newaxis] * rng.uniform(0, 5, (items, 4, 2))
    limit = np.stack([np.zeros(4 * items, dtype=np.int64), rng.integers(1, 6, 4 * items)], axis=1)
    columns = Columns(
        item=np.repeat(np.arange(items), 4),
        first=np.arange(4 * items + 1),
        limit=limit,
        opening=np.full((4 * items, 2), -1),
        buffer=np.zeros(4 * items),
        cost=cost.ravel(),
        falling=np.zeros(4 * items),
        use=use.reshape(-1, 2),
        curved=False,
        rest=np.full(items, np.inf),
        low=np.zeros(6),
    )
    first = np.arange(items) * 4 + cost.argmin(axis=1)
    taken = np.bincount(limit[first].ravel(), weights=columns.use[first].ravel(), minlength=6)
    overflow = np.where(np.arange(6) == 5, 0.4 * taken, 0.0)
    return columns, Terms(0.8 * taken, overflow, np.full(6, 0.3), np.zeros(0))


def test_many_items_come_near_in_few_rounds(session: HighsSession) -> None:
    columns, terms = many(20_000)
    rough = solved([columns], terms, session, groups=50, tolerance=0.1)
    assert rough.rounds <= 20
    assert rough.foreseen - rough.value <= 0.1
    assert not rough.proven
    exact = solved([columns], terms, session, start=rough.prices.limit, groups=20_000, tolerance=1e-3)
    assert exact.proven
    assert rough.value == pytest.approx(exact.value, rel=1e-5)


def test_from_good_prices_in_fewer(session: HighsSession) -> None:
    columns, terms = many(5_000)
    first = solved([columns], terms, session, groups=50, tolerance=0.05)
    off = first.prices.limit * np.array([1.1, 0.9, 1.05, 0.95, 1.1, 0.9])
    again = solved([columns], terms, session, groups=50, tolerance=0.05, start=off)
    assert again.rounds < first.rounds
    assert again.value == pytest.approx(first.value, rel=1e-5)


@pytest.mark.parametrize("unit", [1e-8, 1e8])
@pytest.mark.parametrize("currency", [1e-6, 1e6])
def test_units_change_nothing(unit: float, currency: float, session: HighsSession) -> None:
    columns, terms = many(300)
    dual = solved([columns], terms, session, tolerance=1e-6)
    scale = np.array([unit, 1.0, 1.0, 1.0, 1.0, 1.0])
    use = np.where(columns.limit == 0, unit, 1.0) * columns.use
    other = solved(
        [replace(columns, use=use, cost=columns.cost * currency)],
        replace(terms, cap=terms.cap * scale, overflow_cost=terms.overflow_cost * currency),
        session,
        tolerance=1e-6 * currency,
    )
    assert other.proven
    assert other.value == pytest.approx(dual.value * currency, rel=1e-8)


def test_the_same_again(session: HighsSession) -> None:
    columns, terms = many(300)
    one, other = (solved([columns], terms, session) for _ in range(2))
    assert one.prices.limit.tolist() == other.prices.limit.tolist()
    assert one.value == other.value


def test_prices_run_away_where_no_plan_fits(session: HighsSession) -> None:
    columns, terms = many(300)
    assert solved([columns], replace(terms, cap=terms.cap * [0.02, 1, 1, 1, 1, 1]), session).runaway


def test_rent_without_end_caps_the_price(session: HighsSession) -> None:
    columns, terms = many(300)
    endless = replace(terms, cap=0.02 * terms.cap, overflow=np.full(6, np.inf))
    dual = solved([columns], endless, session, start=np.full(6, 9.0))
    assert (dual.prices.limit <= endless.overflow_cost).all()
    assert not dual.runaway
    most = replace(terms, cap=0.02 * terms.cap, overflow=np.full(6, 1e6))
    assert dual.value == pytest.approx(solved([columns], most, session).value, rel=1e-6)


def test_every_round_is_reported(session: HighsSession) -> None:
    columns, terms = many(300)
    seen: list[tuple[int, float, float]] = []
    dual = solved([columns], terms, session, report=lambda *numbers: seen.append(numbers))
    assert [number for number, _, _ in seen] == list(range(1, dual.rounds + 1))
    assert np.diff([bound for _, bound, _ in seen]).min() >= 0
    assert solved([columns], terms, session, most_rounds=5).rounds == 5


def a_supplier_with_a_fee() -> Columns:
    """Three items, one limit; each is 10 dearer without the supplier that has a fee, from which it takes 2."""
    return Columns(
        item=np.repeat(np.arange(3), 2),
        first=np.arange(7),
        limit=np.zeros((6, 1), dtype=np.int64),
        opening=np.array([[-1, -1], [0, -1]] * 3),
        buffer=np.zeros(6),
        cost=np.array([30.0, 20.0] * 3),
        falling=np.zeros(6),
        use=np.array([[1.0], [2.0]] * 3),
        curved=False,
        rest=np.full(3, np.inf),
        low=np.zeros(1),
    )


@pytest.mark.parametrize(
    ("fee", "cap", "cost"),
    [
        (12.0, 6.0, 72.0),  # open: 3 * 20 + 12
        (29.0, 6.0, 89.0),
        (31.0, 6.0, 90.0),  # closed: 3 * 30
        (12.0, 4.5, 81.0),  # mixed: half open, half of each item's demand from it: 6 + 1.5 * (20 + 30)
    ],
)
def test_a_fee_is_in_the_bound(fee: float, cap: float, cost: float, session: HighsSession) -> None:
    dual = solved([a_supplier_with_a_fee()], Terms(np.array([cap]), np.zeros(1), np.zeros(1), np.array([fee])), session)
    assert dual.bound == pytest.approx(cost, rel=1e-3)


def test_the_constant_by_hand() -> None:
    terms = Terms(np.array([10.0, 4.0]), np.array([3.0, np.inf]), np.array([2.0, 5.0]), np.array([7.0, 1.0]))
    # Caps 10 * 3 + 4 * 5; overflow 3 for a gain of 1; the second opening gains 4 - 1.
    assert dual_constant(terms, np.array([3.0, 5.0]), np.array([6.0, 4.0])) == -(30.0 + 20.0) - 3.0 - 3.0


def test_prices_stay_where_they_may_be(session: HighsSession) -> None:
    columns, terms = many(300)
    free = solved([columns], terms, session)
    least, most = 0.9 * free.prices.limit, 1.1 * free.prices.limit
    around = solved([columns], terms, session, between=(least, most), start=least)
    assert around.value == pytest.approx(free.value, rel=1e-8)
    low = solved([columns], terms, session, between=(np.zeros(6), 0.5 * free.prices.limit))
    assert (low.prices.limit <= 0.5 * free.prices.limit).all()
    high = solved([columns], terms, session, between=(2.0 * free.prices.limit, np.full(6, np.inf)))
    assert (high.prices.limit >= 2.0 * free.prices.limit).all()
    assert max(low.value, high.value) < free.value
    assert low.proven
    assert high.proven
