"""The search's answer as a plan: rows with all figures, and the summary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version

import numpy as np
import pandas as pd

from stockposture.optimise.incumbent import Incumbent
from stockposture.optimise.prices import Prices
from stockposture.optimise.problem import Problem
from stockposture.optimise.reasons import reasons, runner_up_words
from stockposture.optimise.rows import decided_rows
from stockposture.optimise.runner_up import RunnersUp, runners_up
from stockposture.optimise.search import Found
from stockposture.optimise.texts import column
from stockposture_models.candidates.economics import Economics
from stockposture_models.candidates.limits import Limits
from stockposture_models.candidates.splits import SPLIT_LABELS
from stockposture_models.candidates.terms import POSTURES, Flags, Floats, Ints
from stockposture_models.plan.item_kpis import kpis_of
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.summary import Costs, LimitUse, Status, Summary, SupplierFee
from stockposture_models.tables.case import Case
from stockposture_models.tables.days import DAYS_A_YEAR
from stockposture_models.tables.limit_kind import LimitKind

#: Part of a limit that is rounding.
ROUNDING = 1e-9
_PACKAGES = ("stockposture", "highspy", "numpy", "pandas", "pydantic", "pyomo", "scipy")


def assemble(
    problem: Problem,
    found: Found,
    *,
    capital: float | None,
    space: float | None,
) -> Plan:
    """Return the plan of what the search found.

    Parameters
    ----------
    problem, found
        What was asked and answered.
    capital, space
        The caps it was solved under.

    Returns
    -------
    Plan
        Whole but for the seconds per stage, which are known when the last stage is over.
    """
    points = found.incumbent.points
    economics = problem.evaluate(points.row, points.buffer[:, np.newaxis])
    runners = runners_up(problem, found.curves, found.prices, found.incumbent)
    items = plan_rows(problem, found.incumbent, found.prices, runners, economics)
    plan = found.incumbent
    outcome = Outcome(
        limits=problem.limits,
        opening=problem.opening,
        cost=plan.cost,
        use=plan.use,
        overflow=plan.overflow,
        opened=plan.opened,
        prices=found.prices.limit,
        bound=found.bound,
        interrupted=found.interrupted,
    )
    summary = summarise(problem.case, items, outcome, candidates=len(problem.candidates), capital=capital, space=space)
    return Plan(items, summary, problem.case)


def plan_rows(
    problem: Problem, plan: Incumbent, prices: Prices, runners: RunnersUp, economics: Economics
) -> pd.DataFrame:
    """Return one row an item, columns as in :class:`~stockposture_models.plan.row.PlanRow`.

    Parameters
    ----------
    problem
        The case, or a part of it, and its candidates.
    plan, prices, runners
        What was chosen for each item, at which prices, and what came second.
    economics
        Figures of what was chosen, (items, 1).
    """
    points = plan.points
    chosen = problem.candidates.take(points.row)
    second = runner_up_words(problem, runners)
    rows = decided_rows(problem.case, problem.items, problem.offers, chosen, points.buffer, economics)
    rows["runner_up"] = column(second)
    rows["runner_up_extra_cost"] = runners.extra_cost
    rows["reason"] = column(reasons(problem, plan, prices, runners, second))
    return rows


@dataclass(frozen=True)
class Outcome:
    """A plan as a whole, with its proof.

    Parameters
    ----------
    limits
        What limited it.
    opening
        (suppliers,) number of the opening of each supplier that is paid once, -1 for none.
    cost
        Relevant cost with overflow and openings, currency/yr.
    use, overflow
        (m,) use of each limit, and the part of it above the cap.
    opened
        (f,) which openings are paid.
    prices
        (m,) prices of the limits.
    bound
        Lower bound of the relevant cost of every plan, currency/yr.
    interrupted
        Whether the search was broken off.
    is_priced
        Whether there was no search: the plan is priced as it stands, and may break limits and rules.
    rules_broken
        Items that break a rule, by rule.
    """

    limits: Limits
    opening: Ints
    cost: float
    use: Floats
    overflow: Floats
    opened: Flags
    prices: Floats
    bound: float
    interrupted: bool = False
    is_priced: bool = False
    rules_broken: Mapping[str, int] = field(default_factory=dict)


def summarise(
    case: Case,
    items: pd.DataFrame,
    outcome: Outcome,
    *,
    candidates: int,
    capital: float | None,
    space: float | None,
) -> Summary:
    """Return the summary of a plan, whole but for the seconds per stage.

    Parameters
    ----------
    case, items
        What was planned, and the plan's rows.
    outcome
        The plan as a whole.
    candidates
        Candidate policies weighed.
    capital, space
        The caps it was solved under.
    """
    fees = _fees(case, outcome)
    parts = {part: float(items[f"{part}_cost"].sum()) for part in ("purchase", "ordering", "carrying", "stockout")}
    costs = Costs(
        **parts,
        supplier=sum(fee.onboarding_cost + fee.annual_fee for fee in fees),
        overflow=float(outcome.limits.overflow_cost @ outcome.overflow),
        relevant=outcome.cost,
    )
    total = sum(parts.values()) + costs.supplier + costs.overflow
    distance = max(0.0, outcome.cost - outcome.bound)
    gap = distance / outcome.cost if outcome.cost > 0 else 0.0
    demand = float(DAYS_A_YEAR * case.items["demand_mean"].sum())
    return Summary(
        status=_status(outcome, gap <= case.settings.mip_gap),
        total_cost=total,
        costs=costs,
        lower_bound=total - distance,
        gap=gap,
        limits=_limits(outcome),
        supplier_fees=fees,
        rules_broken=dict(outcome.rules_broken),
        items=len(items),
        posture_counts=_counts(items["posture"], tuple(posture.value for posture in POSTURES)),
        split_counts=_counts(items["split"], SPLIT_LABELS),
        capital=float(items["capital"].sum()),
        space_m3=float(items["space_m3"].sum()),
        fill_rate=1.0 - float(items["short_units_per_year"].sum()) / demand if demand > 0 else 1.0,
        kpis=kpis_of(items, case),
        currency=case.settings.currency,
        capital_cap=capital,
        space_cap=space,
        candidates=candidates,
        solver="none: priced as it stands" if outcome.is_priced else f"HiGHS {version('highspy')}",
        versions={package: version(package) for package in _PACKAGES},
        input_digest=case.digest,
        seconds={},
        findings=tuple(finding.as_dict() for finding in case.findings),
    )


def _status(outcome: Outcome, is_proven: bool) -> Status:  # noqa: FBT001 - the only thing asked
    if outcome.is_priced:
        return Status.PRICED
    return Status.WITHIN_GAP if is_proven and not outcome.interrupted else Status.STOPPED_EARLY


def _limits(outcome: Outcome) -> tuple[LimitUse, ...]:
    limits = outcome.limits
    rented = np.where(limits.overflow > 0, outcome.overflow, 0.0)
    most = limits.cap + limits.overflow
    excess = np.where(outcome.use > most * (1 + ROUNDING), outcome.use - most, 0.0)
    return tuple(
        LimitUse(
            kind=LimitKind(kind),
            name=limits.name[row],
            unit=kind.unit,
            use=float(outcome.use[row]),
            cap=float(limits.cap[row]),
            overflow=float(rented[row]),
            overflow_cost=float(rented[row] * limits.overflow_cost[row]),
            excess=float(excess[row]) if outcome.is_priced else 0.0,
            shadow_price=float(outcome.prices[row]),
        )
        for row, kind in enumerate(limits.kind)
    )


def _fees(case: Case, outcome: Outcome) -> tuple[SupplierFee, ...]:
    place = np.append(outcome.opened, False)[outcome.opening]
    paid = case.suppliers.loc[place]
    columns = (paid[name].tolist() for name in ("supplier", "onboarding_cost", "annual_fee"))
    return tuple(
        SupplierFee(supplier=supplier, onboarding_cost=onboarding, annual_fee=fee)
        for supplier, onboarding, fee in zip(*columns, strict=True)
    )


def _counts(values: pd.Series, names: tuple[str, ...]) -> dict[str, int]:
    counted = values.value_counts()
    return {name: int(counted.get(name, 0)) for name in names}
