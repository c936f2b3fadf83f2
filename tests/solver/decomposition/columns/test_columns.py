"""Pricing: against plain Python, against the bounds of the small path, and as a bound on every plan."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.decomposition.columns.columns import Columns, Tariff, chosen, price, priced_points
from stockposture.decomposition.columns.pricing import lowest_inside as lowest_of_one
from stockposture.optimise.bounds import lowest_inside
from support.random_columns import dense_use, plain_item, random_columns, random_tariff

seeds = st.integers(0, 10**6)


@given(seed=seeds, openings=st.integers(0, 3), curved=st.booleans(), groups=st.integers(1, 9))
def test_the_same_as_plain_python(seed: int, openings: int, curved: bool, groups: int) -> None:
    columns = random_columns(seed, openings=openings, curved=curved)
    tariff = random_tariff(seed, 3, openings)
    answer = price(columns, tariff, groups)
    plain = [plain_item(columns, tariff, i) for i in range(columns.items)]
    group = np.arange(columns.items) * min(groups, columns.items) // columns.items

    def by_group(values: list[float]) -> np.ndarray:
        return np.bincount(group, weights=values)

    assert answer.value == pytest.approx(by_group([p.value for p in plain]))
    assert answer.bound == pytest.approx(by_group([p.bound for p in plain]))
    taken = [p.point for p in plain]
    assert answer.cost == pytest.approx(by_group(columns.cost[taken].tolist()))
    assert answer.use.sum(axis=0) == pytest.approx(dense_use(columns)[taken].sum(axis=0))
    for s in range(openings):
        savings = [p.saving.get(s, 0.0) for p in plain]
        assert answer.saving[:, s] == pytest.approx(by_group(savings))
        assert answer.charged[:, s] == pytest.approx(tariff.part[s] * by_group(savings))
    assert answer.outside == 0
    assert chosen(columns, tariff, np.zeros(openings, dtype=np.bool_)).tolist() == taken
    assert priced_points(columns, tariff.limit) == pytest.approx(columns.cost + dense_use(columns) @ tariff.limit)


@st.composite
def curves(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    steps = draw(st.lists(st.integers(1, 9), min_size=1, max_size=7))
    number = st.floats(-50, 50, allow_nan=False)
    kind = draw(st.sampled_from(["any", "convex", "straight"]))
    buffer = np.cumsum([draw(st.integers(0, 9)), *steps]).astype(float)
    if kind == "any":
        cost = np.array([draw(number) for _ in buffer])
    elif kind == "convex":
        at, bent = draw(number), draw(st.floats(0.01, 5))
        cost = bent * (buffer - at) ** 2
    else:
        cost = draw(number) + draw(number) * buffer
    falling = np.minimum.accumulate([draw(number) for _ in buffer])
    return buffer, cost, falling


@given(curve=curves())
def test_inside_a_curve_as_in_the_small_path(curve: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    buffer, cost, falling = curve
    expected = lowest_inside(buffer[np.newaxis], cost[np.newaxis], falling[np.newaxis]).min(initial=np.inf)
    assert lowest_of_one(buffer, cost, falling, np.inf) == pytest.approx(expected, rel=1e-12, abs=1e-12)
    assert lowest_of_one(buffer, cost, falling, expected - 1.0) == expected - 1.0


@given(seed=seeds, openings=st.integers(0, 3))
def test_no_plan_costs_less_than_the_bound(seed: int, openings: int) -> None:
    columns = random_columns(seed, items=3, openings=openings)
    rng = np.random.default_rng(seed)
    tariff = random_tariff(seed, 3, openings)
    fee = rng.uniform(0, 40, openings)
    answer = price(columns, tariff, 2)
    opened = np.minimum(0.0, fee - answer.charged.sum(axis=0)).sum()
    use = dense_use(columns)
    item = np.repeat(columns.item, np.diff(columns.first))
    choice = np.repeat(np.arange(len(columns.item)), np.diff(columns.first))
    for plan in itertools.product(*(np.flatnonzero(item == i) for i in range(3))):
        rows = list(plan)
        needed = np.unique(columns.opening[choice[rows]])
        cost = columns.cost[rows].sum() + fee[needed[needed >= 0]].sum() + use[rows].sum(axis=0) @ tariff.limit
        assert cost >= answer.bound.sum() + opened - 1e-9


@given(seed=seeds)
def test_what_was_left_out_counts_at_any_prices(seed: int) -> None:
    whole = random_columns(seed, items=4)
    rng = np.random.default_rng(seed)
    low = random_tariff(seed + 1, 3).limit
    keep = rng.random(len(whole.item)) < 0.5
    keep[np.searchsorted(whole.item, np.arange(4))] = True
    at_low = priced_points(whole, low)
    of_point = np.repeat(np.arange(len(whole.item)), np.diff(whole.first))
    rest = np.full(4, np.inf)
    np.minimum.at(rest, whole.item[of_point][~keep[of_point]], at_low[~keep[of_point]])
    points = keep[of_point]
    kept = replace(
        whole,
        item=whole.item[keep],
        first=np.concatenate([[0], np.cumsum(np.diff(whole.first)[keep])]),
        limit=whole.limit[keep],
        opening=whole.opening[keep],
        buffer=whole.buffer[points],
        cost=whole.cost[points],
        falling=whole.falling[points],
        use=whole.use[points],
        rest=rest,
        low=low,
    )
    for number in range(4):
        tariff = random_tariff(seed + number, 3)
        all_there, part_there = price(whole, tariff, 4), price(kept, tariff, 4)
        assert (part_there.bound <= all_there.bound + 1e-9).all()
        assert part_there.outside == int((part_there.beyond > 0).sum())
        points = np.array([plain_item(replace(kept, rest=np.full(4, np.inf)), tariff, i).value for i in range(4)])
        assert part_there.value == pytest.approx(points)
        assert part_there.beyond == pytest.approx(points - part_there.bound)
    signed = price(replace(kept, signed=True), Tariff(low * 0.5, np.zeros(0), np.zeros(0)), 4)
    assert np.isneginf(signed.bound[np.isfinite(rest)]).all() == bool((low > 0).any() or not np.isfinite(rest).any())


def test_of_a_shared_limit_only_the_most_that_is_used_is_lost() -> None:
    columns = replace(
        two_bolts(),
        low=np.array([1.0, 2.0]),
        shared=np.array([False, True]),
        touched=np.array([[-1], [1]]),
        most=np.array([[0.0], [4.0]]),
    )
    tariff = Tariff(np.array([0.5, 1.5]), np.zeros(1), np.zeros(1))
    # Item 1: half of 12 by the price of capital, less 0.5 * 4.
    assert price(columns, tariff, 2).bound[1] == 0.5 * 12.0 - 0.5 * 4.0


def two_bolts() -> Columns:
    """Two items of a capital limit and two suppliers: far, with or without a near one that has a fee."""
    return Columns(
        item=np.array([0, 0, 1, 1]),
        first=np.array([0, 2, 3, 4, 5]),
        limit=np.array([[0, -1], [0, 1], [0, -1], [0, 1]]),
        opening=np.array([[-1, -1], [0, -1], [0, -1], [0, -1]]),
        buffer=np.array([0.0, 10.0, 0.0, 0.0, 0.0]),
        cost=np.array([100.0, 60.0, 50.0, 30.0, 20.0]),
        falling=np.array([90.0, 10.0, 0.0, 0.0, 0.0]),
        use=np.array([[1.0, 0.0], [5.0, 0.0], [2.0, 4.0], [3.0, 0.0], [3.0, 10.0]]),
        curved=True,
        rest=np.array([np.inf, 12.0]),
        low=np.array([1.0, 0.0]),
    )


def test_by_hand() -> None:
    answer = price(two_bolts(), Tariff(np.array([2.0, 1.0]), np.array([0.5]), np.array([40.0])), 5)
    # Item 0: far 100 + 2, 60 + 10; near 50 + 4 + 4 = 58, saving 12, charged 6: 64. Inside far's one segment, no
    # neighbours: 102 - 80 = 22. Item 1 cannot do without the near one: saving 40, charged 20: 30 + 6 = 36 and 56.
    # Something ruled out of item 1 may cost 12.
    assert answer.value.tolist() == [64.0, 56.0]
    assert answer.beyond.tolist() == [0.0, 44.0]
    assert answer.bound.tolist() == [22.0, 12.0]
    assert answer.cost.tolist() == [50.0, 20.0 + 10.0]
    assert answer.saving[:, 0].tolist() == [12.0, 40.0]
    assert answer.charged[:, 0].tolist() == [6.0, 20.0]
    assert answer.needs[:, 0].tolist() == [1, 1]
    assert answer.use.tolist() == [[2.0, 4.0], [3.0, 0.0]]
    assert answer.slope.tolist() == [[0.5 * 2 + 0.5 * 5, 2.0], [3.0, 0.0]]
    assert answer.outside == 1


def test_below_the_screens_prices_only_a_part_of_the_rest_holds() -> None:
    columns = two_bolts()
    free = Tariff(np.array([0.25, 1.0]), np.zeros(1), np.zeros(1))
    assert price(columns, free, 2).bound[1] == 0.25 * 12.0
    assert price(replace(columns, signed=True), free, 2).bound[1] == -np.inf


def test_closed_openings() -> None:
    tariff = Tariff(np.array([2.0, 1.0]), np.zeros(1), np.zeros(1))
    assert chosen(two_bolts(), tariff, np.array([False])).tolist() == [2, 3]
    assert chosen(two_bolts(), tariff, np.array([True])).tolist() == [1, -1]


@given(seed=seeds, openings=st.integers(0, 1))
def test_slope_is_the_change_with_the_prices(seed: int, openings: int) -> None:
    columns = random_columns(seed, openings=openings)
    tariff = random_tariff(seed, 3, openings)
    answer = price(columns, tariff, 6)
    other = replace(tariff, limit=random_tariff(seed + 1, 3).limit)
    above = answer.value + answer.slope @ (other.limit - tariff.limit)
    # With one opening the charged value is concave: no value lies above a tangent.
    assert (price(columns, other, 6).value <= above + 1e-9).all()


def test_bend_foretells_how_uses_fall() -> None:
    rng = np.random.default_rng(5)
    items = 20_000
    cost = np.stack([np.zeros(items), rng.uniform(0, 20, items)], axis=1).ravel()
    use = np.stack([rng.uniform(1, 9, items), np.zeros(items)], axis=1).ravel()
    columns = Columns(
        item=np.repeat(np.arange(items), 2),
        first=np.arange(2 * items + 1),
        limit=np.zeros((2 * items, 1), dtype=np.int64),
        opening=np.full((2 * items, 2), -1),
        buffer=np.zeros(2 * items),
        cost=cost,
        falling=np.zeros(2 * items),
        use=use[:, np.newaxis],
        curved=False,
        rest=np.full(items, np.inf),
        low=np.zeros(1),
    )

    def at(limit: float) -> tuple[float, float]:
        answer = price(columns, Tariff(np.array([limit]), np.zeros(0), np.zeros(0), reach=np.array([0.1])), 10)
        return float(answer.use.sum()), float(answer.bend[0, 0])

    (before, _), (_, bend), (after, _) = at(0.95), at(1.0), at(1.05)
    assert bend == pytest.approx((before - after) / 0.1, rel=0.1)
