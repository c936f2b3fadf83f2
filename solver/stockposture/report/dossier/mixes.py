"""Where the postures are, and where the capital and the space are."""

import numpy as np
import pandas as pd

from stockposture_models.segments.matrix import SCALE
from stockposture_models.segments.value import ABC
from stockposture_models.tables.posture_name import PostureName

POSTURES = tuple(name.value for name in PostureName)
#: Items that are kept in no warehouse of the tables.
NO_WAREHOUSE = "(no warehouse)"
#: Warehouses shown one by one; all the others are shown together.
MOST_WAREHOUSES = 12


def posture_by_class(items: pd.DataFrame) -> pd.DataFrame:
    """Return how many items of each class by value (rows, A to C) have each posture."""
    counts = pd.crosstab(items["abc"], items["posture"])
    return counts.reindex(index=pd.Index(ABC), columns=pd.Index(POSTURES), fill_value=0)


def posture_by_risk(items: pd.DataFrame) -> np.ndarray:
    """Return how many items of each criticality (5 to 1) and fragility (1 to 5) have each posture, (5, 5, 3)."""
    size = len(SCALE)
    posture = pd.Categorical(items["posture"], categories=list(POSTURES)).codes.astype(np.int64)
    cell = (items["criticality"].to_numpy(dtype=np.int64) - 1) * size + items["fragility"].to_numpy(dtype=np.int64) - 1
    counts = np.bincount(cell * len(POSTURES) + posture, minlength=size * size * len(POSTURES))
    found: np.ndarray = counts.reshape(size, size, len(POSTURES))[::-1]
    return found


def stock_by_warehouse(items: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return a measure of stock by warehouse (rows, the fullest first) and posture (columns).

    Parameters
    ----------
    items
        The item table.
    measure
        ``capital`` or ``space_m3``.
    """
    place = items["warehouse"].where(items["warehouse"] != "", NO_WAREHOUSE)
    found = pd.DataFrame(
        {name: items[measure].where(items["posture"] == name, 0.0).groupby(place).sum() for name in POSTURES}
    )
    found = found.iloc[np.argsort(-found.sum(axis=1).to_numpy(), kind="stable")]
    if len(found) <= MOST_WAREHOUSES:
        return found
    rest = found.iloc[MOST_WAREHOUSES - 1 :]
    others = pd.DataFrame([rest.sum()], index=[f"{len(rest):,} others"])
    return pd.concat([found.iloc[: MOST_WAREHOUSES - 1], others])


def largest_buffers(items: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the items whose buffers tie up most capital."""
    found = items[items["buffer_capital"] > 0]
    return found.sort_values(["buffer_capital", "sku"], ascending=[False, True]).head(most)
