"""The parts of a plan put together again, wherever they were kept."""

from collections.abc import Mapping

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from stockposture_models.errors import BadInputError, VerificationError
from stockposture_models.findings import Finding, Severity
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.summary import Summary
from stockposture_models.tables.case import Case


def summary_of(text: str | bytes, source: str) -> Summary:
    """Return the summary that a JSON text holds.

    Raises
    ------
    BadInputError
        It is not one; every fault is named.
    """
    try:
        return Summary.model_validate_json(text)
    except ValidationError as error:
        raise BadInputError(
            [
                Finding(
                    Severity.FAULT,
                    fault["msg"],
                    "restore the file from its run, or solve again",
                    file=source,
                    column=".".join(map(str, fault["loc"])) or None,
                    value=None if isinstance(fault["input"], Mapping) else str(fault["input"]),
                )
                for fault in error.errors()
            ]
        ) from error


def plan_of(items: pd.DataFrame, summary: Summary, case: Case, source: str) -> Plan:
    """Return the plan of these rows, whose copy of its case stands in ``source``.

    Raises
    ------
    VerificationError
        The copy of the case is not the case the plan was made for.
    """
    # What was noticed in the case's own files, which the copy has mended already.
    case = case.replace(findings=TypeAdapter(tuple[Finding, ...]).validate_python(summary.findings))
    if case.digest != summary.input_digest:
        raise VerificationError(
            [
                (
                    f"input_digest: plan says {summary.input_digest}, recomputed {case.digest} from the"
                    f" tables in {source}: they were changed after solving -> solve again"
                )
            ]
        )
    return Plan(items=items, summary=summary, case=case)
