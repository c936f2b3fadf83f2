"""One row of ``plan.csv``: the one source of its columns, units and docs."""

from typing import ClassVar

from stockposture_models.tables.posture_name import PostureName
from stockposture_models.tables.row import Row, column


class PlanRow(Row):
    """The decision for one item, what it promises and what it costs a year."""

    table: ClassVar[str] = "plan"
    key: ClassVar[tuple[str, ...]] = ("sku",)

    sku: str = column(doc="Stock-keeping unit.")
    posture: PostureName = column(doc="jit, hybrid or jic.")
    split: str = column(pattern="^(single|dual|nearshore)$", doc="single, dual or nearshore.")
    suppliers: str = column(doc="Suppliers used, separated by |.")
    shares: str = column(doc="Their shares of each order, in the same order, separated by |.")
    order_interval_days: int = column(unit="days", doc="Days between reviews (T).")
    buffer_units: int = column(unit="units", doc="Buffer on top of mean demand over T and lead time (b).")
    buffer_days: float = column(unit="days", doc="Buffer in days of supply; 0 without demand.")
    order_up_to: float = column(unit="units", doc="Order-up-to level S = mu (T + Lbar) + b.")
    reorder_point: float = column(
        unit="units", doc="Inventory position at which a continuous review would order: mu Lbar + b."
    )
    short_units_per_year: float = column(unit="units/yr", doc="Expected units short.")
    fill_rate: float = column(doc="Part of demand met from stock (type 2).")
    on_hand_units: float = column(unit="units", doc="Mean on-hand stock.")
    capital: float = column(unit="currency", doc="Working capital tied up, on the chosen basis.")
    space_m3: float = column(unit="m3", doc="Space used, on the chosen basis.")
    purchase_cost: float = column(unit="currency/yr", doc="Units and freight.")
    ordering_cost: float = column(unit="currency/yr", doc="Orders and the posture's programme.")
    carrying_cost: float = column(unit="currency/yr", doc="Capital, obsolescence, storage and goods in transit.")
    stockout_cost: float = column(unit="currency/yr", doc="Expected units short at their cost.")
    total_cost: float = column(unit="currency/yr", doc="Sum of the four parts.")
    relevant_cost: float = column(unit="currency/yr", doc="Total less demand at the cheapest landed price.")
    runner_up: str = column(doc="Best other posture and split; empty if there is none.")
    runner_up_extra_cost: float | None = column(
        unit="currency/yr", doc="What it would cost more, the use of limits priced in; empty if there is none."
    )
    reason: str = column(doc="One plain sentence from the numbers.")
