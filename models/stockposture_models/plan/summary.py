"""``summary.json``: the plan as a whole, its limits, its proof."""

from enum import StrEnum

from pydantic import Field

from stockposture_models.plan.kpis import Kpis
from stockposture_models.plan.part import Part
from stockposture_models.tables.limit_kind import LimitKind


class Status(StrEnum):
    """How the search ended. A plan always carries its proven gap beside the status."""

    WITHIN_GAP = "within_gap"  #: the asked-for gap is proven
    STOPPED_EARLY = (
        "stopped_early"  #: time or the search ran out; the plan is whole, its proven gap is larger than asked for
    )
    PRICED = "priced"  #: not searched for but priced as it stands; it may break limits and rules, and says which


class LimitUse(Part):
    """One limit: how much of it the plan uses, and what one more unit of it is worth."""

    kind: LimitKind
    name: str = Field("", description="Warehouse or supplier; empty for capital and space.")
    unit: str = Field(description="Unit of use and cap.")
    use: float = Field(description="What the plan uses.")
    cap: float = Field(description="The most it may use, without overflow.")
    overflow: float = Field(0.0, description="Part of the use that is rented on top of the cap.")
    overflow_cost: float = Field(0.0, description="Cost of the overflow, currency/yr.")
    excess: float = Field(
        0.0, ge=0, description="Use beyond the cap and all that can be rented: only a priced plan breaks a limit."
    )
    shadow_price: float = Field(0.0, ge=0, description="Yearly saving from one more unit of the cap.")


class SupplierFee(Part):
    """Onboarding cost and annual fee of a supplier that at least one item uses."""

    supplier: str
    onboarding_cost: float
    annual_fee: float


class Costs(Part):
    """The plan's yearly cost and its parts, currency/yr."""

    purchase: float
    ordering: float
    carrying: float
    stockout: float
    supplier: float = Field(description="Onboarding costs and annual fees, once per supplier used.")
    overflow: float = Field(description="Rented space.")
    relevant: float = Field(
        description="Total less all demand at its cheapest landed price: what decisions can change."
    )


class Summary(Part):
    """The plan as a whole."""

    status: Status
    total_cost: float = Field(description="Currency/yr.")
    costs: Costs
    lower_bound: float = Field(
        description="No plan within the limits has a lower total cost than this, currency/yr; of a priced plan all"
        " demand at its cheapest landed price."
    )
    gap: float = Field(
        ge=0,
        description="(total cost - lower bound) / relevant cost; 1 of a priced plan: nothing is proven of its cost.",
    )
    limits: tuple[LimitUse, ...]
    supplier_fees: tuple[SupplierFee, ...] = ()
    rules_broken: dict[str, int] = Field(
        default_factory=dict,
        description="Items of a priced plan that break a rule every solved plan keeps, by rule.",
    )
    items: int
    posture_counts: dict[str, int]
    split_counts: dict[str, int]
    capital: float = Field(description="Working capital of the plan, currency.")
    space_m3: float = Field(description="Space of the plan, m3.")
    fill_rate: float = Field(description="Units met from stock over units demanded, all items.")
    kpis: Kpis | None = Field(None, description="Key figures; only plans of older versions have none.")
    currency: str = ""
    capital_cap: float | None = Field(None, description="The cap this plan was solved under.")
    space_cap: float | None = Field(None, description="The limit on all space together this plan was solved under.")
    candidates: int = Field(description="Candidate policies weighed.")
    solver: str = Field(description="Solver and version.")
    versions: dict[str, str]
    input_digest: str
    seconds: dict[str, float] = Field(description="Seconds per stage.")
    findings: tuple[dict[str, object], ...] = Field((), description="Warnings and repairs of the input.")
