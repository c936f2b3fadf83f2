"""Where the rows of each name begin in a table that is sorted by it."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.tables.found import Mask, as_mask, found


def run_begins(rows: Any) -> Mask:
    """Return which values of an Arrow array without nulls differ from the one before, (n,); the first does.

    >>> import pyarrow as pa
    >>> run_begins(pa.array(["a", "b", "b"])).tolist()
    [True, True, False]
    """
    begins = np.ones(len(rows), dtype=np.bool_)
    if len(rows) > 1:
        begins[1:] = as_mask(pc.not_equal(rows[1:], rows[:-1]))
    return begins


def is_ascending(rows: Any) -> bool:
    """Return whether each value of an Arrow array without nulls is larger than the one before: none stands twice.

    >>> import pyarrow as pa
    >>> is_ascending(pa.array(["a", "b"])), is_ascending(pa.array(["a", "b", "b"]))
    (True, False)
    """
    return len(rows) < 2 or bool(pc.all(pc.less(rows[:-1], rows[1:])).as_py())


def run_starts(names: pd.Series, sorted_by_name: pd.Series) -> NDArray[np.int64]:
    """Return (n + 1,) the row at which each name's rows begin; the last is where they end.

    Names are not looked up: where a row differs from the one above it, the next name's rows begin.

    Parameters
    ----------
    names
        (n,) each once, in order.
    sorted_by_name
        (rows,) the same names, in the same order, each at least once.

    Raises
    ------
    ValueError
        If a name has no row, a row has another name, or the order is not the same.

    Examples
    --------
    >>> run_starts(pd.Series(["a", "b"]), pd.Series(["a", "b", "b"])).tolist()
    [0, 1, 3]
    """
    rows = found(sorted_by_name).array
    starts = np.flatnonzero(run_begins(rows))
    if len(starts) != len(names) or (
        len(starts) and not pc.all(pc.equal(rows.take(starts), found(names).array)).as_py()
    ):
        raise ValueError("the rows are not those of each name in turn: a checked case has its offers sorted by item")
    return np.append(starts, len(rows)).astype(np.int64)
