"""The ledger of one item as a folder of tables, and as one document for machines."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from stockposture.explanation.explanation import Explanation
from stockposture.io.atomic import whole_folder
from stockposture.io.inside import inside
from stockposture.io.json_document import finite, records
from stockposture.io.tables_out import write_csv, write_parquet

KIND = "explanation"
SUMMARY = "summary.json"


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
    with whole_folder(target, kind=KIND) as folder:
        for name, table in found.tables.items():
            without = table.replace([np.inf, -np.inf], np.nan)
            write_csv(without, inside(folder, f"{name}.csv"))
            write_parquet(without, inside(folder, f"{name}.parquet"))
        summary = json.dumps(finite(_facts(found)), ensure_ascii=False, indent=2) + "\n"
        inside(folder, SUMMARY).write_text(summary, encoding="utf-8")


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
