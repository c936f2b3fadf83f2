"""The warehouses table: how much space there is and what it costs."""

from typing import ClassVar

from stockposture_models.tables.row import Row, column


class Warehouse(Row):
    """One warehouse."""

    table: ClassVar[str] = "warehouses"
    key: ClassVar[tuple[str, ...]] = ("warehouse",)

    warehouse: str = column(min_length=1, doc="The warehouse's name everywhere.")
    capacity_m3: float | None = column(None, unit="m3", ge=0, doc="Own space; blank: unlimited.")
    storage_cost: float = column(0.0, unit="currency/m3/yr", ge=0, doc="Cost of the space used.")
    overflow_m3: float = column(0.0, unit="m3", ge=0, doc="Space that can be rented on top.")
    overflow_cost: float = column(0.0, unit="currency/m3/yr", ge=0, doc="Cost of the space rented.")
