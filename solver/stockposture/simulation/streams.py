"""Streams of random numbers that hang on a name, a purpose, a run and a seed.

Two plans of one case then meet the same demand, congestion and outages, item by item, whatever else is in them
(common random numbers), and the numbers do not depend on who draws them when.

Generators: xoshiro256++ (Blackman and Vigna, *ACM TOMS* 47, 2021), seeded by splitmix64; normal and exponential by
the ziggurat (Marsaglia and Tsang, *J. Stat. Softw.* 5, 2000, in Doornik's 2005 form, which splits no random bits
between layer and position); gamma by Marsaglia and Tsang, *ACM TOMS* 26, 2000.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from stockposture.simulation.arrays import Floats
from stockposture_models.theory.compiled import compiled

State = NDArray[np.uint64]

#: What a stream is for.
DEMAND, CONGESTION, OUTAGE = 1, 2, 3

_LAYERS = 256
_NORMAL_EDGE, _NORMAL_AREA = 3.6541528853610088, 4.92867323399e-3
_EXPONENTIAL_EDGE, _EXPONENTIAL_AREA = 7.69711747013104972, 3.9496598225815571993e-3


def _layers(edge: float, area: float, density: Callable[[float], float], inverse: Callable[[float], float]) -> Floats:
    x = np.zeros(_LAYERS + 1)
    x[0], x[1] = area / density(edge), edge
    for i in range(2, _LAYERS):
        x[i] = inverse(area / x[i - 1] + density(x[i - 1]))
    return x


_NORMAL = _layers(_NORMAL_EDGE, _NORMAL_AREA, lambda x: math.exp(-0.5 * x * x), lambda y: math.sqrt(-2.0 * math.log(y)))
_EXPONENTIAL = _layers(_EXPONENTIAL_EDGE, _EXPONENTIAL_AREA, lambda x: math.exp(-x), lambda y: -math.log(y))
_NORMAL_INSIDE = _NORMAL[1:] / _NORMAL[:-1]
_EXPONENTIAL_INSIDE = _EXPONENTIAL[1:] / _EXPONENTIAL[:-1]

# Numba turns uint64 with a plain integer into a float.
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_U11, _U17, _U19, _U23, _U27, _U30, _U31, _U41, _U45 = (
    np.uint64(shift) for shift in (11, 17, 19, 23, 27, 30, 31, 41, 45)
)
_LOW_BITS = np.uint64(_LAYERS - 1)
_STEP = 2.0**-53


@compiled
def mixed(x: np.uint64) -> np.uint64:
    """Return splitmix64's output function of a number."""
    x = (x ^ (x >> _U30)) * _MIX_1
    x = (x ^ (x >> _U27)) * _MIX_2
    return np.uint64(x ^ (x >> _U31))


@compiled
def start_stream(state: State, key: np.uint64, purpose: int, run: int, seed: int) -> None:
    """Put a stream at its beginning.

    Parameters
    ----------
    state
        (4,) written.
    key
        Number made of the name.
    purpose, run, seed
        Any whole numbers from 0.
    """
    x = mixed(np.uint64(seed) * _GOLDEN + np.uint64(purpose))
    x = mixed((x ^ np.uint64(run)) + _GOLDEN)
    x = mixed((x ^ np.uint64(key)) + _GOLDEN)
    for i in range(4):
        x += _GOLDEN
        state[i] = mixed(x)


@compiled
def bits(state: State) -> np.uint64:
    """Return the next 64 random bits."""
    s0, s1, s2, s3 = state[0], state[1], state[2], state[3]
    x = s0 + s3
    out: np.uint64 = ((x << _U23) | (x >> _U41)) + s0
    t = s1 << _U17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    state[0], state[1], state[2], state[3] = s0, s1, s2, (s3 << _U45) | (s3 >> _U19)
    return out


@compiled
def uniform(state: State) -> float:
    """Return a number from (0, 1]."""
    return (float(bits(state) >> _U11) + 1.0) * _STEP


@compiled
def exponential(state: State) -> float:
    """Return an exponential number of mean 1."""
    while True:
        drawn = bits(state)
        layer = np.int64(drawn & _LOW_BITS)
        u = float(drawn >> _U11) * _STEP
        x: float = u * _EXPONENTIAL[layer]
        if u < _EXPONENTIAL_INSIDE[layer]:
            return x
        if layer == 0:
            return _EXPONENTIAL_EDGE - math.log(uniform(state))
        low, high = math.exp(-_EXPONENTIAL[layer]), math.exp(-_EXPONENTIAL[layer + 1])
        if low + uniform(state) * (high - low) < math.exp(-x):
            return x


@compiled
def normal(state: State) -> float:
    """Return a standard normal number."""
    while True:
        drawn = bits(state)
        layer = np.int64(drawn & _LOW_BITS)
        u = 2.0 * (float(drawn >> _U11) * _STEP) - 1.0
        x: float = u * _NORMAL[layer]
        if abs(u) < _NORMAL_INSIDE[layer]:
            return x
        if layer == 0:
            while True:
                beyond = -math.log(uniform(state)) / _NORMAL_EDGE
                if -2.0 * math.log(uniform(state)) > beyond * beyond:
                    return _NORMAL_EDGE + beyond if u > 0.0 else -_NORMAL_EDGE - beyond
        low = math.exp(-0.5 * _NORMAL[layer] * _NORMAL[layer])
        high = math.exp(-0.5 * _NORMAL[layer + 1] * _NORMAL[layer + 1])
        if low + uniform(state) * (high - low) < math.exp(-0.5 * x * x):
            return x


@compiled
def fill_demand(state: State, mean: float, sd: float, out: Floats) -> None:
    """Fill an array with daily demand: gamma of the given mean and standard deviation, constant if that is 0."""
    if mean <= 0.0 or sd <= 0.0:
        out[:] = max(mean, 0.0)
        return
    shape, scale = (mean / sd) ** 2, sd * sd / mean
    d = (shape if shape >= 1.0 else shape + 1.0) - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    for day in range(len(out)):
        while True:
            x = normal(state)
            v = 1.0 + c * x
            if v <= 0.0:
                continue
            v = v * v * v
            u = uniform(state)
            if u < 1.0 - 0.0331 * x * x * x * x:
                break
            if math.log(u) < 0.5 * x * x + d * (1.0 - v + math.log(v)):
                break
        out[day] = scale * d * v
        if shape < 1.0:
            # gamma(a) = gamma(a + 1) U^(1 / a), and -log U is exponential. Day by day: more days begin the same.
            out[day] *= math.exp(-exponential(state) / shape)
