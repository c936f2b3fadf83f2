"""What a stress gives: tables of scenarios, product lines, items, and the ranking of suppliers and regions."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from stockposture_models.values import Value


@dataclass(frozen=True, eq=False)
class Stress(Value):
    """A plan under stress, each replication against the same days without the event.

    All tables share these columns; days count from the day the event begins, ``inf`` is never (survived) or not
    within the horizon (not recovered); each ``_half_width`` is half of a 95 % interval over the replications:

    - ``time_to_survive``, ``time_to_survive_p5``: day of the first shortage that the event causes, median and 5th
      percentile; ``survived``: part of the replications in which it causes none
    - ``time_to_recover``, ``time_to_recover_p95``: days until supply and stock are back, median and 95th percentile
    - ``units_lost``, ``money_lost``: short beyond the undisturbed days, units and currency
    - ``time_to_survive_no_buffers``, ``units_lost_no_buffers``, ``money_lost_no_buffers``: the same items and
      suppliers without any buffer, beyond their own undisturbed days
    - ``money_saved``: what the buffers saved, the difference of the two, replication by replication

    Parameters
    ----------
    scenarios
        One row a scenario: ``scenario``, ``days``, ``horizon_days``, ``items`` (that the event touches), and the
        columns above, of all items together: first shortage of any, last of all to recover, sums.
    lines
        One row a scenario and product line touched: ``scenario``, ``product_line``, ``items``, likewise.
    items
        One row a scenario and item touched: ``scenario``, ``sku``, ``product_line``, ``posture``, ``suppliers``.
    ranking
        One row a supplier and region, costliest first: ``kind``, ``name``, ``outage_days``, ``outage_days_from``
        (``table``, ``option`` or ``default``), ``horizon_days``, ``items``, the columns above and
        ``risk_exposure_index``: money lost over the largest money lost. Empty where it was not asked for.
    runs, ranking_runs
        Replications of each scenario, of each failure in the ranking.
    seed
        Seed of everything random.
    items_planned
        Items of the plan.
    seconds
        It took.
    currency
        Name of the currency, for people.
    """

    scenarios: pd.DataFrame
    lines: pd.DataFrame
    items: pd.DataFrame
    ranking: pd.DataFrame
    runs: int
    ranking_runs: int
    seed: int
    items_planned: int
    seconds: float
    currency: str

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        names = {
            "scenarios": self.scenarios,
            "product_lines": self.lines,
            "items": self.items,
            "ranking": self.ranking,
        }
        return {name: table for name, table in names.items() if len(table.columns)}

    @property
    def facts(self) -> dict[str, Any]:
        """What holds for all tables."""
        return {
            "runs": self.runs,
            "ranking_runs": self.ranking_runs,
            "seed": self.seed,
            "items_planned": self.items_planned,
            "currency": self.currency,
            "seconds": round(self.seconds, 3),
        }


#: Columns that every table has, in their order.
MEASURES = (
    "time_to_survive",
    "time_to_survive_p5",
    "survived",
    "time_to_recover",
    "time_to_recover_p95",
    "units_lost",
    "units_lost_half_width",
    "money_lost",
    "money_lost_half_width",
    "time_to_survive_no_buffers",
    "units_lost_no_buffers",
    "units_lost_no_buffers_half_width",
    "money_lost_no_buffers",
    "money_lost_no_buffers_half_width",
    "money_saved",
    "money_saved_half_width",
)
