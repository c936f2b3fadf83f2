"""What a backtest found. Frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from stockposture.backtesting.period import Period
from stockposture_models.plan.plan import Plan
from stockposture_models.values import Value

#: What the plan is called beside the rules.
PLAN = "plan"

#: Columns of ``contestants``: name to unit and what it is.
COLUMNS = {
    "name": ("", "The plan, or the rule of thumb."),
    "knob": ("", "How the rule's one free knob was set."),
    "is_reached": ("", "Whether the rule ties up the capital of the plan, as promised by the theory."),
    "cut": ("items", "Items whose buffer the postures' bands or the item's own rules cut off or filled up."),
    "promised_capital": ("currency", "Mean working capital, as promised; also the stock it opens with."),
    "promised_cost": ("currency/yr", "Relevant cost, as promised."),
    "relevant_cost": ("currency", "Of the period: the four parts together."),
    "purchase_cost": ("currency", "Of the period, above the cheapest landed price."),
    "ordering_cost": ("currency", "Of the period: orders and programmes."),
    "carrying_cost": ("currency", "Of the period: capital, obsolescence, storage and goods in transit."),
    "stockout_cost": ("currency", "Of the period: units short at their cost."),
    "fill_rate": ("", "Units met from stock over units demanded, all items."),
    "stock_turns": ("1/yr", "What left the stock, by the year, over its mean, at value."),
    "days_on_hand": ("days", "Mean on-hand stock over the mean demand of these days, at value."),
    "stockout_rate": ("", "Part of an item's demand that was short, mean of the items with demand."),
    "premium_freight_share": ("", "Freight above the cheapest, and expediting, as a part of all freight."),
    "buffer_carrying_cost": ("currency", "Of the period: what keeping the buffers cost."),
    "capital": ("currency", "Mean working capital of the period."),
    "highest_capital": ("currency", "Highest value of the stock on a day."),
    "leads_of_item": ("", "Part of what was demanded, by value, with lead times of the item's own actual orders."),
    "leads_of_supplier": ("", "The same of the supplier's orders of other items."),
    "leads_of_region": ("", "The same of its region's orders."),
    "leads_of_plan": ("", "The same of no actual order: the mean the plan reckons with."),
}
#: Columns that say where lead times came from, from narrow to wide.
LEAD_SOURCES = ("leads_of_item", "leads_of_supplier", "leads_of_region", "leads_of_plan")


@dataclass(frozen=True, eq=False)
class Backtest(Value):
    """A plan and the rules beside it, lived through the same actual days.

    Parameters
    ----------
    contestants
        One row for the plan, then one a rule; columns as in :data:`COLUMNS`.
    items
        One row for each contestant and item: what it decided, and what came of it.
    plans
        Name of each contestant to its plan.
    period
        The days replayed.
    capital
        The cap the plan was solved under, currency; ``None`` for none.
    facts
        What else is worth knowing: counts of items.
    currency
        Its name.
    """

    contestants: pd.DataFrame
    items: pd.DataFrame
    plans: Mapping[str, Plan]
    period: Period
    capital: float | None
    facts: Mapping[str, object] = field(default_factory=dict)
    currency: str = ""
