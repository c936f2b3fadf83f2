"""Rules that a plan breaks: none if it was solved; if it was only priced, those it says it breaks."""

from collections.abc import Sequence

import pandas as pd

from stockposture.verify.decisions import require_decisions
from stockposture.verify.differences import Broken, told
from stockposture.verify.eligibility import RULES, broken_rules
from stockposture.verify.governance import under_rules
from stockposture_models.plan.summary import Status, Summary
from stockposture_models.tables.case import Case

#: No plan may break this one: it would order more or less than is wanted.
_NEVER = "shares_add_up"


def rules_broken(items: pd.DataFrame, case: Case) -> dict[str, int]:
    """Return how many items of a plan break each rule, of the rules that any breaks.

    Parameters
    ----------
    items
        The plan's rows, in any order.
    case
        The case, its governance rules in its settings.

    Raises
    ------
    VerificationError
        If the rows cannot be taken for a plan of the case.
    """
    return _counted(broken_rules(require_decisions(items, case), under_rules(case).case))


def wrong_rules(rules: Sequence[Broken], summary: Summary) -> list[str]:
    """Return the rules that a solved plan breaks, or where a priced one says something else of them.

    Parameters
    ----------
    rules
        One a rule of :data:`~stockposture.verify.eligibility.RULES`, in that order.
    summary
        What the plan says.
    """
    if summary.status is not Status.PRICED:
        said = told(rules)
        claimed = {rule: count for rule, count in summary.rules_broken.items() if count}
        return said + ([f"rules_broken: plan says {claimed}, only a priced plan may break rules"] if claimed else [])
    never = [broken for name, broken in zip(RULES, rules, strict=True) if name == _NEVER]
    ours = _counted(rules)
    if ours == summary.rules_broken:
        return told(never)
    return [*told(never), f"rules_broken: plan says {summary.rules_broken}, recomputed {ours}"]


def _counted(rules: Sequence[Broken]) -> dict[str, int]:
    counts = zip(RULES, (broken.count for broken in rules), strict=True)
    return {name: count for name, count in counts if count and name != _NEVER}
