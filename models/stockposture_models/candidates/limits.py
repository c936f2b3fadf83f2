"""The limits of a case: which there are, how much each allows, what overflow costs."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from stockposture_models.candidates.terms import Floats, Ints
from stockposture_models.tables.case import Case
from stockposture_models.tables.limit_kind import LimitKind

#: A cap this large is no cap.
NO_CAP = 1e30


@dataclass(frozen=True)
class Limits:
    """The limits that bind anything: one row each.

    Parameters
    ----------
    kind, name
        What is limited; the name is the warehouse's or supplier's, empty for capital and space.
    cap
        (m,) most that may be used, in the kind's unit.
    overflow, overflow_cost
        (m,) how much may be rented on top, m3, and at what price, currency/m3/yr.
    warehouse, supplier
        Row of the limit of each row of ``case.warehouses`` and ``case.suppliers``, -1 where unlimited.
    capital, space
        Row of the limit, -1 where unlimited.
    currency
        Its name, for people.
    """

    kind: tuple[LimitKind, ...]
    name: tuple[str, ...]
    cap: Floats
    overflow: Floats
    overflow_cost: Floats
    warehouse: Ints
    supplier: Ints
    capital: int
    space: int
    currency: str = LimitKind.CAPITAL.unit

    def __len__(self) -> int:
        return len(self.kind)

    def with_caps(self, cap: Floats) -> Self:
        """Return the same limits with other caps."""
        return replace(self, cap=cap)

    def describe(self, row: int) -> str:
        """Return e.g. ``warehouse North (m3)``."""
        return f"{self.kind[row]} {self.name[row]}".strip() + f" ({self._unit(row)})"

    def _unit(self, row: int) -> str:
        return self.kind[row].unit.replace(LimitKind.CAPITAL.unit, self.currency)

    def fields(self, row: int) -> dict[str, object]:
        """Return kind, name and unit of a limit, for records."""
        return {"kind": self.kind[row].value, "name": self.name[row], "unit": self.kind[row].unit}


def limits_of(case: Case, capital: float | None, space: float | None) -> Limits:
    """Return the limits of a case under a capital cap and a limit on all space together.

    Parameters
    ----------
    case
        The case; blank capacities are unlimited.
    capital
        Working-capital cap, currency; ``None`` for no cap.
    space
        Limit on the space of all items together, m3; ``None`` for no limit.
    """
    kind: list[LimitKind] = []
    name: list[str] = []
    cap: list[float] = []
    overflow: list[float] = []
    overflow_cost: list[float] = []

    def add(kind_: LimitKind, name_: str, cap_: float, extra: float = 0.0, price: float = 0.0) -> int:
        kind.append(kind_)
        name.append(name_)
        cap.append(cap_)
        overflow.append(extra)
        overflow_cost.append(price)
        return len(kind) - 1

    capital_row = -1 if capital is None or capital >= NO_CAP else add(LimitKind.CAPITAL, "", capital)
    space_row = -1 if space is None or space >= NO_CAP else add(LimitKind.SPACE, "", space)
    warehouses = case.warehouses
    warehouse_rows = np.full(len(warehouses), -1, dtype=np.int64)
    for row in np.flatnonzero(_capped(warehouses["capacity_m3"])):
        at = warehouses.iloc[row]
        warehouse_rows[row] = add(
            LimitKind.WAREHOUSE,
            str(at["warehouse"]),
            float(at["capacity_m3"]),
            float(at["overflow_m3"]),
            float(at["overflow_cost"]),
        )
    suppliers = case.suppliers
    supplier_rows = np.full(len(suppliers), -1, dtype=np.int64)
    for row in np.flatnonzero(_capped(suppliers["capacity"])):
        at = suppliers.iloc[row]
        supplier_rows[row] = add(LimitKind.SUPPLIER, str(at["supplier"]), float(at["capacity"]))
    return Limits(
        tuple(kind),
        tuple(name),
        np.array(cap, dtype=np.float64),
        np.array(overflow, dtype=np.float64),
        np.array(overflow_cost, dtype=np.float64),
        warehouse_rows,
        supplier_rows,
        capital_row,
        space_row,
        case.settings.currency or LimitKind.CAPITAL.unit,
    )


def _capped(caps: "pd.Series[float]") -> "pd.Series[bool]":
    return caps.notna() & (caps < NO_CAP)
