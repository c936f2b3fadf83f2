"""Which row of one table each row of another points to; found once, used by every check across tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.found import found
from stockposture_models.tables.runs import is_ascending, run_begins

Positions = NDArray[np.int64]

#: Position of a name that is not there.
NOWHERE = -1
#: From so many values on it pays to look for runs of the same one.
MANY = 1_000


def positions_in(values: pd.Series, known: pd.Series) -> Positions:
    """Return where each value first stands among the known ones, -1 where it does not.

    >>> positions_in(pd.Series(["b", "x"]), pd.Series(["a", "b", "b"])).tolist()
    [1, -1]
    """
    if not len(known) or not len(values):
        return np.full(len(values), NOWHERE, dtype=np.int64)
    wanted, among = found(values).array, found(known).array
    if len(wanted) < MANY or wanted.null_count or among.null_count:
        return _looked_up(wanted, among)
    # Tables are mostly sorted: a name is looked up once a run, and not at all where the runs are the known names.
    begins = run_begins(wanted)
    runs = int(np.count_nonzero(begins))
    same = runs == len(among) and is_ascending(among)
    if not same and 2 * runs > len(wanted):
        return _looked_up(wanted, among)
    heads = wanted if runs == len(wanted) else wanted.filter(pa.array(begins))
    same = same and pc.all(pc.equal(heads, among)).as_py()
    at = np.arange(runs, dtype=np.int64) if same else _looked_up(heads, among)
    return at if runs == len(wanted) else np.repeat(at, np.diff(np.flatnonzero(begins), append=len(wanted)))


def _looked_up(wanted: Any, among: Any) -> Positions:
    at = pc.index_in(wanted, value_set=among)
    positions: Positions = pc.fill_null(at, NOWHERE).to_numpy(zero_copy_only=False).astype(np.int64)
    return positions


def value_at(positions: Positions, column: pd.Series) -> NDArray[np.float64]:
    """Return the number each position points to; ``nan`` for -1."""
    numbers = column.to_numpy(dtype=np.float64)
    if not len(numbers):
        return np.full(len(positions), np.nan)
    return np.where(positions >= 0, numbers[positions], np.nan)


@dataclass(frozen=True)
class Links:
    """Row positions across tables, ``-1`` where a name is not there; empty where a table is missing.

    Parameters
    ----------
    offer_item, offer_supplier
        (offers,) rows of items and suppliers.
    item_warehouse
        (items,) rows of warehouses.
    supplier_region
        (suppliers,) rows of regions.
    """

    offer_item: Positions
    offer_supplier: Positions
    item_warehouse: Positions
    supplier_region: Positions


def links_of(tables: Mapping[str, CheckedTable]) -> Links:
    """Return the links between checked tables."""

    def link(table: str, column: str, other: str) -> Positions:
        if table not in tables:
            return np.empty(0, dtype=np.int64)
        values = tables[table].frame[column]
        known = tables[other].frame[column] if other in tables else values.iloc[:0]
        return positions_in(values, known)

    return Links(
        offer_item=link("offers", "sku", "items"),
        offer_supplier=link("offers", "supplier", "suppliers"),
        item_warehouse=link("items", "warehouse", "warehouses"),
        supplier_region=link("suppliers", "region", "regions"),
    )
