"""The key figures of a plan: the one source of their names, units, words and definitions."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from stockposture_models.plan.part import Part


@dataclass(frozen=True)
class Kpi:
    """What a key figure is.

    Parameters
    ----------
    unit
        Empty for a part of a whole; ``currency`` stands for the case's own.
    label
        As people call it.
    doc
        Its definition in a sentence.
    """

    unit: str
    label: str
    doc: str


#: Name to what it is, in the order shown; formulas in ``docs/kpis.md``. A year has 365 days.
KPIS = {
    "capital": Kpi("currency", "capital tied up", "Mean working capital on the case's capital basis."),
    "buffer_capital": Kpi("currency", "capital in buffers", "Value of the buffers as they are on hand, on average."),
    "buffer_carrying_cost": Kpi(
        "currency/yr", "carrying cost of buffers", "What keeping these buffers costs: capital, obsolescence, storage."
    ),
    "stock_turns": Kpi("1/yr", "stock turns", "What leaves the stock in a year over mean on-hand stock, at value."),
    "days_on_hand": Kpi("days", "days on hand", "Mean on-hand stock over the mean demand of a day, at value."),
    "fill_rate": Kpi("", "fill rate", "Part of the units demanded that is met from stock (type 2)."),
    "stockout_rate": Kpi("", "stockout rate", "Part of an item's demand that is short, mean of the items with demand."),
    "highest_stockout_rate": Kpi("", "highest stockout rate", "The same of the item that has most of it."),
    "production_uptime": Kpi(
        "",
        "production uptime",
        "Part of days on which no item of a product line is short, if they run short independently; mean of the lines.",
    ),
    "production_uptime_together": Kpi(
        "", "uptime if short together", "The same if all items of a line run short on the same days."
    ),
    "lowest_uptime": Kpi("", "lowest uptime", "Production uptime of the line that has least of it."),
    "freight_cost": Kpi("currency/yr", "freight", "Freight of a year's demand, and expediting."),
    "freight_above_cheapest": Kpi(
        "currency/yr", "freight above the cheapest", "Freight paid above that of each item's cheapest landed offer."
    ),
    "expediting_cost": Kpi(
        "currency/yr", "expediting", "Units short at their stockout cost, of items whose shortage is lost."
    ),
    "premium_freight_share": Kpi(
        "", "premium freight", "Freight above the cheapest, and expediting, as a part of all freight."
    ),
}


def _of(name: str) -> Any:
    kpi = KPIS[name]
    unit = f" [{kpi.unit}]" if kpi.unit else ""
    return Field(description=f"{kpi.doc[:-1]}{unit}.")


class Kpis(Part):
    """The key figures of a plan; ``None`` where there is nothing to measure: no stock, no demand, no product line."""

    capital: float = _of("capital")
    buffer_capital: float = _of("buffer_capital")
    buffer_carrying_cost: float = _of("buffer_carrying_cost")
    stock_turns: float | None = _of("stock_turns")
    days_on_hand: float | None = _of("days_on_hand")
    fill_rate: float = _of("fill_rate")
    stockout_rate: float = _of("stockout_rate")
    highest_stockout_rate: float = _of("highest_stockout_rate")
    production_uptime: float | None = _of("production_uptime")
    production_uptime_together: float | None = _of("production_uptime_together")
    lowest_uptime: float | None = _of("lowest_uptime")
    freight_cost: float = _of("freight_cost")
    freight_above_cheapest: float = _of("freight_above_cheapest")
    expediting_cost: float = _of("expediting_cost")
    premium_freight_share: float | None = _of("premium_freight_share")
