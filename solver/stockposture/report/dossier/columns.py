"""The columns of the item table: what each is called, in which unit, how it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stockposture_models.plan.row import PlanRow
from stockposture_models.tables.row import unit_of


class Form(StrEnum):
    """How the values of a column are written."""

    TEXT = "text"
    COUNT = "count"  #: whole numbers
    NUMBER = "number"  #: any other
    MONEY = "money"
    PART = "part"  #: a fraction, as a percentage


@dataclass(frozen=True)
class Column:
    """One column.

    Parameters
    ----------
    name
        Its name in the table of items.
    heading
        What people call it.
    form
        How its values are written.
    unit
        ``currency`` stands for the case's own.
    doc
        What it says.
    """

    name: str
    heading: str
    form: Form
    unit: str
    doc: str


#: Column of the plan to its heading and form; units and meaning are the row model's.
_OF_PLAN: Mapping[str, tuple[str, Form]] = {
    "sku": ("item", Form.TEXT),
    "posture": ("posture", Form.TEXT),
    "split": ("split", Form.TEXT),
    "suppliers": ("suppliers", Form.TEXT),
    "shares": ("shares", Form.TEXT),
    "order_interval_days": ("order every", Form.COUNT),
    "buffer_units": ("buffer", Form.COUNT),
    "buffer_days": ("buffer covers", Form.NUMBER),
    "order_up_to": ("order up to", Form.NUMBER),
    "reorder_point": ("reorder point", Form.NUMBER),
    "short_units_per_year": ("short a year", Form.NUMBER),
    "fill_rate": ("fill rate", Form.PART),
    "on_hand_units": ("on hand", Form.NUMBER),
    "capital": ("capital", Form.MONEY),
    "space_m3": ("space", Form.NUMBER),
    "purchase_cost": ("purchase", Form.MONEY),
    "ordering_cost": ("ordering", Form.MONEY),
    "carrying_cost": ("carrying", Form.MONEY),
    "stockout_cost": ("stockout", Form.MONEY),
    "total_cost": ("total cost", Form.MONEY),
    "relevant_cost": ("relevant cost", Form.MONEY),
    "runner_up": ("next best", Form.TEXT),
    "runner_up_extra_cost": ("next best costs more", Form.MONEY),
    "reason": ("reason", Form.TEXT),
}

#: What the plan does not hold: from the case, by the same rules as ``segment``.
_OF_CASE: tuple[Column, ...] = (
    Column("description", "description", Form.TEXT, "", "What the item is."),
    Column(
        "buffer_capital", "capital in buffer", Form.MONEY, "currency", "Buffer as it is on hand, on average, at value."
    ),
    Column("buffer_carrying_cost", "cost of buffer", Form.MONEY, "currency/yr", "Carrying cost of that."),
    Column("days_on_hand", "days on hand", Form.NUMBER, "days", "Mean on-hand stock over the mean demand of a day."),
    Column("abc", "ABC", Form.TEXT, "", "Class by annual value."),
    Column("xyz", "XYZ", Form.TEXT, "", "Class by predictability of demand."),
    Column("criticality", "criticality", Form.COUNT, "", "1 inconvenience ... 5 halts production."),
    Column("fragility", "fragility", Form.COUNT, "", "1 robust ... 5 fragile supply."),
    Column("fragility_from", "fragile because", Form.TEXT, "", "The signs of fragility its supply shows."),
    Column("governance", "governance", Form.TEXT, "", "Governance rules it is under."),
    Column("warehouse", "warehouse", Form.TEXT, "", "Where it is kept."),
    Column("product_line", "product line", Form.TEXT, "", "What it is needed for."),
    Column("demand_mean", "demand", Form.NUMBER, "units/day", "Mean demand."),
    Column("demand_sd", "demand deviation", Form.NUMBER, "units", "Standard deviation of a day's demand."),
    Column("shortage", "shortage", Form.TEXT, "", "Whether what is short is lost or waits."),
    Column("unit_stockout_cost", "cost of a unit short", Form.MONEY, "currency/unit", "What a unit short costs."),
    Column("time_to_recover", "time to recover", Form.NUMBER, "days", "Longest single outage that can strike it."),
    Column("annual_value", "annual value", Form.MONEY, "currency/yr", "A year's demand at the price paid today."),
)

#: Where the columns of the case go among those of the plan: what it is first, then what was decided.
_ORDER = (
    *("sku", "description", "posture", "split", "suppliers", "shares", "order_interval_days", "buffer_units"),
    *(
        "buffer_days",
        "buffer_capital",
        "buffer_carrying_cost",
        "order_up_to",
        "reorder_point",
        "fill_rate",
        "short_units_per_year",
    ),
    *(
        "on_hand_units",
        "days_on_hand",
        "capital",
        "space_m3",
        "purchase_cost",
        "ordering_cost",
        "carrying_cost",
        "stockout_cost",
    ),
    *("total_cost", "relevant_cost", "runner_up", "runner_up_extra_cost", "reason", "abc", "xyz", "criticality"),
    *("fragility", "fragility_from", "governance", "warehouse", "product_line", "demand_mean", "demand_sd"),
    *("shortage", "unit_stockout_cost", "time_to_recover", "annual_value"),
)


def _columns() -> Mapping[str, Column]:
    known = {column.name: column for column in _OF_CASE}
    for name, (heading, form) in _OF_PLAN.items():
        field = PlanRow.model_fields[name]
        known[name] = Column(name, heading, form, unit_of(field), field.description or "")
    return {name: known[name] for name in _ORDER}


#: Every column by its name, in the order in which they are shown.
COLUMNS: Mapping[str, Column] = _columns()
