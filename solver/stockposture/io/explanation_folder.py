"""The ledger of one item as a folder of tables, and as one document for machines."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from stockposture.explanation.explanation import Explanation
from stockposture.io.json_document import finite, records
from stockposture.io.result_folder import never_blank, write_result

KIND = "explanation"


def write_explanation(found: Explanation, target: Path) -> None:
    """Write the tables as CSV and Parquet, and ``summary.json``; whole or not at all.

    Infinite days (never short) are left blank.

    Parameters
    ----------
    found
        The ledger.
    target
        Folder to write; replaced if it is one we wrote, see :mod:`stockposture.io.atomic`.

    Raises
    ------
    FileFaultError
        The folder could not be written; what was there is untouched.
    """
    write_result(target, KIND, never_blank(found.tables), _facts(found))


def explanation_document(found: Explanation) -> dict[str, Any]:
    """Return what ``--json`` prints: decision, facts, and all tables as lists of records; never is null."""
    tables = {name: records(table) for name, table in found.tables.items()}
    document: dict[str, Any] = finite({**_facts(found), **tables})
    return document


def _facts(found: Explanation) -> dict[str, Any]:
    return {
        "sku": found.sku,
        "description": found.description,
        "currency": found.currency,
        "decision": {
            name: getattr(value, "item", lambda value=value: value)() for name, value in found.decision.items()
        },
        "facts": dict(found.facts),
        "narrowed": dict(found.narrowed),
        "own_best": _plain(found.own_best),
        "proof": dict(found.proof),
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as Python's own: NumPy's are none of JSON's."""
    return {name: value.item() if isinstance(value, np.generic) else value for name, value in values.items()}
