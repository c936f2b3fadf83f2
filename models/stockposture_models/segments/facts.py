"""All that governance rules may name of the items of a case, and how they are segmented."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stockposture_models.segments.fragility import Supply, supply_of
from stockposture_models.segments.predictability import XYZ, monthly_cv, xyz_classes
from stockposture_models.segments.value import ABC, abc_classes, unit_prices
from stockposture_models.tables.case import Case
from stockposture_models.tables.days import DAYS_A_YEAR

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]


@dataclass(frozen=True)
class Facts:
    """Facts of the items of a case, each worked out when it is asked for.

    Parameters
    ----------
    case
        The case, whole: classes by value compare each item with all others.
    """

    case: Case

    @cached_property
    def unit_price(self) -> Floats:
        """(n,) price of the incumbent, else of the cheapest landed offer, currency/unit."""
        return unit_prices(self.case)

    @cached_property
    def annual_value(self) -> Floats:
        """(n,) 365 mu price, currency/yr."""
        value: Floats = DAYS_A_YEAR * self.case.items["demand_mean"].to_numpy(dtype=np.float64) * self.unit_price
        return value

    @cached_property
    def abc(self) -> Codes:
        """(n,) number of the class by annual value."""
        return abc_classes(self.annual_value, self.case.settings.segments.abc)

    @cached_property
    def monthly_cv(self) -> Floats:
        """(n,) deviation over mean of 30 days' demand; ``nan`` without demand."""
        items = self.case.items
        return monthly_cv(*(items[name].to_numpy(dtype=np.float64) for name in ("demand_mean", "demand_sd")))

    @cached_property
    def xyz(self) -> Codes:
        """(n,) number of the class by predictability."""
        return xyz_classes(self.monthly_cv, self.case.settings.segments.xyz)

    @cached_property
    def criticality(self) -> NDArray[np.int64]:
        """(n,) 1 to 5."""
        return self.case.items["criticality"].to_numpy(dtype=np.int64)

    @cached_property
    def supply(self) -> Supply:
        """Supply of each item, and its signs of fragility."""
        return supply_of(self.case)

    @cached_property
    def fragility(self) -> Codes:
        """(n,) 1 to 5."""
        return self.supply.fragility

    def of(self, name: str) -> Any:
        """Return a fact by its name in :data:`~stockposture_models.tables.governance.facts.FACTS`, (n,).

        Classes come as text, other text as a column of the case.
        """
        match name:
            case "abc":
                return np.array(ABC)[self.abc]
            case "xyz":
                return np.array(XYZ)[self.xyz]
            case "unit_price" | "annual_value" | "monthly_cv" | "criticality" | "fragility":
                return getattr(self, name)
            case "demand_mean" | "shortage" | "warehouse" | "product_line" | "sku":
                return self.case.items[name]
            case _:
                return getattr(self.supply, name)
