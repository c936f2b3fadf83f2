"""Frontiers of the case worked out by hand, solved once."""

from pathlib import Path

import pytest

from stockposture import Case, Frontier, frontier

TINY = Path(__file__).parents[3] / "data" / "tiny"


@pytest.fixture(scope="session")
def tiny() -> Case:
    """Four items worked out by hand in data/tiny/README.md."""
    return Case.read(TINY)


@pytest.fixture(scope="session")
def capped(tiny) -> Frontier:
    """Under five caps: one nothing fits, two that bind, one that is not reached, none."""
    return frontier(tiny, capital="1k,2k,4500,8k,none")


@pytest.fixture(scope="session")
def grid(tiny) -> Frontier:
    """Half and all of the capital and of the space that the unlimited plan takes."""
    return frontier(tiny, capital="50%,100%", space="50%:100%:2")
