"""Plans under governance rules: solved with what the rules leave, told in every item's reason."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from stockposture.optimise.texts import column, joined, where
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.govern import Governed, picked
from stockposture_models.tables.case import Case


def told_of_rules(plan: Plan, governed: Governed, case: Case) -> Plan:
    """Return a plan of the case as given, with the rules each item is under named in its reason.

    Parameters
    ----------
    plan
        Made for the governed case.
    governed
        The case under its rules.
    case
        The case as given: it holds the rules, so whoever reads the plan applies them anew.
    """
    if not governed.rules:
        return plan
    words = picked([f'"{rule.name}" ({rule.effect})' for rule in governed.rules], governed.applies, " and ")
    sentence = joined(" Under governance: ", pa.array(words, pa.large_string()), ".")
    reason = joined(
        pa.array(plan.items["reason"], pa.large_string()), where(np.asarray(governed.applies.any(axis=0)), sentence, "")
    )
    return replace(plan, items=plan.items.assign(reason=column(reason)), case=case)
