"""Everything a report of a plan says, worked out once for page and workbook."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from stockposture.comparison.result import Comparison
from stockposture.frontiers.result import Frontier
from stockposture.report.dossier.items import item_table
from stockposture.report.dossier.usage import by_supplier
from stockposture_models.plan.item_kpis import kpis_of, line_kpis
from stockposture_models.plan.kpis import Kpis
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.links import positions_in


@dataclass(frozen=True)
class Dossier:
    """A plan and what is reported of it, each part worked out when it is asked for.

    Parameters
    ----------
    plan
        The plan.
    frontier
        The same case under other limits, if there is one to show.
    comparison
        Another plan, the yardstick, and this one side by side, if there is one to show.
    """

    plan: Plan
    frontier: Frontier | None = None
    comparison: Comparison | None = None

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The plan's rows in the order of the case's items."""
        rows, case = self.plan.items, self.plan.case
        return rows.iloc[positions_in(case.items["sku"], rows["sku"])].reset_index(drop=True)

    @cached_property
    def items(self) -> pd.DataFrame:
        """A row an item, columns as in :data:`~stockposture.report.dossier.columns.COLUMNS`."""
        return item_table(self.rows, self.plan.case)

    def dearest(self, most: int) -> pd.DataFrame:
        """Return the items, of many those of the largest relevant cost, in their order."""
        items = self.items
        if len(items) <= most:
            return items
        kept = items["relevant_cost"].nlargest(most).index.sort_values()
        return items.loc[kept].reset_index(drop=True)

    @cached_property
    def suppliers(self) -> pd.DataFrame:
        """What is bought from each supplier used."""
        return by_supplier(self.rows, self.plan.case)

    @cached_property
    def kpis(self) -> Kpis:
        """The key figures; of a plan of an older version worked out now."""
        return self.plan.summary.kpis or kpis_of(self.rows, self.plan.case)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The uptime of each product line by the plan's own fill rates, the least first."""
        found = line_kpis(self.rows, self.plan.case)
        return found.sort_values(["uptime", "product_line"], ignore_index=True)
