"""Who is bought from: what each supplier delivers in a plan."""

import numpy as np
import pandas as pd

from stockposture_models.plan.offers_used import offers_used
from stockposture_models.tables.case import Case
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.tables.links import positions_in

#: Suppliers to which the tables give no region.
NO_REGION = "(no region)"


def by_supplier(rows: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return what is bought from each supplier used, the largest spend first.

    Parameters
    ----------
    rows
        The plan's rows, one an item of the case, in its order.
    case
        The case.

    Returns
    -------
    DataFrame
        ``supplier``, ``region``, ``nearshore``, ``items``, ``sole_items`` (nobody else delivers them in this plan),
        ``spend``, ``sole_spend`` (units and freight, currency/yr), ``part`` of all spend, ``cumulative`` part.
    """
    used = offers_used(rows, case)
    is_used = used.share > 0.0
    is_sole = np.broadcast_to((is_used.sum(axis=1) == 1)[:, np.newaxis], is_used.shape)[is_used]
    supplier = positions_in(case.offers["supplier"], case.suppliers["supplier"])[used.offer][is_used]
    landed = (case.offers["unit_price"] + case.offers["freight_per_unit"]).to_numpy(dtype=np.float64)
    units = DAYS_A_YEAR * case.items["demand_mean"].to_numpy(dtype=np.float64)[:, np.newaxis] * used.share
    spend = (units * landed[used.offer])[is_used]

    def summed(weights: np.ndarray) -> np.ndarray:
        return np.bincount(supplier, weights=weights, minlength=len(case.suppliers))

    region = case.suppliers["region"]
    found = pd.DataFrame(
        {
            "supplier": case.suppliers["supplier"],
            "region": region.where(region != "", NO_REGION),
            "nearshore": case.suppliers["nearshore"],
            "items": summed(np.ones(len(supplier))).astype(np.int64),
            "sole_items": summed(is_sole.astype(np.float64)).astype(np.int64),
            "spend": summed(spend),
            "sole_spend": summed(np.where(is_sole, spend, 0.0)),
        }
    )
    found = found[found["items"] > 0].sort_values(["spend", "supplier"], ascending=[False, True], ignore_index=True)
    total = float(found["spend"].sum())
    found["part"] = found["spend"] / total if total > 0 else 0.0
    found["cumulative"] = found["part"].cumsum()
    return found
