"""What governance rules may name of an item, looked up anew: no code of the optimiser's is used."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from stockposture.verify.differences import Floats
from stockposture_models.tables.case import Case

DAYS_PER_YEAR = 365.0
DAYS_PER_MONTH = 30.0


def fact_of(name: str, case: Case) -> Any:
    """Return a fact by its name, (n,), for every item of the whole case.

    Raises
    ------
    ValueError
        If there is no such fact.
    """
    if name in ("criticality", "demand_mean", "shortage", "warehouse", "product_line", "sku"):
        return case.items[name].to_numpy()
    if name not in _FACTS:
        raise ValueError(f"{name} is nothing known of an item")
    return _FACTS[name](case)


def time_to_recover(case: Case) -> Floats:
    """Return (n,) the longest mean outage that strikes one of the item's suppliers, own or its region's, days."""
    lines = _lines(case)
    own = lines["own_days"].where(lines["own_rate"] > 0, 0.0)
    regional = lines["region_days"].where(lines["region_rate"] > 0, 0.0)
    return _by_item(lines.assign(longest=np.maximum(own, regional)), "longest", "max")


def _lines(case: Case) -> pd.DataFrame:
    """Return the offers with their suppliers' and regions' outages, and the number of the item."""
    regions = case.regions.rename(columns={"disruption_rate": "region_rate", "disruption_days": "region_days"})
    suppliers = case.suppliers.rename(columns={"disruption_rate": "own_rate", "disruption_days": "own_days"})
    suppliers = suppliers[["supplier", "region", "own_rate", "own_days"]].merge(regions, on="region", how="left")
    suppliers[["region_rate", "region_days"]] = suppliers[["region_rate", "region_days"]].fillna(0.0)
    lines = case.offers.merge(suppliers, on="supplier", how="left")
    return lines.assign(item=np.repeat(np.arange(len(case.items)), np.diff(case.first_offer)))


def _by_item(lines: pd.DataFrame, column: str, how: str) -> Floats:
    return np.asarray(lines.groupby("item")[column].agg(how), dtype=np.float64)


def _unit_price(case: Case) -> Floats:
    """Price of the first incumbent by name, else of the offer that lands cheapest."""
    lines = _lines(case)
    lines["landed"] = lines["unit_price"] + lines["freight_per_unit"]
    lines["later"] = ~lines["incumbent"]
    lines.loc[lines["incumbent"], "landed"] = 0.0
    ranked = lines.sort_values(["item", "later", "landed", "supplier"], kind="stable")
    return np.asarray(ranked.drop_duplicates("item")["unit_price"], dtype=np.float64)


def _annual_value(case: Case) -> Floats:
    return np.asarray(DAYS_PER_YEAR * case.items["demand_mean"].to_numpy() * _unit_price(case))


def _abc(case: Case) -> Any:
    """Return A while what is worth more is less than the first cut-off of the whole, B less than the second, else C."""
    value = pd.Series(_annual_value(case)).sort_values(ascending=False, kind="stable")
    before = value.cumsum().shift(fill_value=0.0) / value.sum() * (1 + 1e-12)
    a, b = case.settings.segments.abc
    label = pd.Series("C", index=value.index, dtype="str")
    label[(before < b) & (value > 0)] = "B"
    label[(before < a) & (value > 0)] = "A"
    return label.sort_index().to_numpy(dtype=np.str_)


def _monthly_cv(case: Case) -> Floats:
    mean = case.items["demand_mean"]
    return np.asarray(case.items["demand_sd"] / (mean.where(mean > 0) * np.sqrt(DAYS_PER_MONTH)))


def _xyz(case: Case) -> Any:
    x, y = case.settings.segments.xyz
    cv = pd.Series(_monthly_cv(case)).fillna(np.inf)
    return pd.cut(cv, [-np.inf, x, y, np.inf], labels=["X", "Y", "Z"], duplicates="drop").astype("str").to_numpy(str)


def _regions(case: Case) -> Floats:
    lines = _lines(case)
    lines["place"] = ("region " + lines["region"]).where(lines["region"] != "", "supplier " + lines["supplier"])
    return _by_item(lines, "place", "nunique")


def _lead_time_cv(case: Case) -> Floats:
    lines = _lines(case)
    lead, sd = lines["lead_time_days"], lines["lead_time_sd"]
    cv = (sd / lead.where(lead > 0)).where(lead > 0, np.where(sd > 0, np.inf, 0.0))
    return _by_item(lines.assign(cv=cv), "cv", "min")


def _outage_days(case: Case) -> Floats:
    lines = _lines(case)
    down = lines["own_rate"] * lines["own_days"] + lines["region_rate"] * lines["region_days"]
    return _by_item(lines.assign(down=down), "down", "min")


def _fragility(case: Case) -> Floats:
    """1, and one more for each: one supplier, one region, long or erratic lead time, days down."""
    settings, down = case.settings.segments, _outage_days(case)
    long = _lead_time(case) > settings.long_lead_time_days
    erratic = _lead_time_cv(case) > settings.erratic_lead_time
    exposed = (down > 0) & (down >= settings.outage_days_per_year)
    marks = [_suppliers(case) == 1, _regions(case) == 1, long | erratic, exposed]
    return np.asarray(1.0 + np.sum(marks, axis=0), dtype=np.float64)


def _suppliers(case: Case) -> Floats:
    return _by_item(_lines(case), "supplier", "count")


def _lead_time(case: Case) -> Floats:
    return _by_item(_lines(case), "lead_time_days", "min")


_FACTS: dict[str, Callable[[Case], Any]] = {
    "fragility": _fragility,
    "abc": _abc,
    "xyz": _xyz,
    "annual_value": _annual_value,
    "unit_price": _unit_price,
    "monthly_cv": _monthly_cv,
    "suppliers": _suppliers,
    "regions": _regions,
    "lead_time_days": _lead_time,
    "lead_time_cv": _lead_time_cv,
    "outage_days_per_year": _outage_days,
    "time_to_recover": time_to_recover,
}
