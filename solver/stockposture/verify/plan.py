"""A plan checked as a whole."""

import pandas as pd

from stockposture.verify.costs import row_figures, wrong_figures
from stockposture.verify.decisions import read_decisions
from stockposture.verify.eligibility import broken_rules
from stockposture.verify.limits import limits_of, wrong_limits
from stockposture.verify.physics import Responder, impossible_physics, policies_of, response_of
from stockposture.verify.totals import wrong_totals
from stockposture.verify.words import wrong_record, wrong_words
from stockposture_models.errors import VerificationError
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.summary import Summary
from stockposture_models.tables.case import Case


def verify_plan(
    items: pd.DataFrame,
    summary: Summary,
    case: Case,
    *,
    capital: float | None,
    space: float | None,
    respond: Responder | None = None,
) -> list[str]:
    """Recompute every figure and limit of a plan from the tables and its decisions.

    Taken from the plan: posture, suppliers, shares, order interval and buffer of each item, the lower bound,
    and what :mod:`stockposture.verify.words` names as not checkable. All else is recomputed; figures may
    differ by 1e-7 of themselves.

    Parameters
    ----------
    items, summary
        The plan's rows, in any order, and its summary.
    case
        The case it was made for.
    capital
        Working-capital cap it had to keep, currency; ``None``: no cap.
    space
        Limit on the space of all items together it had to keep, m3; ``None``: no limit.
    respond
        The theory; by default :func:`stockposture_models.theory.respond.respond`.

    Returns
    -------
    list of str
        What is wrong: item, column, the plan's value, the recomputed value; empty for a good plan. At most 20
        sentences a rule, then how many more there are.
    """
    decisions, faults = read_decisions(items, case)
    said = wrong_record(case, summary, capital=capital, space=space)
    if decisions is None:
        return faults + said
    faults = broken_rules(decisions, case)
    policies = policies_of(decisions, case)
    response = response_of(policies, decisions.buffer, respond or _theory())
    figures = row_figures(decisions, case, response)
    limits = limits_of(decisions, case, figures, capital=capital, space=space)
    return [
        *faults,
        *impossible_physics(policies, decisions.buffer, response, case.items["sku"]),
        *wrong_figures(decisions, case, figures),
        *wrong_words(decisions, case),
        *wrong_limits(limits, summary),
        *wrong_totals(decisions, case, figures, limits, summary),
        *said,
    ]


def require_verified(plan: Plan, *, capital: float | None, space: float | None) -> None:
    """Accept a plan only if it verifies.

    Raises
    ------
    VerificationError
        What :func:`verify_plan` found.
    """
    discrepancies = verify_plan(plan.items, plan.summary, plan.case, capital=capital, space=space)
    if discrepancies:
        raise VerificationError(discrepancies)


def _theory() -> Responder:
    from stockposture_models.theory.respond import respond  # slow to import; a caller may bring its own

    return respond
