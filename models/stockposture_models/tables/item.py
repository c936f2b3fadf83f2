"""The items table: what is stocked."""

from enum import StrEnum
from typing import ClassVar

from stockposture_models.tables.row import Row, column


class Shortage(StrEnum):
    """What happens to a unit that is demanded and not there."""

    LOST = "lost"  #: expedited or the sale is lost; it leaves the system
    BACKORDER = "backorder"  #: it waits for stock


class StockoutEffect(StrEnum):
    """What a stockout does to whoever needs the item."""

    UNKNOWN = "unknown"
    INCONVENIENCES = "inconveniences"
    BREACHES_CONTRACT = "breaches_contract"
    HALTS_PRODUCTION = "halts_production"


#: Criticality that an effect stands for: desirable, essential, vital (VED analysis); 2 and 4 lie between.
CRITICALITY_OF_EFFECT = {
    StockoutEffect.INCONVENIENCES: 1,
    StockoutEffect.BREACHES_CONTRACT: 3,
    StockoutEffect.HALTS_PRODUCTION: 5,
}

ALL_POSTURES = "jit|hybrid|jic"


class Item(Row):
    """One stock-keeping unit."""

    table: ClassVar[str] = "items"
    key: ClassVar[tuple[str, ...]] = ("sku",)

    sku: str = column(min_length=1, doc="Stock-keeping unit; the item's name everywhere.")
    description: str = column("", doc="Words for people.")
    demand_mean: float = column(unit="units/day", ge=0, doc="Mean demand of one day (mu).")
    demand_sd: float = column(unit="units", ge=0, doc="Standard deviation of one day's demand (sigma).")
    stockout_cost: float | None = column(
        None,
        unit="currency/unit",
        unlimited=False,
        ge=0,
        doc="Cost of one unit short (p); blank: from the four columns after stockout_effect, or target_fill_rate.",
    )
    unit_volume: float = column(0.0, unit="m3", ge=0, doc="Space one unit takes.")
    holding_rate: float | None = column(
        None, unit="1/yr", rate=True, ge=0, le=10, doc="Cost of capital a year; blank: the setting's."
    )
    obsolescence_rate: float = column(0.0, unit="1/yr", rate=True, ge=0, le=10, doc="Value lost a year.")
    shortage: Shortage = column(Shortage.LOST, doc="What happens to a unit short.")
    criticality: int = column(
        3, ge=1, le=5, doc="1 inconvenience ... 5 halts production; blank: by stockout_effect if that is given."
    )
    shelf_life_days: float | None = column(None, unit="days", gt=0, doc="Life from dispatch; blank: unlimited.")
    warehouse: str = column("", doc="Where it is kept; blank: in no limited space.")
    product_line: str = column("", doc="The line that stops when the item is short.")
    allowed_postures: str = column(
        ALL_POSTURES,
        pattern=r"^(jit|hybrid|jic)(\|(jit|hybrid|jic))*$",
        doc="Postures that may be chosen, separated by |.",
    )
    min_buffer: float = column(0.0, unit="units", ge=0, doc="Least buffer.")
    max_buffer: float | None = column(None, unit="units", ge=0, doc="Largest buffer; blank: unlimited.")
    stockout_effect: StockoutEffect = column(
        StockoutEffect.UNKNOWN, doc="What a stockout does: criticality 1 (inconveniences), 3 or 5 (halts production)."
    )
    unit_margin: float | None = column(
        None, unit="currency/unit", unlimited=False, ge=0, doc="Margin lost with a unit that is not there."
    )
    contract_penalty: float | None = column(
        None, unit="currency/unit", unlimited=False, ge=0, doc="Penalty owed for a unit that is not there."
    )
    line_down_cost: float | None = column(
        None,
        unit="currency/day",
        unlimited=False,
        ge=0,
        doc="Cost of a day without the item, its line down; a unit short costs this over demand_mean.",
    )
    expedite_premium: float | None = column(
        None,
        unit="currency/unit",
        unlimited=False,
        ge=0,
        doc="Extra cost of a unit brought at once; nothing else is lost then, so the cheaper way counts.",
    )
    target_fill_rate: float | None = column(
        None,
        rate=True,
        unlimited=False,
        gt=0,
        lt=1,
        doc="Fill rate wanted where no cost is known: the cost at which it is the optimum; blank: the setting's.",
    )
    stockout_cost_from: str = column("", doc="Where stockout_cost comes from; blank: it was given.")
