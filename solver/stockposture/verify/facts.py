"""What governance rules may name of an item, looked up anew: no code of the optimiser's is used."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from stockposture.verify.costs import DAYS_PER_YEAR
from stockposture.verify.differences import Floats
from stockposture_models.tables.case import Case
from stockposture_models.tables.links import positions_in

DAYS_PER_MONTH = 30.0


class Known:
    """What is known of the items of a whole case; offers and what stands behind them are put together once.

    Parameters
    ----------
    case
        The case.
    """

    def __init__(self, case: Case) -> None:
        self.case = case

    def fact(self, name: str) -> Any:
        """Return a fact by its name, (n,).

        Raises
        ------
        ValueError
            If there is no such fact.
        """
        if name in ("criticality", "demand_mean", "shortage", "warehouse", "product_line", "sku"):
            return self.case.items[name].to_numpy()
        if name not in _FACTS:
            raise ValueError(f"{name} is nothing known of an item")
        return _FACTS[name](self)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The offers, with the outages of their suppliers and regions."""
        offers, suppliers, regions = self.case.offers, self.case.suppliers, self.case.regions
        struck = regions.set_index("region").reindex(suppliers["region"]).fillna(0.0).reset_index(drop=True)
        # A supplier without a region is a place of its own.
        place = ("region " + suppliers["region"]).where(suppliers["region"] != "", "supplier " + suppliers["supplier"])
        behind = pd.DataFrame(
            {
                "own_rate": suppliers["disruption_rate"],
                "own_days": suppliers["disruption_days"],
                "region_rate": struck["disruption_rate"],
                "region_days": struck["disruption_days"],
                "place": pd.factorize(place)[0],
            }
        )
        behind = behind.iloc[positions_in(offers["supplier"], suppliers["supplier"])].reset_index(drop=True)
        columns = ["unit_price", "freight_per_unit", "lead_time_days", "lead_time_sd", "incumbent"]
        item = np.repeat(np.arange(len(self.case.items)), np.diff(self.case.first_offer))
        return pd.concat([offers[columns], behind], axis=1).assign(item=item)

    def by_item(self, values: "pd.Series[float]", how: str) -> Floats:
        """Return the least, the largest, ... of the values of each item's offers, (n,)."""
        return np.asarray(values.groupby(self.lines["item"]).agg(how), dtype=np.float64)

    @cached_property
    def time_to_recover(self) -> Floats:
        """(n,) the longest mean outage that strikes one of the item's suppliers, own or its region's, days."""
        own = self.lines["own_days"].where(self.lines["own_rate"] > 0, 0.0)
        regional = self.lines["region_days"].where(self.lines["region_rate"] > 0, 0.0)
        return self.by_item(own.where(own > regional, regional), "max")

    @cached_property
    def unit_price(self) -> Floats:
        """(n,) price of the first incumbent by name, else of the offer that lands cheapest."""
        lines = self.lines
        landed = (lines["unit_price"] + lines["freight_per_unit"]).where(~lines["incumbent"], -1.0)
        first = landed.groupby(lines["item"]).idxmin()
        return np.asarray(lines["unit_price"].loc[first], dtype=np.float64)

    @cached_property
    def annual_value(self) -> Floats:
        """(n,) a year's demand at that price."""
        return np.asarray(DAYS_PER_YEAR * self.case.items["demand_mean"].to_numpy() * self.unit_price)

    @cached_property
    def monthly_cv(self) -> Floats:
        """(n,) deviation over mean of 30 days' demand; ``nan`` without demand."""
        mean = self.case.items["demand_mean"]
        return np.asarray(self.case.items["demand_sd"] / (mean.where(mean > 0) * np.sqrt(DAYS_PER_MONTH)))

    @cached_property
    def abc(self) -> Any:
        """A while what is worth more makes up less than the first cut-off of the whole, B the second, else C."""
        value = pd.Series(self.annual_value).sort_values(ascending=False, kind="stable")
        before = value.cumsum().shift(fill_value=0.0) / value.sum() * (1 + 1e-12)
        a, b = self.case.settings.segments.abc
        label = np.where(value <= 0, "C", np.where(before < a, "A", np.where(before < b, "B", "C")))
        return pd.Series(label, index=value.index).sort_index().to_numpy(dtype=np.str_)

    @cached_property
    def xyz(self) -> Any:
        """X to the first cut-off, Y to the second, else Z."""
        x, y = self.case.settings.segments.xyz
        cv = pd.Series(self.monthly_cv).fillna(np.inf)
        return np.select([cv <= x, cv <= y], ["X", "Y"], "Z")

    @cached_property
    def lead_time(self) -> Floats:
        """(n,) shortest mean lead time, days."""
        return self.by_item(self.lines["lead_time_days"], "min")

    @cached_property
    def lead_time_cv(self) -> Floats:
        """(n,) least deviation over mean of the lead time."""
        lead, sd = self.lines["lead_time_days"], self.lines["lead_time_sd"]
        return self.by_item((sd / lead.where(lead > 0)).where(lead > 0, np.where(sd > 0, np.inf, 0.0)), "min")

    @cached_property
    def outage_days(self) -> Floats:
        """(n,) days a year the least exposed supplier is down."""
        lines = self.lines
        down = lines["own_rate"] * lines["own_days"] + lines["region_rate"] * lines["region_days"]
        return self.by_item(down, "min")

    @cached_property
    def suppliers(self) -> Floats:
        """(n,) how many offer it."""
        return self.by_item(self.lines["own_rate"], "size")

    @cached_property
    def regions(self) -> Floats:
        """(n,) in how many places they sit."""
        return self.by_item(self.lines["place"], "nunique")

    @cached_property
    def fragility(self) -> Floats:
        """(n,) 1, and one more for each: one supplier, one region, long or erratic lead time, days down."""
        settings = self.case.settings.segments
        long, erratic = self.lead_time > settings.long_lead_time_days, self.lead_time_cv > settings.erratic_lead_time
        exposed = (self.outage_days > 0) & (self.outage_days >= settings.outage_days_per_year)
        marks = [self.suppliers == 1, self.regions == 1, long | erratic, exposed]
        return np.asarray(1.0 + np.sum(marks, axis=0), dtype=np.float64)


_FACTS: dict[str, Callable[[Known], Any]] = {
    "fragility": lambda known: known.fragility,
    "abc": lambda known: known.abc,
    "xyz": lambda known: known.xyz,
    "annual_value": lambda known: known.annual_value,
    "unit_price": lambda known: known.unit_price,
    "monthly_cv": lambda known: known.monthly_cv,
    "suppliers": lambda known: known.suppliers,
    "regions": lambda known: known.regions,
    "lead_time_days": lambda known: known.lead_time,
    "lead_time_cv": lambda known: known.lead_time_cv,
    "outage_days_per_year": lambda known: known.outage_days,
    "time_to_recover": lambda known: known.time_to_recover,
}
