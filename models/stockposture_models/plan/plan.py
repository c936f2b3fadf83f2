"""A plan: decisions per item and the summary. Frozen."""

from dataclasses import dataclass

import pandas as pd

from stockposture_models.plan.summary import Summary
from stockposture_models.tables.case import Case


@dataclass(frozen=True)
class Plan:
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
