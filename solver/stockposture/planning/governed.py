"""Plans under governance rules: solved with what the rules leave, told in every item's reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pyarrow as pa

from stockposture.optimise.texts import column, joined, where
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.govern import Governed, picked, rule_names
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


@contextmanager
def blaming_rules(governed: Governed) -> Iterator[None]:
    """Name the rules of items that are found, within, to have no policy left: shelf life or minimum orders may do it.

    Raises
    ------
    BadInputError
        As raised within, each item's remedy with the rules it is under.
    """
    try:
        yield
    except BadInputError as error:
        if not governed.rules:
            raise
        rules = dict(zip(governed.case.items["sku"], rule_names(governed), strict=True))
        raise BadInputError([_blamed(finding, rules) for finding in error.findings]) from error


def _blamed(finding: Finding, rules: dict[str, str]) -> Finding:
    names = rules.get(finding.value or "", "")
    if not names:
        return finding
    said = " and ".join(f'"{name}"' for name in names.split("|"))
    return replace(finding, remedy=f"{finding.remedy}; governance narrowed it: loosen {said}")
