"""A frontier: what a plan costs under each of many limits."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from stockposture_models.values import Value


@dataclass(frozen=True, eq=False)
class Frontier(Value):
    """One case planned under many limits.

    Parameters
    ----------
    points
        One row a point, from tight to loose; columns as in
        :func:`stockposture.frontiers.tables.points_table`. A limit under which no plan fits is a row too; its
        ``problem`` says which limit is short, and by how much.
    steps, changes
        From each point to the next looser one: how many items change posture, split or suppliers, and which; columns
        as in :func:`stockposture.frontiers.changes.changes_along`.
    limits
        Use, cap and shadow price of every limit at every point.
    shortfalls
        Where no plan fits: the limits that cannot hold, by how much, and the least each needs.
    swept
        The limits gone through: ``capital``, ``space`` or both.
    items
        How many items are planned.
    currency
        Its name.
    facts
        ``unlimited``: capital, space and relevant cost of the plan that none of the swept limits binds, where
        percentages were asked for; ``mip_gap``, the gap asked for; ``solver``; ``versions``; ``input_digest``;
        ``seconds``.
    """

    points: pd.DataFrame
    steps: pd.DataFrame
    changes: pd.DataFrame
    limits: pd.DataFrame
    shortfalls: pd.DataFrame
    swept: tuple[str, ...]
    items: int
    currency: str
    facts: Mapping[str, object]

    @property
    def planned(self) -> pd.DataFrame:
        """The points that have a plan."""
        return self.points[self.points["gap"].notna()]

    @property
    def knees(self) -> pd.DataFrame:
        """The points up to which more of the limit pays well, and beyond which it pays less."""
        return self.points[self.points["knee"]]
