"""A table as it was found: text or typed columns, not yet checked."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True)
class RawTable:
    """One table between reading and checking.

    Parameters
    ----------
    table
        Name of the table (``items``, ...).
    source
        File as the user named it.
    columns
        Header (mended: stripped, lower case) to values. Text sources give ``str`` with ``""`` for blank;
        Parquet and DataFrames may give typed columns.
    rows
        Row number of each record as the user's editor counts it (header = 1), ``int64``.
    sheet
        Sheet of a workbook.
    """

    table: str
    source: str
    columns: dict[str, pd.Series]
    rows: NDArray[np.int64]
    sheet: str | None = None
