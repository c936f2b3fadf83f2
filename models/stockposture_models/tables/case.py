"""The case: five checked tables and the settings. Frozen; nothing downstream writes to it."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding
from stockposture_models.tables.check_settings import check_settings
from stockposture_models.tables.digest import digest_of
from stockposture_models.tables.item import Item
from stockposture_models.tables.offer import Offer
from stockposture_models.tables.region import Region
from stockposture_models.tables.row import Row
from stockposture_models.tables.runs import run_starts
from stockposture_models.tables.settings import Settings
from stockposture_models.tables.supplier import Supplier
from stockposture_models.tables.warehouse import Warehouse
from stockposture_models.values import Value

ROW_MODELS: dict[str, type[Row]] = {model.table: model for model in (Item, Supplier, Offer, Region, Warehouse)}


@dataclass(frozen=True, eq=False)
class Case(Value):
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
        """Return a copy with the given fields changed, and the digest that belongs to it unless one is given.

        Tables are taken as they are: checked, sorted by their keys, every column there.
        """
        changed = replace(self, **changes)
        if "digest" in changes or changes.keys() <= {"findings"}:
            return changed
        return replace(changed, digest=digest_of(changed.frames, changed.settings))

    @cached_property
    def first_offer(self) -> NDArray[np.int64]:
        """(items + 1,) row of each item's first offer; the last entry is the number of offers."""
        return run_starts(self.items["sku"], self.offers["sku"])

    def rows(self, items: slice | NDArray[np.int64]) -> Self:
        """Return the part of the case that holds some of its items, with their offers.

        Suppliers, regions, warehouses and settings stay whole. Nothing is checked again; the part has no findings
        and no digest: it is no input of its own.

        Parameters
        ----------
        items
            Rows of ``items``: a slice of step 1, or row numbers, ascending, each once. A slice shares memory with the
            case.

        Raises
        ------
        ValueError
            If row numbers are not ascending or a slice has steps.
        """
        if isinstance(items, slice):
            start, stop, step = items.indices(len(self.items))
            if step != 1:
                raise ValueError(f"items go by steps of {step}; a part of a case needs a slice of step 1")
            stop = max(start, stop)
            offers: slice | NDArray[np.int64] = slice(int(self.first_offer[start]), int(self.first_offer[stop]))
            items = slice(start, stop)
        else:
            items = np.asarray(items, dtype=np.int64)
            if (np.diff(items, prepend=-1) <= 0).any() or (items >= len(self.items)).any():
                raise ValueError(f"rows of items must be ascending, 0 to {len(self.items) - 1:,}, each once")
            begin, count = self.first_offer[items], self.first_offer[items + 1] - self.first_offer[items]
            offers = np.repeat(begin - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(count.sum())
        return self.replace(items=_taken(self.items, items), offers=_taken(self.offers, offers), findings=(), digest="")

    def with_settings(self, **changes: Any) -> Self:
        """Return a copy with the given settings changed and checked, and the digest that belongs to it.

        Raises
        ------
        BadInputError
            With every fault of the settings.
        """
        merged, findings = check_settings({**self.settings.model_dump(), **changes}, "settings")
        if merged is None:
            raise BadInputError(findings)
        return self.replace(settings=merged, digest=digest_of(self.frames, merged))

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        return {table: getattr(self, table) for table in ROW_MODELS}


def _taken(frame: pd.DataFrame, rows: slice | NDArray[np.int64]) -> pd.DataFrame:
    """Return some rows of a table, with a fresh index."""
    return frame.iloc[rows].reset_index(drop=True)
