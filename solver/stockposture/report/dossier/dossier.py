"""Everything a report of a plan says, worked out once for page and workbook."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from stockposture.report.dossier.items import item_table
from stockposture.report.dossier.usage import by_supplier, unit_values, usage_of
from stockposture_models.plan.plan import Plan


@dataclass(frozen=True)
class Dossier:
    """A plan and what is reported of it, each part worked out when it is asked for.

    Parameters
    ----------
    plan
        The plan.
    """

    plan: Plan

    @cached_property
    def usage(self) -> pd.DataFrame:
        """What is bought of each item from each supplier used."""
        return usage_of(self.plan)

    @cached_property
    def items(self) -> pd.DataFrame:
        """A row an item, columns as in :data:`~stockposture.report.dossier.columns.COLUMNS`."""
        return item_table(self.plan, unit_values(self.plan, self.usage))

    @cached_property
    def suppliers(self) -> pd.DataFrame:
        """What is bought from each supplier used."""
        return by_supplier(self.plan, self.usage)
