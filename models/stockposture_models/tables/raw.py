"""A table as it was found: text or typed columns, not yet checked."""

from bisect import bisect
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
    parts
        Where the source is a folder of files: the number in ``rows`` that the first record of each file has, and the
        file's name in the folder. Records are numbered on from file to file; :meth:`place` finds them again.
    """

    table: str
    source: str
    columns: dict[str, pd.Series]
    rows: NDArray[np.int64]
    sheet: str | None = None
    parts: tuple[tuple[int, str], ...] = ()

    def place(self, row: int) -> tuple[str, int]:
        """Return the file that holds a row, and its number there."""
        if not self.parts:
            return self.source, row
        first, name = self.parts[bisect(self.parts, row, key=lambda part: part[0]) - 1]
        return f"{self.source}/{name}", row - first + 2

    def named(self, row: int) -> str:
        """Return a row's name within a sentence: ``5``, or ``5 of items.parquet/part-1.parquet``."""
        file, number = self.place(row)
        return f"{number} of {file}" if self.parts else str(number)
