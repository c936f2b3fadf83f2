"""A plan checked as a whole."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from stockposture.cores import cores
from stockposture.verify.decisions import Unread, place_rows
from stockposture.verify.differences import joined, told
from stockposture.verify.exceptions import wrong_rules
from stockposture.verify.governance import under_rules, unnamed_rules
from stockposture.verify.kpis import added_kpis, wrong_kpis
from stockposture.verify.limits import limits_of, wrong_limits
from stockposture.verify.physics import Responder
from stockposture.verify.rows import RowsVerdict, verify_rows
from stockposture.verify.sums import added
from stockposture.verify.totals import wrong_totals
from stockposture.verify.words import wrong_record
from stockposture_models.errors import VerificationError
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.summary import Summary
from stockposture_models.tables.case import Case

#: Fewest and most items verified at a time by each thread: the most bounds the memory, whatever the size of the plan;
#: of many small parts each would pay again for what does not depend on its size.
_FEWEST, _MOST = 5_000, 20_000
#: Parts that each thread has to do at least, as far as these are not too small: so that all end together.
_EACH = 4


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
    differ by 1e-7 of themselves. Rows are verified in parts, on all cores: the formulas' compiled loops run beside one
    another.

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
    placed, said = place_rows(items, case)
    if placed is None:
        return said + wrong_record(case, summary, capital=capital, space=space)
    size = min(max(len(case.items) // (_EACH * cores()), _FEWEST), _MOST)
    parts = [slice(start, start + size) for start in range(0, len(case.items), size)]
    under = under_rules(case)

    def verdict(part: slice) -> RowsVerdict | Unread:
        return verify_rows(placed.rows(part), under.case.rows(part), respond)

    with ThreadPoolExecutor(max_workers=cores()) as pool:
        verdicts = list(pool.map(verdict, parts))
    unread = [part for part in verdicts if isinstance(part, Unread)]
    if unread:
        step = min(part.step for part in unread)
        said = told(joined(part.broken for part in unread if part.step == step))
        return said + wrong_record(case, summary, capital=capital, space=space)
    read = [part for part in verdicts if isinstance(part, RowsVerdict)]
    unnamed = unnamed_rules(placed.rows(slice(None)), under) if under.names else []
    return told(unnamed) + verify_whole(read, summary, case, capital=capital, space=space)


def verify_whole(
    verdicts: Sequence[RowsVerdict], summary: Summary, case: Case, *, capital: float | None, space: float | None
) -> list[str]:
    """Put together what was found in the rows of all parts of a plan, and check sums, limits and summary.

    Parameters
    ----------
    verdicts
        Of parts that hold every item once, in the order of items.
    summary, case, capital, space
        As for :func:`verify_plan`; of the case all tables but ``items`` and ``offers`` are read, and how many items
        there are.
    """
    sums = added(verdict.sums for verdict in verdicts)
    limits = limits_of(sums, case, capital=capital, space=space)
    return [
        *wrong_rules(joined(verdict.rules for verdict in verdicts), summary),
        *told(joined(verdict.broken for verdict in verdicts)),
        *wrong_limits(limits, summary),
        *wrong_totals(sums, case, limits, summary),
        *wrong_kpis(added_kpis(verdict.kpis for verdict in verdicts), sums, summary),
        *wrong_record(case, summary, capital=capital, space=space),
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
