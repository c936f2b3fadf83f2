"""Random numbers: of the right distribution, and each stream its own."""

import numba
import numpy as np
import pytest
from scipy import stats

from stockposture.simulation.names import name_keys
from stockposture.simulation.streams import (
    CONGESTION,
    DEMAND,
    bits,
    exponential,
    fill_demand,
    mixed,
    normal,
    start_stream,
    uniform,
)

MASK = 2**64 - 1


def stream(name="A", purpose=DEMAND, run=0, seed=0):
    state = np.empty(4, np.uint64)
    start_stream(state, name_keys([name])[0], purpose, run, seed)
    return state


@numba.njit
def fill(draw, state, out):
    for i in range(len(out)):
        out[i] = draw(state)


def drawn(draw, count, **of):
    out = np.empty(count)
    fill(draw, stream(**of), out)
    return out


@pytest.mark.parametrize(
    ("draw", "law"), [(uniform, stats.uniform()), (exponential, stats.expon()), (normal, stats.norm())]
)
def test_distribution(draw, law):
    values = drawn(draw, 1_000_000)
    assert stats.kstest(values, law.cdf).pvalue > 0.01
    assert abs(values.mean() - law.mean()) < 4 * law.std() / 1000
    assert abs(np.corrcoef(values[1:], values[:-1])[0, 1]) < 4 / 1000
    # The tails are a branch of their own, beyond 3.65 and 7.7.
    for rare in (1e-3, 1e-4):
        count = (values > law.isf(rare)).sum()
        assert abs(count - 1e6 * rare) < 4 * np.sqrt(1e6 * rare)


@pytest.mark.parametrize("spread", [0.2, 0.5, 1.0, 2.0, 6.0])
def test_demand_is_gamma(spread):
    out = np.empty(400_000)
    fill_demand(stream(), 5.0, 5.0 * spread, out)
    law = stats.gamma(a=spread**-2, scale=5.0 * spread**2)
    assert stats.kstest(out, law.cdf).pvalue > 0.01
    assert out.mean() == pytest.approx(5.0, abs=4 * 5.0 * spread / np.sqrt(len(out)))
    assert out.std() == pytest.approx(5.0 * spread, rel=0.1 if spread > 3 else 0.02)


def test_demand_without_deviation_or_mean():
    out = np.empty(3)
    fill_demand(stream(), 5.0, 0.0, out)
    assert out.tolist() == [5.0, 5.0, 5.0]
    fill_demand(stream(), 0.0, 2.0, out)
    assert out.tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("spread", [0.5, 3.0])
def test_more_days_begin_with_the_same(spread):
    short, long = np.empty(10), np.empty(1000)
    fill_demand(stream(), 5.0, 5.0 * spread, short)
    fill_demand(stream(), 5.0, 5.0 * spread, long)
    assert (long[:10] == short).all()


def test_xoshiro_as_its_authors_wrote_it():
    state = np.array([1, 2, 3, 4], dtype=np.uint64)
    # The published test vector of xoshiro256++ from the state 1, 2, 3, 4.
    assert [int(bits(state)) for _ in range(4)] == [41943041, 58720359, 3588806011781223, 3591011842654386]


def test_splitmix_as_its_author_wrote_it():
    golden = 0x9E3779B97F4A7C15
    values = [int(mixed(np.uint64((1234567 + (i + 1) * golden) & MASK))) for i in range(2)]
    # The published test vector of splitmix64 from the seed 1234567.
    assert values == [6457827717110365317, 3203168211198807973]


def test_every_part_of_the_key_makes_another_stream():
    first = {
        tuple(stream(**of).tolist())
        for of in (
            {},
            {"name": "B"},
            {"purpose": CONGESTION},
            {"run": 1},
            {"seed": 1},
            {"run": 2, "seed": 1},
            {"run": 1, "seed": 2},
        )
    }
    assert len(first) == 7
    assert (stream() == stream()).all()


def test_neighbouring_runs_and_seeds_are_independent():
    each = np.array([drawn(normal, 20_000, run=run, seed=seed) for run in range(4) for seed in range(4)])
    correlation = np.corrcoef(each) - np.eye(16)
    assert np.abs(correlation).max() < 5 / np.sqrt(20_000)


def test_names_that_look_alike_and_odd_names():
    keys = name_keys(["A", "A ", "a", "\u00c4", "", "\ud800"])
    assert len(set(keys.tolist())) == 6
    assert keys.dtype == np.uint64
    assert len(name_keys([])) == 0
