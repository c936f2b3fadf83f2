"""What the plan uses of each limit, and whether it keeps them."""

from dataclasses import dataclass

import numpy as np

from stockposture.verify.differences import RELATIVE, Floats, one_differs
from stockposture.verify.sums import Sums
from stockposture_models.plan.summary import LimitUse, Status, Summary
from stockposture_models.tables.case import Case

#: A cap this large is no cap.
_NO_CAP = 1e30

#: Difference of a use near zero that is rounding, in the limit's unit.
_ROUNDING = 1e-9

_UNITS = {"capital": "currency", "space": "m3", "warehouse": "m3", "supplier": "currency/yr"}


@dataclass(frozen=True)
class Limit:
    """One limit as the tables and the caller give it.

    Parameters
    ----------
    kind, name
        As in :class:`~stockposture_models.plan.summary.LimitUse`.
    use, cap
        What the plan uses and may use, in the limit's unit.
    rentable
        Space that can be rented on top, m3.
    rent
        Its price, currency/m3/yr.
    rounding
        Difference of the use that is rounding, in the limit's unit.
    """

    kind: str
    name: str
    use: float
    cap: float
    rentable: float = 0.0
    rent: float = 0.0
    rounding: float = _ROUNDING

    @property
    def place(self) -> str:
        """How the limit is called in a message."""
        return f"limit {self.kind} {self.name}".rstrip()

    @property
    def overflow(self) -> float:
        """Use beyond the cap, rented."""
        return min(max(0.0, self.use - self.cap), self.rentable)

    @property
    def excess(self) -> float:
        """Use beyond the cap and all that can be rented; 0 where it is rounding."""
        most = self.cap + self.rentable
        return 0.0 if self.use <= most * (1 + RELATIVE) + self.rounding else self.use - most

    @property
    def overflow_cost(self) -> float:
        """What the overflow costs a year, currency."""
        return self.overflow * self.rent


def limits_of(sums: Sums, case: Case, *, capital: float | None, space: float | None) -> list[Limit]:
    """Return every limit of the case with the plan's use of it.

    Parameters
    ----------
    sums
        What the plan's rows add up to.
    case
        The case.
    capital
        Working-capital cap, currency; ``None``: no cap.
    space
        Limit on the space of all items together, m3; ``None``: no limit.
    """
    found: list[Limit] = []
    if capital is not None and capital < _NO_CAP:
        # Stock less payables may cancel: what rounding leaves is measured by the bills.
        rounding = _ROUNDING + 1e-12 * sums.figures["purchase_cost"]
        found.append(Limit("capital", "", sums.figures["capital"], capital, rounding=rounding))
    if space is not None and space < _NO_CAP:
        found.append(Limit("space", "", sums.figures["space_m3"], space))
    return found + _warehouses(case, sums.space) + _suppliers(case, sums.bought)


def wrong_limits(limits: list[Limit], summary: Summary) -> list[str]:
    """Return limits that are broken, where the plan is not only priced, and where the summary has them wrong."""
    said: list[str] = []
    # A priced plan may break limits, and says by how much.
    is_priced = summary.status is Status.PRICED
    claimed: dict[tuple[str, str], LimitUse] = {}
    for entry in summary.limits:
        key = (entry.kind.value, entry.name)
        if key in claimed:
            said.append(f"limit {entry.kind.value} {entry.name}: listed twice")
        claimed[key] = entry
    for limit in limits:
        if not is_priced and limit.excess != 0.0:
            most = limit.cap + limit.rentable
            said.append(f"{limit.place}: the plan uses {limit.use!r}, at most {most!r} {_UNITS[limit.kind]} is there")
        found = claimed.get((limit.kind, limit.name))
        if found is None:
            said.append(f"{limit.place}: missing from the summary")
        else:
            said += _wrong_entry(limit, found, is_priced=is_priced)
    known = {(limit.kind, limit.name) for limit in limits}
    said += [f"limit {kind} {name}: no such limit in the case" for kind, name in claimed if (kind, name) not in known]
    return said


def _wrong_entry(limit: Limit, entry: LimitUse, *, is_priced: bool) -> list[str]:
    scale = max(abs(limit.use), abs(limit.cap))
    said = one_differs(f"{limit.place}: use", entry.use, limit.use, limit.rounding)
    said += one_differs(f"{limit.place}: cap", entry.cap, limit.cap)
    # The overflow is a small difference of two large numbers.
    floor = RELATIVE * scale + _ROUNDING if limit.rentable else 0.0
    said += one_differs(f"{limit.place}: overflow", entry.overflow, limit.overflow, floor)
    rent_floor = floor * limit.rent
    said += one_differs(f"{limit.place}: overflow_cost", entry.overflow_cost, limit.overflow_cost, rent_floor)
    # That a solved plan keeps its limits has been looked at already; so it may claim no excess.
    excess, rounding = (limit.excess, RELATIVE * scale + limit.rounding) if is_priced else (0.0, 0.0)
    said += one_differs(f"{limit.place}: excess", entry.excess, excess, rounding)
    if entry.unit != _UNITS[limit.kind]:
        said.append(f"{limit.place}: unit: plan says {entry.unit!r}, it is {_UNITS[limit.kind]!r}")
    return said


def _warehouses(case: Case, use: Floats) -> list[Limit]:
    """Space of the items kept in each warehouse with a capacity."""
    table = case.warehouses
    columns = (table[name].to_numpy(dtype=np.float64) for name in ("capacity_m3", "overflow_m3", "overflow_cost"))
    return [
        Limit("warehouse", name, float(used), float(cap), float(rentable), float(rent))
        for name, used, cap, rentable, rent in zip(table["warehouse"], use, *columns, strict=True)
        if cap < _NO_CAP
    ]


def _suppliers(case: Case, use: Floats) -> list[Limit]:
    """Return what is bought a year from each supplier with a capacity."""
    capacity = case.suppliers["capacity"].to_numpy(dtype=np.float64)
    return [
        Limit("supplier", name, float(used), float(cap))
        for name, used, cap in zip(case.suppliers["supplier"], use, capacity, strict=True)
        if cap < _NO_CAP
    ]
