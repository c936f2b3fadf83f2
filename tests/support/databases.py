"""Databases for tests: a SQLite file, and a PostgreSQL that an environment variable names."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa

from stockposture.io.sql.connect import transaction
from stockposture.io.sql.database import Database

#: URL of a PostgreSQL database in which schemas may be made.
VARIABLE = "STOCKPOSTURE_TEST_POSTGRES"


@contextmanager
def sqlite_database(folder: Path) -> Iterator[Database]:
    yield Database(f"sqlite:///{folder / 'stock.db'}")


@contextmanager
def postgres_database() -> Iterator[Database]:
    """Give the database with a schema of its own, dropped afterwards."""
    url = sa.make_url(os.environ[VARIABLE])
    schema = f"test_{os.urandom(6).hex()}"
    with transaction(Database(os.environ[VARIABLE]), writes=True) as connection:
        connection.execute(sa.schema.CreateSchema(schema))
    of_schema = url.update_query_dict({"options": f"-csearch_path={schema}"})
    try:
        yield Database(of_schema.render_as_string(hide_password=False))
    finally:
        with transaction(Database(os.environ[VARIABLE]), writes=True) as connection:
            connection.execute(sa.schema.DropSchema(schema, cascade=True))


def execute(database: Database, *statements: str) -> None:
    with transaction(database, writes=True) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def rows(database: Database, statement: str) -> list[tuple[Any, ...]]:
    with transaction(database, writes=False) as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def put(database: Database, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write data frames as tables, as somebody's own programme would; numbers that are missing become NULL."""
    kinds = {"f": sa.Double(), "i": sa.BigInteger(), "b": sa.Boolean()}
    with transaction(database, writes=True) as connection:
        for name, frame in tables.items():
            columns = [sa.Column(column, kinds.get(frame[column].dtype.kind, sa.Text())) for column in frame.columns]
            table = sa.Table(name, sa.MetaData(), *columns)
            table.create(connection)
            cells = frame.astype(object)
            connection.execute(table.insert(), cells.where(cells.notna(), None).to_dict("records"))
