"""Several plans of one case, lived through the same actual days."""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.backtesting.actual_leads import actual_leads
from stockposture.backtesting.demand import demand_of
from stockposture.backtesting.money import kpis_lived, money_of
from stockposture.backtesting.period import Period
from stockposture.backtesting.policy import policy_of
from stockposture.backtesting.replay import Policy, past_days, replay
from stockposture.backtesting.result import COLUMNS, LEAD_SOURCES, PLAN, Backtest
from stockposture.backtesting.spans import spans
from stockposture.history.history import History
from stockposture.rules.plan import RulePlan
from stockposture.verify.decisions import Decisions, read_decisions
from stockposture_models.candidates.terms import Floats
from stockposture_models.errors import VerificationError
from stockposture_models.plan.kpis import Kpis
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case

_PARTS = ("relevant_cost", "purchase_cost", "ordering_cost", "carrying_cost", "stockout_cost")
_DECIDED = ["sku", "posture", "suppliers", "shares", "order_interval_days", "buffer_units"]


def live_through(
    history: History, case: Case, plan: Plan, ruled: Sequence[RulePlan], period: Period, capital: float | None
) -> Backtest:
    """Live through the period with a plan and with each rule's.

    Parameters
    ----------
    history
        All of it: what came after is what is lived through.
    case
        What all plans are of.
    plan, ruled
        The plan, and the rules' plans.
    period
        The days.
    capital
        The cap of the plan.
    """
    plans = {PLAN: plan} | {made.rule.name: made.plan for made in ruled}
    decisions = {name: _read(each, case) for name, each in plans.items()}
    policies = {name: policy_of(read, case) for name, read in decisions.items()}
    past = max(past_days(policy) for policy in policies.values())
    home = history.suppliers[["supplier", "region"]]
    leads, pool = actual_leads(
        case.offers[["sku", "supplier", "lead_time_days"]].merge(home, on="supplier", how="left"),
        history.deliveries.merge(home, on="supplier", how="left"),
        first=period.start - dt.timedelta(days=past),
        days=past + period.days,
    )
    demand = demand_of(history.demand, case.items["sku"], period)
    rows: list[dict[str, object]] = []
    items: list[pd.DataFrame] = []
    for name, policy in policies.items():
        lived = replay(policy, demand, leads, past)
        table = money_of(decisions[name], case, demand, lived, period)
        value = (decisions[name].share * decisions[name].of_offer(case, "unit_price")).sum(axis=1)
        rows.append(
            _row(name, plans[name], table)
            | _key_figures(kpis_lived(decisions[name], case, table, period), period)
            | {"highest_capital": float((value @ lived.start).max())}
            | _lead_times_from(policy, demand.sum(axis=1) * value, pool[:, past:])
        )
        items.append(_with_decision(name, plans[name], table))
    rows[0] |= {"knob": "", "is_reached": True, "cut": 0}
    for row, made in zip(rows[1:], ruled, strict=True):
        row |= {"knob": made.rule.shown(made.knob), "is_reached": made.is_reached, "cut": made.cut}
    return Backtest(
        contestants=pd.DataFrame(rows)[list(COLUMNS)],
        items=pd.concat(items, ignore_index=True),
        plans=plans,
        period=period,
        capital=capital,
        facts=_facts(history, case, period),
        currency=case.settings.currency,
    )


def _read(plan: Plan, case: Case) -> Decisions:
    decisions, faults = read_decisions(plan.items, case)
    if decisions is None:
        raise VerificationError(faults)
    return decisions


def _row(name: str, plan: Plan, table: pd.DataFrame) -> dict[str, object]:
    demand, short = float(table["demand"].sum()), float(table["short_units"].sum())
    return {
        "name": name,
        "promised_capital": plan.summary.capital,
        "promised_cost": plan.summary.costs.relevant,
        **{part: float(table[part].sum()) for part in _PARTS},
        "fill_rate": 1.0 - short / demand if demand > 0 else 1.0,
        "capital": float(table["capital"].sum()),
    }


def _key_figures(kpis: Kpis, period: Period) -> dict[str, object]:
    ratios = {name: getattr(kpis, name) for name in ("stock_turns", "days_on_hand", "premium_freight_share")}
    return {
        **{name: np.nan if ratio is None else ratio for name, ratio in ratios.items()},
        "stockout_rate": kpis.stockout_rate,
        "buffer_carrying_cost": kpis.buffer_carrying_cost * period.years,
    }


def _with_decision(name: str, plan: Plan, table: pd.DataFrame) -> pd.DataFrame:
    joined = plan.items[_DECIDED].merge(table, on="sku")
    joined.insert(0, "name", name)
    return joined


def _facts(history: History, case: Case, period: Period) -> Mapping[str, object]:
    begin, last = spans(history.demand["date"])
    later = history.demand[(last >= pd.Timestamp(period.start)) & (begin < pd.Timestamp(period.end))]
    planned = later["sku"].isin(case.items["sku"])
    return {
        "items": len(case.items),
        "items_demanded": int(later.loc[planned, "sku"].nunique()),
        "items_not_planned": int(later.loc[~planned, "sku"].nunique()),
    }


def _lead_times_from(policy: Policy, worth: Floats, pool: NDArray[np.int8]) -> dict[str, float]:
    """Return the parts of what was demanded, by value, whose lead times came from each pool."""
    weight = policy.share * worth[:, np.newaxis]
    total = float(weight.sum()) or 1.0
    parts = ((pool == number).mean(axis=1)[policy.offer] for number in range(len(LEAD_SOURCES)))
    return {name: float((weight * part).sum()) / total for name, part in zip(LEAD_SOURCES, parts, strict=True)}
