"""The kinds of limits a plan must keep."""

from enum import StrEnum


class LimitKind(StrEnum):
    """What a limit limits, and in which unit."""

    CAPITAL = "capital"
    SPACE = "space"
    WAREHOUSE = "warehouse"
    SUPPLIER = "supplier"

    @property
    def unit(self) -> str:
        """Unit of use and cap."""
        return {"capital": "currency", "supplier": "currency/yr"}.get(self.value, "m3")
