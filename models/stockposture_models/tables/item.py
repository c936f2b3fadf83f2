"""The items table: what is stocked."""

from enum import StrEnum
from typing import ClassVar

from stockposture_models.tables.row import Row, column


class Shortage(StrEnum):
    """What happens to a unit that is demanded and not there."""

    LOST = "lost"  #: expedited or the sale is lost; it leaves the system
    BACKORDER = "backorder"  #: it waits for stock


ALL_POSTURES = "jit|hybrid|jic"


class Item(Row):
    """One stock-keeping unit."""

    table: ClassVar[str] = "items"
    key: ClassVar[tuple[str, ...]] = ("sku",)

    sku: str = column(min_length=1, doc="Stock-keeping unit; the item's name everywhere.")
    description: str = column("", doc="Words for people.")
    demand_mean: float = column(unit="units/day", ge=0, doc="Mean demand of one day (mu).")
    demand_sd: float = column(unit="units", ge=0, doc="Standard deviation of one day's demand (sigma).")
    stockout_cost: float = column(unit="currency/unit", ge=0, doc="Cost of one unit short (p).")
    unit_volume: float = column(0.0, unit="m3", ge=0, doc="Space one unit takes.")
    holding_rate: float | None = column(
        None, unit="1/yr", rate=True, ge=0, le=10, doc="Cost of capital a year; blank: the setting's."
    )
    obsolescence_rate: float = column(0.0, unit="1/yr", rate=True, ge=0, le=10, doc="Value lost a year.")
    shortage: Shortage = column(Shortage.LOST, doc="What happens to a unit short.")
    criticality: int = column(3, ge=1, le=5, doc="1 inconvenience ... 5 halts production.")
    shelf_life_days: float | None = column(None, unit="days", gt=0, doc="Life from dispatch; blank: unlimited.")
    warehouse: str = column("", doc="Where it is kept; blank: in no limited space.")
    product_line: str = column("", doc="The line that stops when the item is short.")
    allowed_postures: str = column(
        ALL_POSTURES,
        pattern=r"^(jit|hybrid|jic)(\|(jit|hybrid|jic))*$",
        doc="Postures that may be chosen, separated by |.",
    )
    min_buffer: float = column(0.0, unit="units", ge=0, doc="Least buffer.")
    max_buffer: float | None = column(None, unit="units", ge=0, doc="Largest buffer; blank: unlimited.")
