"""The item table: what was decided for each item, beside what the item is."""

import pandas as pd

from stockposture.report.dossier.columns import COLUMNS
from stockposture.segmentation.segment import segment
from stockposture_models.plan.item_kpis import item_kpis
from stockposture_models.tables.case import Case

_OF_SEGMENTS = (
    *("abc", "xyz", "criticality", "fragility", "fragility_from", "governance", "time_to_recover", "annual_value"),
)
_OF_ITEMS = ("description", "warehouse", "product_line", "demand_mean", "demand_sd", "shortage")
_OF_KPIS = ("buffer_capital", "buffer_carrying_cost", "days_on_hand")


def item_table(rows: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return a row for each item of a plan; columns as in :data:`COLUMNS`.

    Parameters
    ----------
    rows
        The plan's rows, one an item of the case, in its order.
    case
        The case.
    """
    segments, kpis = segment(case).items, item_kpis(rows, case)
    found = {str(name): rows[name] for name in rows.columns}
    found |= {name: segments[name] for name in _OF_SEGMENTS}
    found |= {name: case.items[name] for name in _OF_ITEMS}
    found |= {name: kpis[name] for name in _OF_KPIS}
    found["unit_stockout_cost"] = segments["stockout_cost"]
    return pd.DataFrame({name: found[name] for name in COLUMNS})
