"""A plan: decisions per item and the summary. Frozen."""

from dataclasses import dataclass

import pandas as pd

from stockposture_models.plan.item_kpis import item_kpis, kpis_of, line_kpis
from stockposture_models.plan.kpis import Kpis
from stockposture_models.plan.summary import Summary
from stockposture_models.tables.case import Case
from stockposture_models.values import Value


@dataclass(frozen=True, eq=False)
class Plan(Value):
    """What was decided for a case.

    Parameters
    ----------
    items
        One row an item, columns as in :class:`~stockposture_models.plan.row.PlanRow`, sorted by sku.
    summary
        Costs, limits, proof.
    case
        The case that was solved; a plan folder keeps a copy, so that a plan can be explained,
        simulated and verified on its own.
    """

    items: pd.DataFrame
    summary: Summary
    case: Case

    @property
    def kpis(self) -> Kpis:
        """Key figures of the whole plan; see :mod:`stockposture_models.plan.kpis`."""
        return self.summary.kpis or kpis_of(self.items, self.case)

    @property
    def kpis_by_item(self) -> pd.DataFrame:
        """Key figures of each item; see :func:`stockposture_models.plan.item_kpis.item_kpis`."""
        return item_kpis(self.items, self.case)

    @property
    def kpis_by_line(self) -> pd.DataFrame:
        """Uptime of each product line; see :func:`stockposture_models.plan.item_kpis.line_kpis`."""
        return line_kpis(self.items, self.case)
