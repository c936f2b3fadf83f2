"""Every example in a docstring runs, in the packages as they are installed."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import stockposture
import stockposture_models

MODULES = [
    module.name
    for package in (stockposture_models, stockposture)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    outcome = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert outcome.failed == 0
