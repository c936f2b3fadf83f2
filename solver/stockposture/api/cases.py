"""A case: checked input."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Self

import pandas as pd

from stockposture.io.read import read_case
from stockposture.io.sql.database import Place, place_of
from stockposture_models.findings import Finding
from stockposture_models.tables import case as cases
from stockposture_models.tables.frames import case_from_frames
from stockposture_models.tables.settings import Settings
from stockposture_models.values import parts_of


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

    def replace(self, **changes: Any) -> Self:
        """Return a copy with the given fields changed; what is new is checked as by :meth:`of`.

        Parameters
        ----------
        changes
            Tables, ``settings``, ``findings``. What was found before stays, unless ``findings`` are given, and what
            the check finds is added. With a ``digest`` all is taken as it is.

        Raises
        ------
        BadInputError
            With every fault.

        Examples
        --------
        >>> case = Case.of(
        ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [4.0], "demand_sd": [2.0], "stockout_cost": [30.0]}),
        ...     suppliers=pd.DataFrame({"supplier": ["Near"]}),
        ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["Near"], "unit_price": [9.0], "lead_time_days": [5.0]}),
        ... )
        >>> dearer = case.replace(items=case.items.assign(stockout_cost=60))
        >>> dearer.items.loc[0, "stockout_cost"].item(), dearer.digest == case.digest
        (60.0, False)
        """
        if "digest" in changes or changes.keys() <= {"findings"}:
            return super().replace(**changes)
        unknown = changes.keys() - {part.name for part in fields(self)}
        if unknown:
            raise TypeError(f"a case has no {', '.join(sorted(unknown))}")
        named = {name: changes.get(name, getattr(self, name)) for name in (*self.frames, "settings")}
        checked = Case.of(**named)
        findings = changes.get("findings", self.findings)
        told = {_told(finding) for finding in findings}
        more = tuple(finding for finding in checked.findings if _told(finding) not in told)
        return super().replace(**{**parts_of(checked), "findings": (*findings, *more)})

    def __repr__(self) -> str:
        """Return the numbers of rows: tables are shown by ``case.items`` and so on."""
        rows = ", ".join(f"{len(frame):,} {table}" for table, frame in self.frames.items())
        return f"Case({rows})"


def _told(finding: Finding) -> tuple[str, str | None, str | None]:
    """Return what a finding says, whatever the file or table it was found in."""
    return finding.problem, finding.column, finding.value
