"""Rows of the history tables: the one source of their columns, units and bounds."""

from typing import ClassVar

from stockposture_models.tables.row import Row, column, unit_of

#: Unit of a text column that holds a day; see :mod:`stockposture.history.dates` for what is understood.
DATE = "date"


class DemandRow(Row):
    """What was wanted of one item on one day; rows of one day add up, days without a row are zeros."""

    table: ClassVar[str] = "demand"
    key: ClassVar[tuple[str, ...]] = ("sku", "date")

    date: str = column(min_length=1, unit=DATE, doc="Day of the demand.")
    sku: str = column(min_length=1, doc="Stock-keeping unit.")
    quantity: float = column(unit="units", doc="Units wanted; negative for a return, which is netted.")
    country: str = column("", doc="Where it was wanted; for people.")


class DeliveryRow(Row):
    """One line of one delivery."""

    table: ClassVar[str] = "deliveries"
    key: ClassVar[tuple[str, ...]] = ("sku", "supplier")

    sku: str = column(min_length=1, doc="Item delivered.")
    supplier: str = column(min_length=1, doc="Supplier that delivered it.")
    ordered: str = column("", unit=DATE, doc="Day of the order; blank: not known, no lead time.")
    promised: str = column("", unit=DATE, doc="Day it was due; blank: not known.")
    received: str = column("", unit=DATE, doc="Day it arrived; blank: still open.")
    quantity: float = column(unit="units", ge=0, doc="Units delivered.")
    unit_price: float | None = column(None, unit="currency/unit", ge=0, doc="Price of one unit; blank or 0: not known.")
    freight: float | None = column(None, unit="currency", ge=0, doc="Freight of the line; blank: not known.")
    country: str = column("", doc="Where it went; for people.")
    via: str = column("", doc="direct, or warehouse where it came out of stock; for people.")
    site: str = column("", doc="Where it was made; for people.")


class SourceRow(Row):
    """One supplier of the history."""

    table: ClassVar[str] = "suppliers"
    key: ClassVar[tuple[str, ...]] = ("supplier",)

    supplier: str = column(min_length=1, doc="The supplier's name everywhere.")
    region: str = column("", doc="Region whose outages strike it; blank: none.")
    nearshore: bool = column(default=False, doc="Whether buying here counts as nearshore.")
    country: str = column("", doc="Country of its site; blank: not known.")


class HistoryItemRow(Row):
    """What is known of one item beside its history; the table is optional."""

    table: ClassVar[str] = "items"
    key: ClassVar[tuple[str, ...]] = ("sku",)

    sku: str = column(min_length=1, doc="Stock-keeping unit.")
    description: str = column("", doc="Words for people.")
    unit_weight_kg: float | None = column(None, unit="kg", ge=0, doc="Weight of one unit; blank: not known.")
    unit_volume: float | None = column(None, unit="m3", ge=0, doc="Space of one unit; blank: from the weight.")
    first_line: bool = column(default=False, doc="Whether it is the product of first choice, hence critical.")
    unit_price: float | None = column(
        None, unit="currency/unit", ge=0, doc="Price of one unit where no delivery shows one; blank or 0: not known."
    )


class PeriodRow(Row):
    """One stretch of time that is known to have been disrupted; the table is optional."""

    table: ClassVar[str] = "periods"
    key: ClassVar[tuple[str, ...]] = ("start",)

    start: str = column(min_length=1, unit=DATE, doc="First day of it.")
    end: str = column(min_length=1, unit=DATE, doc="Last day of it.")
    region: str = column("", doc="Region whose suppliers it struck; blank: all, and demand with them.")
    label: str = column("", doc="Words for people.")


class CountryRow(Row):
    """How risky one country is; the table is optional."""

    table: ClassVar[str] = "countries"
    key: ClassVar[tuple[str, ...]] = ("country",)

    country: str = column(min_length=1, doc="The country's name everywhere.")
    risk: float = column(ge=0, le=1, doc="Risk, 0 to 1: outages are expected in proportion to it.")


HISTORY_ROWS: dict[str, type[Row]] = {
    model.table: model for model in (DemandRow, DeliveryRow, SourceRow, HistoryItemRow, PeriodRow, CountryRow)
}

#: Tables a history cannot do without; deliveries cannot do without their suppliers.
REQUIRED_TABLES = (DemandRow.table,)


def dates_of(model: type[Row]) -> tuple[str, ...]:
    """Return the columns that hold days.

    >>> dates_of(DeliveryRow)
    ('ordered', 'promised', 'received')
    """
    return tuple(name for name, field in model.model_fields.items() if unit_of(field) == DATE)
