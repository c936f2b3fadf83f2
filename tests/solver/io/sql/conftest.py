"""Two items in a SQLite file and in a real PostgreSQL; a plan of them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from stockposture.api import Case, Plan, solve
from support.databases import VARIABLE, postgres_database, put, sqlite_database

TINY = Path(__file__).parents[4] / "data" / "tiny"
WITHOUT = f"no PostgreSQL to test against: {VARIABLE} does not name one"


#: For a mark of the parameter that wants PostgreSQL.
WANTS_POSTGRES = pytest.mark.skipif(VARIABLE not in os.environ, reason=WITHOUT)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=WANTS_POSTGRES)])
def database(request, tmp_path):
    """An empty database."""
    with sqlite_database(tmp_path) if request.param == "sqlite" else postgres_database() as made:
        yield made


@pytest.fixture(scope="session")
def case() -> Case:
    return Case.read(TINY)


@pytest.fixture(scope="session")
def plan(case) -> Plan:
    return solve(case)


@pytest.fixture
def tables(case) -> dict[str, pd.DataFrame]:
    """The tables of the case as somebody would keep them, ``settings`` too; to be changed at will."""
    frames = {name: frame.copy() for name, frame in case.frames.items() if len(frame)}
    given = dict(by_dotted_name(case.settings.model_dump(mode="json", exclude={"governance"})))
    return frames | {"settings": pd.DataFrame({"setting": list(given), "value": list(given.values())})}


def by_dotted_name(settings: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield every setting as its row in a table."""
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from by_dotted_name(value, f"{prefix}{name}.")
        else:
            words = ", ".join(map(str, value)) if isinstance(value, list) else value
            yield prefix + name, None if words is None else str(words)


@pytest.fixture
def filled(database, tables):
    """The database with the case in it."""
    put(database, tables)
    return database
