"""Tables written as CSV and Parquet: numbers exactly, text harmless to spreadsheets."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
from pyarrow import csv, parquet

from stockposture.io.safe_text import guard
from stockposture_models.tables.found import is_text

#: Arrow's type of each of our column types.
ARROW_TYPES: Mapping[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}


#: Rows turned into Arrow's form at a time: bounds the memory that writing takes on top of the table itself.
ROWS_AT_A_TIME = 100_000


def arrow_pieces(frame: pd.DataFrame) -> tuple[pa.Schema, Iterator[pa.Table]]:
    """Return a data frame as Arrow tables of some rows each, without index; missing numbers become nulls.

    Every piece has the schema of the whole: a column that is empty in one of them keeps its type.
    """
    schema = pa.Schema.from_pandas(frame, preserve_index=False).remove_metadata()
    pieces = (
        pa.Table.from_pandas(frame.iloc[start : start + ROWS_AT_A_TIME], schema=schema, preserve_index=False)
        for start in range(0, len(frame), ROWS_AT_A_TIME)
    )
    return schema, pieces


def write_parquet(frame: pd.DataFrame, path: Path, *, repeated: list[str] | None = None) -> None:
    """Write a Parquet file.

    Parameters
    ----------
    frame, path
        The table, and where to.
    repeated
        Columns that say the same again and again, to be written by dictionary; ``None``: whichever it pays for, which
        takes trying.

    Raises
    ------
    OSError
        The system refused.
    """
    schema, pieces = arrow_pieces(frame)
    with parquet.ParquetWriter(path, schema, use_dictionary=True if repeated is None else repeated) as writer:
        for piece in pieces:
            writer.write_table(piece)


def write_csv(frame: pd.DataFrame, path: Path | BinaryIO) -> None:
    """Write a CSV file in UTF-8: floats in the fewest digits that read back the same, text in quotes.

    Text that a spreadsheet would run as a formula is guarded as in :mod:`stockposture.io.safe_text`.

    Raises
    ------
    OSError
        The system refused.
    """
    schema, pieces = arrow_pieces(frame)
    with csv.CSVWriter(path, schema) as writer:
        for piece in pieces:
            safe = {
                name: guard(column.to_pandas()).array if is_text(column.type) else column
                for name, column in zip(piece.column_names, piece.columns, strict=True)
            }
            writer.write_table(pa.table(safe, schema=schema))
