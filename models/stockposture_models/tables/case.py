"""The case: five checked tables and the settings. Frozen; nothing downstream writes to it."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

import pandas as pd

from stockposture_models.findings import Finding
from stockposture_models.tables.digest import digest_of
from stockposture_models.tables.item import Item
from stockposture_models.tables.offer import Offer
from stockposture_models.tables.region import Region
from stockposture_models.tables.row import Row
from stockposture_models.tables.settings import Settings
from stockposture_models.tables.supplier import Supplier
from stockposture_models.tables.warehouse import Warehouse

ROW_MODELS: dict[str, type[Row]] = {model.table: model for model in (Item, Supplier, Offer, Region, Warehouse)}


@dataclass(frozen=True)
class Case:
    """Checked input of every verb.

    Each table has all columns of its row model, in that order, defaults filled in, sorted by its key
    with a fresh ``RangeIndex``. Text columns hold ``str``; numbers ``float64`` (``nan`` where the row model
    says ``None``), counts ``int64``, flags ``bool``.

    Parameters
    ----------
    items, suppliers, offers, regions, warehouses
        The tables; see the row models for columns and units.
    settings
        Caps, bases, postures.
    findings
        Warnings and repairs made on the way in.
    digest
        SHA-256 over the tables and settings, hexadecimal: the same input has the same digest.
    """

    items: pd.DataFrame
    suppliers: pd.DataFrame
    offers: pd.DataFrame
    regions: pd.DataFrame
    warehouses: pd.DataFrame
    settings: Settings = field(default_factory=Settings)
    findings: tuple[Finding, ...] = field(default=())
    digest: str = ""

    def replace(self, **changes: Any) -> Self:
        """Return a copy with the given fields changed."""
        return replace(self, **changes)

    def with_settings(self, **changes: Any) -> Self:
        """Return a copy with the given settings changed and checked, and the digest that belongs to it."""
        merged = Settings.model_validate({**self.settings.model_dump(), **changes})
        return self.replace(settings=merged, digest=digest_of(self.frames, merged))

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        return {table: getattr(self, table) for table in ROW_MODELS}
