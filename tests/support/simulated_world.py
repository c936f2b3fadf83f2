"""Worlds for the simulator's tests: the reference rows as one catalogue, and plans made by hand."""

from typing import Any

import numpy as np
import pandas as pd

from stockposture.simulation.names import name_keys
from stockposture.simulation.world import World
from stockposture.verify.costs import row_figures
from stockposture.verify.decisions import Decisions, read_decisions
from stockposture.verify.limits import limits_of
from stockposture.verify.physics import policies_of, response_of
from stockposture.verify.sums import sums_of
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.row import PlanRow
from stockposture_models.plan.summary import Costs, Status, Summary
from stockposture_models.tables.case import Case
from stockposture_models.theory.lead_time import congestion
from stockposture_models.theory.policies import Policies
from stockposture_models.theory.respond import respond
from support.theory_world import ROWS, Row, buffers, policies

#: Standard errors of the reference rows' short %; those of their stocks are not published.
PUBLISHED_ERRORS = tuple(
    thousandth / 1000 for thousandth in (10, 6, 14, 28, 53, 87, 171, 12, 53, 42, 52, 76, 34, 71, 48, 67, 32, 42, 35)
)


def rows_world(rows: tuple[Row, ...] = ROWS) -> World:
    """Return the reference rows as items that share no supplier and no region."""
    return world_of_policies(policies(rows), buffers(rows)[:, 0])


def world_of_policies(p: Policies, buffer: np.ndarray) -> World:
    """Return policies as items that share no supplier and no region."""
    n = len(p)
    lead, none, zero = congestion(p.lead, p.lead_sd), np.full(n, -1), np.zeros(n)
    names = [f"item {i}" for i in range(n)]
    suppliers = [f"supplier {i} {j}" for i in range(n) for j in (1, 2)]
    # Where both suppliers sit in one region it is the first's; else each has one of its own.
    region = np.arange(2 * n).reshape(n, 2)
    region[p.same_region, 1] = region[p.same_region, 0]
    keys = name_keys(suppliers)
    return World(
        sku=np.array(names, dtype=object),
        demand_key=name_keys(names),
        offer_key=keys.reshape(n, 2) * np.uint64(3),
        demand_mean=p.demand_mean,
        demand_sd=p.demand_sd,
        backorder=p.backorder,
        interval=p.interval.astype(np.int64),
        level=p.demand_mean * (p.interval + p.mean_lead) + buffer,
        supplier=np.where(p.share > 0, np.arange(2 * n).reshape(n, 2), -1),
        share=p.share,
        base=lead.base,
        eta=lead.eta,
        rho=lead.rho,
        surge_fraction=p.surge_fraction,
        surge_delay=p.surge_delay,
        value=np.ones(n),
        stockout_cost=np.ones(n),
        volume=zero,
        payables=zero,
        warehouse=none,
        product_line=none,
        carrying_fixed=zero,
        carrying_on_hand=zero,
        carrying_peak=zero,
        carrying_short=zero,
        supplier_key=keys,
        supplier_rate=p.outage_rate.ravel(),
        supplier_days=p.outage_days.ravel(),
        supplier_region=region.ravel(),
        region_key=name_keys([f"region {i}" for i in range(2 * n)]),
        region_rate=p.region_rate.ravel(),
        region_days=p.region_days.ravel(),
    )


def plan_of(case: Case, decisions: list[dict[str, Any]]) -> Plan:
    """Return a plan of what is decided by hand; figures by the theory, texts empty.

    Parameters
    ----------
    case
        What it is for.
    decisions
        By item: sku, suppliers, shares, order_interval_days, buffer_units; posture may be left out.
    """
    zeros = {name: 0.0 for name, field in PlanRow.model_fields.items() if field.annotation in (float, float | None)}
    texts = {"posture": "hybrid", "split": "single", "runner_up": "", "reason": ""}
    rows = pd.DataFrame([{**zeros, **texts, **decision} for decision in decisions])[list(PlanRow.model_fields)]
    found, faults = read_decisions(rows, case)
    assert found is not None, faults
    response = response_of(policies_of(found, case), found.buffer, respond)
    figures = row_figures(found, case, response)
    rows = found.rows.assign(**figures)
    return Plan(rows, _summary(rows, found, case, figures), case)


def _summary(rows: pd.DataFrame, decisions: Decisions, case: Case, figures: dict[str, np.ndarray]) -> Summary:
    used = case.suppliers.iloc[np.unique(decisions.supplier[decisions.used])]
    parts = {name: float(rows[f"{name}_cost"].sum()) for name in ("purchase", "ordering", "carrying", "stockout")}
    parts["supplier"] = float(used[["onboarding_cost", "annual_fee"]].to_numpy().sum())
    limits = limits_of(sums_of(decisions, case, figures), case, capital=None, space=None)
    parts["overflow"] = sum(limit.overflow_cost for limit in limits)
    extra = parts["supplier"] + parts["overflow"]
    demand = 365.0 * float(case.items["demand_mean"].sum())
    return Summary(
        status=Status.WITHIN_GAP,
        total_cost=sum(parts.values()),
        costs=Costs(**parts, relevant=float(rows["relevant_cost"].sum()) + extra),
        lower_bound=0.0,
        gap=0.0,
        limits=(),
        items=len(rows),
        posture_counts={},
        split_counts={},
        capital=float(rows["capital"].sum()),
        space_m3=float(rows["space_m3"].sum()),
        fill_rate=1.0 - float(rows["short_units_per_year"].sum()) / demand if demand else 1.0,
        currency=case.settings.currency,
        candidates=len(rows),
        solver="",
        versions={},
        input_digest="",
        seconds={},
    )
