"""The verb ``explain``: one item of a plan, from its tables and the plan's prices alone."""

from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from stockposture.explanation.alone import Alone
from stockposture.explanation.break_evens import break_evens
from stockposture.explanation.choices import choices, only, policy_columns
from stockposture.explanation.decision import Decision
from stockposture.explanation.explanation import Explanation
from stockposture.explanation.limits import limits_touched
from stockposture.explanation.menu import Menu
from stockposture.explanation.survival import survival
from stockposture.planning.clock import Progress
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.facts import Facts
from stockposture_models.segments.fragility import SIGNS
from stockposture_models.segments.predictability import XYZ
from stockposture_models.segments.value import ABC


def place_of(plan: Plan, sku: str) -> int:
    """Return the row of an item.

    Raises
    ------
    ValueError
        It is not in the plan; what is close is named.
    """
    at = np.flatnonzero((plan.items["sku"] == sku).to_numpy(dtype=np.bool_))
    if len(at):
        return int(at[0])
    near = get_close_matches(sku, plan.items["sku"].tolist(), n=1) if len(plan.items) <= 100_000 else []
    raise ValueError(f"{sku!r}: no such item in the plan" + (f"; did you mean {near[0]!r}?" if near else ""))


def explain(plan: Plan, sku: str, *, progress: Progress | None = None) -> Explanation:
    """Explain what a plan decided for one item.

    Parameters
    ----------
    plan
        The plan; it is not changed.
    sku
        The item.
    progress
        Called at every stage.

    Raises
    ------
    ValueError
        The item is not in the plan.
    """
    tell = progress or (lambda _stage, _gap: None)
    alone = Alone.of(plan, place_of(plan, sku))
    tell("choices", None)
    problem = alone.problem(alone.case)
    problem = only(problem, problem.candidates)
    prices = alone.prices(problem)
    menu = Menu.of(problem)
    table, missing, curves = choices(alone, problem, prices, menu)
    decision = Decision.of(alone, problem, menu)
    governed = alone.governed(alone.case)
    rules = [
        {"name": rule.name, "when": rule.when, "effect": rule.effect}
        for rule, applies in zip(governed.rules, governed.applies[:, 0], strict=True)
        if applies
    ]
    summary = plan.summary
    return Explanation(
        sku=sku,
        description=str(alone.case.items["description"].iloc[0]),
        currency=summary.currency,
        decision=alone.row,
        facts=_facts(alone),
        choices=table,
        missing=missing,
        curves=curves,
        limits=limits_touched(alone),
        survival=survival(alone),
        rules=pd.DataFrame(rules, columns=["name", "when", "effect"]),
        narrowed=_narrowed(alone.case.items, governed.case.items),
        own_best={**policy_columns(problem, decision.choice), "cheaper_by": decision.regret},
        break_evens=break_evens(decision, lambda words: tell(words, None)),
        proof={"status": summary.status.value, "gap": summary.gap, "input_digest": summary.input_digest},
    )


def _facts(alone: Alone) -> dict[str, Any]:
    facts: Facts = alone.facts(alone.case)
    item = alone.case.items.iloc[0]
    supply = facts.supply
    return {
        "demand_mean": float(item["demand_mean"]),
        "demand_sd": float(item["demand_sd"]),
        "shortage": str(item["shortage"]),
        "stockout_cost": float(item["stockout_cost"]),
        "stockout_cost_from": str(item["stockout_cost_from"]) or "given",
        "annual_value": float(facts.annual_value[0]),
        "abc": ABC[facts.abc[0]],
        "xyz": XYZ[facts.xyz[0]],
        "criticality": int(facts.criticality[0]),
        "fragility": int(facts.fragility[0]),
        "fragility_from": [name for name, shown in zip(SIGNS, supply.signs[0], strict=True) if shown],
    }


def _narrowed(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, Any]:
    return {
        "allowed_postures": str(before["allowed_postures"].iloc[0]),
        "allowed_postures_governed": str(after["allowed_postures"].iloc[0]),
        "min_buffer": float(before["min_buffer"].iloc[0]),
        "min_buffer_governed": float(after["min_buffer"].iloc[0]),
    }
