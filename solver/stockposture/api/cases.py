"""A case: checked input."""

from collections.abc import Mapping
from typing import Self

import pandas as pd

from stockposture.api.parts import parts_of
from stockposture.io.read import read_case
from stockposture.io.sql.database import Place, place_of
from stockposture_models.tables import case as cases
from stockposture_models.tables.frames import case_from_frames
from stockposture_models.tables.settings import Settings


class Case(cases.Case):
    """Checked input: five tables and the settings."""

    @classmethod
    def read(cls, path: str | Place, *, encoding: str | None = None, decimal: str = ".") -> Self:
        """Read and check a folder of tables, a workbook or a database by its URL.

        See :func:`stockposture.io.read.read_case`.
        """
        return cls(**parts_of(read_case(place_of(path), encoding=encoding, decimal=decimal)))

    @classmethod
    def of(
        cls,
        *,
        items: pd.DataFrame,
        suppliers: pd.DataFrame,
        offers: pd.DataFrame,
        regions: pd.DataFrame | None = None,
        warehouses: pd.DataFrame | None = None,
        settings: Settings | Mapping[str, object] | None = None,
    ) -> Self:
        """Check data frames; see :func:`stockposture_models.tables.frames.case_from_frames`."""
        case = case_from_frames(
            items=items,
            suppliers=suppliers,
            offers=offers,
            regions=regions,
            warehouses=warehouses,
            settings=settings,
        )
        return cls(**parts_of(case))

    def __repr__(self) -> str:
        """Return the numbers of rows: tables are shown by ``case.items`` and so on."""
        rows = ", ".join(f"{len(frame):,} {table}" for table, frame in self.frames.items())
        return f"Case({rows})"
