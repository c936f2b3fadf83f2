"""What comparing plans found. Frozen."""

from dataclasses import dataclass

import pandas as pd

from stockposture_models.values import Value

#: Columns of ``plans`` beside the key figures: name to unit and what it is.
PLAN_COLUMNS = {
    "plan": ("", "The plan."),
    "status": ("", "within_gap, stopped_early, or priced: not searched for."),
    "items": ("", "How many items it decides."),
    "relevant_cost": ("currency/yr", "What decisions can change: total less demand at its cheapest landed price."),
    "total_cost": ("currency/yr", "All of it."),
    "purchase_cost": ("currency/yr", "Units and freight."),
    "ordering_cost": ("currency/yr", "Orders and programmes."),
    "carrying_cost": ("currency/yr", "Capital, obsolescence, storage and goods in transit."),
    "stockout_cost": ("currency/yr", "Expected shortages."),
    "supplier_cost": ("currency/yr", "Onboarding and fees."),
    "overflow_cost": ("currency/yr", "Rented space."),
    "short_units_per_year": ("units/yr", "Expected units short, of all items."),
    "space_m3": ("m3", "Space used."),
    "gap": ("", "Its own: (total cost - its lower bound) / relevant cost; 1 of a priced plan."),
    "lower_bound": ("currency/yr", "Its own."),
    "proven_gap": ("", "The best that is known: against its own bound, or another plan's whose limits it keeps."),
    "proven_by": ("", "The plan whose bound that is; empty where nothing is proven."),
    "limits_broken": ("", "Limits it breaks."),
    "rules_broken": ("", "Items that break a rule; an item that breaks two counts twice."),
    "jit": ("", "Items of this posture."),
    "hybrid": ("", "Items of this posture."),
    "jic": ("", "Items of this posture."),
    "single": ("", "Items of this split."),
    "dual": ("", "Items of this split."),
    "nearshore": ("", "Items of this split."),
}

#: What is decided for an item; ``items`` has each twice, ``first_posture`` and ``posture``.
DECIDED = ("posture", "split", "suppliers", "shares", "order_interval_days", "buffer_units")
#: What follows from it; ``items`` has the differences, ``capital_difference``.
FIGURES = (
    "capital",
    "space_m3",
    "short_units_per_year",
    "fill_rate",
    "purchase_cost",
    "ordering_cost",
    "carrying_cost",
    "stockout_cost",
    "relevant_cost",
)


@dataclass(frozen=True, eq=False)
class Comparison(Value):
    """Plans side by side; the first is the yardstick. Differences are a plan's figure less the yardstick's.

    Parameters
    ----------
    plans
        One row a plan: columns as in :data:`PLAN_COLUMNS`, and the key figures.
    limits
        One row for each plan and limit: use, cap, what is beyond it, shadow price.
    changes
        One row a plan but the first: how many items differ in what, and what that comes to.
    items
        One row for each such plan and item that it decides otherwise, the largest difference of relevant cost first.
    notes
        What to bear in mind: plans of different cases, items that only one has.
    currency
        Its name.
    """

    plans: pd.DataFrame
    limits: pd.DataFrame
    changes: pd.DataFrame
    items: pd.DataFrame
    notes: tuple[str, ...] = ()
    currency: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The plans, the yardstick first."""
        return tuple(self.plans["plan"])
