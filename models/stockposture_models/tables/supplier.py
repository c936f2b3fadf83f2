"""The suppliers table: who delivers, and how they fail."""

from typing import ClassVar

from stockposture_models.tables.row import Row, column


class Supplier(Row):
    """One supplier."""

    table: ClassVar[str] = "suppliers"
    key: ClassVar[tuple[str, ...]] = ("supplier",)

    supplier: str = column(min_length=1, pattern=r"^[^|]*$", doc="The supplier's name everywhere; without |.")
    region: str = column("", doc="Region whose outages strike it; blank: none.")
    nearshore: bool = column(default=False, doc="Whether buying here counts as nearshore.")
    disruption_rate: float = column(0.0, unit="1/yr", ge=0, le=365, doc="Outages a year.")
    disruption_days: float = column(0.0, unit="days", ge=0, doc="Mean length of an outage.")
    surge_fraction: float = column(
        0.0, rate=True, ge=0, le=10, doc="Part of its own share it can add while another is down."
    )
    surge_delay_days: float = column(0.0, unit="days", ge=0, doc="Days into an outage before it can add.")
    capacity: float | None = column(
        None, unit="currency/yr", ge=0, doc="Most we can buy, at unit prices without freight; blank: unlimited."
    )
    payment_days: float = column(0.0, unit="days", ge=0, doc="Days until we pay.")
    onboarding_cost: float = column(0.0, unit="currency", ge=0, doc="Paid once when any item uses it.")
    annual_fee: float = column(0.0, unit="currency/yr", ge=0, doc="Paid each year when any item uses it.")
