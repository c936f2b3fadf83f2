"""Exponential and logarithm against the C library's."""

import numpy as np
import pytest

from stockposture_models.theory.elementary import exponential, logarithm, logarithm_beyond


@pytest.mark.parametrize("scale", [1e-12, 1e-3, 0.4, 5.0, 700.0])
def test_the_exponential(scale):
    x = np.linspace(-scale, scale, 401)
    np.testing.assert_allclose([exponential(at) for at in x], np.exp(x), rtol=1e-15)


def test_exponents_beyond_the_range_count_as_its_ends():
    assert exponential(1e6) == exponential(700.0)
    assert exponential(-1e6) == exponential(-700.0)


@pytest.mark.parametrize("spread", [1e-12, 1e-3, 0.5, 3.0, 600.0])
def test_the_logarithm(spread):
    x = np.exp(np.linspace(-spread, spread, 401))
    np.testing.assert_allclose([logarithm(at) for at in x], np.log(x), rtol=1e-15, atol=1e-300)


def test_the_logarithm_beyond_one_is_exact_near_it():
    x = np.append(np.geomspace(1e-300, 1e6, 401), 0.0)
    np.testing.assert_allclose([logarithm_beyond(at) for at in x], np.log1p(x), rtol=1e-15, atol=1e-300)
