"""What happens in a scenario: the one source of names, bounds and docs of a scenarios file."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from stockposture.simulation.stress.change import demand_change, lead_time_change

#: Days that a scenario lasts unless it says.
DEFAULT_DAYS = 30
#: Outages of more than ten years are slips of the pen.
MOST_DAYS = 3650
#: Longest lists and files that are taken for meant.
_MOST_NAMES, _MOST_SCENARIOS = 1_000, 1_000


def _listed(value: object) -> object:
    """Take a single name for a list of one."""
    return (value,) if isinstance(value, str) else value


def _demand(text: str) -> str:
    demand_change(text)
    return text


def _lead_time(text: str) -> str:
    lead_time_change(text)
    return text


Names = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=500)], ...],
    BeforeValidator(_listed),
    Field(max_length=_MOST_NAMES),
]


class _Part(BaseModel):
    """Base of the parts: frozen, no unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DemandChange(_Part):
    """Demand of some items changes while the scenario lasts."""

    change: Annotated[str, AfterValidator(_demand)] = Field(description="More or less demand: +40%, -25%.")
    items: Names = Field((), description="Items by sku, * and ? standing for any letters; none: all items.")
    product_lines: Names = Field((), description="Items by product line, likewise.")


class LeadTimeChange(_Part):
    """What leaves some suppliers while the scenario lasts arrives later."""

    change: Annotated[str, AfterValidator(_lead_time)] = Field(
        description="Later by days, or by a part of each offer's mean lead time: +30d, +50%."
    )
    items: Names = Field((), description="Only items by sku, * and ? standing for any letters; none: all items.")
    product_lines: Names = Field((), description="Only items by product line, likewise.")
    suppliers: Names = Field((), description="Only these suppliers; none: all.")
    regions: Names = Field((), description="Only suppliers of these regions; none: all.")


class Scenario(_Part):
    """Things that happen together, from one day on, for so many days."""

    name: str = Field(min_length=1, max_length=100, description="The scenario's name in every table.")
    days: int = Field(DEFAULT_DAYS, ge=1, le=MOST_DAYS, strict=True, description="Days that it lasts.")
    close_region: Names = Field((), description="Regions all of whose suppliers deliver nothing.")
    fail_supplier: Names = Field((), description="Suppliers that deliver nothing.")
    demand: tuple[DemandChange, ...] = Field((), max_length=_MOST_NAMES, description="Changes of demand.")
    lead_time: tuple[LeadTimeChange, ...] = Field((), max_length=_MOST_NAMES, description="Late deliveries.")

    @model_validator(mode="after")
    def _something_happens(self) -> Self:
        if not (self.close_region or self.fail_supplier or self.demand or self.lead_time):
            raise ValueError("nothing happens in the scenario")
        return self


class ScenarioFile(_Part):
    """A scenarios file: one ``[[scenario]]`` each."""

    scenario: tuple[Scenario, ...] = Field(
        min_length=1, max_length=_MOST_SCENARIOS, description="The scenarios, one [[scenario]] each."
    )
