"""Which row of one table each row of another points to; found once, used by every check across tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from stockposture_models.tables.check_table import CheckedTable
from stockposture_models.tables.found import found

Positions = NDArray[np.int64]

#: Position of a name that is not there.
NOWHERE = -1


def positions_in(values: pd.Series, known: pd.Series) -> Positions:
    """Return where each value first stands among the known ones, -1 where it does not.

    >>> positions_in(pd.Series(["b", "x"]), pd.Series(["a", "b", "b"])).tolist()
    [1, -1]
    """
    if not len(known) or not len(values):
        return np.full(len(values), NOWHERE, dtype=np.int64)
    at = pc.index_in(found(values).array, value_set=found(known).array)
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
