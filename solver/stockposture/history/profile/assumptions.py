"""What a history does not say, as options: the one source of their names, defaults, bounds and help."""

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from stockposture.history.demand.method import Method
from stockposture_models.tables.item import Shortage


def _option(default: Any, description: str, *, unit: str = "", name: str = "", **bounds: Any) -> Any:
    return Field(default, description=description, json_schema_extra={"unit": unit, "name": name}, **bounds)


class Assumptions(BaseModel):
    """Fill-ins and thresholds of ``profile``; every one is an option of the command line."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    period: str | None = _option(
        None,
        "Months the case is planned for, e.g. 2015Q1, 2015-02, 2015H1, 2015; none: the year after the history.",
        name="--for",
    )
    since: dt.date | None = _option(
        None, "Demand before this day's month is left out; none: from the first month observed."
    )
    cut_months: int = _option(
        0,
        "Last months of demand left out, where what was not yet delivered is absent.",
        unit="months",
        ge=0,
        le=120,
    )
    min_demand_months: int = _option(1, "Items with demand in fewer months are left out.", unit="months", ge=1, le=1200)
    significance: float = _option(
        0.01, "Chance of seeing a trend, or a season, in the demand of an item that has none.", ge=0, le=0.5
    )
    trend_damping: float = _option(0.9, "Part of a trend that each further month keeps.", ge=0, le=1)
    intermittent_method: Method = _option(
        Method.MEAN, "Mean of intermittent and lumpy demand: mean (of all days), croston, sba or tsb."
    )
    smoothing: float = _option(0.1, "Smoothing constant of croston, sba and tsb, per month.", gt=0, lt=1)
    demand_cv: float = _option(
        1.0, "Deviation over mean of one day's demand, where a single observation shows none.", ge=0, le=100
    )
    min_observations: int = _option(
        3,
        "Fewer lines of freight of an offer, its supplier or its region: the next wider pool is used.",
        ge=2,
        le=1000,
    )
    late_days: float | None = _option(
        None,
        "Shorter standstills of a supplier are no outages; none: those that its congestion explains are none.",
        unit="days",
        ge=0,
        le=3650,
    )
    lead_time_days: float = _option(
        60, "Mean lead time where the whole history has too few.", unit="days", ge=0, le=3650
    )
    lead_time_sd: float = _option(30, "Its deviation where the whole history has too few.", unit="days", ge=0, le=3650)
    price_months: int = _option(
        24,
        "Prices are averaged over this long before an offer's last delivery.",
        unit="months",
        ge=1,
        le=1200,
    )
    unit_price: float | None = _option(
        None,
        "Price of items of which neither a delivery nor items.csv shows one; none: they are left out.",
        unit="currency/unit",
        gt=0,
        le=1e9,
    )
    freight_share: float = _option(0.05, "Freight over price where the whole history has too few.", ge=0, le=10)
    order_cost: float = _option(200, "Placing and receiving one full order of one item.", unit="currency/order", ge=0)
    disruption_rate: float | None = _option(
        None,
        "Outages of every supplier; none: from its standstills.",
        unit="1/yr",
        ge=0,
        le=365,
    )
    disruption_days: float | None = _option(
        None,
        "Mean length of an outage of every supplier; none: from its standstills.",
        unit="days",
        ge=0,
        le=3650,
    )
    prior_disruption_rate: float = _option(
        0.3, "Outages of a supplier expected before any is seen.", unit="1/yr", gt=0, le=365
    )
    prior_disruption_days: float = _option(20, "Their mean length, likewise.", unit="days", ge=1, le=1000)
    region_disruption_rate: float = _option(
        0.1,
        "Outages of a region, which strike all its suppliers at once, expected before any is seen; 0: none at all.",
        unit="1/yr",
        ge=0,
        le=365,
    )
    region_disruption_days: float = _option(60, "Their mean length, likewise.", unit="days", ge=1, le=1000)
    country_of_use: str | None = _option(
        None, "Suppliers of this country are nearshore, no others; none: as the table of suppliers says."
    )
    surge_fraction: float = _option(0.0, "Part of its own share a supplier can add while another is down.", ge=0, le=10)
    surge_delay_days: float = _option(0.0, "Days into an outage before it can.", unit="days", ge=0, le=3650)
    payment_days: float = _option(0.0, "Days until a supplier is paid.", unit="days", ge=0, le=3650)
    stockout_multiple: float = _option(2.0, "A unit short costs this many times its price ...", ge=0, le=1e6)
    premium_freight: float = _option(9.0, "... plus this premium to bring it by air.", unit="currency/kg", ge=0, le=1e6)
    unit_weight_kg: float | None = _option(
        None, "Weight of a unit where it is not known; none: the median of the known ones.", unit="kg", ge=0
    )
    kg_per_m3: float = _option(250.0, "Volume from weight, where no volume is known.", unit="kg/m3", gt=0, le=1e5)
    shortage: Shortage = _option(
        Shortage.LOST, "What a unit short does: lost (expedited or not sold) or backorder (it waits)."
    )
    holding_rate: float = _option(0.22, "Cost of capital and of keeping stock.", unit="1/yr", ge=0, le=10)
    obsolescence_rate: float = _option(0.0, "Value lost a year.", unit="1/yr", ge=0, le=10)
    storage_cost: float = _option(100.0, "Cost of space.", unit="currency/m3/yr", ge=0)
    criticality_first_line: int = _option(5, "Criticality of first-line items.", ge=1, le=5)
    criticality_other: int = _option(3, "Criticality of all others.", ge=1, le=5)
    currency: str = _option("USD", "Name of the currency.", max_length=12)

    @field_validator("period")
    @classmethod
    def _is_a_period(cls, value: str | None) -> str | None:
        """Refuse what is no period."""
        from stockposture.history.demand.period import planning_period

        if value is not None:
            planning_period(value)
        return value


def unit_of_option(name: str) -> str:
    """Return the unit of an option.

    >>> unit_of_option("kg_per_m3")
    'kg/m3'
    """
    extra = Assumptions.model_fields[name].json_schema_extra
    return str(extra["unit"]) if isinstance(extra, dict) else ""


def option_name(name: str) -> str:
    """Return the option's name on the command line.

    >>> option_name("cut_months")
    '--cut-months'
    """
    extra = Assumptions.model_fields[name].json_schema_extra
    own = str(extra["name"]) if isinstance(extra, dict) else ""
    return own or "--" + name.replace("_", "-")
