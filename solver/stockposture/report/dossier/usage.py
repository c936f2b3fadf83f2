"""Who is bought from: a row for each supplier of each item that a plan uses."""

import numpy as np
import pandas as pd

from stockposture_models.plan.plan import Plan
from stockposture_models.segments.value import DAYS_A_YEAR
from stockposture_models.tables.links import positions_in

#: Supplier without a region in the tables.
NO_REGION = "(no region)"


def usage_of(plan: Plan) -> pd.DataFrame:
    """Return what is bought of each item from each supplier used.

    Returns
    -------
    DataFrame
        ``item`` (row of the plan), ``supplier``, ``share``, ``price`` and ``landed`` (price with freight,
        currency/unit), ``spend`` (currency/yr, freight in), ``is_sole`` (whether it is the item's only supplier in the
        plan).
    """
    names, shares = (plan.items[column].str.split("|") for column in ("suppliers", "shares"))
    count = np.array([len(row) for row in names], dtype=np.int64)
    item = np.repeat(np.arange(len(count)), count)
    # Not `explode`: a row of it costs more than what is in it.
    supplier = pd.Series([name for row in names for name in row], dtype="str")
    share = np.array([float(part) for row in shares for part in row], dtype=np.float64)
    row = _offer_rows(plan, plan.items["sku"].take(item).reset_index(drop=True), supplier)
    price, freight = (
        plan.case.offers[column].to_numpy(dtype=np.float64)[row] for column in ("unit_price", "freight_per_unit")
    )
    mu = plan.case.items["demand_mean"].to_numpy(dtype=np.float64)[_item_rows(plan)][item]
    return pd.DataFrame(
        {
            "item": item,
            "supplier": supplier,
            "share": share,
            "price": price,
            "landed": price + freight,
            "spend": DAYS_A_YEAR * mu * share * (price + freight),
            "is_sole": (count == 1)[item],
        }
    )


def unit_values(plan: Plan, usage: pd.DataFrame) -> np.ndarray:
    """Return the value of a unit of each item, (n,) currency: its prices by the shares bought at them."""
    paid = usage["share"].to_numpy() * usage["price"].to_numpy()
    return np.bincount(usage["item"].to_numpy(), weights=paid, minlength=len(plan.items))


def by_supplier(plan: Plan, usage: pd.DataFrame) -> pd.DataFrame:
    """Return what is bought from each supplier used, the largest spend first.

    Returns
    -------
    DataFrame
        ``supplier``, ``region``, ``nearshore``, ``items``, ``sole_items`` (nobody else delivers them in this plan),
        ``spend``, ``sole_spend`` (currency/yr), ``part`` of all spend, ``cumulative`` part.
    """
    sole = usage["is_sole"].to_numpy(dtype=np.bool_)
    found = (
        usage.assign(sole_items=sole.astype(np.int64), sole_spend=np.where(sole, usage["spend"], 0.0))
        .groupby("supplier", sort=True)
        .agg(
            items=("item", "size"),
            sole_items=("sole_items", "sum"),
            spend=("spend", "sum"),
            sole_spend=("sole_spend", "sum"),
        )
        .reset_index()
        .sort_values(["spend", "supplier"], ascending=[False, True], ignore_index=True)
    )
    row = positions_in(found["supplier"], plan.case.suppliers["supplier"])
    region = plan.case.suppliers["region"].take(row).reset_index(drop=True)
    found.insert(1, "region", region.where(region != "", NO_REGION))
    found.insert(2, "nearshore", plan.case.suppliers["nearshore"].to_numpy(dtype=np.bool_)[row])
    total = float(found["spend"].sum())
    found["part"] = found["spend"] / total if total > 0 else 0.0
    found["cumulative"] = found["part"].cumsum()
    return found


def _item_rows(plan: Plan) -> np.ndarray:
    return positions_in(plan.items["sku"], plan.case.items["sku"])


def _offer_rows(plan: Plan, sku: pd.Series, supplier: pd.Series) -> np.ndarray:
    """Return the row of each pair among the offers: both tables sorted, so a pair is one number."""
    case = plan.case
    suppliers = len(case.suppliers)

    def numbers(skus: pd.Series, names: pd.Series) -> np.ndarray:
        return positions_in(skus, case.items["sku"]) * suppliers + positions_in(names, case.suppliers["supplier"])

    known = numbers(case.offers["sku"], case.offers["supplier"])
    order = np.argsort(known, kind="stable")
    found: np.ndarray = order[np.searchsorted(known[order], numbers(sku, supplier))]
    return found
