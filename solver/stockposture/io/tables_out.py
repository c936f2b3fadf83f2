"""Tables written as CSV and Parquet: numbers exactly, text harmless to spreadsheets."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import csv, parquet

from stockposture.io.safe_text import guard

#: Arrow's type of each of our column types.
ARROW_TYPES: Mapping[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}


def arrow_table(frame: pd.DataFrame) -> pa.Table:
    """Return a data frame as an Arrow table without index; missing numbers become nulls."""
    return pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write a Parquet file.

    Raises
    ------
    OSError
        The system refused.
    """
    parquet.write_table(arrow_table(frame), path)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a CSV file in UTF-8: floats in the fewest digits that read back the same, text in quotes.

    Text that a spreadsheet would run as a formula is guarded as in :mod:`stockposture.io.safe_text`.

    Raises
    ------
    OSError
        The system refused.
    """
    safe = frame.copy(deep=False)
    for name in safe.columns:
        if isinstance(safe[name].dtype, pd.StringDtype):
            safe[name] = guard(safe[name])
    csv.write_csv(arrow_table(safe), path)
