"""The regions table: what strikes all suppliers of a region at once."""

from typing import ClassVar

from stockposture_models.tables.row import Row, column


class Region(Row):
    """One region."""

    table: ClassVar[str] = "regions"
    key: ClassVar[tuple[str, ...]] = ("region",)

    region: str = column(min_length=1, doc="The region's name everywhere.")
    disruption_rate: float = column(unit="1/yr", ge=0, le=365, doc="Regional outages a year.")
    disruption_days: float = column(unit="days", ge=0, doc="Mean length of a regional outage.")
