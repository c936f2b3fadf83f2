"""Entries of a matrix, in any order, as the rows HiGHS takes.

In numpy alone: where scipy is imported beside Pyomo, Pyomo imports all of scipy's statistics, which takes 1 s.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from stockposture.highs.arrays import Floats, Indices

Places = NDArray[np.integer[Any]]


def rows_of_entries(
    row: Places, column: Places, value: Floats, shape: tuple[int, int]
) -> tuple[Indices, Indices, Floats]:
    """Return a matrix row by row, the columns of a row in order, entries of the same place added up.

    Parameters
    ----------
    row, column, value
        (k,) entries.
    shape
        Rows and columns.

    Returns
    -------
    tuple
        ``start`` (rows + 1,), ``index`` and ``value``, as of :class:`stockposture.highs.arrays.CompiledModel`.

    Examples
    --------
    >>> rows_of_entries(np.array([1, 0, 1]), np.array([2, 0, 2]), np.array([3.0, 1.0, 4.0]), (2, 3))
    (array([0, 1, 2], dtype=int32), array([0, 2], dtype=int32), array([1., 7.]))
    """
    rows, columns = shape
    cell = row.astype(np.int64) * max(columns, 1) + column
    order = np.argsort(cell, kind="stable")
    cell, value = cell[order], value[order]
    first = np.ones(len(cell), dtype=np.bool_)
    np.not_equal(cell[1:], cell[:-1], out=first[1:])
    if not first.all():
        cell, value = cell[first], np.add.reduceat(value, np.flatnonzero(first))
    start = np.searchsorted(cell, np.arange(rows + 1, dtype=np.int64) * max(columns, 1)).astype(np.int32)
    return start, (cell % max(columns, 1)).astype(np.int32), value
