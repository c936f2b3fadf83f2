"""The rows of a plan, or of a part of it: every rule and every figure of each, and what they add up to."""

from dataclasses import dataclass

import pandas as pd

from stockposture.verify.costs import row_figures, wrong_figures
from stockposture.verify.decisions import Unread, decisions_of
from stockposture.verify.differences import Broken
from stockposture.verify.eligibility import broken_rules
from stockposture.verify.kpis import KpiSums, kpi_sums
from stockposture.verify.physics import Responder, impossible_physics, policies_of, response_of
from stockposture.verify.sums import Sums, sums_of
from stockposture.verify.words import wrong_words
from stockposture_models.tables.case import Case


@dataclass(frozen=True)
class RowsVerdict:
    """What was found in some rows.

    Parameters
    ----------
    rules
        Every rule of :data:`stockposture.verify.eligibility.RULES`, in that order, with the rows that break it.
    broken
        Every figure and word, in a fixed order, with the rows that have it wrong.
    sums
        What the recomputed rows add up to.
    kpis
        What they add to the key figures.
    """

    rules: list[Broken]
    broken: list[Broken]
    sums: Sums
    kpis: KpiSums


def verify_rows(rows: pd.DataFrame, case: Case, respond: Responder | None = None) -> RowsVerdict | Unread:
    """Recompute some rows of a plan.

    Rows are judged one by one: parts of a plan may be verified anywhere and in any order, each against its part of
    the case.

    Parameters
    ----------
    rows
        One row an item of the case, in its order.
    case
        The case, or the part of it that holds these items (:meth:`stockposture_models.tables.case.Case.rows`), as its
        governance rules leave it (:func:`stockposture.verify.governance.under_rules`).
    respond
        The theory; by default :func:`stockposture_models.theory.respond.respond`.

    Returns
    -------
    RowsVerdict or Unread
        ``Unread`` if they cannot be taken for rows of a plan of this case.
    """
    decisions = decisions_of(rows, case)
    if isinstance(decisions, Unread):
        return decisions
    policies = policies_of(decisions, case)
    response = response_of(policies, decisions.buffer, respond or _theory())
    figures = row_figures(decisions, case, response)
    broken = [
        *impossible_physics(policies, decisions.buffer, response, case.items["sku"]),
        *wrong_figures(decisions, case, figures),
        *wrong_words(decisions, case),
    ]
    rules = broken_rules(decisions, case)
    return RowsVerdict(rules, broken, sums_of(decisions, case, figures), kpi_sums(decisions, case, figures))


def _theory() -> Responder:
    from stockposture_models.theory.respond import respond  # slow to import; a caller may bring its own

    return respond
