"""Four items with their plan, worked out one by one in plain Python, and a theory simple enough for that."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stockposture.io.read import read_case
from stockposture_models.plan.row import PlanRow
from stockposture_models.plan.summary import Costs, LimitUse, Status, Summary, SupplierFee
from stockposture_models.tables.case import Case
from stockposture_models.theory.policies import Policies, Response

TABLES = {
    "items.csv": """\
sku,demand_mean,demand_sd,stockout_cost,unit_volume,holding_rate,obsolescence_rate,shortage,shelf_life_days,warehouse,allowed_postures,min_buffer,max_buffer
BOLT,10,5,2,0.001,,0.05,lost,,MAIN,jit|hybrid|jic,0,
CHIP,4,3,50,0.002,0.25,0.1,backorder,,MAIN,hybrid|jic,0,500
OLD,0,0,9,0.5,,0,lost,,MAIN,jit|hybrid|jic,0,
SEAL,2,1,20,0.01,,0,lost,60,,jit|hybrid,3,40
""",
    "suppliers.csv": """\
supplier,region,nearshore,disruption_rate,disruption_days,capacity,payment_days,onboarding_cost,annual_fee
FAR,ASIA,false,0.5,30,30000,30,1000,200
LOCAL,,false,0.1,10,,10,0,0
NEAR,,true,0.2,15,,20,0,50
""",
    "offers.csv": """\
sku,supplier,unit_price,freight_per_unit,lead_time_days,lead_time_sd,order_cost,moq,max_share
BOLT,FAR,1,0.2,30,5,80,50,1
BOLT,LOCAL,1.5,0.1,5,1,40,0,1
CHIP,FAR,20,1,40,10,100,0,0.7
CHIP,LOCAL,24,0.5,10,2,60,10,1
OLD,LOCAL,7,0,3,0,10,0,1
SEAL,LOCAL,5,0,4,0,15,0,1
SEAL,NEAR,5.5,0.3,6,1,25,0,1
""",
    "regions.csv": "region,disruption_rate,disruption_days\nASIA,0.3,30\n",
    "warehouses.csv": "warehouse,capacity_m3,storage_cost,overflow_m3,overflow_cost\nMAIN,0.7,100,50,40\n",
    "settings.toml": 'capital_cap = 20000\ncurrency = "EUR"\nmip_gap = 0.001\n',
}

#: sku, posture, suppliers, shares, T, b
DECISIONS = [
    ("BOLT", "hybrid", "FAR", "1.0", 7, 100),
    ("CHIP", "jic", "FAR|LOCAL", "0.7|0.3", 14, 240),
    ("OLD", "jit", "LOCAL", "1.0", 14, 0),
    ("SEAL", "jit", "LOCAL|NEAR", "0.4|0.6", 5, 6),
]

CAPITAL, SPACE = 20_000.0, 3.0


def simple_theory(policies: Policies, buffers: np.ndarray) -> Response:
    """A hundredth of demand is short, stock is b + mu T / 2, its peak b + mu T."""
    mean, interval = policies.demand_mean[:, None], policies.interval[:, None]
    short = np.where(mean > 0, 0.01, 0.0) + np.zeros_like(buffers)
    return Response(short, buffers + mean * interval / 2, buffers + mean * interval)


@pytest.fixture
def theory() -> Callable[[Policies, np.ndarray], Response]:
    return simple_theory


def read_tables(folder: Path, changed: dict[str, str]) -> Case:
    for name, text in TABLES.items():
        (folder / name).write_text(changed.get(name.split(".")[0], text))
    return read_case(folder)


@pytest.fixture
def case_of(tmp_path: Path) -> Callable[..., Case]:
    """Write the tables, some of them changed, and read them."""

    return lambda **changed: read_tables(tmp_path, changed)


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return read_tables(tmp_path_factory.mktemp("tables"), {})


def row_by_hand(case: Case, decision: tuple[str, str, str, str, int, int]) -> dict[str, object]:
    """One item's figures, as one would on paper."""
    sku, posture, suppliers, shares, interval, buffer = decision
    item = case.items.set_index("sku").loc[sku]
    mu, settings = item.demand_mean, case.settings
    used = suppliers.split("|")
    parts = [float(share) for share in shares.split("|")]
    offers = [case.offers.set_index(["sku", "supplier"]).loc[(sku, name)] for name in used]
    sellers = [case.suppliers.set_index("supplier").loc[name] for name in used]
    short = 0.01 if mu else 0.0
    on_hand, peak = buffer + mu * interval / 2, buffer + mu * interval
    lead = sum(part * offer.lead_time_days for part, offer in zip(parts, offers, strict=True))
    value = sum(part * offer.unit_price for part, offer in zip(parts, offers, strict=True))
    moving = (mu if item.shortage == "backorder" else mu * (1 - short)) * lead
    owed = mu * sum(
        part * offer.unit_price * seller.payment_days
        for part, offer, seller in zip(parts, offers, sellers, strict=True)
    )
    capital = value * on_hand
    capital += value * moving if "in_transit" in settings.capital_basis.value else 0
    capital -= owed if "payables" in settings.capital_basis.value else 0
    space = item.unit_volume * (peak if settings.space_basis.value == "peak" else on_hand)
    holding = settings.holding_rate if np.isnan(item.holding_rate) else item.holding_rate
    storage = case.warehouses.set_index("warehouse").storage_cost.get(item.warehouse, 0.0)
    terms = getattr(settings.postures, posture)
    purchase = (
        365
        * mu
        * sum(part * (offer.unit_price + offer.freight_per_unit) for part, offer in zip(parts, offers, strict=True))
    )
    ordering = 365 / interval * terms.order_cost_factor * sum(offer.order_cost for offer in offers)
    ordering += terms.programme_cost
    carrying = (holding + item.obsolescence_rate) * value * on_hand + storage * space + holding * value * moving
    stockout = item.stockout_cost * 365 * mu * short
    total = purchase + ordering + carrying + stockout
    mine = case.offers[case.offers.sku == sku]
    near = any(seller.nearshore for seller in sellers)
    return {
        "sku": sku,
        "posture": posture,
        "split": "nearshore" if near else "dual" if len(used) == 2 else "single",
        "suppliers": suppliers,
        "shares": shares,
        "order_interval_days": interval,
        "buffer_units": buffer,
        "buffer_days": buffer / mu if mu else 0.0,
        "order_up_to": mu * (interval + lead) + buffer,
        "reorder_point": mu * lead + buffer,
        "short_units_per_year": 365 * mu * short,
        "fill_rate": 1 - short,
        "on_hand_units": on_hand,
        "capital": capital,
        "space_m3": space,
        "purchase_cost": purchase,
        "ordering_cost": ordering,
        "carrying_cost": carrying,
        "stockout_cost": stockout,
        "total_cost": total,
        "relevant_cost": total - 365 * mu * min(mine.unit_price + mine.freight_per_unit),
        "runner_up": "" if sku == "OLD" else "jic nearshore NEAR",
        "runner_up_extra_cost": np.nan if sku == "OLD" else 12.5,
        "reason": (
            f"{posture}, buffer of {buffer} units"
            + ("." if sku == "OLD" else "; the next best would cost 12.5 more a year.")
        ),
    }


def plan_by_hand(
    case: Case,
    decisions: list[tuple[str, str, str, str, int, int]] = DECISIONS,
    capital: float | None = CAPITAL,
    space: float | None = SPACE,
) -> tuple[pd.DataFrame, Summary]:
    """The plan of the decisions, its figures worked out item by item."""
    rows = pd.DataFrame([row_by_hand(case, decision) for decision in decisions])
    rows = rows[list(PlanRow.model_fields)].astype({"reason": "str", "runner_up": "str"})
    used = sorted({name for decision in decisions for name in decision[2].split("|")})
    fees = case.suppliers[case.suppliers.supplier.isin(used)]
    bought: dict[str, float] = dict.fromkeys(case.suppliers.supplier, 0.0)
    for sku, _, suppliers, shares, _, _ in decisions:
        mu = case.items.set_index("sku").demand_mean[sku]
        for name, share in zip(suppliers.split("|"), shares.split("|"), strict=True):
            price = case.offers.set_index(["sku", "supplier"]).unit_price[(sku, name)]
            bought[name] += 365 * mu * float(share) * price
    kept = case.items.set_index("sku").warehouse == "MAIN"
    main = sum(rows.set_index("sku").space_m3[kept])
    place = case.warehouses.iloc[0]
    over = max(0.0, main - place.capacity_m3)
    limits = [
        LimitUse(kind="warehouse", name="MAIN", unit="m3", use=main, cap=place.capacity_m3, overflow=over,
                 overflow_cost=over * place.overflow_cost, shadow_price=40),
        LimitUse(kind="supplier", name="FAR", unit="currency/yr", use=bought["FAR"],
                 cap=case.suppliers.set_index("supplier").capacity["FAR"]),
    ]  # fmt: skip
    if capital is not None:
        limits.insert(0, LimitUse(kind="capital", unit="currency", use=sum(rows.capital), cap=capital))
    if space is not None:
        limits.insert(1, LimitUse(kind="space", unit="m3", use=sum(rows.space_m3), cap=space))
    costs = {part: sum(rows[f"{part}_cost"]) for part in ("purchase", "ordering", "carrying", "stockout")}
    costs |= {"supplier": sum(fees.onboarding_cost + fees.annual_fee), "overflow": over * place.overflow_cost}
    total = sum(costs.values())
    relevant = sum(rows.relevant_cost) + costs["supplier"] + costs["overflow"]
    bound = total - 0.0005 * relevant
    summary = Summary(
        status=Status.WITHIN_GAP,
        total_cost=total,
        costs=Costs(**costs, relevant=relevant),
        lower_bound=bound,
        gap=(total - bound) / relevant,
        limits=tuple(limits),
        supplier_fees=tuple(
            SupplierFee(supplier=fee.supplier, onboarding_cost=fee.onboarding_cost, annual_fee=fee.annual_fee)
            for fee in fees.itertuples()
            if fee.onboarding_cost + fee.annual_fee
        ),
        items=len(rows),
        posture_counts=rows.posture.value_counts().to_dict(),
        split_counts=rows.split.value_counts().to_dict(),
        capital=sum(rows.capital),
        space_m3=sum(rows.space_m3),
        fill_rate=1 - sum(rows.short_units_per_year) / (365 * sum(case.items.demand_mean)),
        currency=case.settings.currency,
        capital_cap=capital,
        space_cap=space,
        candidates=120,
        solver="HiGHS 1.15.1",
        versions={"stockposture": "0.1.0"},
        input_digest=case.digest,
        seconds={"solve": 0.5},
        findings=tuple(finding.as_dict() for finding in case.findings),
    )
    return rows, summary


@pytest.fixture
def by_hand() -> Callable[..., tuple[pd.DataFrame, Summary]]:
    return plan_by_hand


@pytest.fixture(scope="session")
def plan_of_session(case: Case) -> tuple[pd.DataFrame, Summary]:
    return plan_by_hand(case)


@pytest.fixture
def plan(plan_of_session: tuple[pd.DataFrame, Summary]) -> tuple[pd.DataFrame, Summary]:
    """Rows and summary of the four items."""
    rows, summary = plan_of_session
    return rows.copy(), summary
