"""Exponential and logarithm that the processor does for several numbers at a time.

Those of the C library are called for one number at a time, and a loop with such a call in it is not turned into one
over several lanes. These are the textbook ones (Muller, Elementary Functions, 11): the power of two apart, the rest by
a series. They agree with the C library's to 1e-15, relative.
"""

import math

import numpy as np

from stockposture_models.theory.compiled import compiled_lane

_PER_LOG2 = 1.0 / math.log(2.0)
#: Logarithm of 2 in two parts: a multiple of the first by a whole number below 2^11 is exact.
_LOG2 = 0.6931471803691238
_LOG2_REST = 1.9082149292705877e-10
_BIAS, _MANTISSA = np.int64(1023), np.int64(52)
_FRACTION = np.int64((1 << 52) - 1)
_ONE = np.int64(1023 << 52)
MOST = 700.0  #: larger exponents count as this one, and smaller ones than -700 as that


@compiled_lane
def exponential(x: float) -> float:
    """Return exp(x), x not beyond -700 to 700."""
    x = min(max(x, -MOST), MOST)
    whole = np.floor(x * _PER_LOG2 + 0.5)
    r = (x - whole * _LOG2) - whole * _LOG2_REST
    s = 1.0 / 6227020800.0
    s = 1.0 / 479001600.0 + r * s
    s = 1.0 / 39916800.0 + r * s
    s = 1.0 / 3628800.0 + r * s
    s = 1.0 / 362880.0 + r * s
    s = 1.0 / 40320.0 + r * s
    s = 1.0 / 5040.0 + r * s
    s = 1.0 / 720.0 + r * s
    s = 1.0 / 120.0 + r * s
    s = 1.0 / 24.0 + r * s
    s = 1.0 / 6.0 + r * s
    s = 0.5 + r * s
    s = 1.0 + r * s
    s = 1.0 + r * s
    power: float = np.int64((np.int64(whole) + _BIAS) << _MANTISSA).view(np.float64)
    return float(s * power)


@compiled_lane
def logarithm(x: float) -> float:
    """Return log(x), x a normal number above 0."""
    bits = np.float64(x).view(np.int64)
    power = np.float64((bits >> _MANTISSA) - _BIAS)
    rest: float = np.int64((bits & _FRACTION) | _ONE).view(np.float64)
    high = rest > 1.4142135623730951
    rest = 0.5 * rest if high else rest
    power = power + 1.0 if high else power
    return power * _LOG2 + (_atanh((rest - 1.0) / (rest + 1.0)) + power * _LOG2_REST)


@compiled_lane
def logarithm_beyond(x: float) -> float:
    """Return log(1 + x), x >= 0, as exact near 0 as elsewhere."""
    bits = np.float64(1.0 + x).view(np.int64)
    power = np.float64((bits >> _MANTISSA) - _BIAS)
    rest: float = np.int64((bits & _FRACTION) | _ONE).view(np.float64)
    high = rest > 1.4142135623730951
    rest = 0.5 * rest if high else rest
    power = power + 1.0 if high else power
    part = x if power == 0.0 else rest - 1.0
    return power * _LOG2 + (_atanh(part / (part + 2.0)) + power * _LOG2_REST)


@compiled_lane
def _atanh(s: float) -> float:
    """Return 2 atanh(s), s within 0.172."""
    t = s * s
    series = 2.0 / 21.0
    series = 2.0 / 19.0 + t * series
    series = 2.0 / 17.0 + t * series
    series = 2.0 / 15.0 + t * series
    series = 2.0 / 13.0 + t * series
    series = 2.0 / 11.0 + t * series
    series = 2.0 / 9.0 + t * series
    series = 2.0 / 7.0 + t * series
    series = 2.0 / 5.0 + t * series
    series = 2.0 / 3.0 + t * series
    return 2.0 * s + s * (t * series)
