"""Many rows into a table: PostgreSQL's ``COPY`` where the driver has it, else many inserts at a time."""

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pyarrow import csv

from stockposture.io.json_document import records
from stockposture.io.tables_out import ROWS_AT_A_TIME, arrow_pieces

if TYPE_CHECKING:
    import sqlalchemy as sa


def insert_frame(connection: "sa.Connection", table: "sa.Table", frame: pd.DataFrame) -> None:
    """Insert the rows of a data frame whose columns are some of the table's; what is no number becomes NULL.

    Raises
    ------
    SQLAlchemyError
        The database refused.
    """
    import sqlalchemy as sa

    unknown = [str(name) for name in frame.columns if name not in table.columns]
    if unknown:  # SQLAlchemy would leave them out without a word
        raise ValueError(f"table {table.name} has no columns {', '.join(unknown)}")
    if not len(frame):
        return
    numbers = frame.select_dtypes("float").columns
    frame = frame.assign(**{name: frame[name].where(np.isfinite(frame[name])) for name in numbers})
    if connection.dialect.driver == "psycopg":
        _copy(connection, table, frame)
        return
    statement = table.insert().values({name: sa.bindparam(name) for name in frame.columns}).compile(connection)
    for start in range(0, len(frame), ROWS_AT_A_TIME):
        piece = frame.iloc[start : start + ROWS_AT_A_TIME].astype(object)
        piece = piece.where(piece.notna(), None)
        if statement.positiontup is None:
            connection.execute(table.insert(), records(piece))
        else:  # as the driver takes them: SQLAlchemy's own way through a mapping a row takes thrice the time
            rows = zip(*(piece[name].tolist() for name in statement.positiontup), strict=True)
            connection.exec_driver_sql(str(statement), list(rows))


def _copy(connection: "sa.Connection", table: "sa.Table", frame: pd.DataFrame) -> None:
    """Send the rows as CSV: quoted text is text, an empty cell without quotes is NULL."""
    prepare = connection.dialect.identifier_preparer
    names = ", ".join(prepare.quote(str(name)) for name in frame.columns)
    statement = f"COPY {prepare.format_table(table)} ({names}) FROM STDIN WITH (FORMAT csv)"
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            _, pieces = arrow_pieces(frame)
            for piece in pieces:
                text = io.BytesIO()
                csv.write_csv(piece, text, csv.WriteOptions(include_header=False))
                copy.write(text.getvalue())
    except driver_error() as error:
        raise wrapped(error) from error


def driver_error() -> type[Exception]:
    """Return the base of what psycopg raises: SQLAlchemy is not between it and us here."""
    import psycopg

    return psycopg.Error


def wrapped(error: Exception) -> Exception:
    """Return the driver's error as SQLAlchemy would raise it."""
    from sqlalchemy import exc

    return exc.DatabaseError(None, None, error)
