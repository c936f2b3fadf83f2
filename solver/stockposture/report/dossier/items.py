"""The item table: what was decided for each item, beside what the item is."""

import numpy as np
import pandas as pd

from stockposture.report.dossier.columns import COLUMNS
from stockposture.segmentation.segment import segment
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.links import positions_in

_OF_SEGMENTS = ("abc", "xyz", "criticality", "fragility", "fragility_from", "governance", "time_to_recover")
_OF_ITEMS = ("description", "warehouse", "product_line", "demand_mean", "demand_sd", "shortage")


def item_table(plan: Plan, unit_value: np.ndarray) -> pd.DataFrame:
    """Return a row for each item of the plan, in its order; columns as in :data:`COLUMNS`.

    Parameters
    ----------
    plan
        The plan.
    unit_value
        (n,) value of a unit of each of its items, currency.
    """
    row = positions_in(plan.items["sku"], plan.case.items["sku"])
    segments = segment(plan.case).items.take(row)
    of_case = plan.case.items.take(row)
    found = {str(name): plan.items[name].reset_index(drop=True) for name in plan.items.columns}
    found |= {name: segments[name].reset_index(drop=True) for name in (*_OF_SEGMENTS, "annual_value")}
    found |= {name: of_case[name].reset_index(drop=True) for name in _OF_ITEMS}
    found["unit_stockout_cost"] = segments["stockout_cost"].reset_index(drop=True)
    found["buffer_value"] = pd.Series(plan.items["buffer_units"].to_numpy(dtype=np.float64) * unit_value)
    return pd.DataFrame({name: found[name] for name in COLUMNS})
