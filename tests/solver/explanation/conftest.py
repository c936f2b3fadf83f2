"""One solver worker for a whole file."""

from collections.abc import Iterator

import pytest

from stockposture.highs.session import HighsSession


@pytest.fixture(scope="module")
def session() -> Iterator[HighsSession]:
    with HighsSession() as opened:
        yield opened
