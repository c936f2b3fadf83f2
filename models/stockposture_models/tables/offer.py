"""The offers table: which supplier sells which item, on what terms."""

from typing import ClassVar

from stockposture_models.tables.row import Row, column


class Offer(Row):
    """One supplier's terms for one item."""

    table: ClassVar[str] = "offers"
    key: ClassVar[tuple[str, ...]] = ("sku", "supplier")

    sku: str = column(min_length=1, doc="Item offered.")
    supplier: str = column(min_length=1, doc="Supplier that offers it.")
    unit_price: float = column(unit="currency/unit", ge=0, doc="Price of one unit.")
    freight_per_unit: float = column(0.0, unit="currency/unit", ge=0, doc="Freight of one unit.")
    lead_time_days: float = column(unit="days", ge=0, doc="Mean lead time (m).")
    lead_time_sd: float = column(0.0, unit="days", ge=0, doc="Standard deviation of the lead time (s).")
    order_cost: float = column(0.0, unit="currency/order", ge=0, doc="Cost of placing one full order.")
    moq: float = column(0.0, unit="units/order", ge=0, doc="Minimum order quantity.")
    max_share: float = column(1.0, rate=True, ge=0, le=1, doc="Largest share of the item it may have.")
    incumbent: bool = column(default=False, doc="Whether it supplies the item today.")
