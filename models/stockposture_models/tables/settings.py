"""The settings of a case: caps, bases, postures, and how hard to try."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from stockposture_models.tables.governance.rule import TEN_YEARS, Rule
from stockposture_models.tables.posture_name import PostureName
from stockposture_models.tables.row import TOO_LARGE
from stockposture_models.tables.setting import Setting


class SpaceBasis(StrEnum):
    """Which stock fills the space."""

    PEAK = "peak"  #: mean over review cycles of the highest stock in the cycle
    AVERAGE = "average"  #: mean on-hand stock


class CapitalBasis(StrEnum):
    """What ties up working capital."""

    ON_HAND = "on_hand"
    ON_HAND_IN_TRANSIT = "on_hand+in_transit"
    ON_HAND_LESS_PAYABLES = "on_hand-payables"
    ON_HAND_IN_TRANSIT_LESS_PAYABLES = "on_hand+in_transit-payables"

    @property
    def counts_in_transit(self) -> bool:
        """Whether goods in transit count."""
        return "in_transit" in self.value

    @property
    def deducts_payables(self) -> bool:
        """Whether what is not yet paid is taken off."""
        return "payables" in self.value


#: Lists longer than this are slips of the pen, as are buffers and intervals of over ten years; a list multiplies the
#: candidate policies of every item.
LONGEST_LIST = 100


class Posture(Setting):
    """How an item is replenished: how often, how much buffer, at what cost of ordering."""

    order_interval_days: tuple[Annotated[int, Field(ge=1, le=TEN_YEARS)], ...] = Field(
        min_length=1, max_length=LONGEST_LIST, description="Review intervals T to choose from, days."
    )
    buffer_days: tuple[Annotated[float, Field(ge=0, le=TEN_YEARS)], Annotated[float, Field(ge=0, le=TEN_YEARS)]] = (
        Field(description="Least and largest buffer, days of supply.")
    )
    order_cost_factor: float = Field(
        1.0, ge=0, lt=TOO_LARGE, description="Part of a full order's cost that a call-off costs."
    )
    programme_cost: float = Field(
        0.0, ge=0, lt=TOO_LARGE, description="Cost of running the posture, per item and year."
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.buffer_days[0] > self.buffer_days[1]:
            raise ValueError(f"buffer_days {list(self.buffer_days)} must be [least, largest]")
        return self


class Postures(Setting):
    """The terms of the three postures."""

    jit: Posture = Posture(
        order_interval_days=(1, 2, 5, 7, 14), buffer_days=(0, 5), order_cost_factor=0.2, programme_cost=60
    )
    hybrid: Posture = Posture(
        order_interval_days=(5, 7, 14, 30), buffer_days=(5, 30), order_cost_factor=0.6, programme_cost=20
    )
    jic: Posture = Posture(
        order_interval_days=(7, 14, 30, 60), buffer_days=(30, 180), order_cost_factor=1.0, programme_cost=0
    )

    def of(self, name: str) -> Posture:
        """Return the terms of a posture by its name."""
        terms: Posture = getattr(self, PostureName(name).value)
        return terms


class Segments(Setting):
    """Where the classes of the segmentation begin and end."""

    abc: tuple[Annotated[float, Field(gt=0, le=1)], Annotated[float, Field(gt=0, le=1)]] = Field(
        (0.8, 0.95), description="Parts of the annual value up to which items are A, and up to which B; the rest is C."
    )
    xyz: tuple[Annotated[float, Field(ge=0, lt=TOO_LARGE)], Annotated[float, Field(ge=0, lt=TOO_LARGE)]] = Field(
        (0.5, 1.0), description="Deviation over mean of 30 days' demand up to which items are X, and up to which Y."
    )
    long_lead_time_days: float = Field(
        60.0, ge=0, lt=TOO_LARGE, description="A mean lead time of more than this is long, days (fragility)."
    )
    erratic_lead_time: float = Field(
        0.5, ge=0, lt=TOO_LARGE, description="A lead time whose deviation over mean is more is erratic (fragility)."
    )
    outage_days_per_year: float = Field(
        7.0, ge=0, le=365, description="A supplier down for more days a year, its region's outages in, is exposed."
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for name in ("abc", "xyz"):
            first, second = getattr(self, name)
            if first > second:
                raise ValueError(f"{name} [{first:g}, {second:g}] must rise")
        return self


#: Governance rules of a case; each is looked at for every item.
MOST_RULES = 50


class Settings(Setting):
    """Settings of a case (``settings.toml``)."""

    capital_cap: float | None = Field(None, ge=0, description="Working-capital cap, currency; absent: no cap.")
    holding_rate: float = Field(0.2, ge=0, le=10, description="Cost of capital, 1/yr, of items that name none.")
    postures: Postures = Field(Postures(), description="Terms of the three postures.")
    split_grid: tuple[Annotated[float, Field(gt=0, lt=1)], ...] = Field(
        (0.5, 0.6, 0.7, 0.8, 0.9), max_length=LONGEST_LIST, description="Shares of the first of two suppliers."
    )
    space_basis: SpaceBasis = Field(SpaceBasis.PEAK, description="Which stock fills the space.")
    capital_basis: CapitalBasis = Field(CapitalBasis.ON_HAND, description="What ties up working capital.")
    currency: str = Field("", max_length=12, description="Name of the currency, for people.")
    mip_gap: float = Field(1e-4, ge=1e-8, lt=1, description="Stop when within this of the best possible.")
    time_limit: float | None = Field(None, gt=0, description="Most seconds to search; absent: no limit.")
    seed: int = Field(0, ge=0, lt=2**31, description="Seed of everything random.")
    target_fill_rate: float | None = Field(
        None, gt=0, lt=1, description="Fill rate wanted of items without a stockout cost of their own; absent: none."
    )
    segments: Segments = Field(Segments(), description="Where the classes of the segmentation begin and end.")
    governance: tuple[Rule, ...] = Field(
        (), max_length=MOST_RULES, description="Rules that narrow what items may be, a table [[governance]] each."
    )

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        names = [rule.name for rule in self.governance]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"governance: two rules are called {', '.join(map(repr, twice))}; give each its own name")
        return self
